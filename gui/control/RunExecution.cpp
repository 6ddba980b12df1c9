#include "gui/control/RunExecution.h"

#include "engine/run/FanOut.h"

namespace gui {

engine::RunFinished executeRun(const std::filesystem::path& workspace, const RunOrder& order,
                               const SessionFactory& sessions, const RunParties& parties)
{
    storage::RunRecorder::Callbacks callbacks = parties.recorder;
    callbacks.isEnding = [&control = parties.control] {
        return control.stopRequested() != engine::RunControl::Stop::No;
    };
    storage::RunRecorder recorder(workspace, order.id, std::move(callbacks));
    std::vector<engine::RunObserver*> observers = {&recorder};
    observers.insert(observers.end(), parties.observers.begin(), parties.observers.end());
    engine::FanOut fanOut(std::move(observers));
    for (const std::string& warning : order.warnings)
        fanOut.handle(engine::LogLine{engine::LogLevel::Warning, warning});
    engine::RunFinished finished = sessions(order.config, order.folders)->run(parties.control, fanOut);
    recorder.waitUntilStored(); // a disk that is full at the very end must not cost the run's last records
    return finished;
}

} // namespace gui
