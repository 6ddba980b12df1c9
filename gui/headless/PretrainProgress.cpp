#include "gui/headless/PretrainProgress.h"

#include <new>

#include "gui/headless/Text.h"

namespace gui {

void PretrainProgress::handle(const engine::RunEvent& event) noexcept
{
    try {
        std::visit([this](const auto& one) { show(one); }, event);
    } catch (const std::bad_alloc&) { // a line on the screen is not worth the training
    }
}

void PretrainProgress::show(const engine::RunStarted& started)
{
    m_totalSteps = started.totalSteps;
    m_console.note(countedText(started.totalSteps, "step") + " on " + started.device + " in " + started.precision + ", "
                   + countText(started.stepsPerEpoch) + " per epoch, " + countText(started.parameters.total)
                   + " parameters");
}

void PretrainProgress::show(const engine::StepDone& done)
{
    if (m_firstStep < 0) {
        m_firstStep = done.step;
        m_firstSeconds = done.seconds;
    }
    m_step = done.step;
    m_seconds = done.seconds;
    for (const engine::Measurement& value : done.values)
        m_values[value.key] = value.value;
    const auto now = std::chrono::steady_clock::now();
    if (!m_console.isInteractive() || (now - m_shownAt < std::chrono::milliseconds(100) && m_step < m_totalSteps))
        return;
    m_shownAt = now;
    m_console.progress("step " + countText(m_step) + "/" + countText(m_totalSteps) + "  loss "
                       + numberText(m_values["loss"]) + speedText());
}

void PretrainProgress::show(const engine::Evaluated& evaluated)
{
    std::string text = "step " + countText(evaluated.step) + ", " + evaluated.split + ":";
    for (const engine::Measurement& value : evaluated.values)
        text += " " + value.key + " " + numberText(value.value);
    m_console.note(text + speedText());
}

void PretrainProgress::show(const engine::LogLine& line)
{
    m_console.note(line.text);
}

std::string PretrainProgress::speedText() const
{
    const auto speed = m_values.find("tokens_per_second");
    std::string text = speed == m_values.end() ? "" : "  " + numberText(speed->second) + " tokens/s";
    if (m_firstStep >= 0 && m_step > m_firstStep) {
        const double perStep = (m_seconds - m_firstSeconds) / static_cast<double>(m_step - m_firstStep);
        text += "  ETA " + durationText(perStep * static_cast<double>(m_totalSteps - m_step));
    }
    return text;
}

} // namespace gui
