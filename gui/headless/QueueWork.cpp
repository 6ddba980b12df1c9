#include "gui/headless/QueueWork.h"

#include <CLI/CLI.hpp>

#include "engine/run/Error.h"
#include "engine/run/RunConfig.h"
#include "gui/control/QueueLock.h"
#include "gui/headless/EngineTexts.h"
#include "gui/headless/RunJson.h"
#include "gui/headless/Text.h"
#include "gui/headless/TrainingJob.h"
#include "gui/headless/Workspace.h"

using storage::RunState;

namespace gui {

namespace {

/// A run that cannot even begin fails with its reason.
storage::RunRecord trainOrFail(storage::RunRepository& repository, const RunOrder& order, Console& console)
{
    try {
        return train(repository, order, console);
    } catch (const engine::Error& error) {
        repository.setState(order.id, RunState::Failed, error.what());
        return repository.run(order.id).value();
    }
}

/// By its number; one that was stopped by somebody else has a reason of its own.
std::string reasonOf(const storage::RunRecord& run)
{
    return run.finished && !run.finished->reason.empty() ? run.finished->reason : run.reason;
}

std::vector<storage::RunRecord> workOffQueue(storage::RunRepository& repository, RunScheduler& scheduler,
                                             bool stopsOnFailure, Console& console)
{
    std::vector<storage::RunRecord> done;
    const auto onFailure = [&](const storage::RunRecord& run) {
        console.error(run.name + ": " + run.reason);
        done.push_back(run);
        return !stopsOnFailure;
    };
    while (const auto order = scheduler.next({}, {}, onFailure)) {
        const std::int64_t others = scheduler.waiting() - 1;
        console.note("run " + std::to_string(order->id) + " \"" + order->name + "\" begins, " + countText(others)
                     + (others == 1 ? " more waits" : " more wait"));
        done.push_back(trainOrFail(repository, *order, console));
        const storage::RunRecord& run = done.back();
        if (run.state == RunState::Failed)
            console.error(run.name + ": " + reasonOf(run));
        if (run.state == RunState::Interrupted || (stopsOnFailure && run.state == RunState::Failed))
            break;
    }
    return done;
}

/// Runs that nobody put back are no part of the queue; a person may think so.
void nameInterrupted(const std::vector<storage::RunRecord>& runs, Console& console)
{
    for (const storage::RunRecord& run : runs)
        console.note("run " + std::to_string(run.id) + " \"" + run.name + "\" was interrupted at step "
                     + countText(run.step) + " and is not in the queue; \"molex resume " + std::to_string(run.id)
                     + "\" goes on with it");
}

ExitCode reportQueue(const std::vector<storage::RunRecord>& runs, const storage::RunRepository& repository, bool json,
                     Console& console)
{
    engine::Json list = engine::Json::array();
    std::vector<std::vector<std::string>> rows = {{"Run", "Name", "State", "Steps", "Best"}};
    ExitCode code = ExitCode::Done;
    for (const storage::RunRecord& run : runs) {
        list.push_back(toJson(run, repository.workspace()));
        rows.push_back({std::to_string(run.id), run.name, storage::toText(run.state),
                        countText(run.finished ? run.finished->steps : run.step), bestText(run)});
        if (run.state == RunState::Interrupted)
            code = ExitCode::Interrupted;
        else if (run.state == RunState::Failed && code == ExitCode::Done)
            code = ExitCode::Failed;
    }
    const auto waiting = static_cast<std::int64_t>(repository.queue().size());
    if (json)
        console.print({{"runs", list}, {"waiting", waiting}});
    else if (runs.empty())
        console.note(waiting == 0       ? "nothing waits in the queue"
                         : waiting == 1 ? "1 in the queue, not for this worker"
                                        : countText(waiting) + " in the queue, none of them for this worker");
    else
        console.write(tableText(rows));
    return code;
}

/// `molex queue work`
class QueueWorker final : public Command {
public:
    QueueWorker()
        : Command(workText)
    {
    }

    void declare(CLI::App& app) override
    {
        app.add_flag("--stop-on-failure", m_stopsOnFailure, "Leave the rest waiting when a run fails");
        app.add_option("--device", m_device,
                       "Only runs whose runtime.device is this one, while another process, or the window, works off "
                       "the rest of the queue")
            ->type_name("NAME");
        m_workspace.declare(app);
        declareJson(app, m_json);
    }

    ExitCode execute(Console& console) override
    {
        if (!m_device.empty() && (m_device == "auto" || !engine::isDevice(m_device)))
            throw engine::BadInput("--device", "\"" + m_device + "\" is not cpu, cuda or cuda:N");
        m_workspace.requireExisting();
        const auto repository = m_workspace.openToTrain(console);
        const QueueLock lock(repository->workspace(), m_device);
        RunScheduler scheduler(*repository);
        scheduler.setDevice(m_device);
        nameInterrupted(scheduler.interrupted(), console);
        return reportQueue(workOffQueue(*repository, scheduler, m_stopsOnFailure, console), *repository, m_json,
                           console);
    }

private:
    Workspace m_workspace;
    std::string m_device;
    bool m_stopsOnFailure = false;
    bool m_json = false;
};

} // namespace

std::unique_ptr<Command> queueWorker()
{
    return std::make_unique<QueueWorker>();
}

} // namespace gui
