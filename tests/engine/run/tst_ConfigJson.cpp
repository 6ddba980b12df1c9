#include "engine/run/ConfigJson.h"

#include "engine/run/ConfigText.h"
#include "engine/run/FieldList.h"
#include "engine/run/VisibleText.h"
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
        json["method"] = {{"kind", "lora"}, {"rank", 4}, {"alpha", 8.5}, {"dropout", 0.1}, {"targets", {"key"}},
                          {"rslora", true}, {"lora_plus_ratio", 16.0}, {"dora", true}, {"start", "somewhere"}};
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

    void everyMethodIsReadBack_data()
    {
        QTest::addColumn<QString>("section");
        const char* experts = R"("experts": 5, "top_k": 3, "every": 4, "router": "expert", "capacity_factor": 1.5,
                                 "normalize_combine_weights": %1, "balance_coefficient": 0.5)";
        for (const char* kind : {"none", "head", "full", "bitfit"})
            QTest::newRow(kind) << QStringLiteral(R"({"kind": "%1"})").arg(QLatin1String(kind));
        QTest::newRow("adapter") << QStringLiteral(R"({"kind": "adapter", "size": 8, "placement": "pfeiffer"})");
        QTest::newRow("sparse-upcycling")
            << QStringLiteral(R"({"kind": "sparse-upcycling", %1})").arg(QString::fromLatin1(experts).arg("true"));
        QTest::newRow("drop-upcycling")
            << QStringLiteral(R"({"kind": "drop-upcycling", %1, "drop_ratio": 0.25, "shared_indices": false})")
                   .arg(QString::fromLatin1(experts).arg("false"));
    }

    void everyMethodIsReadBack()
    {
        QFETCH(QString, section);
        Json json = toJson(RunConfig{});
        json["method"] = Json::parse(section.toStdString());
        const ParsedConfig parsed = configFromJson(json);
        QVERIFY(parsed.issues.empty());
        QCOMPARE(toJson(parsed.config), json);
        for (const FieldDescription& field : describeFields(parsed.config))
            QVERIFY2(field.field.label[0] != '\0' && field.field.help[0] != '\0', field.path.c_str());
    }

    void namesOfAModelsFilesAreToldByTheirNamesHere_data()
    {
        QTest::addColumn<QString>("target");
        QTest::addColumn<QString>("ending");
        QTest::newRow("GPT-2's fused") << "c_attn" << "; c_attn of a model's files is query, key and value here";
        QTest::newRow("GPT-2's first") << "mlp.c_fc" << " is intermediate here";
        QTest::newRow("GPT-2's of two") << "c_proj" << " is attention_output or output here";
        QTest::newRow("GPT-2's attention") << "h.3.attn.c_proj" << " is attention_output here";
        QTest::newRow("GPT-2's second") << "mlp.c_proj" << " is output here";
        QTest::newRow("query") << "attention.self.query" << " is query here";
        QTest::newRow("attention") << "attention.output.dense" << " is attention_output here";
        QTest::newRow("first") << "intermediate.dense" << " is intermediate here";
        QTest::newRow("no file's") << "valeu" << "query, key, value, attention_output, intermediate, output";
    }

    void namesOfAModelsFilesAreToldByTheirNamesHere()
    {
        QFETCH(QString, target);
        QFETCH(QString, ending);
        Json json = toJson(RunConfig{});
        json["method"] = {{"kind", "lora"}, {"targets", {"query", target.toStdString()}}};
        const ParsedConfig parsed = configFromJson(json);
        QCOMPARE(parsed.issues.size(), std::size_t(1));
        QCOMPARE(parsed.issues[0].path, std::string("method.targets[1]"));
        QVERIFY2(parsed.issues[0].message.ends_with(ending.toStdString()), parsed.issues[0].message.c_str());
    }

    void expertsThatCannotWorkAreNamed()
    {
        Json json = toJson(RunConfig{});
        json["method"] = {{"kind", "sparse-upcycling"}, {"experts", 2}, {"top_k", 3}};
        const auto isTold = [&json](const Issue& wanted) {
            const std::vector<Issue> issues = configFromJson(json).issues;
            return std::find(issues.begin(), issues.end(), wanted) != issues.end();
        };
        QVERIFY(isTold({"method.top_k", "is 3, but there are only 2 experts"}));
        json["method"]["experts"] = 1;
        QVERIFY(isTold({"method.top_k", "is 3, but there is only 1 expert"}));
        json["method"] = {{"kind", "drop-upcycling"}, {"capacity_factor", -1}};
        QVERIFY(has(configFromJson(json).issues, "method.capacity_factor"));
    }

    void expertsThatChooseTakeTwiceTheirEvenShareByDefault()
    {
        const auto capacity = [](const char* method) {
            const ParsedConfig parsed = configFromText(R"({"method": )" + std::string(method) + "}");
            return parsed.issues.empty() ? expertsOf(parsed.config.method)->capacity() : -1;
        };
        QCOMPARE(capacity(R"({"kind": "sparse-upcycling"})"), 0.0); // no limit
        QCOMPARE(capacity(R"({"kind": "sparse-upcycling", "router": "expert"})"), 2.0);
        QCOMPARE(capacity(R"({"kind": "drop-upcycling", "router": "expert", "capacity_factor": 1.5})"), 1.5);
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

    /// A parser takes one of the values, and which one is its secret.
    void aKeyGivenTwiceIsNamedWithItsLines()
    {
        const ParsedConfig parsed = configFromText("{\n\"name\": \"a \\\"name\\\": {\",\n"
                                                   "\"training\": {\"steps\": 3,\n\"batch_size\": 4,\n\"steps\": 30},\n"
                                                   "\"routing\": {\"positions\": [0, 1]},\n"
                                                   "\"n\\u0061me\": \"b\"}",
                                                   "run.json");
        QCOMPARE(parsed.issues.size(), std::size_t(2));
        QCOMPARE(toText(parsed.issues[0]),
                 std::string("run.json:5: \"training.steps\" is given twice, first in line 3; keep one of the two"));
        QCOMPARE(toText(parsed.issues[1]),
                 std::string("run.json:7: \"name\" is given twice, first in line 2; keep one of the two"));
        const auto isTaken = [](std::string_view text) {
            return std::holds_alternative<Json>(parseConfiguration(text, "run.json"));
        };
        QVERIFY(isTaken(R"({"a": {"x": 1}, "b": {"x": [{"x": 2}, {"x": 3}]}, "x": {"a": "x"}})"));
        QVERIFY(!isTaken(R"({"b": [{"x": 2}, {"x": 3, "y": {}, "x": 4}]})"));
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

    void onlyFieldsThatApplyAreListedAndAllAreRead()
    {
        const auto listed = [](const RunConfig& config, const std::string& path) {
            const std::vector<FieldDescription> fields = describeFields(config);
            return std::any_of(fields.begin(), fields.end(), [&](const auto& field) { return field.path == path; });
        };
        RunConfig config;
        config.task.path = "data";
        const std::pair<TaskKind, const char*> owners[] = {{TaskKind::Glue, "task.name"},
                                                           {TaskKind::E2e, "task.layout"},
                                                           {TaskKind::E2e, "generation.beam"},
                                                           {TaskKind::Table, "task.text"},
                                                           {TaskKind::Table, "task.delimiter"}};
        for (const auto& [name, text] : names(TaskKind{})) {
            config.task.kind = name;
            for (const auto& [owner, path] : owners)
                QCOMPARE(listed(config, path), owner == name);
            QVERIFY(listed(config, "task.max_length"));
        }
        config.task.kind = TaskKind::WordNet;
        config.task.label = "stars";
        config.generation = {1, 1.5, 0, 9};
        const ParsedConfig parsed = configFromJson(toJson(config));
        QVERIFY(parsed.issues.empty());
        QCOMPARE(toJson(parsed.config), toJson(config));
    }

    void aTableNamesItsColumns()
    {
        const ParsedConfig parsed = configFromText(R"({"task": {
            "kind": "table", "path": "/data/reviews/", "text": "body", "text_pair": "title", "label": "stars",
            "label_type": "number", "delimiter": ";"}})");
        QVERIFY(parsed.issues.empty());
        QCOMPARE(displayName(parsed.config), std::string("reviews-lora-molex-s42"));
        const ParsedConfig wrong = configFromText(R"({"task": {
            "kind": "table", "text": "", "text_pair": "", "label": "", "labels": ["a", "b", "a"], "delimiter": "\n"}})");
        for (const char* path : {"task.path", "task.text", "task.label", "task.labels", "task.delimiter"})
            QVERIFY2(has(wrong.issues, path), path);
        QCOMPARE(wrong.issues.size(), std::size_t(5));
        QVERIFY(has(configFromText(R"({"task": {"kind": "table", "path": "a", "label_type": "number",
                                                "labels": ["1", "2"]}})").issues, "task.labels"));
        QVERIFY(has(configFromText(R"({"task": {"kind": "table", "path": "a", "labels": ["1"]}})").issues,
                    "task.labels"));
        QVERIFY(has(configFromText(R"({"task": {"kind": "table", "path": "a", "text_pair": "text"}})").issues,
                    "task.text_pair"));
    }

    void delimitersAreOneCharacterOrTab()
    {
        QCOMPARE(delimiterOf(";"), ';');
        QCOMPARE(delimiterOf("\t"), '\t');
        QCOMPARE(delimiterOf("tab"), '\t');
        QCOMPARE(delimiterOf("\\t"), '\t');
        for (const char* wrong : {"", ";;", "\"", "\n", "\r", "é", "comma"})
            QCOMPARE(delimiterOf(wrong), '\0');
    }

    void aTasksNameIsTheTablesFolder()
    {
        TaskConfig task;
        QCOMPARE(taskName(task), std::string("wordnet"));
        task.kind = TaskKind::Table;
        for (const auto& [path, name] : {std::pair{"/data/reviews//", "reviews"}, std::pair{"reviews", "reviews"},
                                         std::pair{"", "table"}, std::pair{"/", "table"}, std::pair{"..", "table"}}) {
            task.path = path;
            QCOMPARE(taskName(task), std::string(name));
        }
    }

    void generationStartsAsTheMoLExPapersDecoding()
    {
        const GenerationConfig generation;
        QCOMPARE(generation.beam, std::int64_t(10));
        QCOMPARE(generation.lengthPenalty, 0.8);
        QCOMPARE(generation.noRepeatNgram, std::int64_t(4));
        QCOMPARE(generation.maxNewTokens, std::int64_t(64));
        const ParsedConfig wrong = configFromText(R"({"generation": {"beam": 0, "length_penalty": -1,
            "no_repeat_ngram": 2.5, "max_new_tokens": 0, "beams": 2}})");
        for (const char* path : {"generation.beam", "generation.length_penalty", "generation.no_repeat_ngram",
                                 "generation.max_new_tokens", "generation.beams"})
            QVERIFY2(has(wrong.issues, path), path);
    }

    void aNumberThatNoDoubleHoldsIsAnIssueOfItsLine()
    {
        const ParsedConfig parsed = configFromText("{\"training\":\n{\"epochs\": 1e999}}", "run.json");
        QCOMPARE(parsed.issues.size(), std::size_t(1));
        QCOMPARE(toText(parsed.issues[0]),
                 std::string("run.json:2: not valid JSON: number overflow parsing '1e999'"));
        QCOMPARE(configFromText("[" + std::string(100000, '9') + "]").issues.size(), std::size_t(1));
    }

    void aParsersMessageStaysShort()
    {
        const ParsedConfig parsed = configFromText("{\"name\": \"" + std::string(100000, 'x'));
        QCOMPARE(parsed.issues.size(), std::size_t(1));
        QVERIFY(parsed.issues[0].message.size() < 300);
        QCOMPARE(syntaxProblem("parse error at line 1, column 2: what is wrong"), std::string("what is wrong"));
    }

    void whatAParserQuotesIsReadable()
    {
        const ParsedConfig parsed = configFromText("{\"name\": \"\xFF\xFE");
        QCOMPARE(parsed.issues.size(), std::size_t(1));
        QVERIFY2(isUtf8(parsed.issues[0].message), parsed.issues[0].message.c_str());
        QCOMPARE(excerpt(Json("ééé"), 4), std::string("\"é…")); // not within a character
        QCOMPARE(excerpt(Json("é"), 4), std::string("\"é\""));
        QCOMPARE(excerpt(Json("\xFF")), std::string("\"\xEF\xBF\xBD\""));
    }

    /// The parser ends at one between values; what looks for repeated keys behind it found half a key there.
    void aByteZeroIsRefusedWithItsLine()
    {
        const ParsedConfig parsed = configFromText(std::string_view("{}\n\0{\"text\0\": 1}", 16), "run.json");
        QCOMPARE(parsed.issues.size(), std::size_t(1));
        QCOMPARE(toText(parsed.issues[0]),
                 std::string("run.json:2: not valid JSON: a byte 0, which no JSON has; remove it"));
    }

    void anObjectOfTooManyMembersIsRefused()
    {
        const auto problemOf = [](int members) {
            std::string text = "{\"list\": [[1, 2]]";
            for (int i = 1; i < members; ++i)
                text += ", \"" + std::to_string(i) + "\": {\"a:b\": 1}";
            const auto parsed = parseJson(text + "}", "many.json");
            const Issue* issue = std::get_if<Issue>(&parsed);
            return issue == nullptr ? std::string() : toText(*issue);
        };
        QCOMPARE(problemOf(10'000), std::string());
        QCOMPARE(problemOf(10'001), std::string("many.json: an object has more than 10000 members"));
        QCOMPARE(problemOf(200'000), std::string("many.json: an object has more than 10000 members"));
    }

    void aLongWordIsNoMisspeltKey()
    {
        const ParsedConfig parsed = configFromText("{\"" + std::string(2'000'000, 'n') + "\": 1, \"nama\": 2}");
        QCOMPARE(parsed.issues.size(), std::size_t(2));
        QVERIFY(parsed.issues[0].message.starts_with("unknown key; known here: "));
        QCOMPARE(parsed.issues[1].message, std::string("unknown key; did you mean \"name\"?"));
    }

    void aSettingIsTextOfReasonableDepth()
    {
        Json json = Json::object();
        const auto broken = applySetting(json, "training.steps=\xFF");
        QVERIFY(broken.has_value() && isUtf8(broken->path) && broken->message == "is not valid UTF-8");
        std::string deep = "a";
        for (int i = 0; i < 50'000; ++i)
            deep += ".a";
        QVERIFY(applySetting(json, deep + "=1").has_value());
        QVERIFY(json == Json::object());
    }

    /// What is trained on what, how, and for how long. The rest is found by a search or by showing all; name and group
    /// stand above the form.
    void aNewcomerSeesTenFields()
    {
        RunConfig config;
        config.task.kind = TaskKind::Glue;
        config.method = LoraConfig{};
        config.routing = MolexConfig{};
        std::vector<std::string> shown;
        for (const FieldDescription& field : describeFields(config))
            if (field.field.basic)
                shown.push_back(field.path);
        QCOMPARE(shown, (std::vector<std::string>{"model.path", "task.kind", "task.name", "task.path", "method.kind",
                                                  "routing.kind", "training.epochs", "training.batch_size",
                                                  "training.learning_rate", "runtime.seed"}));
    }

    void fieldsOfTheChosenAlternativeAreListed()
    {
        const std::vector<FieldDescription> fields = describeFields(RunConfig{});
        const auto find = [&](const std::string& path) {
            return std::find_if(fields.begin(), fields.end(), [&](const auto& field) { return field.path == path; });
        };
        QVERIFY(find("method.rank") != fields.end());
        QCOMPARE(find("routing.kind")->choices, (std::vector<std::string>{"none", "molex", "self", "fixed-random", "uniform-random", "next-layer",
                                           "given"}));
        QCOMPARE(find("training.learning_rate")->type, FieldType::Real);
        RunConfig config;
        for (const auto& [kind, name] : names(TaskKind{})) {
            config.task.kind = kind;
            for (const FieldDescription& field : describeFields(config))
                QVERIFY2(field.field.label[0] != '\0' && field.field.help[0] != '\0', field.path.c_str());
        }
    }
};

MOLEX_TEST(tst_ConfigJson)
#include "tst_ConfigJson.moc"
