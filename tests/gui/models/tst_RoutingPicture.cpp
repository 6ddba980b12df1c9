#include "gui/models/RoutingPicture.h"

#include <cmath>
#include <initializer_list>

#include "gui/models/LayerUse.h"
#include "gui/models/RoutingOffsets.h"
#include "tests/support/TestMain.h"

using namespace gui;
using Kind = RoutingChoice::Kind;

class tst_RoutingPicture : public QObject {
    Q_OBJECT

private:
    /// Two positions, three layers, records at 10, 20, ….
    static RoutingGrid grid(const std::vector<std::vector<std::int64_t>>& counts)
    {
        RoutingGrid result;
        for (std::size_t record = 0; record < counts.size(); ++record) {
            engine::RoutingSnapshot snapshot;
            snapshot.step = std::int64_t(record + 1) * 10;
            snapshot.layers = 3;
            snapshot.positions = {0, 2};
            snapshot.counts = counts[record];
            const float p = 0.1F * float(record + 1);
            snapshot.probability = {p, 1 - p, 0, p, 0, 1 - p};
            snapshot.entropy = {0.5F, 0.25F * float(record + 1)};
            snapshot.margin = {0.2F, 0.3F};
            result.append(snapshot);
        }
        return result;
    }

    static RoutingChoice choice(Kind kind, std::size_t first = 0, std::size_t last = 0)
    {
        RoutingChoice result;
        result.kind = kind;
        result.first = first;
        result.last = last;
        return result;
    }

    const CountedUnits m_sentences{QStringLiteral("sentence"), QStringLiteral("sentences")};

    /// Two classes of 1 and 3 rows.
    static engine::RoutingEvaluated evaluated()
    {
        engine::RoutingEvaluated result;
        result.step = 20;
        result.split = "dev";
        result.layers = 3;
        result.positions = {0, 2};
        result.rows = {1, 3};
        result.counts = {1, 0, 0, 0, 0, 1, 0, 3, 0, 0, 1, 2};
        result.probability = {0.8F, 0.1F, 0.1F, 0, 0, 1, 0.2F, 0.7F, 0.1F, 0, 0.5F, 0.5F};
        result.examples = {{0, 0, 0, {0, 2}, {0.8F, 0.1F, 0.1F, 0, 0, 1}}, {3, 1, 0, {1, 1}, {0.2F, 0.7F, 0.1F, 0, 0.6F, 0.4F}}};
        return result;
    }

private Q_SLOTS:
    void againstAnotherRunTheRecordsNearestInStepAreTaken()
    {
        const RoutingGrid own = grid({{4, 0, 0, 0, 0, 4}, {2, 2, 0, 0, 4, 0}, {0, 4, 0, 0, 4, 0}});
        RoutingGrid other = grid({{0, 0, 4, 4, 0, 0}, {4, 0, 0, 1, 3, 0}});
        const RoutingPicture picture = pictureOf(own, other, choice(Kind::Against, 2, 2)); // step 30: the other's 20
        QCOMPARE(picture.values, (std::vector<double>{-1, 1, 0, -0.25, 0.25, 0}));
        QVERIFY(picture.scale == RoutingPicture::Scale::Difference);
        QVERIFY(picture.isClipped); // beyond 0.6
        RoutingChoice automatic = choice(Kind::Against, 0, 0);
        automatic.isAutomatic = true;
        QCOMPARE(pictureOf(own, other, automatic).largest, 1.0);
        QCOMPARE(pictureOf(own, other, automatic).values, (std::vector<double>{1, 0, -1, -1, 0, 1}));
        const QString text = cellText(own, other, QStringLiteral("control"), choice(Kind::Against, 2, 2),
                                      m_sentences, 0, 1);
        QVERIFY2(text.contains(QStringLiteral("control: share 0.00, 0 of 4 sentences")), qPrintable(text));
        QVERIFY2(text.contains(QStringLiteral("difference +1.00")), qPrintable(text));
    }

    void againstAnotherRunAsManyRecordsAreAveraged()
    {
        const RoutingGrid own = grid({{4, 0, 0, 4, 0, 0}, {4, 0, 0, 0, 0, 4}, {0, 4, 0, 0, 4, 0}});
        const RoutingGrid other = grid({{0, 0, 4, 4, 0, 0}, {0, 4, 0, 0, 4, 0}, {4, 0, 0, 0, 0, 4}});
        const std::vector<double> none(6, 0);
        QCOMPARE(pictureOf(own, other, choice(Kind::Against, 1, 2)).values, none);
        QCOMPARE(pictureOf(own, own, choice(Kind::Against, 0, 2)).values, none);
        const QString text =
            cellText(own, other, QStringLiteral("control"), choice(Kind::Against, 1, 2), m_sentences, 0, 1);
        QVERIFY2(text.contains(QStringLiteral("control: share 0.50, 4 of 8 sentences")), qPrintable(text));

        std::vector<std::vector<std::int64_t>> counts(4, {0, 0, 4, 4, 0, 0});
        counts[2] = counts[3] = {4, 0, 0, 0, 4, 0};
        RoutingGrid later; // goes on from the other's step 20
        for (const std::int64_t step : {30, 40}) {
            engine::RoutingSnapshot snapshot;
            snapshot.step = step;
            snapshot.layers = 3;
            snapshot.positions = {0, 2};
            snapshot.counts = counts[2];
            QVERIFY(later.append(snapshot));
        }
        QCOMPARE(pictureOf(later, grid(counts), choice(Kind::Against, 0, 1)).values, none);
    }

    void onlyRoutingsOfOneShapeAreHeldAgainstEachOther()
    {
        const RoutingGrid own = grid({{4, 0, 0, 0, 0, 4}});
        RoutingGrid experts = own;
        experts.setCountsExperts(true);
        QVERIFY(haveSameShape(own, grid({{0, 4, 0, 4, 0, 0}})));
        QVERIFY(!haveSameShape(own, experts));
        QVERIFY(!haveSameShape(own, RoutingGrid()));
    }

    void sharesOfSeveralRecordsAreOfTheirVotesTogether()
    {
        const RoutingGrid records = grid({{6, 3, 1, 5, 5, 0}, {1, 1, 8, 0, 10, 0}, {0, 0, 10, 10, 0, 0}});
        const RoutingPicture one = pictureOf(records, choice(Kind::Share, 1, 1));
        QCOMPARE(one.value(0, 2), 0.8);
        const RoutingPicture two = pictureOf(records, choice(Kind::Share, 0, 1));
        QCOMPARE(two.value(0, 0), 0.35);
        QCOMPARE(two.value(1, 1), 0.75);
        QCOMPARE(two.largest, 1.0);
        QVERIFY(!two.isClipped);
    }

    void probabilitiesOfSeveralRecordsAreTheirMean()
    {
        const RoutingGrid records = grid({{1, 1, 1, 1, 1, 1}, {1, 1, 1, 1, 1, 1}, {1, 1, 1, 1, 1, 1}});
        QVERIFY(std::abs(pictureOf(records, choice(Kind::Probability, 0, 2)).value(0, 0) - 0.2) < 1e-6);
        QVERIFY(std::abs(pictureOf(records, choice(Kind::Probability, 2, 2)).value(1, 2) - 0.7) < 1e-6);
    }

    /// Where the last of them was not measured, too.
    void averagedRecordsHaveTheirMeanInBarsAndWordsToo()
    {
        RoutingGrid records = grid({{1, 1, 1, 1, 1, 1}, {1, 1, 1, 1, 1, 1}, {1, 1, 1, 1, 1, 1}});
        engine::RoutingSnapshot last;
        last.step = 40;
        last.layers = 3;
        last.positions = {0, 2};
        last.counts = {1, 1, 1, 1, 1, 1};
        last.entropy = {0.5F, 1.0F};
        QVERIFY(records.append(last));
        const RoutingChoice all = choice(Kind::Probability, 0, 3);
        QCOMPARE(pictureOf(records, all).entropy, (std::vector<double>{0.5, 0.625}));
        QCOMPARE(pictureOf(records, records, choice(Kind::Against, 0, 3)).entropy[1], 0.625);
        QCOMPARE(pictureOf(records, choice(Kind::Share, 3, 3)).entropy[1], 1.0);
        const QString text = cellText(records, all, m_sentences, 0, 0);
        QVERIFY2(text.contains(QStringLiteral("in the 4 records up to step 40\nmean gate probability 0.200")),
                 qPrintable(text));
        QVERIFY(
            !cellText(records, choice(Kind::Share, 3, 3), m_sentences, 0, 0).contains(QStringLiteral("probability")));
    }

    void changeIsAroundZeroAndItsScaleStandsStill()
    {
        const RoutingGrid records = grid({{10, 0, 0, 5, 5, 0}, {6, 4, 0, 5, 5, 0}, {8, 2, 0, 5, 5, 0}});
        RoutingChoice second = choice(Kind::Change, 1, 1);
        const RoutingPicture fixed = pictureOf(records, second);
        QVERIFY(fixed.scale == RoutingPicture::Scale::Difference);
        QVERIFY(std::abs(fixed.value(0, 1) - 0.4) < 1e-12);
        QCOMPARE(fixed.largest, 0.6);
        second.isAutomatic = true;
        const RoutingPicture automatic = pictureOf(records, second);
        QVERIFY(std::abs(automatic.largest - 0.2) < 1e-12); // of the newest record
        QVERIFY(automatic.isClipped);
        QCOMPARE(pictureOf(records, choice(Kind::Change)).value(0, 0), 0.0);
    }

    void anAutomaticScaleEndsAtTheLargestShare()
    {
        const RoutingGrid records = grid({{4, 3, 3, 4, 3, 3}});
        RoutingChoice automatic = choice(Kind::Share);
        automatic.isAutomatic = true;
        QCOMPARE(pictureOf(records, automatic).largest, 0.4);
    }

    void deadLayersAndCollapsedRowsAreMarked()
    {
        const RoutingGrid records = grid(std::vector<std::vector<std::int64_t>>(5, {98, 2, 0, 50, 50, 0}));
        const RoutingPicture last = pictureOf(records, choice(Kind::Share, 4, 4));
        QCOMPARE(last.isDead, (std::vector<bool>{false, false, true}));
        QCOMPARE(last.isCollapsed, (std::vector<bool>{true, false}));
        QCOMPARE(last.entropy, (std::vector<double>{0.5, 1.25}));
        const RoutingPicture early = pictureOf(records, choice(Kind::Share, 3, 3)); // to say
        QCOMPARE(early.isDead, (std::vector<bool>(3, false)));
        QCOMPARE(early.isCollapsed, (std::vector<bool>(2, false)));
    }

    void aClassHasItsOwnSharesAndCanBeSetAgainstTheOthers()
    {
        RoutingChoice own = choice(Kind::Class);
        own.item = 1;
        const RoutingPicture picture = pictureOf(evaluated(), own);
        QCOMPARE(picture.value(0, 1), 1.0);
        QCOMPARE(picture.value(1, 2), 2.0 / 3);
        QCOMPARE(picture.isDead, (std::vector<bool>(3, false)));
        own.isAgainstOthers = true;
        const RoutingPicture against = pictureOf(evaluated(), own);
        QVERIFY(against.scale == RoutingPicture::Scale::Difference);
        QCOMPARE(against.value(0, 0), -1.0);
        QCOMPARE(against.value(0, 1), 1.0);
        QVERIFY(against.isClipped);
    }

    /// 0.2, 0.7 and 0.1 though all of the class's rows chose one layer.
    void entropyIsThatOfTheGateWhateverIsShown()
    {
        const auto of = [](std::initializer_list<double> parts) {
            double entropy = 0;
            for (const double part : parts)
                entropy -= part * std::log(part);
            return entropy;
        };
        const auto isClose = [](double got, double wanted) { return std::abs(got - wanted) < 1e-6; };
        engine::RoutingEvaluated source = evaluated();
        RoutingChoice second = choice(Kind::Class);
        second.item = 1;
        for (const bool isAgainstOthers : {false, true}) {
            second.isAgainstOthers = isAgainstOthers;
            const RoutingPicture ofClass = pictureOf(source, second);
            QVERIFY(isClose(ofClass.entropy[0], of({0.2, 0.7, 0.1})));
            QVERIFY(isClose(ofClass.entropy[1], of({0.5, 0.5})));
            QCOMPARE(ofClass.entropyTitle, QStringLiteral("gate entropy"));
        }
        second.kind = Kind::Example;
        QVERIFY(isClose(pictureOf(source, second).entropy[1], of({0.6, 0.4})));
        const RoutingGrid records = grid({{1, 1, 1, 1, 1, 1}});
        for (const Kind kind : {Kind::Share, Kind::Probability, Kind::Change}) {
            QCOMPARE(pictureOf(records, choice(kind)).entropy, (std::vector<double>{0.5, 0.25}));
            QCOMPARE(pictureOf(records, choice(kind)).entropyTitle, QStringLiteral("gate entropy"));
        }
        second.countsExperts = true;
        QCOMPARE(pictureOf(source, second).entropyTitle, QStringLiteral("router entropy"));

        source.probability.clear(); // no gate
        source.examples[1].probability.clear();
        second = choice(Kind::Class);
        second.item = 1;
        QCOMPARE(pictureOf(source, second).entropyTitle, QStringLiteral("share entropy"));
        QCOMPARE(pictureOf(source, second).entropy[0], 0.0);
        QVERIFY(isClose(pictureOf(source, second).entropy[1], of({1.0 / 3, 2.0 / 3})));
        second.kind = Kind::Example;
        QCOMPARE(pictureOf(source, second).entropyTitle, QStringLiteral("share entropy"));
        engine::RoutingSnapshot ungated;
        ungated.step = 10;
        ungated.layers = 2;
        ungated.positions = {0};
        ungated.counts = {3, 1};
        RoutingGrid votes;
        votes.append(ungated);
        QCOMPARE(pictureOf(votes, choice(Kind::Share)).entropyTitle, QStringLiteral("share entropy"));
        QVERIFY(isClose(pictureOf(votes, choice(Kind::Share)).entropy[0], of({0.75, 0.25})));
    }

    void anExampleHasItsProbabilitiesAndItsRoute()
    {
        RoutingChoice second = choice(Kind::Example);
        second.item = 1;
        const RoutingPicture picture = pictureOf(evaluated(), second);
        QCOMPARE(float(picture.value(1, 1)), 0.6F);
        QCOMPARE(picture.chosen, (std::vector<std::int64_t>{1, 1}));
        engine::RoutingEvaluated ungated = evaluated();
        ungated.examples[1].probability.clear();
        const RoutingPicture route = pictureOf(ungated, second);
        QCOMPARE(route.values, (std::vector<double>{0, 1, 0, 0, 1, 0}));
    }

    void theCellUnderTheMouseSaysShareAndCount()
    {
        engine::RoutingSnapshot snapshot;
        snapshot.step = 10;
        snapshot.layers = 2;
        snapshot.positions = {0, 1};
        snapshot.counts = {131, 189, 0, 320};
        RoutingGrid records;
        records.append(snapshot);
        const RoutingChoice share = choice(Kind::Share);
        const auto text = [&](const CountedUnits& units, std::int64_t layer) {
            return cellText(records, share, units, 0, layer);
        };
        QCOMPARE(text(m_sentences, 0),
                 QStringLiteral("Position 0 chose layer 0, itself\nshare 0.41, 131 of 320 sentences"));
        QVERIFY(text(m_sentences, 1).startsWith(QStringLiteral("Position 0 chose layer 1\n")));
        records.setCountsExperts(true);
        QCOMPARE(text({QStringLiteral("token"), QStringLiteral("tokens")}, 0),
                 QStringLiteral("Layer 0, expert 0\nshare 0.41, 131 of 320 tokens"));
        QVERIFY(!records.isSelf(0, 0));
        QVERIFY(!pictureOf(records, share).isSelf(0, 0));
    }

    void theCellOfAnEvaluationSaysWhoseItIs()
    {
        RoutingChoice own = choice(Kind::Class);
        own.item = 1;
        const CountedUnits rows{QStringLiteral("dev row"), QStringLiteral("dev rows")};
        QString text = cellText(evaluated(), own, rows, 1, 2);
        QVERIFY2(text.startsWith(QStringLiteral("Position 2 chose layer 2, itself\nshare 0.67, 2 of 3 dev rows")), qPrintable(text));
        own.item = 0;
        QVERIFY(cellText(evaluated(), own, rows, 0, 0).contains(QStringLiteral("\nshare 1.00, 1 of 1 dev row\n")));
        own.item = 1;
        own.kind = Kind::Example;
        text = cellText(evaluated(), own, rows, 1, 2);
        QVERIFY2(text.startsWith(QStringLiteral("Position 2 chose layer 1, not layer 2")), qPrintable(text));
        QVERIFY(text.contains(QStringLiteral("mean gate probability 0.400")));
    }

    void theCellOfAnEvaluationOfExpertsSaysWhichExpert()
    {
        RoutingChoice own = choice(Kind::Class);
        own.item = 1;
        own.countsExperts = true;
        const CountedUnits tokens{QStringLiteral("dev token"), QStringLiteral("dev tokens")};
        QString text = cellText(evaluated(), own, tokens, 1, 2);
        QVERIFY2(text.startsWith(QStringLiteral("Layer 2, expert 2\nshare 0.67, 2 of 3 dev tokens")), qPrintable(text));
        own.kind = Kind::Example;
        QVERIFY(cellText(evaluated(), own, tokens, 1, 2).startsWith(QStringLiteral("Layer 2, expert 2\n")));
        text = cellText(evaluated(), own, tokens, 1, 1);
        QVERIFY2(text.startsWith(QStringLiteral("Layer 2, expert 1, which took most of the row's tokens\n")),
                 qPrintable(text));
        QVERIFY(text.contains(QStringLiteral("mean router probability 0.600")));
        QVERIFY(!pictureOf(evaluated(), own).isSelf(1, 2));
    }

    void evaluationsKeepTheirOrderAndShape()
    {
        RoutingEvaluations evaluations;
        QVERIFY(!evaluations.at(10));
        QVERIFY(evaluations.append(evaluated()));
        QVERIFY(!evaluations.append(evaluated())); // the same step again
        engine::RoutingEvaluated other = evaluated();
        other.step = 40;
        other.split = "dev-mismatched";
        QVERIFY(!evaluations.append(other));
        other.split = "dev";
        other.counts.pop_back();
        QVERIFY(!evaluations.append(other));
        other = evaluated();
        other.step = 40;
        other.examples[0].route[1] = 3;
        QVERIFY(!evaluations.append(other)); // a layer that is not there
        other.examples[0].route[1] = 0;
        QVERIFY(evaluations.append(other));
        QCOMPARE(*evaluations.at(39), std::size_t(0));
        QCOMPARE(*evaluations.at(5), std::size_t(0));
        QCOMPARE(*evaluations.at(1000), std::size_t(1));
        evaluations.truncateAfter(20);
        QCOMPARE(evaluations.steps(), (std::vector<std::int64_t>{20}));
        QCOMPARE(evaluations.size(), std::size_t(1));
    }

    void offsetsAreMeasuredAgainstUniformChoice()
    {
        const RoutingOffsets offsets = offsetsOf({0, 2}, 3, {2, 2, 0, 1, 0, 3});
        QCOMPARE(offsets.share, (std::vector<double>{5.0 / 8, 2.0 / 8, 1.0 / 8}));
        QCOMPARE(offsets.self, 5.0 / 8);
        QCOMPARE(offsets.mean, 0.5);
        QVERIFY(std::abs(offsets.uniform[0] - 1.0 / 3) < 1e-12);
        QVERIFY(std::abs(offsets.uniformMean - 1) < 1e-12);
        QCOMPARE(offsetsOf({0}, 3, {0, 0, 0}).share, (std::vector<double>(3, 0)));
    }

    void theLeastUsedLayersComeFirst()
    {
        const RoutingGrid records = grid(std::vector<std::vector<std::int64_t>>(5, {6, 4, 0, 2, 8, 0}));
        const std::vector<LayerUse> uses = layerUse(records, 4);
        QCOMPARE(uses[0].layer, std::int64_t(2));
        QVERIFY(uses[0].isDead && !uses[0].lastChosen);
        QCOMPARE(uses[1].layer, std::int64_t(0));
        QCOMPARE(uses[1].largestShare, 0.6);
        QCOMPARE(uses[1].position, std::int64_t(0));
        QCOMPARE(*uses[2].lastChosen, std::int64_t(50));
        QCOMPARE(uses[2].position, std::int64_t(2));
        QCOMPARE(uses[2].votes, 0.6);
    }
};

MOLEX_TEST(tst_RoutingPicture)
#include "tst_RoutingPicture.moc"
