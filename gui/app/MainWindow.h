#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include <QMainWindow>

#include "engine/training/Environment.h"
#include "gui/control/TrainingController.h"
#include "gui/models/CompareResult.h"
#include "gui/pages/LaunchPage.h"

class QStackedWidget;
class QTabWidget;

namespace gui {

class ActionStates;
class CloseGuard;
class EmptyPage;
class FileDialogs;
class CheckpointExport;
class DeviceChooser;
class MainActions;
class MainDocks;
class MessageArea;
class QueueCommands;
class RunCommands;
class RunEdits;
class RunLists;
class RunNarrator;
class RunPage;
class RunViewer;
class StoreAccess;
class Theme;
class WindowHabits;
class WindowLog;
class Worker;

/// The one window: makes the parts and connects them.
class MainWindow final : public QMainWindow {
    Q_OBJECT

public:
    /// What the window is made with; all of it outlives the window.
    struct Tools
    {
        Theme& theme;
        AppSettings& settings;
        FileDialogs& dialogs;
        std::filesystem::path workspace;
        SessionFactory sessions;
        CostEstimator estimate;
        std::function<std::vector<engine::Finding>()> examineMachine;
        SpeedMeter meter = engine::measureSpeed;
        bool isReadOnly = false; ///< another program's workspace: shown as it grows, never written
        MachineReader machine = readMachine;
        QString whyReadOnly = {}; ///< where nobody has asked for it
        std::function<bool(const QStringList&)> startProgram = {}; ///< again, with arguments; empty: this one
        RunComparer compare = compareRuns;
    };
    explicit MainWindow(const Tools& tools);
    ~MainWindow() override;

    /// The first is shown; with `starts` all are trained, one after the other.
    void open(const std::vector<engine::RunConfig>& configs, bool starts);
    void startQueue() { m_controller->start(); }
    void comeForward(const QString& configuration = {}); ///< which is shown, and not started
    void closeSoon(); ///< without asking, once the run has saved its checkpoint

protected:
    void closeEvent(QCloseEvent* event) override;

private:
    void makePages();
    void makeToolBar();
    void connectFileActions();
    void connectHabits();
    void connectRunActions();
    void connectTraining();
    void connectPages();
    void onlyRead();
    void openRun(qint64 run);
    void showRun(qint64 run, bool isLive);
    void showTab(int tab);
    void chooseLaunchPage();

    const Tools m_tools;
    // In this order: what comes later uses what came before, also while it is destroyed.
    std::unique_ptr<Worker> m_worker;
    std::unique_ptr<StoreAccess> m_store;
    std::unique_ptr<TrainingController> m_controller;
    std::unique_ptr<RunLists> m_lists;
    std::unique_ptr<RunViewer> m_viewer;
    std::unique_ptr<WindowLog> m_log;
    MessageArea* m_messages;
    RunEdits* m_edits;
    MainActions* m_actions;
    RunCommands* m_commands;
    QueueCommands* m_queueCommands;
    CheckpointExport* m_export;
    RunNarrator* m_narrator;
    CloseGuard* m_closeGuard;
    WindowHabits* m_habits = nullptr;
    DeviceChooser* m_device = nullptr;
    QTabWidget* m_tabs = nullptr;
    QStackedWidget* m_launchStack = nullptr;
    LaunchPage* m_launch = nullptr;
    EmptyPage* m_empty = nullptr;
    RunPage* m_runPage = nullptr;
    MainDocks* m_docks = nullptr;
    ActionStates* m_states = nullptr;
    std::optional<bool> m_wantsWelcome; ///< without a wish: as long as there is no run
};

} // namespace gui
