#include "engine/run/ConfigJson.h"

#include "tests/support/TestMain.h"

using namespace engine;

class tst_ConfigJson : public QObject {
    Q_OBJECT

private:
    static bool has(const std::vector<Issue>& issues, const std::string& path)
    {
        return std::any_of(issues.begin(), issues.end(), [&](const Issue& issue) { return issue.path == path; });
    }

private Q_SLOTS:
    void defaultsRoundTrip()
    {
        RunConfig config;
        config.task.path = "data";
        const Json json = toJson(config);
        const ParsedConfig parsed = configFromJson(json);
        QVERIFY(parsed.issues.empty());
        QCOMPARE(toJson(parsed.config).dump(), json.dump());
    }

    void everyFieldIsReadBack()
    {
        // Every leaf changed to another legal value must come back; a field that describe() forgot would be lost.
        Json json = toJson(RunConfig{});
        json["model"]["initialize"] = "random";
        json["method"] = {{"kind", "lora"}, {"rank", 4}, {"alpha", 8.5}, {"dropout", 0.1}, {"targets", {"key"}}};
        json["routing"]["vote"] = "batch";
        json["routing"]["positions"] = {0, 3};
        json["training"]["class_weights"] = {0.5, 2.0};
        json["runtime"]["seed"] = 9007199254740991;
        const ParsedConfig parsed = configFromJson(json);
        QVERIFY(parsed.issues.empty());
        QCOMPARE(toJson(parsed.config), json);
    }

    void allIssuesAreReportedAtOnce()
    {
        const ParsedConfig parsed = configFromText(R"({
            "model": {"path": 3}, "modle": {},
            "method": {"kind": "lora", "rank": 0, "targets": ["query", "valeu"]},
            "routing": {"kind": "molex", "top_k": 1.5, "vote": "sentence", "main_weigth": 0.5},
            "training": {"learning_rate": 40, "epochs": "three"},
            "runtime": {"seed": 9007199254740994, "device": "tpu"}})");
        for (const char* path : {"model.path", "modle", "method.rank", "method.targets[1]", "routing.top_k",
                                 "routing.vote", "routing.main_weigth", "training.learning_rate",
                                 "training.epochs", "runtime.seed", "runtime.device"})
            QVERIFY2(has(parsed.issues, path), path);
        QCOMPARE(parsed.issues.size(), std::size_t(11));
    }

    void misspeltKeyNamesTheRightOne()
    {
        const ParsedConfig parsed = configFromText(R"({"training": {"lerning_rate": 1e-3}})");
        QCOMPARE(parsed.issues.size(), std::size_t(1));
        QVERIFY(parsed.issues[0].message.find("learning_rate") != std::string::npos);
    }

    void unknownKindIsOneIssue()
    {
        const ParsedConfig parsed = configFromText(R"({"method": {"kind": "lorra", "rank": 4}})");
        QCOMPARE(parsed.issues.size(), std::size_t(1));
        QCOMPARE(parsed.issues[0].path, std::string("method.kind"));
    }

    void syntaxErrorNamesTheLine()
    {
        const ParsedConfig parsed = configFromText("{\n\"name\": \"a\",\n\"x\" 3}", "run.json");
        QCOMPARE(parsed.issues.size(), std::size_t(1));
        QCOMPARE(parsed.issues[0].path, std::string("run.json:3"));
    }

    void deepNestingIsRefused()
    {
        const std::string deep(100000, '[');
        QCOMPARE(configFromText(deep, "run.json").issues.size(), std::size_t(1));
    }

    void settingsAreJsonOrText()
    {
        Json json = toJson(RunConfig{});
        QVERIFY(!applySetting(json, "training.steps=12"));
        QVERIFY(!applySetting(json, "name=cola=1"));
        QVERIFY(!applySetting(json, "routing.positions=[1,2]"));
        QVERIFY(!applySetting(json, "method.kind=full"));
        const ParsedConfig parsed = configFromJson(json);
        QVERIFY(parsed.issues.empty());
        QCOMPARE(parsed.config.training.steps, std::int64_t(12));
        QCOMPARE(parsed.config.name, std::string("cola=1"));
        QVERIFY(std::holds_alternative<FullConfig>(parsed.config.method));
        QVERIFY(applySetting(json, "training..steps=1").has_value());
        QVERIFY(applySetting(json, "training.steps").has_value());
    }

    void fieldsOfTheChosenAlternativeAreListed()
    {
        const std::vector<FieldDescription> fields = describeFields(RunConfig{});
        const auto find = [&](const std::string& path) {
            return std::find_if(fields.begin(), fields.end(), [&](const auto& field) { return field.path == path; });
        };
        QVERIFY(find("method.rank") != fields.end());
        QCOMPARE(find("routing.kind")->choices, (std::vector<std::string>{"none", "molex", "self"}));
        QCOMPARE(find("training.learning_rate")->type, FieldType::Real);
        for (const FieldDescription& field : fields)
            QVERIFY2(field.field.label[0] != '\0' && field.field.help[0] != '\0', field.path.c_str());
    }
};

MOLEX_TEST(tst_ConfigJson)
#include "tst_ConfigJson.moc"
