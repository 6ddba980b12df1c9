// All of libmolex-engine.so that is not the engine: what it hands over.
#include <utility>

#include "engine/model/LoopThreads.h"
#include "engine/training/ModelExport.h"
#include "gui/control/EngineFunctions.h"

extern "C" [[gnu::visibility("default")]] const gui::EngineFunctions* molexEngineFunctions();

namespace {

/// The window's threads compute now and then and live as long as it does, beside the one that trains.
template <auto function>
struct NowAndThen;

template <class Result, class... Arguments, Result (*function)(Arguments...)>
struct NowAndThen<function>
{
    static Result call(Arguments... arguments)
    {
        const engine::LoopThreads ownThreads;
        return function(std::forward<Arguments>(arguments)...);
    }
};

std::shared_ptr<engine::EstimateInputs> makeInputs(const engine::Wanted& wanted, bool looksForCautions)
{
    return std::make_shared<engine::EstimateInputs>(wanted, looksForCautions);
}

engine::CostResult costOf(const engine::RunConfig& config, engine::EstimateInputs& inputs)
{
    return engine::estimateCost(config, inputs);
}

std::shared_ptr<engine::Predictor> makePredictor(const engine::RunConfig& config,
                                                 const std::filesystem::path& checkpoint, const engine::Wanted& wanted)
{
    return std::make_shared<engine::Predictor>(config, checkpoint, wanted);
}

engine::Explanation explain(engine::Predictor& predictor, const engine::Example& row, const engine::Wanted& wanted)
{
    return predictor.explain(row, wanted);
}

engine::Alternative tryLayer(engine::Predictor& predictor, const engine::Example& row, std::int64_t position,
                             std::int64_t layer, const engine::Wanted& wanted)
{
    return predictor.tryLayer(row, position, layer, wanted);
}

} // namespace

const gui::EngineFunctions* molexEngineFunctions()
{
    static const gui::EngineFunctions functions{
        .session = [](const engine::RunConfig& config,
                      const engine::SessionFolders& folders) { return gui::engineSessions()(config, folders); },
        .measureSpeed = NowAndThen<engine::measureSpeed>::call,
        .examineMachine = NowAndThen<engine::examineMachine>::call,
        .gpuCount = engine::gpuCount,
        .estimateInputs = NowAndThen<makeInputs>::call,
        .estimateCost = NowAndThen<costOf>::call,
        .configOfCheckpoint = engine::configOfCheckpoint,
        .predictor = NowAndThen<makePredictor>::call,
        .explain = NowAndThen<explain>::call,
        .tryLayer = NowAndThen<tryLayer>::call,
        .exportPeft = NowAndThen<engine::exportPeft>::call,
    };
    return &functions;
}
