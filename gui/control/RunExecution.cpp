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
    return sessions(order.config, order.folders)->run(parties.control, fanOut);
}

} // namespace gui
