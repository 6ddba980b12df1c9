// The engine as the window knows it, each call passed on to the library that is loaded for the first one. What is not
// here only other programs call; in the window it would not link.
#include <exception>
#include <optional>
#include <utility>

#include "engine/run/Error.h"
#include "engine/training/ModelExport.h"
#include "gui/control/EngineLibrary.h"

namespace fs = std::filesystem;

namespace gui {

namespace {

/// Loads the engine when it begins.
class LoadedSession final : public Session {
public:
    LoadedSession(engine::RunConfig config, engine::SessionFolders folders)
        : m_config(std::move(config))
        , m_folders(std::move(folders))
    {
    }

    engine::RunFinished run(engine::RunControl& control, engine::RunObserver& observer) noexcept override
    {
        try {
            m_session = engineFunctions().session(m_config, m_folders);
        } catch (const std::exception& problem) {
            return fail(problem.what(), observer);
        }
        return m_session->run(control, observer);
    }

private:
    static engine::RunFinished fail(const std::string& reason, engine::RunObserver& observer)
    {
        observer.handle(engine::LogLine{engine::LogLevel::Error, reason});
        engine::RunFinished event;
        event.status = engine::RunStatus::Failed;
        event.reason = reason;
        observer.handle(event);
        return event;
    }

    const engine::RunConfig m_config;
    const engine::SessionFolders m_folders;
    std::unique_ptr<Session> m_session; ///< the library's
};

} // namespace

SessionFactory engineSessions()
{
    return [](engine::RunConfig config, engine::SessionFolders folders) {
        return std::make_unique<LoadedSession>(std::move(config), std::move(folders));
    };
}

} // namespace gui

namespace engine {

MeasuredSpeed measureSpeed(const RunConfig& config, const std::function<bool()>& isWanted)
{
    return gui::engineFunctions().measureSpeed(config, isWanted);
}

std::vector<Finding> examineMachine()
{
    return gui::engineFunctions().examineMachine();
}

std::int64_t gpuCount()
{
    return gui::engineFunctions().gpuCount();
}

struct EstimateInputs::State
{
    Wanted wanted;
    bool looksForCautions;
    std::shared_ptr<EstimateInputs> loaded; ///< the library's, made for the first estimate
};

EstimateInputs::EstimateInputs(Wanted wanted, bool looksForCautions)
    : m_state(new State{std::move(wanted), looksForCautions, nullptr})
{
}

EstimateInputs::~EstimateInputs() = default;

namespace {

/// An engine that cannot be loaded is a problem of the run, so that it is told beside Start.
std::optional<CostResult> whyNotEstimated()
{
    try {
        gui::engineFunctions();
        return std::nullopt;
    } catch (const CalledOff&) {
        throw;
    } catch (const Error& problem) {
        CostResult result;
        result.issues.push_back({"", problem.what()});
        return result;
    }
}

} // namespace

CostResult estimateCost(const RunConfig& config, EstimateInputs& inputs)
{
    if (auto problem = whyNotEstimated())
        return *problem;
    const gui::EngineFunctions& functions = gui::engineFunctions();
    EstimateInputs::State& state = inputs.state();
    if (!state.loaded)
        state.loaded = functions.estimateInputs(state.wanted, state.looksForCautions);
    return functions.estimateCost(config, *state.loaded);
}

RunConfig configOfCheckpoint(const fs::path& checkpoint)
{
    return gui::engineFunctions().configOfCheckpoint(checkpoint);
}

struct Predictor::State
{
    std::shared_ptr<Predictor> loaded; ///< the library's
};

Predictor::Predictor(const RunConfig& config, const fs::path& checkpoint, const Wanted& wanted)
    : m_state(new State{gui::engineFunctions().predictor(config, checkpoint, wanted)})
{
}

Predictor::~Predictor() = default;

Explanation Predictor::explain(const Example& row, const Wanted& wanted)
{
    return gui::engineFunctions().explain(*m_state->loaded, row, wanted);
}

Alternative Predictor::tryLayer(const Example& row, std::int64_t position, std::int64_t layer, const Wanted& wanted)
{
    return gui::engineFunctions().tryLayer(*m_state->loaded, row, position, layer, wanted);
}

void exportPeft(const RunConfig& config, const fs::path& checkpoint, const fs::path& folder)
{
    gui::engineFunctions().exportPeft(config, checkpoint, folder);
}

} // namespace engine
