#pragma once

#include <vector>

#include "engine/run/RunObserver.h"

namespace engine {

/// Passes each event to several observers, in the order given. Does not own them.
class FanOut final : public RunObserver {
public:
    explicit FanOut(std::vector<RunObserver*> observers)
        : m_observers(std::move(observers))
    {
    }

    void handle(const RunEvent& event) noexcept override
    {
        for (RunObserver* observer : m_observers)
            observer->handle(event);
    }

    bool settle() override
    {
        bool isKept = true;
        for (RunObserver* observer : m_observers)
            isKept = observer->settle() && isKept;
        return isKept;
    }

private:
    std::vector<RunObserver*> m_observers;
};

} // namespace engine
