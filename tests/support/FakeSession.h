#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>
#include <utility>

#include "gui/control/Session.h"
#include "gui/control/TrainingController.h"

/// Sessions that announce what a real one does, stop and pause as it does and leave checkpoints, without a model.
namespace support {

struct FakePlan
{
    std::int64_t totalSteps = 40;
    std::chrono::microseconds stepTime{500};
    std::string failure;          ///< the run fails at half with this reason
    std::string waits;            ///< the run waits at half for this reason, until there is room
    std::atomic<bool> hasRoom{false};
    std::atomic<int> sessions{0}; ///< made so far
    std::atomic<int> measurements{0};
    std::atomic<bool> measuresUntilCalledOff{false};
};

class FakeSession final : public gui::Session {
public:
    FakeSession(FakePlan& plan, engine::RunConfig config, engine::SessionFolders folders)
        : m_plan(plan)
        , m_config(std::move(config))
        , m_folders(std::move(folders))
    {
        ++plan.sessions;
    }

    engine::RunFinished run(engine::RunControl& control, engine::RunObserver& observer) noexcept override;

private:
    static constexpr std::int64_t layers = 4;

    void start(engine::RunObserver& observer);
    void announceStep(engine::RunObserver& observer);
    engine::RoutingSnapshot routing(double epoch) const;
    void pause(engine::RunControl& control, engine::RunObserver& observer);
    void waitForRoom(const engine::RunControl& control, engine::RunObserver& observer);
    std::string saveCheckpoint(engine::RunObserver& observer, const std::string& name);

    FakePlan& m_plan;
    engine::RunConfig m_config;
    engine::SessionFolders m_folders;
    std::int64_t m_step = 0;
};

gui::SessionFactory fakeSessions(FakePlan& plan);

/// Half a second a step, at once or, where the plan says so, never.
gui::SpeedMeter fakeMeter(FakePlan& plan);

/// A configuration that is valid without any file.
engine::RunConfig fakeConfig(const std::string& name);

} // namespace support
