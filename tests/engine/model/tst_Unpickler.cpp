#include "engine/model/Torch.h"

#include <map>

#include "engine/model/Unpickler.h"
#include "engine/run/Error.h"
#include "tests/support/PickleText.h"
#include "tests/support/TestMain.h"

using namespace engine;
namespace pickle = support::pickle;

class tst_Unpickler : public QObject {
    Q_OBJECT

    static std::map<std::string, PickledTensor> read(const std::string& text)
    {
        // A block of its own, so that a sanitizer sees every read past the end.
        const std::vector<char> bytes(text.begin(), text.end());
        return Unpickler(bytes, "x.bin").stateDict();
    }

    static QString problemOf(const std::string& text)
    {
        try {
            read(text);
        } catch (const BadInput& problem) {
            return QString::fromUtf8(problem.what());
        }
        return {};
    }

    static pickle::Tensor sample() { return {"a", "FloatStorage", "7", 12, 2, {2, 3}, {3, 1}}; }

    static std::string changed(const std::function<void(pickle::Tensor&)>& change)
    {
        pickle::Tensor tensor = sample();
        change(tensor);
        return pickle::stateDict({tensor});
    }

    /// A dictionary with one entry "a" that these operations make.
    static std::string entry(const std::string& operations)
    {
        return pickle::start + pickle::emptyDict + pickle::mark + pickle::text("a") + operations + pickle::setItems
            + pickle::stop;
    }

    static std::string repeated(const std::string& text, std::size_t times)
    {
        std::string result;
        result.reserve(text.size() * times);
        while (times-- > 0)
            result += text;
        return result;
    }

private Q_SLOTS:
    void aTensorIsDescribed()
    {
        const auto tensors = read(pickle::stateDict({sample()}));
        QCOMPARE(tensors.size(), 1u);
        const PickledTensor& tensor = tensors.at("a");
        QCOMPARE(tensor.storage.key, std::string("7"));
        QCOMPARE(tensor.storage.dtype->type, torch::kFloat32);
        QCOMPARE(tensor.storage.elements, std::int64_t(12));
        QCOMPARE(tensor.offset, std::int64_t(2));
        QCOMPARE(tensor.shape, (std::vector<std::int64_t>{2, 3}));
        QCOMPARE(tensor.strides, (std::vector<std::int64_t>{3, 1}));
    }

    void parametersAndAttributesAreAccepted()
    {
        const std::string parameter = pickle::global("torch._utils", "_rebuild_parameter") + pickle::mark
            + pickle::rebuilt(sample()) + pickle::isFalse + pickle::orderedDict() + pickle::tuple + pickle::reduce;
        const std::string metadata = pickle::emptyDict + pickle::text("_metadata") + pickle::orderedDict() + "sb";
        const std::string text = pickle::start + pickle::orderedDict() + pickle::text("a") + parameter + "s" + metadata;
        QCOMPARE(read(text + pickle::stop).size(), 1u);
        QVERIFY(problemOf(entry(pickle::none + "b")).contains("attributes"));
    }

    /// As protocol 4 spells them: frames, short text, names from the stack, the memo without numbers.
    void newerProtocolsAreRead()
    {
        const auto shortText = [](const std::string& value) {
            return "\x8c" + std::string(1, static_cast<char>(value.size())) + value;
        };
        std::string body = shortText("collections") + "\x94" + shortText("OrderedDict") + "\x94\x93\x94)R\x94"
            + shortText("a") + pickle::rebuilt(sample()) + "s.";
        const std::string frame = "\x95" + support::littleEndian(body.size(), 8);
        for (const char* protocol : {"\x80\x04", "\x80\x05"})
            QCOMPARE(read(protocol + frame + body).size(), 1u);
        QVERIFY(problemOf("\x80\x06" + frame + body).contains("unknown protocol 6"));
        QVERIFY(problemOf("\x80\x04" + frame + body.substr(1)).contains("truncated"));
    }

    void everythingElseIsRefusedByName_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("says");
        const auto row = [](const char* name, const std::string& text, const char* says) {
            QTest::newRow(name) << QByteArray::fromStdString(text) << QString(says);
        };
        const auto called = [](const std::string& function) {
            return entry(function + "(" + pickle::text("echo hello") + pickle::tuple + pickle::reduce);
        };
        row("a program", called(pickle::global("os", "system")), "\"os.system\"");
        row("a builtin", called(pickle::global("builtins", "eval")), "\"builtins.eval\"");
        row("a name from the stack",
            entry(pickle::text("posix") + pickle::text("system") + "\x93(" + pickle::text("x") + "tR"),
            "\"posix.system\"");
        row("a relative", called(pickle::global("torch._utils", "_rebuild_tensor_v3")), "_rebuild_tensor_v3");
        row("a storage of another module", entry(pickle::global("os", "FloatStorage")), "os.FloatStorage");
        row("an unknown storage", entry(pickle::global("torch", "ComplexFloatStorage")), "ComplexFloatStorage");
        row("a name with control characters", entry(pickle::global("os\x1b[2J", "x")), "\\x1b");
        row("an old instance", entry("(ios\nsystem\n"), "INST");
        row("an instance", entry("(" + pickle::global("collections", "OrderedDict") + "o"), "OBJ");
        row("a new object", entry(pickle::global("collections", "OrderedDict") + ")\x81"), "NEWOBJ");
        row("an extension", entry("\x82\x01"), "EXT1");
        row("a text id", entry("Pstorage\n"), "PERSID");
        row("an unknown operation", entry("\xff"), "0xff");
        row("a called storage", entry(pickle::global("torch", "FloatStorage") + pickle::emptyTuple + pickle::reduce),
            "calls the type");
        row("called text", entry(pickle::text("a") + pickle::emptyTuple + pickle::reduce), "where a function belongs");
        row("a filled OrderedDict",
            entry(pickle::global("collections", "OrderedDict") + pickle::mark + pickle::emptyDict + pickle::tuple
                  + pickle::reduce),
            "fills an OrderedDict");
    }

    void everythingElseIsRefusedByName()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, says);
        const QString problem = problemOf(text.toStdString());
        QVERIFY2(problem.contains(says), qPrintable(problem));
        QVERIFY2(problem.startsWith("x.bin: "), qPrintable(problem));
    }

    void whatIsNoDictionaryOfTensorsIsRefused_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("says");
        const auto row = [](const char* name, const std::string& text, const char* says) {
            QTest::newRow(name) << QByteArray::fromStdString(text) << QString(says);
        };
        const std::string start = pickle::start;
        row("nothing", "", "truncated");
        row("protocol 0", "(dp0\n.", "does not start with its protocol");
        row("no value", start + ".", "where there is none");
        row("a list", start + "].", "a list, not a dictionary");
        row("two values", start + "}}.", "left over");
        row("more behind it", start + "}.}", "left over");
        row("an open mark", start + "}(.", "where there is none");
        row("a number inside", entry(pickle::number(3)), "\"a\" is a number, not a tensor");
        row("a dictionary inside", entry(pickle::emptyDict), "\"a\" is a dictionary, not a tensor");
        row("a name that is a number", start + "}(" + pickle::number(3) + pickle::none + "u.", "name is a number");
        row("a name twice", pickle::stateDict({sample(), sample()}), "two entries named \"a\"");
        row("itself", start + "}q\1(" + pickle::text("a") + "h\1u.", "is a dictionary, not a tensor");
        row("a list in itself", start + "}(" + pickle::text("a") + "]q\1h\1au.", "is a list, not a tensor");
        row("below the mark", start + "}(s.", "where there is none");
        row("no mark", start + "}u.", "mark that is not there");
        row("half an entry", start + "}(Nu.", "half an entry");
        row("entries of a list", start + "](NNu.", "sets entries of a list");
        row("append to a tuple", start + ")Na.", "appends to");
        row("an unknown memory", start + "h\1.", "never put away");
        row("text beyond the end", start + "X\xff\xff\xff\xff", "truncated");
        row("much text beyond the end", start + "\x8d\xff\xff\xff\xff\xff\xff\xff\xff", "truncated");
        row("a frame beyond the end", start + "\x95\xff\xff\xff\xff\xff\xff\xff\xff}.", "truncated");
        row("a line without end", start + "cos", "truncated");
        row("broken text", entry("X\1" + std::string(3, '\0') + "\xff"), "not UTF-8");
        row("a long number", start + "\x8a\x09" + std::string(9, '\1') + ".", "9 bytes");
    }

    void whatIsNoDictionaryOfTensorsIsRefused()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, says);
        const QString problem = problemOf(text.toStdString());
        QVERIFY2(problem.contains(says), qPrintable(problem));
    }

    void impossibleTensorsAreRefused_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("says");
        const auto row = [](const char* name, const std::function<void(pickle::Tensor&)>& change, const char* says) {
            QTest::newRow(name) << QByteArray::fromStdString(changed(change)) << QString(says);
        };
        const std::int64_t largest = std::numeric_limits<std::int64_t>::max();
        row(
            "negative offset", [](auto& tensor) { tensor.offset = -1; }, "impossible offset");
        row(
            "huge offset", [&](auto& tensor) { tensor.offset = largest; }, "impossible offset");
        row(
            "offset beyond the storage", [](auto& tensor) { tensor.offset = 7; }, "reaches to element 12");
        row(
            "negative storage", [](auto& tensor) { tensor.elements = -1; }, "impossible storage");
        row(
            "huge storage", [&](auto& tensor) { tensor.elements = largest; }, "impossible offset or storage");
        row(
            "empty storage", [](auto& tensor) { tensor.elements = 0; }, "reaches to element");
        row(
            "negative size", [](auto& tensor) { tensor.shape[0] = -2; }, "impossible shape");
        row(
            "huge size", [&](auto& tensor) { tensor.shape[0] = largest; }, "impossible shape");
        row(
            "sizes overflow",
            [](auto& tensor) {
                tensor.shape = std::vector<std::int64_t>(4, std::int64_t(1) << 32);
                tensor.strides = std::vector<std::int64_t>(4, 0);
            },
            "impossible shape");
        row(
            "negative stride", [](auto& tensor) { tensor.strides[1] = -1; }, "impossible shape or strides");
        row(
            "strides overflow",
            [](auto& tensor) {
                tensor.shape = {std::int64_t(1) << 30, 2};
                tensor.strides = {std::int64_t(1) << 40, std::int64_t(1) << 40};
            },
            "impossible shape or strides");
        row(
            "strides beyond the storage",
            [](auto& tensor) {
                tensor.strides = {10, 1};
            },
            "reaches to element 14");
        row(
            "a view that repeats",
            [](auto& tensor) {
                tensor.shape = {100, 3}, tensor.strides = {0, 1};
            },
            "more than once");
        row(
            "fewer strides", [](auto& tensor) { tensor.strides = {1}; }, "no valid shape");
        row(
            "many dimensions", [](auto& tensor) { tensor.shape = tensor.strides = std::vector<std::int64_t>(17, 1); },
            "17 dimensions");
        row(
            "endless storage name", [](auto& tensor) { tensor.key = std::string(65, '1'); }, "impossible storage");
    }

    void impossibleTensorsAreRefused()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, says);
        const QString problem = problemOf(text.toStdString());
        QVERIFY2(problem.contains(says), qPrintable(problem));
    }

    void tensorsMadeOfOtherThingsAreRefused()
    {
        const std::string function = pickle::global("torch._utils", "_rebuild_tensor_v2");
        QVERIFY(problemOf(entry(function + ")R")).contains("0 arguments"));
        QVERIFY(problemOf(entry(function + "(NNNNNNtR")).contains("None where a storage belongs"));
        const std::string wrongShape = pickle::storage(sample()) + pickle::number(0) + pickle::text("x") + "NNN";
        QVERIFY(problemOf(entry(function + "(" + wrongShape + "tR")).contains("text where a shape belongs"));
        QVERIFY(problemOf(entry(")Q")).contains("no storage"));
        QVERIFY(problemOf(entry(pickle::text("module") + "Q")).contains("tuple of a storage"));
        const std::string noType = "(" + pickle::text("storage") + pickle::global("collections", "OrderedDict")
            + pickle::text("0") + pickle::text("cpu") + pickle::number(1) + "tQ";
        QVERIFY(problemOf(entry(noType)).contains("impossible storage"));
    }

    void everyTruncationIsRefused()
    {
        const std::string text = pickle::stateDict({sample()});
        for (std::size_t length = 0; length < text.size(); ++length)
            QVERIFY2(!problemOf(text.substr(0, length)).isEmpty(), qPrintable(QString::number(length)));
    }

    void memoryIsBounded()
    {
        const std::string many = "more values than";
        QVERIFY(problemOf(pickle::start + repeated("N", 600'000)).contains(many.c_str()));
        QVERIFY(problemOf(pickle::start + repeated("(", 600'000)).contains(many.c_str()));
        QVERIFY(problemOf(pickle::start + "}q\1" + repeated("h\1", 600'000)).contains(many.c_str()));
        std::string memo = pickle::start + "}";
        for (std::uint64_t i = 0; i < 600'000; ++i)
            memo += "r" + support::littleEndian(i * 7919, 4);
        QVERIFY(problemOf(memo).contains(many.c_str()));
        QVERIFY(problemOf(pickle::start + std::string((16 << 20) + 1, 'N')).contains("more than the description"));
        // The largest place in the memo costs no more than the first.
        QCOMPARE(problemOf(pickle::start + "}r\xff\xff\xff\xff."), QString());
    }
};

MOLEX_TEST(tst_Unpickler)
#include "tst_Unpickler.moc"
