#include "gui/headless/ProgressLine.h"

#include <algorithm>
#include <new>

#include "gui/headless/Text.h"

namespace gui {

namespace {

std::optional<double> valueOf(const std::vector<engine::Measurement>& values, const std::string& key)
{
    const auto found = std::find_if(values.begin(), values.end(), [&](const auto& value) { return value.key == key; });
    return found == values.end() ? std::nullopt : std::optional(found->value);
}

} // namespace

void ProgressLine::handle(const engine::RunEvent& event) noexcept
{
    try {
        std::visit([this](const auto& one) { show(one); }, event);
    } catch (const std::bad_alloc&) { // a line on the screen is not worth the run
    }
}

void ProgressLine::show(const engine::RunStarted& started)
{
    m_started = started;
    m_console.note(countedText(started.totalSteps, "step") + " on " + started.device + " in " + started.precision + ", "
                   + countText(started.parameters.trainable) + " of " + countText(started.parameters.total)
                   + " parameters train");
}

void ProgressLine::show(const engine::StepDone& done)
{
    if (!m_firstSeconds) {
        m_firstSeconds = done.seconds;
        m_firstStep = done.step;
    }
    const auto now = std::chrono::steady_clock::now();
    const std::int64_t total = m_started ? m_started->totalSteps : 0;
    if (!m_console.isInteractive() || (now - m_shownAt < std::chrono::milliseconds(100) && done.step < total))
        return;
    m_shownAt = now;
    std::string text = "step " + countText(done.step) + "/" + countText(total);
    if (const auto loss = valueOf(done.values, "loss"))
        text += "  " + engine::markedKey("loss", m_likelihood) + " " + numberText(*loss);
    if (const auto speed = valueOf(done.values, "samples_per_second"))
        text += "  " + numberText(*speed) + " samples/s";
    if (done.step > m_firstStep) {
        const double perStep = (done.seconds - *m_firstSeconds) / static_cast<double>(done.step - m_firstStep);
        text += "  ETA " + durationText(perStep * static_cast<double>(total - done.step));
    }
    m_console.progress(text);
}

void ProgressLine::show(const engine::Evaluated& evaluated)
{
    std::string text = "step " + countText(evaluated.step) + ", " + evaluated.split + ":";
    for (const auto& value : evaluated.values)
        text += " " + engine::markedKey(value.key, m_likelihood) + " " + numberText(value.value);
    m_console.note(text + (evaluated.best ? " (best)" : ""));
}

void ProgressLine::show(const engine::LogLine& line)
{
    if (line.level == engine::LogLevel::Info)
        m_console.note(line.text);
    if (line.level == engine::LogLevel::Warning)
        m_console.warning(line.text);
    // An error is why the run ends, which is told at its end.
}

void ProgressLine::show(const engine::RunPaused& paused)
{
    if (paused.reason.empty()) // otherwise a line of the log has said it
        m_console.note("paused at step " + countText(paused.step));
}

} // namespace gui
