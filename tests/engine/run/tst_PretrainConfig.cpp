#include "engine/run/JsonWriter.h"
#include "engine/run/PretrainConfig.h"
#include "tests/support/TestMain.h"

using namespace engine;

class tst_PretrainConfig : public QObject {
    Q_OBJECT

    static std::map<std::string, std::string> problemsOf(const Json& json)
    {
        std::vector<Issue> issues;
        pretrainConfigFromJson(json, issues);
        std::map<std::string, std::string> result;
        for (const Issue& issue : issues)
            result[issue.path] = issue.message;
        return result;
    }

    static Json sound()
    {
        return {{"text", {{"train", {"a.txt"}}, {"held_out", {"b.txt"}}}}, {"output", {{"path", "model"}}}};
    }

private Q_SLOTS:
    void whatIsWrittenIsReadAgain()
    {
        std::vector<Issue> issues;
        Json json = sound();
        json["training"] = {{"mask_share", 0.2}, {"steps", 7}};
        json["output"]["dtype"] = "bfloat16";
        json["runtime"] = {{"precision", "bf16"}, {"seed", 3}};
        const PretrainConfig config = pretrainConfigFromJson(json, issues);
        QVERIFY(issues.empty());
        QCOMPARE(config.training.maskShare, 0.2);
        QVERIFY(config.output.dtype == StoredType::Bfloat16);
        QVERIFY(config.runtime.precision == Precision::Bf16);
        const Json written = describedJson(config);
        QVERIFY(describedJson(pretrainConfigFromJson(written, issues)) == written);
        QVERIFY(issues.empty());
    }

    void everyProblemIsFoundAtOnceWithItsPath()
    {
        const auto problems = problemsOf({{"text", {{"train", "a.txt"}}},
                                          {"tokenizer", {{"vocabulary_size", 260}}},
                                          {"model", {{"hidden_size", 100}, {"heads", 3}, {"lenght", 64}}},
                                          {"training", {{"steps", 0}, {"mask_share", 1}}},
                                          {"runtime", {{"device", "gpu"}, {"precision", "fp16"}}},
                                          {"output", {{"dtype", "int8"}}}});
        const std::vector<std::string> expected = {
            "model.heads",    "model.lenght",      "output.dtype",  "output.path", "runtime.device",
            "runtime.precision", "text.held_out", "text.train", "tokenizer.vocabulary_size", "training.mask_share",
            "training.steps"};
        std::vector<std::string> found;
        for (const auto& [path, message] : problems)
            found.push_back(path);
        QCOMPARE(found, expected);
        QVERIFY(problems.at("model.lenght").find("did you mean \"length\"?") != std::string::npos);
        QVERIFY(problems.at("model.heads").find("must divide model.hidden_size, which is 100") != std::string::npos);
        QVERIFY(problems.at("training.steps").find("must be from 1") != std::string::npos);
        QVERIFY(problemsOf(sound()).empty());
    }
};

MOLEX_TEST(tst_PretrainConfig)
#include "tst_PretrainConfig.moc"
