#include <algorithm>
#include <thread>

#include <QAction>
#include <QPushButton>
#include <QTemporaryDir>

#include "engine/run/ThreadRole.h"
#include "gui/app/AppSettings.h"
#include "gui/app/MainWindow.h"
#include "gui/app/MessageArea.h"
#include "gui/app/Theme.h"
#include "storage/runs/RunRepository.h"
#include "tests/gui/headless/TinyConfig.h"
#include "tests/support/GuiTestMain.h"
#include "tests/support/LaunchFixture.h"
#include "tests/support/WorkbenchProcess.h"

/// The real window killed with SIGKILL while it trains the first of three runs that it was started with.
class tst_KilledWindow : public QObject {
    Q_OBJECT

private:
    static constexpr int longRun = 600; // steps; killed after a few

    QTemporaryDir m_root;
    std::filesystem::path m_folder = m_root.path().toStdString();
    support::MolexProcess m_molex{m_folder / "workspace"};
    support::WorkbenchProcess m_workbench{m_folder};

    void add(const char* name, int steps) const
    {
        const std::filesystem::path file = m_folder / (std::string(name) + ".json");
        const engine::Json config = support::tinyConfig(
            m_folder, name, {{"steps", steps}, {"evaluate_every", steps}, {"checkpoint_every", 4}});
        support::writeText(file, config.dump());
        const support::MolexResult added =
            m_molex({QStringLiteral("queue"), QStringLiteral("add"), support::text(file)});
        QVERIFY2(added.code == 0, added.all().constData());
    }

    QStringList waiting() const
    {
        QStringList names;
        for (const engine::Json& run : m_molex(support::words("queue list --json")).json())
            names << QString::fromStdString(run["name"].get<std::string>());
        return names;
    }

    /// By their end. On a thread of its own, as the store asks.
    std::vector<storage::RunRecord> runs() const
    {
        std::vector<storage::RunRecord> found;
        std::thread([&] {
            using storage::RunRepository;
            found = RunRepository(m_molex.workspace(), RunRepository::Access::ReadOnly).runs();
        }).join();
        std::sort(found.begin(), found.end(),
                  [](const auto& left, const auto& right) { return left.endedAt < right.endedAt; });
        return found;
    }

    bool haveEnded() const
    {
        const std::vector<storage::RunRecord> found = runs();
        return !found.empty() && std::all_of(found.begin(), found.end(), [](const storage::RunRecord& run) {
            return run.state == storage::RunState::Finished || run.state == storage::RunState::Failed;
        });
    }

    void killWhileItTrains() const
    {
        const auto window = m_workbench.start({QStringLiteral("--start")});
        const auto hasEnded = [&] { return window->state() == QProcess::NotRunning; };
        QVERIFY(QTest::qWaitFor(
            [&] { return hasEnded() || support::newestCheckpoint(m_molex.workspace() / "runs" / "1") > 0; },
            120'000));
        QVERIFY2(!hasEnded(), window->readAllStandardError().constData());
        window->kill();
        QVERIFY(window->waitForFinished(60'000));
        QCOMPARE(window->exitStatus(), QProcess::CrashExit);
    }

private Q_SLOTS:
    void initTestCase()
    {
        engine::markWindowThread();
        support::writeTinyModel(m_folder / "model");
        support::writeTinyTask(m_folder / "glue");
    }

    void theOthersWaitInOrder()
    {
        for (const auto& [name, steps] : {std::pair("first", longRun), {"second", 4}, {"third", 4}})
            add(name, steps);
        QCOMPARE(m_molex(support::words("queue move third 2")).code, 0); // not the order in which they were added
        killWhileItTrains();
        if (QTest::currentTestFailed())
            return;
        QCOMPARE(waiting(), (QStringList{QStringLiteral("third"), QStringLiteral("second")}));
        const engine::Json first = m_molex(support::words("show first --json")).json();
        QCOMPARE(first["status"], engine::Json("interrupted"));
    }

    /// As the next window offers it.
    void theInterruptedOneGoesOnBeforeThem()
    {
        gui::Theme theme(*qApp, gui::Theme::Choice::Light);
        gui::AppSettings settings(support::text(m_folder / "settings.ini"));
        support::NamedFile dialogs;
        gui::MainWindow window({theme, settings, dialogs, m_molex.workspace(), gui::engineSessions(),
                                gui::engineEstimator(), engine::examineMachine});
        window.show();
        const auto* messages = window.findChild<gui::MessageArea*>();
        QTRY_VERIFY_WITH_TIMEOUT(messages->has(QStringLiteral("interrupted")), 60'000);
        const QString offer = messages->text(QStringLiteral("interrupted"));
        QVERIFY2(offer.startsWith(QStringLiteral("first was interrupted at step ")), qPrintable(offer));
        QTRY_VERIFY(messages->has(QStringLiteral("waiting")));
        QVERIFY(messages->text(QStringLiteral("waiting")).startsWith(QStringLiteral("2 runs wait in the queue")));
        QTest::qWait(500);
        for (const storage::RunRecord& run : runs()) // nothing goes on unasked
            QCOMPARE(run.state, run.name == "first" ? storage::RunState::Interrupted : storage::RunState::Queued);
        QTest::mouseClick(window.findChild<QPushButton*>(QStringLiteral("goOnButton")), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(haveEnded(), 240'000);
        QStringList ends;
        for (const storage::RunRecord& run : runs())
            ends << QStringLiteral("%1 %2 %3").arg(
                QString::fromStdString(run.name), QLatin1String(storage::toText(run.state)), QString::number(run.step));
        QCOMPARE(ends, (QStringList{QStringLiteral("first finished %1").arg(longRun), QStringLiteral("third finished 4"),
                                    QStringLiteral("second finished 4")}));
        QTRY_VERIFY(!window.findChild<QAction*>(QStringLiteral("stop"))->isEnabled());
    }
};

MOLEX_GUI_TEST(tst_KilledWindow)
#include "tst_KilledWindow.moc"
