#include "tests/support/FakeSession.h"

#include <cmath>
#include <fstream>
#include <functional>
#include <memory>
#include <thread>

#include "engine/data/FolderSeal.h"
#include "engine/run/ThreadRole.h"

namespace support {

engine::RunFinished FakeSession::run(engine::RunControl& control, engine::RunObserver& observer) noexcept
{
    m_step = m_folders.resumeFrom ? std::stoll(m_folders.resumeFrom->filename().string().substr(5)) : 0;
    start(observer);
    engine::RunFinished finished;
    while (m_step < m_plan.totalSteps && finished.status == engine::RunStatus::Finished) {
        std::this_thread::sleep_for(m_plan.stepTime);
        ++m_step;
        announceStep(observer);
        const auto stop = control.stopRequested();
        if (stop != engine::RunControl::Stop::No)
            finished.status = stop == engine::RunControl::Stop::ByUser ? engine::RunStatus::Stopped
                                                                       : engine::RunStatus::Interrupted;
        else if (control.pauseRequested())
            pause(control, observer);
        else if (!m_plan.waits.empty() && m_step == m_plan.totalSteps / 2)
            waitForRoom(control, observer);
        else if (!m_plan.failure.empty() && m_step >= m_plan.totalSteps / 2)
            finished.status = engine::RunStatus::Failed;
    }
    if (finished.status == engine::RunStatus::Failed)
        finished.reason = m_plan.failure;
    else
        finished.checkpoint = saveCheckpoint(observer, "step-" + std::to_string(m_step));
    finished.steps = m_step;
    finished.seconds = double(m_step);
    finished.best = engine::BestResult{"accuracy", 0.75, m_step};
    observer.handle(finished);
    return finished;
}

void FakeSession::start(engine::RunObserver& observer)
{
    engine::RunStarted started;
    started.firstStep = m_step;
    started.totalSteps = m_plan.totalSteps;
    started.stepsPerEpoch = 20;
    started.layers = layers;
    started.positions = {0, 1, 2, 3};
    started.layerEvaluationsNominal = 2 * layers;
    started.parameters = {1000, 100, 20, {{"LoRA, query and value", 80}, {"Gate, linear, shared", 20}}};
    started.metric = "accuracy";
    started.device = "cpu";
    started.precision = "fp32";
    observer.handle(started);
    observer.handle(engine::LogLine{engine::LogLevel::Info, "training on cpu"});
}

void FakeSession::announceStep(engine::RunObserver& observer)
{
    const double epoch = double(m_step) / 20;
    const double loss = 0.2 + std::exp(-double(m_step) / 200) + 0.1 * std::sin(double(m_step) * 1.7);
    observer.handle(engine::StepDone{m_step, epoch, double(m_step) * 0.1,
                                     {{"loss", loss}, {"gradient_norm", 1 / loss}, {"learning_rate", 4e-4},
                                      {"gate_gradient_norm", 0.1 / loss}, {"samples_per_second", 300 + 10 * loss}}});
    if (m_step % 5 == 0)
        observer.handle(routing(epoch));
    if (m_step % 20 == 0) {
        observer.handle(engine::Evaluated{m_step, epoch, double(m_step) * 0.1, "dev", 100,
                                          {{"accuracy", 0.9 - loss / 4}, {"dev_loss", loss + 0.1}}, true});
        saveCheckpoint(observer, "best");
    }
}

engine::RoutingSnapshot FakeSession::routing(double epoch) const
{
    engine::RoutingSnapshot snapshot;
    snapshot.step = m_step;
    snapshot.epoch = epoch;
    snapshot.layers = layers;
    snapshot.positions = {0, 1, 2, 3};
    for (std::int64_t i = 0; i < layers; ++i)
        for (std::int64_t j = 0; j < layers; ++j) {
            snapshot.counts.push_back(i == j ? 10 + m_step : 10 + ((i + j) % 3) * 5);
            snapshot.probability.push_back(0.25F);
        }
    snapshot.entropy.assign(layers, 1.2F);
    snapshot.margin.assign(layers, 0.1F);
    snapshot.mainWeight.assign(layers, 0.95F);
    snapshot.gateGradientTask.assign(layers, 0.01F);
    snapshot.gateGradientBalance.assign(layers, 0.001F);
    return snapshot;
}

void FakeSession::pause(engine::RunControl& control, engine::RunObserver& observer)
{
    observer.handle(engine::RunPaused{m_step});
    control.waitWhilePaused();
    if (control.stopRequested() == engine::RunControl::Stop::No)
        observer.handle(engine::RunResumed{m_step});
}

void FakeSession::waitForRoom(const engine::RunControl& control, engine::RunObserver& observer)
{
    observer.handle(engine::RunPaused{m_step, m_plan.waits});
    while (!m_plan.hasRoom && control.stopRequested() == engine::RunControl::Stop::No)
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    observer.handle(engine::RunResumed{m_step});
}

std::string FakeSession::saveCheckpoint(engine::RunObserver& observer, const std::string& name)
{
    const auto folder = m_folders.checkpoints / name;
    std::filesystem::create_directories(folder);
    std::ofstream(folder / "state.json") << "{}";
    engine::sealFolder(folder);
    observer.handle(engine::CheckpointSaved{m_step, folder.string(), 2, name == "best"});
    return folder.string();
}

gui::SessionFactory fakeSessions(FakePlan& plan)
{
    return [&plan](engine::RunConfig config, engine::SessionFolders folders) {
        return std::make_unique<FakeSession>(plan, std::move(config), std::move(folders));
    };
}

gui::SpeedMeter fakeMeter(FakePlan& plan)
{
    return [&plan](const engine::RunConfig&, const std::function<bool()>& isWanted) {
        engine::requireWorkerThread("measuring");
        ++plan.measurements;
        while (plan.measuresUntilCalledOff && isWanted())
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        return plan.measuresUntilCalledOff ? engine::MeasuredSpeed{} : engine::MeasuredSpeed{3, 0.5, 64, 268, 21440};
    };
}

engine::RunConfig fakeConfig(const std::string& name)
{
    engine::RunConfig config;
    config.name = name;
    return config;
}

} // namespace support
