#include "tests/support/Desk.h"

#include <QAbstractButton>
#include <QTreeWidget>

#include "gui/pages/LaunchPage.h"
#include "gui/pages/PresetList.h"
#include "gui/pages/PresetPane.h"
#include "storage/runs/RunRecorder.h"
#include "tests/support/ComparedStore.h"

using namespace gui;
using storage::RunState;
using support::Desk;

/// What was deleted and can be undone: checkpoints, presets and groups; single runs are in tst_MainWindow.
class tst_RunEdits : public QObject {
    Q_OBJECT

private:
    static constexpr auto whole = Qt::MatchExactly | Qt::MatchRecursive;

    static std::vector<storage::CheckpointRecord> kept(const Desk& desk)
    {
        return desk.stored([](storage::RunRepository& repository) { return repository.checkpoints(1); });
    }

    static int listed(const Desk& desk) { return desk.find<QTreeWidget>("checkpointsTreeWidget")->topLevelItemCount(); }

    static void finishARun(Desk& desk)
    {
        desk.window->open({support::fakeConfig("a")}, true);
        QTRY_COMPARE_WITH_TIMEOUT(desk.stateOf(1), RunState::Finished, 20000);
        QTRY_VERIFY(desk.action("showCheckpoints")->isEnabled());
        desk.action("showCheckpoints")->trigger();
        QTRY_VERIFY(desk.find<QAbstractButton>("deleteCheckpointToolButton")->isEnabled());
        QTRY_COMPARE(std::size_t(listed(desk)), kept(desk).size());
        QTRY_VERIFY(!desk.action("stop")->isEnabled()); // the queue has no next run: closing asks nothing
    }

    static bool lists(const Desk& desk, const char* preset)
    {
        return !desk.find<QTreeWidget>("presetList")->findItems(QString::fromLatin1(preset), whole).isEmpty();
    }

    static void deletePreset(const Desk& desk, const char* preset)
    {
        auto* list = desk.find<QTreeWidget>("presetList");
        auto* launch = desk.window->findChild<LaunchPage*>();
        QTRY_VERIFY(lists(desk, preset));
        launch->choosePreset(QString::fromLatin1(preset));
        QTRY_COMPARE(launch->presets().list().current(), QString::fromLatin1(preset));
        QTest::keyClick(list, Qt::Key_Delete);
    }

private Q_SLOTS:
    void initTestCase() { engine::markWindowThread(); }

    void aDeletedCheckpointComesBackWithUndoAndIsGoneWhenTheWindowCloses()
    {
        const support::TemporaryFolder folder;
        Desk desk(folder.path());
        finishARun(desk);
        const std::size_t before = kept(desk).size();
        const std::filesystem::path path = kept(desk).back().path;
        QVERIFY(before >= 2);
        desk.find<QAbstractButton>("deleteCheckpointToolButton")->click();
        QCOMPARE(listed(desk), int(before) - 1);
        QVERIFY(desk.message("deleted").contains(QStringLiteral("The checkpoint of step 40")));
        QCOMPARE(kept(desk).size(), before); // a kill now would lose nothing
        QVERIFY(std::filesystem::exists(path));
        QTest::keyClick(desk.window.get(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(listed(desk), int(before));
        QVERIFY(!desk.asks("deleted"));
        desk.action("redo")->trigger();
        QCOMPARE(listed(desk), int(before) - 1);
        QVERIFY(desk.window->close());
        QTRY_COMPARE_WITH_TIMEOUT(kept(desk).size(), before - 1, 20000);
        QTRY_VERIFY(!std::filesystem::exists(path));
    }

    void itsSpaceCanBeFreedAtOnce()
    {
        const support::TemporaryFolder folder;
        Desk desk(folder.path());
        finishARun(desk);
        const std::size_t before = kept(desk).size();
        const std::filesystem::path path = kept(desk).back().path;
        desk.find<QAbstractButton>("deleteCheckpointToolButton")->click();
        desk.press("purgeButton");
        QTRY_COMPARE_WITH_TIMEOUT(kept(desk).size(), before - 1, 20000);
        QTRY_VERIFY(!std::filesystem::exists(path));
        QVERIFY(!desk.action("undo")->isEnabled());
        QTRY_COMPARE(listed(desk), int(before) - 1);
    }

    /// A better one replaces the best in its folder.
    void aCheckpointWrittenThereSinceStays()
    {
        const support::TemporaryFolder folder;
        Desk desk(folder.path());
        finishARun(desk);
        auto* list = desk.find<QTreeWidget>("checkpointsTreeWidget");
        const auto best = list->findItems(QStringLiteral("best"), Qt::MatchExactly, 1);
        QCOMPARE(best.size(), 1);
        const std::string path = best.first()->text(4).toStdString();
        list->setCurrentItem(best.first());
        desk.find<QAbstractButton>("deleteCheckpointToolButton")->click();
        std::thread([&] {
            storage::RunRecorder(folder.path(), 1).handle(engine::CheckpointSaved{60, path, 2, true});
        }).join();
        QVERIFY(desk.window->close());
        desk.window.reset();
        QVERIFY(std::filesystem::exists(path));
        const auto now = kept(desk);
        QVERIFY(std::any_of(now.begin(), now.end(),
                            [&](const auto& record) { return record.path == path && record.step == 60; }));
    }

    void aDeletedGroupComesBackWithUndoAndItsSpaceCanBeFreed()
    {
        const support::TemporaryFolder folder;
        for (const char* name : {"a", "b"})
            support::storeRun(folder.path(), {name, 1, "none", 0.6, 0, "d41d", {}, 3, "g"});
        Desk desk(folder.path());
        const QAbstractItemModel& table = *desk.runs()->model();
        QTRY_COMPARE(table.rowCount(), 1);
        desk.clickRow(0); // the group's
        QTRY_VERIFY(desk.action("deleteRun")->isEnabled());
        desk.action("deleteRun")->trigger();
        QTRY_COMPARE(table.rowCount(), 0);
        QVERIFY(desk.message("deleted").startsWith(QStringLiteral("2 runs were deleted")));
        desk.press("undoDeleteButton");
        QTRY_COMPARE(table.rowCount(), 1);
        QCOMPARE(table.rowCount(table.index(0, 0)), 2);
        QVERIFY(!desk.asks("deleted"));
        desk.action("redo")->trigger();
        QTRY_COMPARE(table.rowCount(), 0);
        desk.press("purgeButton");
        QTRY_VERIFY(desk.stored([](storage::RunRepository& repository) { return repository.runs(); }).empty());
    }

    void aDeletedPresetComesBackWithUndoAndIsGoneWhenTheWindowCloses()
    {
        const support::TemporaryFolder folder;
        folder.write("presets/mine.json", R"({"method": {"kind": "full"}})");
        const auto file = folder.path() / "presets" / "mine.json";
        Desk desk(folder.path());
        desk.action("newRun")->trigger();
        deletePreset(desk, "mine");
        QVERIFY(!lists(desk, "mine"));
        QVERIFY(desk.message("deleted").contains(QStringLiteral("The preset mine")));
        QVERIFY(std::filesystem::exists(file)); // a kill now would lose nothing
        desk.action("undo")->trigger();
        QVERIFY(lists(desk, "mine"));
        desk.action("redo")->trigger();
        QVERIFY(!lists(desk, "mine"));
        desk.window->close();
        QTRY_VERIFY(!std::filesystem::exists(file));
    }

    void aPresetOfOnesOwnIsDeletedByTheAction()
    {
        const support::TemporaryFolder folder;
        folder.write("presets/mine.json", R"({"method": {"kind": "full"}})");
        Desk desk(folder.path());
        desk.action("newRun")->trigger();
        auto* launch = desk.window->findChild<LaunchPage*>();
        const QAction* action = desk.action("deletePreset");
        QTRY_VERIFY(lists(desk, "mine"));
        QVERIFY(!action->isEnabled()); // one of the program's is chosen
        QVERIFY(!desk.find<QAbstractButton>("deletePresetButton")->isVisible());
        launch->choosePreset(QStringLiteral("mine"));
        QTRY_VERIFY(action->isEnabled());
        desk.action("deletePreset")->trigger();
        QVERIFY(!lists(desk, "mine"));
        QVERIFY(!action->isEnabled());
        desk.action("undo")->trigger();
        QVERIFY(lists(desk, "mine") && action->isEnabled());
        launch->choosePreset(AppSettings::firstPreset());
        QTRY_VERIFY(!action->isEnabled());
    }

    void aPresetSavedAnewUnderADeletedNameStays()
    {
        const support::TemporaryFolder folder;
        folder.write("presets/mine.json", R"({"method": {"kind": "full"}})");
        Desk desk(folder.path());
        desk.action("newRun")->trigger();
        deletePreset(desk, "mine");
        QVERIFY(!lists(desk, "mine"));
        Q_EMIT desk.window->findChild<LaunchPage*>()->presets().saveRequested(QStringLiteral("mine"));
        QTRY_VERIFY(lists(desk, "mine"));
        desk.window->close();
        desk.window.reset();
        QVERIFY(std::filesystem::exists(folder.path() / "presets" / "mine.json"));
    }
};

MOLEX_GUI_TEST(tst_RunEdits)
#include "tst_RunEdits.moc"
