#include "engine/run/ConfigJson.h"

#include <numeric>

#include "tests/support/TestMain.h"

using namespace engine;

/// Routings in JSON, and combinations that are refused.
class tst_RoutingConfig : public QObject {
    Q_OBJECT

    static std::vector<Issue> issuesOf(const char* text)
    {
        std::vector<Issue> issues;
        routingFromJson(Json::parse(text), "routing", issues);
        return issues;
    }

private Q_SLOTS:
    void everyKindIsReadBack_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char* text :
             {R"({"kind": "none"})", R"({"kind": "self"})",
              R"({"kind": "molex", "vote": "prompt", "decode": "recompute", "top_k": 3, "gate_gradient": "straight-through"})",
              R"({"kind": "fixed-random", "vote": "token", "gate": "cosine", "main_weight": 0.5, "positions": [1, 2]})",
              R"({"kind": "uniform-random", "main_weight": 0.7, "exclude_self": true})",
              R"({"kind": "next-layer", "mixing": "learned", "shared_mixing": false})",
              R"({"kind": "given", "table": [0, 2, 1], "main_weight": 0.5})"})
            QTest::newRow(text) << QByteArray(text);
    }

    void everyKindIsReadBack()
    {
        QFETCH(QByteArray, text);
        const Json given = Json::parse(text.toStdString());
        std::vector<Issue> issues;
        const RoutingConfig config = routingFromJson(given, "routing", issues);
        QVERIFY(issues.empty());
        const Json written = toJson(config);
        for (const auto& [key, value] : given.items())
            QCOMPARE(QString::fromStdString(written[key].dump()), QString::fromStdString(value.dump()));
        QVERIFY(toJson(routingFromJson(written, "routing", issues)) == written);
        QVERIFY(issues.empty());
    }

    void combinationsWithoutMeaningAreRefused_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("path");
        const auto refused = [](const char* text, const char* path) {
            QTest::newRow(text) << QByteArray(text) << QString::fromLatin1(path);
        };
        for (const char* kind : {"molex", "fixed-random"})
            for (const char* vote : {"token", "prompt"}) {
                const std::string start = std::string(R"({"kind": ")") + kind + R"(", "vote": ")" + vote + "\"";
                refused((start + R"(, "gate": "cosine", "cosine_axis": "sequence"})").c_str(), "routing.cosine_axis");
                refused((start + R"(, "count_padding": true})").c_str(), "routing.count_padding");
            }
        refused(R"({"kind": "molex", "mixing_normalized": false})", "routing.mixing_normalized");
        refused(R"({"kind": "next-layer", "positions": [1, 0, 1]})", "routing.positions");
        refused(R"({"kind": "given"})", "routing.table");
        refused(R"({"kind": "given", "table": [1, 2], "positions": [1]})", "routing.table");
        refused(R"({"kind": "given", "table": [-1]})", "routing.table[0]");
        refused(R"({"kind": "uniform-random", "top_k": 2})", "routing.top_k");
        refused(R"({"kind": "next-layer", "vote": "token"})", "routing.vote");
    }

    void combinationsWithoutMeaningAreRefused()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, path);
        const std::vector<Issue> issues = issuesOf(text.constData());
        QVERIFY(std::any_of(issues.begin(), issues.end(),
                            [&](const Issue& issue) { return QString::fromStdString(issue.path) == path; }));
    }

    void oneLayerOfATableIsNoLayers()
    {
        const auto said = [](const char* text) { return issuesOf(text).at(0).message; };
        QCOMPARE(said(R"({"kind": "given", "table": [1], "positions": [1, 2]})"),
                 std::string("has 1 layer, but routing.positions names 2"));
        QCOMPARE(said(R"({"kind": "given", "table": [1, 2], "positions": [1]})"),
                 std::string("has 2 layers, but routing.positions names 1"));
    }

    void aVoteOfWholeSequencesMayCountPaddingAndNormaliseOverThem()
    {
        QVERIFY(issuesOf(R"({"kind": "molex", "vote": "batch", "count_padding": true, "gate": "cosine",
                             "cosine_axis": "sequence"})").empty());
        QVERIFY(issuesOf(R"({"kind": "molex", "gate": "cosine", "cosine_axis": "sequence"})").empty());
    }

    void paddingMayVoteOnlyWhereItDoesNotDependOnTheBatch()
    {
        RunConfig config;
        MolexConfig molex;
        molex.countPadding = true;
        config.routing = molex;
        QCOMPARE(validate(config).size(), std::size_t(2)); // bucketed, and padded to the longest
        config.runtime.bucketByLength = false;
        config.runtime.padTo = PadTo::MaxLength;
        QVERIFY(validate(config).empty());
    }

    void rowsToBeRecordedAreNamedOnceEach()
    {
        RunConfig config;
        config.training.routingRows = {17, 3};
        QVERIFY(validate(config).empty());
        config.training.routingRows = {17, 3, 17};
        const std::vector<Issue> issues = validate(config);
        QCOMPARE(issues.size(), std::size_t(1));
        QCOMPARE(issues.front().path, std::string("training.routing_rows"));
        config.training.routingRows.resize(1001);
        std::iota(config.training.routingRows.begin(), config.training.routingRows.end(), 0);
        QCOMPARE(validate(config).size(), std::size_t(1));
    }

    void aRunThatWouldTrainNothingIsRefused()
    {
        RunConfig config;
        config.method = NoMethodConfig{};
        const auto isRefused = [&](const RoutingConfig& routing) {
            config.routing = routing;
            return !validate(config).empty();
        };
        MolexConfig untrained;
        untrained.gateGradient = GateGradient::None;
        MolexConfig balanced = untrained;
        balanced.balanceLoss = BalanceLoss::Paper;
        NextLayerConfig learned;
        learned.mixing = Mixing::Learned;
        QVERIFY(isRefused(NoRoutingConfig{}));
        QVERIFY(isRefused(SelfRoutingConfig{}));
        QVERIFY(isRefused(FixedRandomConfig{}));
        QVERIFY(isRefused(NextLayerConfig{}));
        QVERIFY(isRefused(untrained));
        QVERIFY(!isRefused(MolexConfig{}));
        QVERIFY(!isRefused(balanced));
        QVERIFY(!isRefused(learned));
    }
};

MOLEX_TEST(tst_RoutingConfig)
#include "tst_RoutingConfig.moc"
