#pragma once

#include <optional>
#include <string>

#include <QtTest/QtTest>

#include "gui/control/RunScheduler.h"
#include "gui/control/TrainingController.h"
#include "storage/runs/RunRepository.h"
#include "tests/support/FakeSession.h"
#include "tests/support/TemporaryFolder.h"

namespace support {

/// What tests of the training thread share: a workspace of each test's own, runs in its queue, and made-up sessions.
class TrainingTest : public QObject {
protected:
    void begin()
    {
        m_folder.emplace();
        m_plan.emplace();
    }

    std::filesystem::path workspace() const { return m_folder->path(); }
    gui::SessionFactory sessions() { return fakeSessions(*m_plan); }

    std::int64_t add(const std::string& name) const
    {
        storage::RunRepository repository(workspace());
        return gui::RunScheduler(repository).add(fakeConfig(name));
    }

    storage::RunState stateOf(std::int64_t run) const { return storage::RunRepository(workspace()).run(run)->state; }

    /// Follows a controller's events and states.
    struct Watch
    {
        explicit Watch(gui::TrainingController& controller)
        {
            connect(&controller, &gui::TrainingController::stateChanged, &controller,
                    [this, &controller] { states << controller.state(); });
            connect(&controller, &gui::TrainingController::runEnded, &controller, [this](qint64 run) { ended << run; });
            connect(&controller, &gui::TrainingController::eventsArrived, &controller,
                    [this](const gui::EventBatch& batch) {
                        for (const engine::RunEvent& event : batch.events) {
                            if (const auto* step = std::get_if<engine::StepDone>(&event))
                                steps << step->step;
                            finished += std::holds_alternative<engine::RunFinished>(event);
                        }
                    });
        }
        QList<gui::TrainingController::State> states;
        QList<qint64> ended;
        QList<qint64> steps;
        int finished = 0;
    };

    std::optional<TemporaryFolder> m_folder;
    std::optional<FakePlan> m_plan;
};

} // namespace support
