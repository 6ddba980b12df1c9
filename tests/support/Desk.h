#pragma once

#include <memory>
#include <thread>

#include <QAction>
#include <QFile>
#include <QLineEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>
#include <QTreeView>

#include "engine/run/ThreadRole.h"
#include "gui/app/AppSettings.h"
#include "gui/app/MainWindow.h"
#include "gui/app/MessageArea.h"
#include "gui/app/Theme.h"
#include "gui/control/RunScheduler.h"
#include "tests/support/FakeMachine.h"
#include "tests/support/FakeSession.h"
#include "tests/support/GuiTestMain.h"
#include "tests/support/LaunchFixture.h"

namespace support {

using namespace gui;
using storage::RunState;

/// A window on a workspace of its own, whose runs are made up. Used as a person would: by keys, buttons and tables.
struct Desk
{
    explicit Desk(const std::filesystem::path& workspace, bool isReadOnly = false, const QString& whyReadOnly = {},
                  const RunComparer& compare = compareRuns)
        : theme(*qApp, Theme::Choice::Light)
        , settings(settingsFile(workspace))
        , folder(workspace)
        , window(std::make_unique<MainWindow>(MainWindow::Tools{
              theme, settings, dialogs, workspace, fakeSessions(plan), fakePrice,
              [] { return std::vector<engine::Finding>{{"Threads", "2", engine::Finding::Verdict::Good, {}}}; },
              fakeMeter(plan), isReadOnly, machine.reader(), whyReadOnly,
              [this](const QStringList& arguments) { return programs.append(arguments), startsPrograms; }, compare}))
    {
        window->show();
        window->activateWindow();
        isReady = QTest::qWaitForWindowActive(window.get())
            && LaunchFixture::hasItsPreset(*window->findChild<LaunchPage*>());
    }

    /// New ones are without daily backups, whose line in the log would come at any time.
    static QString settingsFile(const std::filesystem::path& workspace)
    {
        QString file = QString::fromStdString((workspace / "settings.ini").string());
        if (!QFile::exists(file))
            AppSettings(file).setBacksUpDaily(false);
        return file;
    }

    template <class T>
    T* find(const char* name) const { return window->findChild<T*>(QString::fromLatin1(name)); }

    QAction* action(const char* name) const { return find<QAction>(name); }
    QTabWidget* tabs() const { return find<QTabWidget>("tabs"); }
    QTreeView* runs() const { return find<QTreeView>("runTable"); }
    bool asks(const char* bar) const { return window->findChild<MessageArea*>()->has(QString::fromLatin1(bar)); }
    QString message(const char* bar) const { return window->findChild<MessageArea*>()->text(QLatin1String(bar)); }

    void press(const char* button) const { QTest::mouseClick(find<QPushButton>(button), Qt::LeftButton); }

    QString cell(int row, int column) const { return runs()->model()->index(row, column).data().toString(); }

    void clickRow(int row) const
    {
        const QRect rect = runs()->visualRect(runs()->model()->index(row, 0));
        QTest::mouseClick(runs()->viewport(), Qt::LeftButton, {}, rect.center());
    }

    /// Reads the store beside the window, on a thread of its own as the store asks.
    template <class Read>
    auto stored(Read read) const
    {
        std::invoke_result_t<Read, storage::RunRepository&> result;
        std::thread([&] {
            storage::RunRepository repository(folder);
            result = read(repository);
        }).join();
        return result;
    }

    /// Queued before it is recorded.
    RunState stateOf(std::int64_t run) const
    {
        return stored([=](storage::RunRepository& runs) { return runs.run(run).value_or(storage::RunRecord{}).state; });
    }

    FakePlan plan;
    FakeMachine machine;
    NamedFile dialogs;
    QList<QStringList> programs; ///< arguments of those that the window has started
    bool startsPrograms = true;  ///< as far as the window can tell
    Theme theme;
    AppSettings settings;
    std::filesystem::path folder;
    std::unique_ptr<MainWindow> window;
    bool isReady = false; ///< for keys, and Launch has its preset
};

inline void addRun(const std::filesystem::path& workspace, const char* name, RunState state)
{
    std::thread([&] {
        storage::RunRepository repository(workspace);
        const auto id = RunScheduler(repository).add(fakeConfig(name));
        if (state != RunState::Queued)
            repository.setState(id, state);
    }).join();
}

} // namespace support
