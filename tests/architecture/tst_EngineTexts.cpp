#include "tests/architecture/SourceTree.h"

#include <algorithm>
#include <cctype>
#include <regex>
#include <set>

#include "tests/support/TestMain.h"

using namespace architecture;

/// The sentences about a configuration, a sweep, a model's folder and a task's, which Launch shows beside their fields:
/// each stands in the window's list for translation. Sources are read, so that a new one is found which no test causes.
class tst_EngineTexts : public QObject {
    Q_OBJECT

private:
    using Strings = std::vector<std::string>;

    static bool isEscaped(const std::string& text, std::size_t at)
    {
        std::size_t slashes = 0;
        while (at > slashes && text[at - slashes - 1] == '\\')
            ++slashes;
        return slashes % 2 == 1;
    }

    /// The place behind a literal that begins at `open` with this quotation mark.
    static std::size_t endOf(const std::string& text, std::size_t open)
    {
        std::size_t close = text.find(text[open], open + 1);
        while (close != std::string::npos && isEscaped(text, close))
            close = text.find(text[open], close + 1);
        return close == std::string::npos ? text.size() : close + 1;
    }

    static bool isLetterOrDigit(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; }
    static bool isBlank(char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; }

    static bool isInclude(const std::string& line)
    {
        return line.find_first_not_of(' ') != std::string::npos && line[line.find_first_not_of(' ')] == '#';
    }

    /// As they are spelled, those beside one another as one; without what comments and #include lines say.
    static Strings literalsOf(const SourceFile& file)
    {
        Strings literals;
        bool isBeside = false; // nothing but blanks since the last one
        for (const std::string& line : file.lines) {
            if (isInclude(line))
                continue;
            for (std::size_t at = 0; at < line.size();) {
                if (line.compare(at, 2, "//") == 0)
                    break;
                const bool isCharacter = line[at] == '\'' && (at == 0 || !isLetterOrDigit(line[at - 1]));
                const std::size_t end = line[at] == '"' || isCharacter ? endOf(line, at) : at + 1;
                if (line[at] == '"') {
                    if (!isBeside)
                        literals.emplace_back();
                    literals.back() += line.substr(at + 1, end - at - 2);
                    isBeside = true;
                } else if (!isBlank(line[at])) {
                    isBeside = false;
                }
                at = end;
            }
        }
        return literals;
    }

    /// Two words of a sentence, or of a part of one.
    static bool hasWords(const std::string& literal)
    {
        static const std::regex words("[A-Za-z]{2}[,;:]? [a-z]{2}");
        return std::regex_search(literal, words);
    }

    /// No sentence of Launch: what a list names, said in a terminal alone, or a mistake of the program's.
    static bool isNoSentence(const std::string& literal)
    {
        static const std::set<std::string> others = {"query, key and value",
                                                     "attention_output or output",
                                                     "attention_output, intermediate or output",
                                                     "unknown model family",
                                                     "GLUE takes predictions of test splits, not of \\\"",
                                                     " is not a class of this task"};
        const std::string any = " is not one of "; // one text for all lists
        return others.contains(literal) || literal.starts_with(any) || literal.starts_with("\\\"" + any);
    }

private Q_SLOTS:
    void literalsAreReadAsTheCompilerDoes()
    {
        SourceFile file;
        file.lines = {"#include \"a b\"", R"(f("one two" // "not this")", R"(  " three", '"', "\"four\" five");)",
                      R"(g(1'000, "six");)"};
        QCOMPARE(literalsOf(file), (Strings{"one two three", "\\\"four\\\" five", "six"}));
    }

    void everySentenceOfLaunchCanBeTranslated()
    {
        const SourceTree tree(MOLEX_CHECKOUT, {"engine", "gui/models"});
        const Strings known = literalsOf(tree.files().at("gui/models/EngineText.cpp"));
        QVERIFY(known.size() > 100);
        Strings unknown;
        std::size_t sentences = 0;
        for (const char* path :
             {"engine/run/RunConfig.cpp", "engine/run/MethodConfig.cpp", "engine/run/RoutingConfig.cpp",
              "engine/run/Sweep.cpp", "engine/run/JsonReader.cpp", "engine/run/ConfigJson.cpp",
              "engine/run/ConfigText.cpp", "engine/run/JsonText.cpp", "engine/method/MakeMethod.cpp",
              "engine/routing/MakeRouting.cpp", "engine/model/ConfigFields.cpp", "engine/model/ModelConfig.cpp",
              "engine/model/EncoderConfig.cpp", "engine/model/Gpt2Config.cpp", "engine/data/GlueTask.cpp",
              "engine/data/TableTask.cpp", "engine/data/E2eTask.cpp", "engine/training/CostEstimate.cpp",
              "engine/training/ComputeDevice.cpp", "engine/training/ModelCheck.cpp"})
            for (const std::string& literal : literalsOf(tree.files().at(path))) {
                if (!hasWords(literal) || isNoSentence(literal))
                    continue;
                ++sentences;
                const auto holds = [&literal](const std::string& text) {
                    return text.find(literal) != std::string::npos;
                };
                if (std::none_of(known.begin(), known.end(), holds))
                    unknown.push_back(std::string(path) + ": " + literal);
            }
        QVERIFY(sentences > 80);
        QByteArray listed;
        for (const std::string& one : unknown)
            listed += QByteArray::fromStdString("\n  " + one);
        QVERIFY2(unknown.empty(), ("gui/models/EngineText.cpp lacks" + listed).constData());
    }
};

MOLEX_TEST(tst_EngineTexts)
#include "tst_EngineTexts.moc"
