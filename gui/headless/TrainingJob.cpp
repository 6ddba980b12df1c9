#include "gui/headless/TrainingJob.h"

#include <sstream>

#include "engine/run/Likelihood.h"
#include "engine/training/TrainingSession.h"
#include "gui/control/RunExecution.h"
#include "gui/headless/ProgressLine.h"
#include "gui/headless/RunJson.h"
#include "gui/headless/InterruptWatch.h"
#include "gui/headless/Text.h"

namespace gui {

namespace {

/// A session that has read everything it needs: bad input is thrown before the run begins.
class PreparedSession final : public Session {
public:
    PreparedSession(engine::RunConfig config, engine::SessionFolders folders)
        : m_session(std::move(config), std::move(folders))
    {
        m_session.prepare();
    }

    engine::RunFinished run(engine::RunControl& control, engine::RunObserver& observer) noexcept override
    {
        return m_session.run(control, observer);
    }

private:
    engine::TrainingSession m_session;
};

std::unique_ptr<Session> preparedSessions(engine::RunConfig config, engine::SessionFolders folders)
{
    return std::make_unique<PreparedSession>(std::move(config), std::move(folders));
}

storage::RunRecorder::Callbacks recorderCallbacks(engine::RunControl& control, Console& console)
{
    storage::RunRecorder::Callbacks callbacks;
    callbacks.trouble = [&](const std::string& trouble) {
        if (trouble.empty()) {
            console.note("the store can be written again; going on");
            control.resume();
        } else {
            console.warning(trouble + "; the run waits until it can be written, nothing is lost");
            control.pause();
        }
    };
    callbacks.stopRequested = [&] {
        console.note("asked to stop; saving");
        control.stop(engine::RunControl::Stop::ByUser);
    };
    return callbacks;
}

storage::RunState stateOf(engine::RunStatus status)
{
    switch (status) {
    case engine::RunStatus::Finished:
        return storage::RunState::Finished;
    case engine::RunStatus::Stopped:
        return storage::RunState::Stopped;
    case engine::RunStatus::Failed:
        return storage::RunState::Failed;
    case engine::RunStatus::Interrupted:
        break;
    }
    return storage::RunState::Interrupted;
}

std::string summaryText(const storage::RunRecord& run, const std::filesystem::path& workspace)
{
    std::ostringstream out;
    const engine::RunFinished& finished = *run.finished;
    out << "run " << run.id << " \"" << run.name << "\" " << storage::toText(run.state) << ": "
        << countedText(finished.steps, "step") << " in " << durationText(finished.wallSeconds) << ", "
        << numberText(finished.samplesPerSecond) << " samples/s, peak memory " << bytesText(finished.peakMemoryBytes)
        << '\n';
    const engine::Likelihood likelihood = engine::storedLikelihood(run.configJson);
    for (const auto& metric : finished.metrics)
        out << "  " << engine::markedKey(metric.key, likelihood) << ' ' << numberText(metric.value) << '\n';
    if (finished.best)
        out << "  best " << engine::markedKey(finished.best->metric, likelihood) << ' '
            << numberText(finished.best->value) << " at step " << countText(finished.best->step) << '\n';
    if (!finished.checkpoint.empty())
        out << "  checkpoint " << finished.checkpoint << '\n';
    out << "  workspace " << workspace.string() << '\n';
    return out.str();
}

} // namespace

storage::RunRecord train(storage::RunRepository& repository, const RunOrder& order, Console& console)
{
    engine::RunControl control;
    const InterruptWatch watch([&] {
        console.note("stopping after this step and saving; once more ends at once");
        control.stop(engine::RunControl::Stop::Interrupt);
    });
    ProgressLine progress(console, engine::likelihoodOf(order.config));
    const engine::RunFinished finished = executeRun(repository.workspace(), order, preparedSessions,
                                                    {control, recorderCallbacks(control, console), {&progress}});
    storage::RunRecord record = repository.run(order.id).value_or(storage::RunRecord{});
    record.state = stateOf(finished.status);
    record.started = progress.started();
    record.finished = finished;
    return record;
}

ExitCode report(const storage::RunRecord& run, const std::filesystem::path& workspace, bool json, Console& console)
{
    if (run.state == storage::RunState::Failed)
        console.error(run.finished->reason);
    if (json)
        console.print(toJson(run, workspace));
    else
        console.write(summaryText(run, workspace));
    if (run.state == storage::RunState::Failed)
        return ExitCode::Failed;
    return run.state == storage::RunState::Interrupted ? ExitCode::Interrupted : ExitCode::Done;
}

} // namespace gui
