#pragma once

#include <chrono>

#include <QObject>
#include <QTimer>

#include "gui/control/JobTracker.h"
#include "gui/pages/LaunchCheck.h"

namespace gui {

class Worker;

/// Has what the Launch page holds, or the first page offers, checked off the window's thread: its files once the user
/// has finished typing, the machine's room again and again while somebody looks.
class LaunchChecker final : public QObject {
    Q_OBJECT

public:
    LaunchChecker(Worker& worker, LaunchTools tools, std::chrono::milliseconds lookEvery, QObject* parent = nullptr);

    /// What was found until now is out of date.
    void ask(LaunchPlan plan);
    /// There is nothing that could be looked at.
    void forget();
    /// Others need the worker at once; what is being looked at is looked at after that.
    void stepBack();
    bool isCurrent() const { return m_isCurrent; }
    /// The last one; of the present plan where isCurrent().
    const LaunchCheck& found() const { return m_found; }

    void setWatching(bool isWatching);
    /// At disk and memory alone.
    void lookAtMachine();

Q_SIGNALS:
    void checked();

private:
    void lookAtFiles();

    Worker& m_worker;
    const LaunchTools m_tools;
    LaunchPlan m_plan;
    LaunchCheck m_found;
    bool m_isCurrent = false;
    JobTracker m_job;
    QTimer m_settle; ///< lets the user finish typing before files are read
    QTimer m_watch;
};

} // namespace gui
