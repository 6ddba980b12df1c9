#include "engine/data/Utf8.h"
#include "engine/model/Unpickler.h"
#include "engine/run/Counted.h"

namespace engine {

namespace {

constexpr std::size_t valueLimit = 500'000; ///< of values, and of places on the stack, among its marks, in the memo
constexpr std::size_t keyLimit = 64;        ///< bytes in the name of a storage
constexpr std::size_t pickledDimensionLimit = 16;

} // namespace

void Unpickler::requireRoom(std::size_t used) const
{
    if (used >= valueLimit)
        m_reader.fail("its pickle has more values than the description of a model needs");
}

void Unpickler::push(PickleValue value)
{
    requireRoom(m_values.size());
    m_values.push_back(std::move(value));
    pushKnown(static_cast<PickleRef>(m_values.size() - 1));
}

void Unpickler::pushKnown(PickleRef value)
{
    requireRoom(m_stack.size());
    m_stack.push_back(value);
}

PickleRef Unpickler::top() const
{
    if (m_stack.size() <= (m_marks.empty() ? 0 : m_marks.back()))
        m_reader.fail("its pickle takes a value where there is none");
    return m_stack.back();
}

PickleRef Unpickler::pop()
{
    const PickleRef value = top();
    m_stack.pop_back();
    return value;
}

Unpickler::Arguments Unpickler::popToMark()
{
    if (m_marks.empty())
        m_reader.fail("its pickle takes values up to a mark that is not there");
    const auto first = m_stack.begin() + static_cast<std::ptrdiff_t>(m_marks.back());
    Arguments items(first, m_stack.end());
    m_stack.erase(first, m_stack.end());
    m_marks.pop_back();
    return items;
}

void Unpickler::makeTuple(std::size_t size)
{
    Arguments items(size);
    for (std::size_t i = size; i-- > 0;)
        items[i] = pop();
    push(PickleSequence{true, std::move(items)});
}

void Unpickler::put(std::uint64_t index)
{
    requireRoom(m_memo.size());
    m_memo[index] = top();
}

void Unpickler::get(std::uint64_t index)
{
    const auto found = m_memo.find(index);
    if (found == m_memo.end())
        m_reader.fail("its pickle recalls a value that it never put away");
    pushKnown(found->second);
}

void Unpickler::addItems(const Arguments& items)
{
    auto* list = std::get_if<PickleSequence>(&m_values[top()]);
    if (list == nullptr || list->isTuple)
        m_reader.fail("its pickle appends to " + kindOf(m_values[top()]));
    list->items.insert(list->items.end(), items.begin(), items.end());
}

void Unpickler::setItems(const Arguments& keysAndValues)
{
    auto* dictionary = std::get_if<PickleDictionary>(&m_values[top()]);
    if (dictionary == nullptr || keysAndValues.size() % 2 != 0)
        m_reader.fail("its pickle sets entries of " + kindOf(m_values[top()]) + " or half an entry");
    for (std::size_t i = 0; i < keysAndValues.size(); i += 2)
        dictionary->items.emplace_back(keysAndValues[i], keysAndValues[i + 1]);
}

/// The attributes of a module's OrderedDict (_metadata: versions of its parts) are of no use here.
void Unpickler::setAttributes()
{
    as<PickleDictionary>(pop(), "a dictionary of attributes");
    if (!as<PickleDictionary>(top(), "a dictionary").isOrdered)
        m_reader.fail("its pickle gives attributes to a plain dictionary");
}

void Unpickler::pushGlobal(const std::string& module, const std::string& name)
{
    push(findGlobal(module, name, m_file));
}

/// ("storage", torch.FloatStorage, key, device, elements), the one kind of persistent id that torch.save makes.
void Unpickler::pushStorage()
{
    const auto& id = as<PickleSequence>(pop(), "the tuple of a storage");
    if (!id.isTuple || id.items.size() != 5 || as<std::string>(id.items[0], "the word storage") != "storage")
        m_reader.fail("its pickle refers to something outside it that is no storage");
    const auto& type = as<PickleGlobal>(id.items[1], "the type of a storage");
    const auto& key = as<std::string>(id.items[2], "the name of a storage");
    const auto elements = as<std::int64_t>(id.items[4], "the size of a storage");
    if (type.dtype == nullptr || elements < 0 || key.size() > keyLimit)
        m_reader.fail("its pickle has the impossible storage " + inQuotes(key));
    push(PickledStorage{key, type.dtype, elements});
}

void Unpickler::call()
{
    const auto& arguments = as<PickleSequence>(pop(), "a tuple of arguments");
    const auto& function = as<PickleGlobal>(pop(), "a function");
    if (!arguments.isTuple)
        m_reader.fail("its pickle has a list where a tuple of arguments belongs");
    switch (function.meaning) {
    case PickleGlobal::Meaning::OrderedDict:
        if (!arguments.items.empty())
            m_reader.fail("its pickle fills an OrderedDict in a way that torch.save does not");
        return push(PickleDictionary{true, {}});
    case PickleGlobal::Meaning::RebuildTensor:
        return push(rebuildTensor(arguments.items));
    case PickleGlobal::Meaning::RebuildParameter: // (tensor, requires_grad, hooks)
        if (arguments.items.size() != 3)
            m_reader.fail("its pickle has a parameter with " + counted(arguments.items.size(), "argument"));
        return push(as<PickledTensor>(arguments.items[0], "a tensor"));
    case PickleGlobal::Meaning::Storage:
        m_reader.fail("its pickle calls the type of a storage");
    }
}

/// (storage, offset, shape, strides, requires_grad, hooks), and a dictionary in newer files.
PickledTensor Unpickler::rebuildTensor(const Arguments& arguments) const
{
    if (arguments.size() != 6 && arguments.size() != 7)
        m_reader.fail("its pickle has a tensor with " + counted(arguments.size(), "argument"));
    return {as<PickledStorage>(arguments[0], "a storage"), as<std::int64_t>(arguments[1], "an offset"),
            numbers(arguments[2]), numbers(arguments[3])};
}

std::vector<std::int64_t> Unpickler::numbers(PickleRef tuple) const
{
    const auto& items = as<PickleSequence>(tuple, "a shape").items;
    if (items.size() > pickledDimensionLimit)
        m_reader.fail("its pickle has a tensor of " + std::to_string(items.size()) + " dimensions");
    std::vector<std::int64_t> result;
    result.reserve(items.size());
    for (const PickleRef item : items)
        result.push_back(as<std::int64_t>(item, "the size of a dimension"));
    return result;
}

} // namespace engine
