#pragma once

#include <cstdint>
#include <filesystem>

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include "engine/run/RunConfig.h"

namespace gui {
class MainWindow;
}

namespace monkey {

/// Sees to it that something trains, whatever is done to the window: adds short runs of a tiny model, starts a queue
/// that was stopped, goes on with a run that was paused, and stops one that lasts.
class Keeper final : public QObject {
public:
    /// Model and data are written into the folder. length: 1 for runs of half a second.
    Keeper(gui::MainWindow& window, const std::filesystem::path& folder, int length = 1);

    void start();
    void stop() { m_timer.stop(); }
    int added() const { return m_added; }

private:
    void look();
    void addRuns();
    engine::RunConfig nextRun();
    void trigger(const char* action) const;

    gui::MainWindow& m_window;
    engine::RunConfig m_run;
    const int m_length;
    QTimer m_timer;
    QElapsedTimer m_sinceChange; ///< of the number of runs that wait
    int m_waiting = 0;
    int m_added = 0;
    int m_paused = 0; ///< looks in a row that found a run paused
};

} // namespace monkey
