#include "tests/support/Desk.h"

#include <QDropEvent>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QStatusBar>

#include "gui/forms/JsonView.h"
#include "gui/pages/EmptyPage.h"
#include "gui/pages/LaunchPage.h"

using namespace gui;
using support::Desk;

/// Files and folders that are dropped on whatever lies below the pointer.
class tst_WindowDrops : public QObject {
    Q_OBJECT

private:
    static std::filesystem::path workspaceIn(const support::TemporaryFolder& folder)
    {
        std::filesystem::create_directories(folder.path() / "workspace");
        return folder.path() / "workspace";
    }

    /// As the window system does it; false when the target does not want it.
    static bool drop(QWidget* target, const QMimeData& data)
    {
        QDragEnterEvent enter(QPoint(5, 5), Qt::CopyAction | Qt::MoveAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(target, &enter);
        if (!enter.isAccepted())
            return false;
        QDropEvent event(QPointF(5, 5), Qt::CopyAction | Qt::MoveAction, &data, Qt::LeftButton, Qt::NoModifier);
        event.setDropAction(Qt::MoveAction); // as a file manager may propose
        QCoreApplication::sendEvent(target, &event);
        return event.isAccepted() && event.dropAction() == Qt::CopyAction;
    }

    /// The widget that a window gives a drop to: the deepest one below the pointer that accepts drops.
    static QWidget* targetAt(QWidget& page, const QPoint& position)
    {
        QWidget* target = page.childAt(position);
        while (target != nullptr && !target->acceptDrops())
            target = target->parentWidget();
        return target;
    }

    static bool dropFile(QWidget* target, const std::filesystem::path& path)
    {
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(QString::fromStdString(path.string()))});
        return drop(target, data);
    }

    static const engine::RunConfig& config(const Desk& desk) { return desk.window->findChild<LaunchPage*>()->config(); }

private Q_SLOTS:
    void initTestCase() { engine::markWindowThread(); }

    void aFieldBelowThePointerGetsNoText()
    {
        const support::TemporaryFolder folder;
        folder.write("mine/config.json", "{}");
        Desk desk(workspaceIn(folder));
        desk.action("newRun")->trigger();
        auto* name = desk.find<QLineEdit>("name.input");
        const QString before = name->text();
        QVERIFY(dropFile(name, folder.path() / "mine"));
        QTRY_COMPARE(config(desk).model.path, (folder.path() / "mine").string());
        QCOMPARE(name->text(), before);
        folder.write("other/config.json", "{}");
        auto* json = desk.find<JsonView>("jsonView");
        QVERIFY(dropFile(json->viewport(), folder.path() / "other"));
        QTRY_COMPARE(config(desk).model.path, (folder.path() / "other").string());
        QVERIFY(!json->toPlainText().contains(QLatin1String("file:")));
    }

    void onAnotherPageItIsTakenAndLaunchIsShown()
    {
        const support::TemporaryFolder folder;
        folder.write("mine/config.json", "{}");
        Desk desk(workspaceIn(folder));
        desk.tabs()->setCurrentIndex(2);
        auto* filter = desk.find<QLineEdit>("runFilter");
        QVERIFY(dropFile(filter, folder.path() / "mine"));
        QCOMPARE(filter->text(), QString());
        QTRY_COMPARE(desk.tabs()->currentIndex(), 0);
        QVERIFY(desk.window->findChild<LaunchPage*>()->isVisible());
        QCOMPARE(config(desk).model.path, (folder.path() / "mine").string());
        desk.tabs()->setCurrentIndex(2);
        QVERIFY(dropFile(desk.tabs()->currentWidget(), folder.write("run.json", R"({"name": "dropped"})")));
        QTRY_COMPARE(desk.tabs()->currentIndex(), 0);
        QCOMPARE(config(desk).name, std::string("dropped"));
    }

    void severalFoldersFillTheirFieldsAndAreNotMoved()
    {
        const support::TemporaryFolder folder;
        folder.write("model/config.json", "{}");
        folder.write("SST-2/dev.tsv", "");
        Desk desk(workspaceIn(folder));
        desk.action("newRun")->trigger();
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(QString::fromStdString((folder.path() / "model").string())),
                      QUrl::fromLocalFile(QString::fromStdString((folder.path() / "SST-2").string()))});
        QVERIFY(drop(desk.window->findChild<LaunchPage*>(), data));
        QTRY_COMPARE(config(desk).task.path, (folder.path() / "SST-2").string());
        QCOMPARE(config(desk).model.path, (folder.path() / "model").string());
        QCOMPARE(config(desk).task.kind, engine::TaskKind::Glue);
        QCOMPARE(config(desk).task.name, engine::GlueName::Sst2);
    }

    void whatWasOpenedIsOfferedAgain()
    {
        const support::TemporaryFolder folder;
        folder.write("R&D/config.json", "{}");
        folder.write("SST-2/dev.tsv", "");
        const auto file = folder.write("run.json", R"({"name": "dropped"})");
        Desk desk(workspaceIn(folder));
        auto* menu = desk.find<QMenu>("recentFiles");
        const auto entries = [menu] {
            Q_EMIT menu->aboutToShow();
            return menu->actions();
        };
        QCOMPARE(entries().size(), 1);
        QVERIFY(!entries()[0]->isEnabled()); // says that there is nothing
        QVERIFY(dropFile(desk.window.get(), folder.path() / "R&D"));
        QTRY_COMPARE(entries()[0]->text(), QString::fromStdString((folder.path() / "R&&D").string()));
        QVERIFY(dropFile(desk.window.get(), folder.path() / "SST-2"));
        QTRY_COMPARE(entries()[0]->text(), QString::fromStdString((folder.path() / "SST-2").string()));
        desk.dialogs.answer = QString::fromStdString(file.string());
        desk.action("openConfiguration")->trigger();
        QTRY_COMPARE(entries()[0]->text(), desk.dialogs.answer);
        QCOMPARE(entries().size(), 3);
        QVERIFY(config(desk).model.path != (folder.path() / "R&D").string()); // the configuration's came instead
        desk.tabs()->setCurrentIndex(2);
        entries()[2]->trigger();
        QTRY_COMPARE(config(desk).model.path, (folder.path() / "R&D").string());
        QTRY_COMPARE(desk.tabs()->currentIndex(), 0);
        QCOMPARE(desk.settings.recentFiles().first(), QString::fromStdString((folder.path() / "R&D").string()));
        for (int number = 1; number < 20; ++number)
            desk.settings.addRecentFile(QStringLiteral("/models/%1").arg(number));
        QCOMPARE(entries().size(), 8);
        QCOMPARE(entries()[0]->text(), QStringLiteral("/models/19"));
    }

    /// Its dev file has a name of its own.
    void theFolderOfMnliIsTheGlueTask()
    {
        const support::TemporaryFolder folder;
        folder.write("MNLI/train.tsv", "");
        folder.write("MNLI/dev_matched.tsv", "");
        Desk desk(workspaceIn(folder));
        desk.action("newRun")->trigger();
        QVERIFY(dropFile(desk.window->findChild<LaunchPage*>(), folder.path() / "MNLI"));
        QTRY_COMPARE(config(desk).task.path, (folder.path() / "MNLI").string());
        QCOMPARE(config(desk).task.kind, engine::TaskKind::Glue);
        QCOMPARE(config(desk).task.name, engine::GlueName::Mnli);
        QVERIFY(dropFile(desk.window->findChild<LaunchPage*>(), folder.path())); // the one above it
        QTRY_COMPARE(config(desk).task.path, folder.path().string());
        QCOMPARE(config(desk).task.kind, engine::TaskKind::Glue);
    }

    void anotherWorkspaceIsOfferedAndThisOneIsNamed()
    {
        const support::TemporaryFolder folder;
        const auto other = folder.path() / "other";
        support::addRun(other, "a", support::RunState::Finished);
        const auto mine = workspaceIn(folder);
        support::addRun(mine, "b", support::RunState::Finished);
        Desk desk(mine);
        QVERIFY(dropFile(desk.window.get(), other));
        QTRY_VERIFY(desk.asks("offeredWorkspace"));
        QVERIFY(desk.message("offeredWorkspace").contains(QString::fromStdString(other.string())));
        desk.press("leaveOfferedButton");
        QVERIFY(!desk.asks("offeredWorkspace"));
        QVERIFY(dropFile(desk.window.get(), other / "workspace.sqlite"));
        QTRY_VERIFY(desk.asks("offeredWorkspace"));
        desk.press("leaveOfferedButton");
        QVERIFY(desk.programs.isEmpty());
        const QStringList opening = {QStringLiteral("--workspace"), QString::fromStdString(other.string())};
        for (const bool isOnlyRead : {false, true}) {
            QVERIFY(dropFile(desk.window.get(), other));
            QTRY_VERIFY(desk.asks("offeredWorkspace"));
            desk.press(isOnlyRead ? "readOfferedButton" : "openOfferedButton");
            QVERIFY(!desk.asks("offeredWorkspace"));
            QCOMPARE(desk.programs.last(), isOnlyRead ? opening + QStringList{QStringLiteral("--read-only")} : opening);
        }
        QVERIFY(dropFile(desk.window.get(), mine));
        QTRY_VERIFY(desk.window->statusBar()->currentMessage().contains(QLatin1String("workspace of this window")));
        QVERIFY(!desk.asks("offeredWorkspace"));
    }

    void aFolderMayBeDroppedAnywhereOnTheFirstPage()
    {
        const support::TemporaryFolder folder;
        folder.write("mine/config.json", "{}");
        Desk desk(workspaceIn(folder));
        auto* page = desk.window->findChild<EmptyPage*>();
        QVERIFY(page->isVisible());
        QWidget* target = targetAt(*page, page->rect().center());
        QVERIFY(target != nullptr);
        QVERIFY(dropFile(target, folder.path() / "mine"));
        QTRY_COMPARE(config(desk).model.path, (folder.path() / "mine").string());
        QTRY_VERIFY(desk.window->findChild<LaunchPage*>()->isVisible());
    }

    void wordsAreStillDroppedIntoAField()
    {
        const support::TemporaryFolder folder;
        Desk desk(workspaceIn(folder));
        QMimeData data;
        data.setText(QStringLiteral("cola"));
        auto* filter = desk.find<QLineEdit>("runFilter");
        drop(filter, data);
        QCOMPARE(filter->text(), QStringLiteral("cola"));
    }

    void aWindowThatOnlyReadsTakesNothing()
    {
        const support::TemporaryFolder folder;
        folder.write("mine/config.json", "{}");
        support::addRun(workspaceIn(folder), "a", support::RunState::Finished);
        Desk desk(workspaceIn(folder), true);
        auto* filter = desk.find<QLineEdit>("runFilter");
        QVERIFY(!dropFile(filter, folder.path() / "mine"));
        QCOMPARE(filter->text(), QString());
        desk.settings.addRecentFile(QStringLiteral("/mine"));
        auto* menu = desk.find<QMenu>("recentFiles");
        Q_EMIT menu->aboutToShow();
        QVERIFY(!menu->actions()[0]->isEnabled());
    }
};

MOLEX_GUI_TEST(tst_WindowDrops)
#include "tst_WindowDrops.moc"
