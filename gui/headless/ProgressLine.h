#pragma once

#include <chrono>
#include <optional>

#include "engine/run/Likelihood.h"
#include "engine/run/RunObserver.h"
#include "gui/headless/Console.h"

namespace gui {

/// Shows a run's events on the error stream: a progress line on a terminal, evaluations and log lines as lines of
/// their own. Keeps what the run record needs.
class ProgressLine final : public engine::RunObserver {
public:
    ProgressLine(Console& console, engine::Likelihood likelihood)
        : m_console(console)
        , m_likelihood(likelihood)
    {
    }

    void handle(const engine::RunEvent& event) noexcept override;

    const std::optional<engine::RunStarted>& started() const { return m_started; }

private:
    void show(const engine::RunStarted& started);
    void show(const engine::StepDone& done);
    void show(const engine::Evaluated& evaluated);
    void show(const engine::LogLine& line);
    void show(const engine::CheckpointSaved&) {}
    void show(const engine::RoutingSnapshot&) {}
    void show(const engine::RoutingEvaluated&) {}
    void show(const engine::RowsEvaluated&) {}
    void show(const engine::RunPaused& paused);
    void show(const engine::RunResumed&) {}
    void show(const engine::RunFinished&) { m_console.clearProgress(); }

    Console& m_console;
    engine::Likelihood m_likelihood;
    std::optional<engine::RunStarted> m_started;
    std::chrono::steady_clock::time_point m_shownAt;
    std::optional<double> m_firstSeconds; ///< training time at the first step seen
    std::int64_t m_firstStep = 0;
};

} // namespace gui
