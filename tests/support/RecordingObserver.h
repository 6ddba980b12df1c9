#pragma once

#include <functional>
#include <mutex>
#include <vector>

#include "engine/run/RunObserver.h"

namespace support {

/// Keeps every event; `onEvent` may react to each (to stop a run half way), `onSettle` say that they are not kept.
class RecordingObserver final : public engine::RunObserver {
public:
    std::function<void(const engine::RunEvent&)> onEvent;
    std::function<bool()> onSettle;

    void handle(const engine::RunEvent& event) noexcept override
    {
        m_events.push_back(event);
        if (onEvent)
            onEvent(event);
    }

    bool settle() override { return !onSettle || onSettle(); }

    const std::vector<engine::RunEvent>& events() const { return m_events; }

    template <class Event>
    std::vector<Event> all() const
    {
        std::vector<Event> result;
        for (const engine::RunEvent& event : m_events)
            if (const Event* found = std::get_if<Event>(&event))
                result.push_back(*found);
        return result;
    }

    /// The values of one key, step by step.
    std::vector<double> series(const std::string& key) const
    {
        std::vector<double> result;
        for (const engine::StepDone& step : all<engine::StepDone>())
            for (const engine::Measurement& value : step.values)
                if (value.key == key)
                    result.push_back(value.value);
        return result;
    }

private:
    std::vector<engine::RunEvent> m_events;
};

} // namespace support
