#include "tests/support/Desk.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QLabel>

#include "gui/control/RunReader.h"
#include "gui/pages/RunPage.h"
#include "gui/plots/RoutingHeatmap.h"
#include "storage/runs/RunRecorder.h"

using namespace gui;
using storage::RunState;
using support::Desk;

/// One stored run's routing against another's, through the whole window.
class tst_RivalDesk : public QObject {
    Q_OBJECT

private:
    /// A finished run whose positions choose `layer`, in records at 10 and 20.
    static void addRouted(const std::filesystem::path& workspace, const char* name, std::int64_t layers, std::int64_t layer)
    {
        std::thread([&] {
            storage::RunRepository repository(workspace);
            const auto id = RunScheduler(repository).add(support::fakeConfig(name));
            storage::RunRecorder recorder(workspace, id);
            engine::RunStarted started;
            started.totalSteps = 20;
            started.layers = layers;
            recorder.handle(started);
            for (const std::int64_t step : {10, 20}) {
                engine::RoutingSnapshot snapshot;
                snapshot.step = step;
                snapshot.layers = layers;
                for (std::int64_t position = 0; position < layers; ++position) {
                    snapshot.positions.push_back(position);
                    for (std::int64_t column = 0; column < layers; ++column)
                        snapshot.counts.push_back(column == layer ? 8 : 0);
                }
                recorder.handle(snapshot);
            }
            recorder.handle(engine::RunFinished{});
        }).join();
    }

private Q_SLOTS:
    void initTestCase() { engine::markWindowThread(); }

    void theDifferenceOfSharesIsShownAndBothAreNamed()
    {
        const support::TemporaryFolder folder;
        addRouted(folder.path(), "control", 4, 1);
        addRouted(folder.path(), "wider", 6, 1);
        addRouted(folder.path(), "molex", 4, 2);
        Desk desk(folder.path());
        QTRY_COMPARE(desk.runs()->model()->rowCount(), 3);
        desk.clickRow(0);
        QTRY_COMPARE(desk.tabs()->tabText(1), QStringLiteral("Run: molex"));
        desk.window->findChild<RunPage*>()->showTab(RunPage::Tab::Routing);
        desk.find<QAbstractButton>("againstToolButton")->click();
        const auto* heatmap = desk.find<RoutingHeatmap>("routingHeatmap");
        QTRY_VERIFY(!heatmap->picture().isEmpty() && heatmap->picture().scale == RoutingPicture::Scale::Difference);
        const auto* rivals = desk.find<QComboBox>("rivalComboBox");
        QCOMPARE(rivals->count(), 1); // that of another shape is not offered, nor the run itself
        QCOMPARE(rivals->currentText(), QStringLiteral("control"));
        QCOMPARE(heatmap->picture().value(3, 2), 1.0);
        QCOMPARE(heatmap->picture().value(3, 1), -1.0);
        QCOMPARE(heatmap->picture().title, QStringLiteral("share, molex minus control"));
        QCOMPARE(desk.find<QLabel>("rivalLabel")->text(), QStringLiteral("at step 20"));
        desk.clickRow(1); // another shape: nothing to be held against
        QTRY_COMPARE(desk.tabs()->tabText(1), QStringLiteral("Run: wider"));
        QTRY_VERIFY(desk.find<QLabel>("rivalLabel")->text().startsWith(QStringLiteral("No other run")));
        QVERIFY(!desk.asks("store"));
    }
};

MOLEX_GUI_TEST(tst_RivalDesk)
#include "tst_RivalDesk.moc"
