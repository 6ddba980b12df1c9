#include "engine/run/Likelihood.h"

#include "engine/run/ConfigJson.h"
#include "tests/support/TestMain.h"

using namespace engine;

/// Which runs' losses are flagged as not those of a causal model.
class tst_Likelihood : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void onlyALanguageModelWhoseLaterTokensVoteIsFlagged_data()
    {
        QTest::addColumn<QByteArray>("task");
        QTest::addColumn<QByteArray>("routing");
        QTest::addColumn<int>("expected");
        const auto row = [](const char* task, const char* routing, Likelihood expected) {
            QTest::addRow("%s, %s", task, routing) << QByteArray(task) << QByteArray(routing) << int(expected);
        };
        row("e2e", R"({"kind": "none"})", Likelihood::Causal);
        row("e2e", R"({"kind": "self"})", Likelihood::Causal);
        row("e2e", R"({"kind": "next-layer"})", Likelihood::Causal);
        row("e2e", R"({"kind": "molex"})", Likelihood::Causal);
        row("e2e", R"({"kind": "molex", "vote": "prompt"})", Likelihood::Causal);
        row("e2e", R"({"kind": "molex", "vote": "token"})", Likelihood::Causal);
        row("e2e", R"({"kind": "molex", "vote": "sequence"})", Likelihood::NotCausal);
        row("e2e", R"({"kind": "molex", "vote": "batch"})", Likelihood::NotCausal);
        row("e2e", R"({"kind": "fixed-random", "vote": "batch"})", Likelihood::NotCausal);
        row("wordnet", R"({"kind": "molex", "vote": "batch"})", Likelihood::None);
        row("glue", R"({"kind": "molex", "vote": "sequence"})", Likelihood::None);
    }

    void onlyALanguageModelWhoseLaterTokensVoteIsFlagged()
    {
        QFETCH(QByteArray, task);
        QFETCH(QByteArray, routing);
        QFETCH(int, expected);
        const Json json = {{"task", {{"kind", task.toStdString()}}}, {"routing", Json::parse(routing.toStdString())}};
        QCOMPARE(int(likelihoodOf(configFromJson(json).config)), expected);
        QCOMPARE(int(storedLikelihood(json)), expected);
        QCOMPARE(int(storedLikelihood(json.dump())), expected);
    }

    void whatCannotBeReadIsNotFlagged()
    {
        for (const std::string text : {"", "[]", "{", "{\"task\": 1}", "{\"task\": {\"kind\": 7}}", "\"e2e\""})
            QCOMPARE(int(storedLikelihood(text)), int(Likelihood::None));
    }

    void scoresAndPenaltiesAreNoLikelihoods()
    {
        const std::string config = R"({"task": {"kind": "e2e"}, "routing": {"kind": "molex", "vote": "batch"}})";
        for (const char* metric : {"loss", "total_loss", "dev_loss", "perplexity"})
            QVERIFY(isNotCausal(config, metric));
        for (const char* metric : {"balance_loss", "accuracy", "gradient_norm"})
            QVERIFY(!isNotCausal(config, metric));
    }

    void aKeyIsMarkedWhereItIsShown()
    {
        QCOMPARE(markedKey("dev_loss", Likelihood::NotCausal), std::string("dev_loss (not causal)"));
        QCOMPARE(markedKey("dev_loss", Likelihood::Causal), std::string("dev_loss"));
        QCOMPARE(markedKey("dev_loss", Likelihood::None), std::string("dev_loss"));
        QCOMPARE(markedKey("gradient_norm", Likelihood::NotCausal), std::string("gradient_norm"));
    }
};

MOLEX_TEST(tst_Likelihood)
#include "tst_Likelihood.moc"
