#include "engine/run/Sweep.h"

#include <set>

#include "engine/run/ConfigJson.h"
#include "engine/run/VisibleText.h"
#include "tests/support/TestMain.h"

using namespace engine;

class tst_Sweep : public QObject {
    Q_OBJECT

private:
    static std::string valuesText(const char* path, const char* text)
    {
        std::vector<Issue> issues;
        const std::vector<Json> values = sweepValues(path, text, issues);
        return issues.empty() ? Json(values).dump() : toText(issues.front());
    }

    static SweptRuns expanded(const Json& base, const std::vector<const char*>& axes, std::int64_t seeds = 1)
    {
        Sweep sweep;
        sweep.seeds = seeds;
        std::vector<Issue> issues;
        for (const char* axis : axes)
            sweep.axes.push_back(sweepAxis(axis, issues));
        SweptRuns runs = expandSweep(base, sweep);
        runs.issues.insert(runs.issues.begin(), issues.begin(), issues.end());
        return runs;
    }

    static QStringList namesOf(const SweptRuns& swept)
    {
        QStringList names;
        for (const RunConfig& run : swept.runs)
            names << QString::fromStdString(run.name);
        return names;
    }

    static QString problemsOf(const SweptRuns& swept)
    {
        QStringList texts;
        for (const Issue& issue : swept.issues)
            texts << QString::fromStdString(toText(issue));
        return texts.join(QLatin1Char('\n'));
    }

private Q_SLOTS:
    void valuesAreTypedAsListsAndRanges_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("values");
        const auto row = [](const char* path, const char* text, const char* values) {
            QTest::newRow(text) << QString::fromLatin1(path) << QString::fromLatin1(text)
                                << QString::fromLatin1(values);
        };
        row("method.rank", "4, 8,16", "[4,8,16]");
        row("method.rank", "[4, 8]", "[4,8]");
        row("method.rank", "4", "[4]");
        row("runtime.seed", "1:5", "[1,2,3,4,5]");
        row("runtime.seed", "7:7", "[7]");
        row("runtime.seed", "1:3, 10", "[1,2,3,10]");
        row("runtime.seed", "1234567890123:1234567890125", "[1234567890123,1234567890124,1234567890125]");
        row("method.dropout", "0.1:0.5:5", "[0.1,0.2,0.3,0.4,0.5]");
        row("method.dropout", "0:1:3:linear", "[0,0.5,1]");
        row("training.learning_rate", "1e-5:1e-3:3:log", "[1e-05,0.0001,0.001]");
        row("training.learning_rate", "4e-4, .5", "[0.0004,0.5]");
        row("method.rank", "4:64:5:log", "[4,8,16,32,64]");
        row("routing.gate_gradient", "none, probability", "[\"none\",\"probability\"]");
        row("runtime.device", "cuda:0,cuda:1", "[\"cuda:0\",\"cuda:1\"]");
        row("runtime.deterministic", "true,false", "[true,false]");
        row("routing.positions", "[0, 1]", "[[0,1]]");
        row("routing.positions", "[0, 1], [2, 3]", "[[0,1],[2,3]]");
        row("routing.positions", "[[0, 1], []]", "[[0,1],[]]");
        row("method.targets", "[\"query\", \"value\"]", "[[\"query\",\"value\"]]");
        row("name", "\"a,b\",c", "[\"a,b\",\"c\"]");
    }

    void valuesAreTypedAsListsAndRanges()
    {
        QFETCH(QString, path);
        QFETCH(QString, text);
        QFETCH(QString, values);
        QCOMPARE(QString::fromStdString(valuesText(path.toLatin1(), text.toLatin1())), values);
    }

    void wrongValuesNameTheFieldAndTheReason_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("reason");
        QTest::newRow("nothing") << ""
                                 << "needs values";
        QTest::newRow("a gap") << "4,,8"
                               << "needs values";
        QTest::newRow("fractions without count") << "0.1:0.5"
                                                 << "whole numbers";
        QTest::newRow("backwards") << "5:1"
                                   << "below its start";
        QTest::newRow("one value") << "1:2:1"
                                   << "from 2 to";
        QTest::newRow("half a value") << "1:2:2.5"
                                      << "from 2 to";
        QTest::newRow("too many") << "1:100000"
                                  << "from 2 to";
        QTest::newRow("zero in a ratio") << "0:1:3:log"
                                         << "above 0";
    }

    void wrongValuesNameTheFieldAndTheReason()
    {
        QFETCH(QString, text);
        QFETCH(QString, reason);
        const QString problem = QString::fromStdString(valuesText("training.warmup", text.toLatin1()));
        QVERIFY2(problem.startsWith(QStringLiteral("training.warmup: ")) && problem.contains(reason),
                 qPrintable(problem));
    }

    void anAxisNeedsAPathAndValues()
    {
        for (const char* text : {"training.steps", "=4", ".steps=4", "training.=4", "training..steps=4"}) {
            std::vector<Issue> issues;
            sweepAxis(text, issues);
            QVERIFY2(!issues.empty(), text);
        }
    }

    void whatIsNoUtf8OrFarTooDeepIsRefused()
    {
        std::string deep = "a";
        for (int i = 0; i < 50'000; ++i)
            deep += ".a";
        for (const std::string& text : {std::string("task.path=\xFF"), std::string("task.\xFF=1"), deep + "=1"}) {
            std::vector<Issue> issues;
            sweepAxis(text, issues);
            QCOMPARE(issues.size(), std::size_t(1));
            QVERIFY(isUtf8(toText(issues.front())));
        }
    }

    void rangesWithoutEndAreNotHeld()
    {
        std::string text = "runtime.seed=1:1000";
        for (int i = 0; i < 20'000; ++i)
            text += ",1:1000";
        std::vector<Issue> issues;
        Sweep sweep{{sweepAxis(text, issues)}};
        QVERIFY(issues.empty());
        QVERIFY(sweep.axes.front().values.size() <= std::size_t(2 * mostSweptRuns));
        const SweptRuns swept = expandSweep(Json::object(), sweep);
        QVERIFY(swept.runs.empty() && problemsOf(swept).contains(QStringLiteral("more than 1000 runs")));
    }

    void aNameIsNotCutWithinACharacter()
    {
        std::string folder = "x";
        for (int i = 0; i < 30; ++i)
            folder += "é";
        const std::string axis = "task.path=/data/" + folder + ",other";
        const SweptRuns swept = expanded({{"name", "run"}, {"runtime", {{"seed", 5}}}}, {axis.c_str()});
        QCOMPARE(problemsOf(swept), QString());
        QVERIFY2(isUtf8(swept.runs.front().name), swept.runs.front().name.c_str());
        QVERIFY(!toJson(swept.runs.front()).dump().empty()); // throws for what is no UTF-8
    }

    void everyCombinationIsMadeWithSeedsInside()
    {
        const SweptRuns swept = expanded({{"name", "cola"}, {"runtime", {{"seed", 5}}}},
                                         {"routing.gate_gradient=none,probability", "method.rank=4,8"}, 3);
        QCOMPARE(problemsOf(swept), QString());
        QCOMPARE(swept.runs.size(), std::size_t(12));
        QCOMPARE(swept.group, std::string("cola"));
        QCOMPARE(namesOf(swept).first(), QStringLiteral("cola-gate_gradient=none-rank=4-s5"));
        QCOMPARE(namesOf(swept).last(), QStringLiteral("cola-gate_gradient=probability-rank=8-s7"));
        const QStringList names = namesOf(swept);
        QCOMPARE(QSet<QString>(names.begin(), names.end()).size(), 12);
        std::set<std::string> seen;
        for (const RunConfig& run : swept.runs) {
            QCOMPARE(run.group, std::string("cola"));
            Json json = toJson(run);
            json.erase("name");
            QVERIFY(seen.insert(json.dump()).second);
            QVERIFY(run.runtime.seed >= 5 && run.runtime.seed <= 7);
        }
        QCOMPARE(std::get<LoraConfig>(swept.runs[3].method).rank, std::int64_t(8));
        QCOMPARE(std::get<MolexConfig>(swept.runs[3].routing).gateGradient, GateGradient::None);
    }

    void aKindBringsItsFieldsWhereverItStandsInTheList()
    {
        const SweptRuns swept = expanded(Json::object(), {"method.size=8,16", "method.kind=adapter"});
        QCOMPARE(problemsOf(swept), QString());
        QCOMPARE(std::get<AdapterConfig>(swept.runs.at(1).method).size, std::int64_t(16));
        const SweptRuns kinds = expanded(Json::object(), {"method.kind=full,bitfit"});
        QCOMPARE(namesOf(kinds), (QStringList{"wordnet-full-molex-s42", "wordnet-bitfit-molex-s42"}));
    }

    void keysOfTheSameNameAreToldApart()
    {
        const SweptRuns swept = expanded({{"name", "a"}, {"method", {{"kind", "sparse-upcycling"}}}},
                                         {"method.top_k=1", "routing.top_k=1,2"});
        QCOMPARE(namesOf(swept), (QStringList{"a-method.top_k=1-routing.top_k=1", "a-method.top_k=1-routing.top_k=2"}));
    }

    void aGivenGroupStays()
    {
        QCOMPARE(expanded({{"name", "a"}, {"group", "tonight"}}, {}, 2).group, std::string("tonight"));
    }

    void allProblemsAreReportedAtOnceAndNothingIsMade()
    {
        const SweptRuns swept =
            expanded({{"training", {{"epochs", "three"}}}},
                     {"training.learning_rate=1e-3,40", "method.rnak=4,8", "runtime.precision=fp8"});
        QVERIFY(swept.runs.empty());
        for (const char* part : {"training.epochs: must be a number", "training.learning_rate: 40 is out of range",
                                 "method.rnak: unknown key; did you mean \"rank\"?", "runtime.precision: \"fp8\""})
            QVERIFY2(problemsOf(swept).contains(QString::fromLatin1(part)), qPrintable(problemsOf(swept)));
        QCOMPARE(problemsOf(swept).count(QStringLiteral("rnak")), 1); // once, however many runs have it
    }

    void axesThatMakeNoSenseAreRefused()
    {
        const auto refused = [](const std::vector<const char*>& axes, std::int64_t seeds, const char* reason) {
            const SweptRuns swept = expanded({{"name", "a"}}, axes, seeds);
            QVERIFY2(swept.runs.empty() && problemsOf(swept).contains(QString::fromLatin1(reason)),
                     qPrintable(problemsOf(swept)));
        };
        refused({"method.rank=4", "method.rank=8"}, 1, "method.rank: is swept twice");
        refused({"runtime.seed=1:3"}, 2, "runtime.seed: is swept twice");
        refused({"method.rank=4,8,4"}, 1, "has the value 4 twice");
        refused({"name=a,b"}, 1, "cannot be swept");
        refused({"method.rank=1:100", "runtime.seed=1:100"}, 1, "more than 1000 runs");
        refused({}, 1001, "more than 1000 runs");
    }

    void theLargestSweepIsStillMade()
    {
        const SweptRuns swept = expanded({{"name", "a"}}, {"method.rank=1:100"}, 10);
        QCOMPARE(swept.runs.size(), std::size_t(mostSweptRuns));
    }

    void countingNeedsNoConfiguration()
    {
        QCOMPARE(countRuns({{}, 1}), std::int64_t(1));
        QCOMPARE(countRuns({{{"a.b", {1, 2}}, {"c", {1, 2, 3}}}, 5}), std::int64_t(30));
        QCOMPARE(countRuns({{{"a.b", {}}}, 5}), std::int64_t(0));
    }
};

MOLEX_TEST(tst_Sweep)
#include "tst_Sweep.moc"
