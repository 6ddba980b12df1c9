#pragma once

#include <filesystem>
#include <memory>

#include <QObject>

class QMainWindow;

namespace gui {

class AppSettings;
class MainActions;
class QueuePanel;
class RunLists;
class RunsPanel;
class SystemPanel;
class Theme;
class WindowLog;
class Worker;

/// The docks of the window: Runs at its left, Queue, System and Log below, with their buttons in the status bar.
class MainDocks final : public QObject {
    Q_OBJECT

public:
    struct Parts
    {
        Theme& theme;
        AppSettings& settings;
        std::filesystem::path workspace;
        RunLists& lists;
        WindowLog& log;
        MainActions& actions;
    };

    MainDocks(const Parts& parts, QMainWindow& window);
    ~MainDocks() override;

    RunsPanel& runs() { return *m_runs; }
    QueuePanel& queue() { return *m_queue; }
    SystemPanel& system() { return *m_system; }

private:
    void place(const Parts& parts, QMainWindow& window);

    std::unique_ptr<Worker> m_reader; ///< of the machine's counters, which wait for nobody else's work
    RunsPanel* m_runs;
    QueuePanel* m_queue;
    SystemPanel* m_system;
};

} // namespace gui
