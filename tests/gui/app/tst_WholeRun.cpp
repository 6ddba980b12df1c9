#include <thread>

#include <QAction>
#include <QTabWidget>
#include <QTreeView>

#include "engine/run/ThreadRole.h"
#include "gui/app/AppSettings.h"
#include "gui/app/FileDialogs.h"
#include "gui/app/MainWindow.h"
#include "gui/app/Theme.h"
#include "gui/models/RunTableModel.h"
#include "storage/runs/RunRepository.h"
#include "tests/support/GuiTestMain.h"
#include "tests/support/TemporaryFolder.h"
#include "tests/support/TinyModel.h"

using namespace gui;

/// The real thing, small: window, engine and store train a tiny model, stopped half way and taken up again.
class tst_WholeRun : public QObject {
    Q_OBJECT

private:
    static engine::RunConfig config(const std::filesystem::path& folder)
    {
        engine::RunConfig config;
        config.name = "tiny";
        config.model = {support::writeTinyModel(folder / "model").string(), engine::Initialize::Random};
        config.task.kind = engine::TaskKind::Glue;
        config.task.name = engine::GlueName::Sst2;
        config.task.path = support::writeTinyTask(folder / "glue").string();
        config.task.maxLength = 32;
        config.training.batchSize = 8;
        config.training.steps = 200;
        config.training.routingEvery = 5;
        config.training.evaluateEvery = 50;
        config.runtime.device = "cpu";
        config.runtime.threads = 1;
        return config;
    }

    template <class Read>
    static auto stored(const std::filesystem::path& workspace, Read read)
    {
        std::invoke_result_t<Read, storage::RunRepository&> result;
        std::thread([&] {
            storage::RunRepository repository(workspace);
            result = read(repository);
        }).join();
        return result;
    }

private Q_SLOTS:
    void initTestCase() { engine::markWindowThread(); }

    void aRunStoppedHalfWayGoesOnToItsEndWithNothingLost()
    {
        const support::TemporaryFolder folder;
        const auto workspace = folder.path() / "workspace";
        Theme theme(*qApp, Theme::Choice::Light);
        AppSettings settings(QString::fromStdString((folder.path() / "settings.ini").string()));
        FileDialogs dialogs;
        MainWindow window({theme, settings, dialogs, workspace, engineSessions(), engineEstimator(),
                           engine::examineMachine});
        window.show();
        window.open(config(folder.path()), true);
        auto* table = window.findChild<QTreeView*>(QStringLiteral("runTable"));
        const auto state = [table] { return table->model()->index(0, 1).data().toString(); };
        const auto action = [&](const char* name) { return window.findChild<QAction*>(QString::fromLatin1(name)); };

        QTRY_VERIFY_WITH_TIMEOUT(state() == QStringLiteral("running") || state() == QStringLiteral("failed"), 60000);
        QVERIFY2(state() == QStringLiteral("running"), qPrintable(table->model()->index(0, 1).data(Qt::ToolTipRole).toString()));
        const auto step = [table] { return static_cast<RunTableModel*>(table->model())->stepOf(1); };
        QTRY_VERIFY_WITH_TIMEOUT(step() >= 20, 60000);
        action("stop")->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(state(), QStringLiteral("stopped"), 60000);
        const auto stopped = stored(workspace, [](storage::RunRepository& repository) { return *repository.run(1); });
        QVERIFY(stopped.step > 0);
        QVERIFY(stopped.step < 200);
        QVERIFY(std::filesystem::is_directory(stopped.finished->checkpoint));

        QTRY_VERIFY(action("resumeRun")->isEnabled());
        action("resumeRun")->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(state(), QStringLiteral("finished"), 120000);
        const auto loss =
            stored(workspace, [](storage::RunRepository& repository) { return repository.series(1, "loss"); });
        QCOMPARE(loss.steps.size(), std::size_t(200));
        QCOMPARE(loss.steps.back(), std::int64_t(200));
        const auto routing =
            stored(workspace, [](storage::RunRepository& repository) { return repository.routingSteps(1); });
        QCOMPARE(routing.size(), std::size_t(40));
        QCOMPARE(window.findChild<QTabWidget*>(QStringLiteral("tabs"))->tabText(1), QStringLiteral("Run: tiny"));
    }
};

MOLEX_GUI_TEST(tst_WholeRun)
#include "tst_WholeRun.moc"
