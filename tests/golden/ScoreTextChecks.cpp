#include "tests/golden/ScoreTextChecks.h"

namespace golden {

namespace {

constexpr Tolerance tolerance{1e-6, 0};

std::string lines(const Json& texts)
{
    std::string result;
    for (const Json& text : texts)
        result += text.get<std::string>() + "\n";
    return result;
}

std::string blocks(const Json& references)
{
    std::string result;
    for (const Json& texts : references)
        result += (result.empty() ? "" : "\n") + lines(texts);
    return result;
}

Json scored(const CliProgram& molex, const Json& item, const std::string& prefix)
{
    std::vector<std::string> arguments = {"score-text",
                                          "--segments",
                                          "--no-meteor",
                                          "--hypotheses",
                                          molex.textFile("hypotheses.txt", lines(item[prefix + "hypotheses"])),
                                          "--references",
                                          molex.textFile("references.txt", blocks(item[prefix + "references"]))};
    if (!prefix.empty())
        arguments.emplace_back("--tokenized");
    const CliProgram::Result result = molex(arguments);
    return result.code == 0 && result.json.is_object() ? result.json : Json{{"segments", Json::object()}};
}

} // namespace

void checkScoreText(const CliProgram& molex, const std::filesystem::path& folder, Report& report)
{
    for (const Json& item : readJson(folder / "nlg-metrics" / "cases.json")) {
        const std::string name = "nlg-metrics, " + item["name"].get<std::string>();
        const Json& expected = item["expected"];
        const auto compare = [&](const std::string& key, const Json& actual, const std::string& member) {
            report.compare(name + ": " + key, actual.value(member, Json("absent")), expected[key], tolerance);
        };
        const Json raw = scored(molex, item, "");
        compare("BLEU", raw, "BLEU");
        compare("NIST", raw, "NIST");
        compare("sentence_BLEU_smoothed", raw["segments"], "BLEU_smoothed");
        const Json words = scored(molex, item, "tokenized_");
        compare("ROUGE_L", words, "ROUGE_L");
        compare("ROUGE_L_segments", words["segments"], "ROUGE_L");
        compare("CIDEr", words, "CIDEr");
        compare("CIDEr_segments", words["segments"], "CIDEr");
    }
}

} // namespace golden
