#include "gui/models/RoutingFindings.h"

#include "tests/support/TestMain.h"

using namespace gui;

class tst_RoutingFindings : public QObject {
    Q_OBJECT

private:
    /// Records at steps 10, 20, …; counts and margin of each from a function.
    template <class Fill>
    static RoutingGrid make(std::size_t records, std::int64_t rows, bool isGated, Fill fill)
    {
        RoutingGrid grid;
        for (std::size_t record = 0; record < records; ++record) {
            engine::RoutingSnapshot snapshot;
            snapshot.step = std::int64_t(record + 1) * 10;
            snapshot.layers = 3;
            for (std::int64_t row = 0; row < rows; ++row)
                snapshot.positions.push_back(row);
            snapshot.counts.assign(std::size_t(rows) * 3, 10);
            if (isGated) {
                snapshot.probability.assign(std::size_t(rows) * 3, 1.0F / 3);
                snapshot.margin.assign(std::size_t(rows), 0.5F);
            }
            fill(snapshot, record);
            grid.append(snapshot);
        }
        return grid;
    }

    static QString subjects(const std::vector<RoutingFinding>& found)
    {
        QStringList texts;
        for (const RoutingFinding& finding : found)
            texts.append(finding.subject);
        return texts.join(QStringLiteral("; "));
    }

private Q_SLOTS:
    void aHealthyGateGivesNone()
    {
        const RoutingGrid grid = make(8, 3, true, [](auto&, std::size_t) {});
        QCOMPARE(subjects(findings(grid, 7)), QString());
    }

    void aCollapseIsSaidWithLayerShareAndDuration()
    {
        const RoutingGrid grid = make(8, 3, true, [](engine::RoutingSnapshot& snapshot, std::size_t record) {
            if (record >= 2)
                std::fill_n(snapshot.counts.begin() + 3, 3, 0), snapshot.counts[4] = 98, snapshot.counts[3] = 2;
        });
        const auto found = findings(grid, 7);
        QCOMPARE(subjects(found), QStringLiteral("Position 1 collapsed"));
        QCOMPARE(found[0].detail, QStringLiteral("layer 1, itself, takes 98 % of the votes, for 50 steps now."));
        QVERIFY(findings(grid, 4).empty()); // not before it has lasted
        for (std::size_t record = 0; record < grid.size(); ++record) // what is marked is what is said
            QCOMPARE(isCollapsed(grid, record, 1), !findings(grid, record).empty());
    }

    void positionsThatCollapsedToOneLayerAreOneSentence()
    {
        const RoutingGrid grid = make(8, 4, true, [](engine::RoutingSnapshot& snapshot, std::size_t record) {
            for (std::size_t row = 0; row < 3; ++row)
                if (record >= row)
                    std::fill_n(snapshot.counts.begin() + std::ptrdiff_t(row * 3), 3, 1), snapshot.counts[row * 3 + 1] = 98;
        });
        const auto found = findings(grid, 7);
        QCOMPARE(subjects(found), QStringLiteral("3 positions collapsed"));
        QCOMPARE(found[0].detail,
                 QStringLiteral("layer 1 takes 98 % of the votes on average at positions 0, 1 and 2, "
                                "for 50 steps now."));
    }

    void aGateThatTheTaskDoesNotTrainIsSaidAtOnce()
    {
        const auto gradients = [](float task, float balance) {
            return [=](engine::RoutingSnapshot& snapshot, std::size_t) {
                snapshot.gateGradientTask = {task};
                snapshot.gateGradientBalance = {balance};
            };
        };
        engine::RunConfig config;
        engine::MolexConfig molex;
        config.routing = molex;
        QVERIFY(findings(make(2, 3, true, gradients(0.1F, 0.1F)), 1, &config).empty());
        auto found = findings(make(2, 3, true, gradients(0, 0.1F)), 1, &config);
        QCOMPARE(subjects(found), QStringLiteral("The gate gets no gradient from the task"));
        QCOMPARE(found[0].detail, QStringLiteral("only the balance loss trains it."));
        molex.gateGradient = engine::GateGradient::None;
        config.routing = molex;
        found = findings(make(2, 3, true, [](auto&, std::size_t) {}), 1, &config);
        QCOMPARE(subjects(found), QStringLiteral("The gate gets no gradient from the task in this preset"));
        QVERIFY(found[0].detail.startsWith(QStringLiteral("nothing trains it")));
        config.routing = engine::FixedRandomConfig{}; // whose gate is meant to stay as it was drawn
        QVERIFY(findings(make(2, 3, true, gradients(0, 0)), 1, &config).empty());
    }

    /// One expert a token, its weight normalised to 1.
    void aRouterThatTheTaskDoesNotTrainIsSaidAtOnce()
    {
        RoutingGrid grid = make(2, 3, true, [](auto&, std::size_t) {});
        grid.setCountsExperts(true);
        engine::DropUpcyclingConfig experts;
        engine::RunConfig config;
        config.routing = engine::NoRoutingConfig{};
        config.method = experts;
        QVERIFY(findings(grid, 1, &config).empty());
        experts.topK = 1;
        config.method = experts;
        QVERIFY(!experts.taskTrainsRouters());
        QVERIFY(engine::recordsExperts(config));
        const auto found = findings(grid, 1, &config);
        QCOMPARE(subjects(found), QStringLiteral("The router gets no gradient from the task in this preset"));
        QVERIFY(found[0].detail.startsWith(QStringLiteral("nothing trains it")));
        experts.normalizeCombineWeights = false;
        config.method = experts;
        QVERIFY(findings(grid, 1, &config).empty());
    }

    void aDeadLayerIsSaidWithItsLastStep()
    {
        const RoutingGrid grid = make(9, 3, true, [](engine::RoutingSnapshot& snapshot, std::size_t record) {
            for (std::size_t row = 0; row < 3; ++row)
                snapshot.counts[row * 3 + 2] = record < 3 ? 5 : 0;
        });
        const auto found = findings(grid, 8);
        QCOMPARE(subjects(found), QStringLiteral("Layer 2 is dead"));
        QVERIFY(found[0].detail.contains(QStringLiteral("since step 30")));
    }

    void expertsAreCalledExperts()
    {
        RoutingGrid grid = make(9, 3, true, [](engine::RoutingSnapshot& snapshot, std::size_t record) {
            for (std::size_t row = 0; row < 3; ++row)
                snapshot.counts[row * 3 + 2] = record < 3 ? 5 : 0;
            if (record >= 2)
                std::fill_n(snapshot.counts.begin() + 3, 3, 0), snapshot.counts[4] = 98, snapshot.counts[3] = 2;
            snapshot.margin = {0, 0, 0};
        });
        grid.setCountsExperts(true);
        const auto found = findings(grid, 8);
        QCOMPARE(subjects(found), QStringLiteral("Layer 1 collapsed; Expert 2 is dead"));
        QVERIFY(found[0].detail.contains(QStringLiteral("expert 1 takes 98 % of the tokens, for ")));
        QVERIFY(found[1].detail.contains(QStringLiteral("since step 30")));
    }

    void anUndecidedPositionIsSaidWithItsLayersAndSinceWhen()
    {
        const RoutingGrid grid = make(8, 3, true, [](engine::RoutingSnapshot& snapshot, std::size_t record) {
            if (record == 1 || record >= 3)
                snapshot.margin[1] = 0.01F;
            snapshot.probability[3] = snapshot.probability[5] = 0.45F;
            snapshot.probability[4] = 0.1F;
        });
        const auto found = findings(grid, 7);
        QCOMPARE(subjects(found), QStringLiteral("Position 1 is undecided"));
        QCOMPARE(found[0].detail, QStringLiteral("margin under 0.05 between layers 0 and 2 since step 40."));
    }

    void manyUndecidedPositionsAreOneSentence()
    {
        const RoutingGrid grid = make(6, 5, true, [](engine::RoutingSnapshot& snapshot, std::size_t record) {
            snapshot.margin = {0.01F, 0.5F, 0.02F, record < 2 ? 0.5F : 0.04F, 0.5F};
            snapshot.probability[7] = 0.6F; // of layer 1 at position 2
        });
        const auto found = findings(grid, 5);
        QCOMPARE(subjects(found), QStringLiteral("Positions 0, 2 and 3 are undecided"));
        QCOMPARE(found[0].detail, QStringLiteral("margin under 0.05 at 0 between layers 0 and 1 since step 10; "
                                                 "at 2 between layers 0 and 1 since step 10; "
                                                 "at 3 between layers 0 and 1 since step 30."));
    }

    void ofVeryManyPlacesAFewAreNamed()
    {
        const RoutingGrid grid = make(6, 9, true, [](engine::RoutingSnapshot& snapshot, std::size_t) {
            snapshot.margin.assign(9, 0.01F);
        });
        const auto found = findings(grid, 5);
        QCOMPARE(subjects(found), QStringLiteral("All 9 positions are undecided"));
        QCOMPARE(found[0].detail.count(QStringLiteral(" between ")), qsizetype(6));
        QVERIFY(found[0].detail.endsWith(QStringLiteral("; 3 more.")));
    }

    void positionsThatCollapsedToDifferentLayersAreSaidWithLayerShareAndDuration()
    {
        RoutingGrid grid = make(8, 3, true, [](engine::RoutingSnapshot& snapshot, std::size_t record) {
            for (std::size_t row = 0; row < 3; ++row)
                if (record >= row)
                    std::fill_n(snapshot.counts.begin() + std::ptrdiff_t(row * 3), 3, 1),
                        snapshot.counts[row * 3 + row] = 98;
        });
        auto found = findings(grid, 7);
        QCOMPARE(subjects(found), QStringLiteral("3 positions collapsed"));
        QCOMPARE(found[0].detail, QStringLiteral("layer 0 takes 98 % at 0 for 70 steps; "
                                                 "layer 1 takes 98 % at 1 for 60 steps; "
                                                 "layer 2 takes 98 % at 2 for 50 steps."));
        grid.setCountsExperts(true);
        found = findings(grid, 7);
        QCOMPARE(subjects(found), QStringLiteral("3 layers collapsed"));
        QVERIFY(found[0].detail.startsWith(QStringLiteral("expert 0 takes 98 % in layer 0 for 70 steps; ")));
    }

    void theShareOfSeveralPositionsIsAMean()
    {
        const RoutingGrid grid = make(8, 4, true, [](engine::RoutingSnapshot& snapshot, std::size_t) {
            for (std::size_t row = 0; row < 4; ++row) // to layer 0 twice, then one to each other
                std::fill_n(snapshot.counts.begin() + std::ptrdiff_t(row * 3), 3, 1),
                    snapshot.counts[row * 3 + (row < 2 ? 0 : row - 1)] = 98;
        });
        const auto found = findings(grid, 7);
        QCOMPARE(subjects(found), QStringLiteral("4 positions collapsed"));
        QCOMPARE(found[0].detail, QStringLiteral("layer 0 takes 98 % on average at 0 and 1 for 70 steps; "
                                                 "layer 1 takes 98 % at 2 for 70 steps; "
                                                 "layer 2 takes 98 % at 3 for 70 steps."));
    }

    void manyDeadLayersAreSaidWithTheLastStepOfAny()
    {
        const auto grid = [](std::size_t last) { // record in which layers 1 to 3 of 5 are chosen
            return make(9, 3, true, [last](engine::RoutingSnapshot& snapshot, std::size_t record) {
                snapshot.layers = 5;
                snapshot.counts.assign(15, 0);
                snapshot.probability.assign(15, 0.2F);
                for (std::size_t row = 0; row < 3; ++row) {
                    snapshot.counts[row * 5] = snapshot.counts[row * 5 + 4] = 10;
                    for (std::size_t layer = 1; layer < 4 && record + layer <= last; ++layer)
                        snapshot.counts[row * 5 + layer] = 1;
                }
            });
        };
        auto found = findings(grid(3), 8);
        QCOMPARE(subjects(found), QStringLiteral("3 layers are dead"));
        QCOMPARE(found[0].detail, QStringLiteral("no position has chosen 1, 2 and 3 since step 30."));
        found = findings(grid(0), 8);
        QCOMPARE(found[0].detail, QStringLiteral("no position has ever chosen 1, 2 and 3."));
    }

    void aRoutingWithoutAGateIsMeantToBeFixed()
    {
        const RoutingGrid grid = make(8, 3, false, [](engine::RoutingSnapshot& snapshot, std::size_t) {
            snapshot.counts = {9, 0, 0, 0, 9, 0, 0, 9, 0};
        });
        QVERIFY(findings(grid, 7).empty());
    }

    void fewRecordsAreNotJudged()
    {
        const RoutingGrid grid = make(4, 3, true, [](engine::RoutingSnapshot& snapshot, std::size_t) {
            snapshot.margin = {0, 0, 0};
        });
        QVERIFY(findings(grid, 3).empty());
    }
};

MOLEX_TEST(tst_RoutingFindings)
#include "tst_RoutingFindings.moc"
