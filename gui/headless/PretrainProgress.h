#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>

#include "engine/run/RunObserver.h"
#include "gui/headless/Console.h"

namespace gui {

/// Shows a pre-training on the error stream: on a terminal a progress line with tokens per second and the time left;
/// measurements and log lines as lines of their own, with the same two figures, so that a log file has them too.
class PretrainProgress final : public engine::RunObserver {
public:
    explicit PretrainProgress(Console& console)
        : m_console(console)
    {
    }

    void handle(const engine::RunEvent& event) noexcept override;

private:
    void show(const engine::RunStarted& started);
    void show(const engine::StepDone& done);
    void show(const engine::Evaluated& evaluated);
    void show(const engine::LogLine& line);
    void show(const engine::RunFinished&) { m_console.clearProgress(); }
    template <class Other>
    void show(const Other&)
    {
    }
    std::string speedText() const;

    Console& m_console;
    std::int64_t m_totalSteps = 0;
    std::int64_t m_firstStep = -1; ///< first one seen, and the training time there
    double m_firstSeconds = 0;
    std::int64_t m_step = 0;
    double m_seconds = 0;
    std::map<std::string, double> m_values; ///< of the last step
    std::chrono::steady_clock::time_point m_shownAt;
};

} // namespace gui
