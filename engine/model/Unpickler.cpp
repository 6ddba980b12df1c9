#include "engine/model/Unpickler.h"

#include <cstdio>

#include "engine/data/Utf8.h"
#include "engine/run/Error.h"

namespace engine {

/// Operations as Python's pickletools.py numbers them.
enum class PickleOperation : unsigned char {
    Mark = '(',
    Stop = '.',
    None = 'N',
    BinInt = 'J',
    BinInt1 = 'K',
    BinInt2 = 'M',
    BinFloat = 'G',
    BinUnicode = 'X',
    EmptyList = ']',
    EmptyDict = '}',
    EmptyTuple = ')',
    Tuple = 't',
    Append = 'a',
    Appends = 'e',
    SetItem = 's',
    SetItems = 'u',
    Build = 'b',
    Global = 'c',
    Reduce = 'R',
    BinPersid = 'Q',
    BinPut = 'q',
    LongBinPut = 'r',
    BinGet = 'h',
    LongBinGet = 'j',
    Proto = 0x80,
    Tuple1 = 0x85,
    Tuple2 = 0x86,
    Tuple3 = 0x87,
    NewTrue = 0x88,
    NewFalse = 0x89,
    Long1 = 0x8a,
    ShortBinUnicode = 0x8c,
    BinUnicode8 = 0x8d,
    StackGlobal = 0x93,
    Memoize = 0x94,
    Frame = 0x95
};

namespace {

using enum PickleOperation;

constexpr std::size_t pickleLimitBytes = 16 << 20;
constexpr std::size_t problemLimit = 20;
constexpr unsigned newestProtocol = 5;

/// The name of an operation that would run code or make objects, for the message that refuses it.
std::string operationName(PickleOperation operation)
{
    constexpr std::pair<unsigned char, const char*> names[] = {{'i', "INST"},       {'o', "OBJ"},   {0x81, "NEWOBJ"},
                                                               {0x92, "NEWOBJ_EX"}, {0x82, "EXT1"}, {0x83, "EXT2"},
                                                               {0x84, "EXT4"},      {'P', "PERSID"}};
    for (const auto& [code, name] : names)
        if (code == static_cast<unsigned char>(operation))
            return name;
    char text[8];
    std::snprintf(text, sizeof text, "0x%02x", static_cast<unsigned>(operation));
    return text;
}

} // namespace

Unpickler::Unpickler(std::span<const char> pickle, std::string file)
    : m_reader(pickle, file)
    , m_file(std::move(file))
{
    requireSize(pickle.size(), m_file);
}

void Unpickler::requireSize(std::uint64_t bytes, const std::string& file)
{
    if (bytes > pickleLimitBytes)
        throw BadInput(file,
                       "its pickle has " + std::to_string(bytes)
                           + " bytes, more than the description of a model needs");
}

std::map<std::string, PickledTensor> Unpickler::stateDict()
{
    run();
    const PickleRef result = pop();
    if (!m_stack.empty() || !m_marks.empty() || !m_reader.atEnd())
        m_reader.fail("its pickle has something left over");
    const auto* dictionary = std::get_if<PickleDictionary>(&m_values[result]);
    if (dictionary == nullptr)
        m_reader.fail("holds " + kindOf(m_values[result]) + ", not a dictionary of tensors");
    return tensorsOf(*dictionary);
}

std::map<std::string, PickledTensor> Unpickler::tensorsOf(const PickleDictionary& dictionary) const
{
    std::map<std::string, PickledTensor> tensors;
    std::vector<Issue> issues;
    for (const auto& [key, value] : dictionary.items) {
        const auto* name = std::get_if<std::string>(&m_values[key]);
        const auto* tensor = std::get_if<PickledTensor>(&m_values[value]);
        if (issues.size() >= problemLimit)
            break;
        if (name == nullptr)
            issues.push_back({m_file, "has an entry whose name is " + kindOf(m_values[key])});
        else if (tensor == nullptr)
            issues.push_back(
                {m_file, "entry " + inQuotes(*name) + " is " + kindOf(m_values[value]) + ", not a tensor"});
        else if (!tensors.emplace(*name, *tensor).second)
            issues.push_back({m_file, "has two entries named " + inQuotes(*name)});
        else if (const auto problem = layoutProblem(*tensor))
            issues.push_back({m_file, "tensor " + inQuotes(*name) + " " + *problem});
    }
    if (!issues.empty())
        throw BadInput(std::move(issues));
    return tensors;
}

void Unpickler::run()
{
    if (static_cast<PickleOperation>(m_reader.littleEndian(1)) != Proto)
        m_reader.fail("its pickle does not start with its protocol");
    if (const std::uint64_t protocol = m_reader.littleEndian(1); protocol < 2 || protocol > newestProtocol)
        m_reader.fail("its pickle has the unknown protocol " + std::to_string(protocol));
    while (true) {
        const auto operation = static_cast<PickleOperation>(m_reader.littleEndian(1));
        if (operation == Stop)
            return;
        const bool isKnown = pushScalar(operation) || pushText(operation) || makeContainer(operation)
            || fillContainer(operation) || remember(operation) || recall(operation) || makeObject(operation);
        if (!isKnown)
            m_reader.fail("its pickle asks for the operation " + operationName(operation)
                          + ", which dictionaries of tensors do not need; no code of a file is ever run");
    }
}

bool Unpickler::pushScalar(PickleOperation operation)
{
    switch (operation) {
    case None:
        push(std::monostate());
        return true;
    case NewTrue:
        push(true);
        return true;
    case NewFalse:
        push(false);
        return true;
    case BinInt:
        push(m_reader.signedLittleEndian(4));
        return true;
    case BinInt1:
        push(static_cast<std::int64_t>(m_reader.littleEndian(1)));
        return true;
    case BinInt2:
        push(static_cast<std::int64_t>(m_reader.littleEndian(2)));
        return true;
    case BinFloat:
        push(m_reader.bigEndianReal());
        return true;
    case Long1: {
        const auto size = static_cast<unsigned>(m_reader.littleEndian(1));
        if (size > 8)
            m_reader.fail("its pickle has a number of " + std::to_string(size) + " bytes");
        push(m_reader.signedLittleEndian(size));
        return true;
    }
    default:
        return false;
    }
}

bool Unpickler::pushText(PickleOperation operation)
{
    switch (operation) {
    case BinUnicode:
        push(m_reader.utf8(m_reader.littleEndian(4)));
        return true;
    case ShortBinUnicode:
        push(m_reader.utf8(m_reader.littleEndian(1)));
        return true;
    case BinUnicode8:
        push(m_reader.utf8(m_reader.littleEndian(8)));
        return true;
    case Frame: // says how much follows, for reading ahead
        if (m_reader.littleEndian(8) > m_reader.remaining())
            m_reader.fail("its pickle is truncated or damaged");
        return true;
    default:
        return false;
    }
}

bool Unpickler::makeContainer(PickleOperation operation)
{
    switch (operation) {
    case Mark:
        requireRoom(m_marks.size());
        m_marks.push_back(m_stack.size());
        return true;
    case EmptyList:
        push(PickleSequence{});
        return true;
    case EmptyDict:
        push(PickleDictionary{});
        return true;
    case EmptyTuple:
        makeTuple(0);
        return true;
    case Tuple1:
        makeTuple(1);
        return true;
    case Tuple2:
        makeTuple(2);
        return true;
    case Tuple3:
        makeTuple(3);
        return true;
    case Tuple:
        push(PickleSequence{true, popToMark()});
        return true;
    default:
        return false;
    }
}

bool Unpickler::fillContainer(PickleOperation operation)
{
    switch (operation) {
    case Append:
        addItems({pop()});
        return true;
    case Appends:
        addItems(popToMark());
        return true;
    case SetItem: {
        const PickleRef value = pop();
        setItems({pop(), value});
        return true;
    }
    case SetItems:
        setItems(popToMark());
        return true;
    case Build:
        setAttributes();
        return true;
    default:
        return false;
    }
}

bool Unpickler::remember(PickleOperation operation)
{
    switch (operation) {
    case BinPut:
        put(m_reader.littleEndian(1));
        return true;
    case LongBinPut:
        put(m_reader.littleEndian(4));
        return true;
    case Memoize:
        put(m_memo.size());
        return true;
    default:
        return false;
    }
}

bool Unpickler::recall(PickleOperation operation)
{
    switch (operation) {
    case BinGet:
        get(m_reader.littleEndian(1));
        return true;
    case LongBinGet:
        get(m_reader.littleEndian(4));
        return true;
    default:
        return false;
    }
}

bool Unpickler::makeObject(PickleOperation operation)
{
    switch (operation) {
    case Global: {
        const std::string module(m_reader.line());
        pushGlobal(module, std::string(m_reader.line()));
        return true;
    }
    case StackGlobal: {
        const std::string name = as<std::string>(pop(), "the name of a global");
        const std::string module = as<std::string>(pop(), "the module of a global");
        pushGlobal(module, name);
        return true;
    }
    case BinPersid:
        pushStorage();
        return true;
    case Reduce:
        call();
        return true;
    default:
        return false;
    }
}

} // namespace engine
