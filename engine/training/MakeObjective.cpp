#include "engine/training/LanguageObjective.h"
#include "engine/training/RowObjective.h"

namespace engine {

namespace {

constexpr double releasedCountOffset = 0.0001;

LossSettings rowSettings(const TaskDescription& task, const TrainingConfig& training, const ComputeDevice& compute)
{
    LossSettings settings;
    settings.regression = task.isRegression();
    settings.labelSmoothing = training.labelSmoothing;
    if (!training.classWeights.empty())
        settings.classWeights = torch::tensor(training.classWeights, torch::kFloat32).to(compute.device);
    return settings;
}

} // namespace

std::unique_ptr<TrainingObjective> makeObjective(const TaskDescription& task, const TrainingConfig& training,
                                                 const ComputeDevice& compute)
{
    switch (task.objective) {
    case Objective::Classification:
    case Objective::Regression:
        return std::make_unique<RowObjective>(rowSettings(task, training, compute), task.metrics);
    case Objective::LanguageModel: break;
    }
    return std::make_unique<LanguageObjective>(
        LanguageObjective::Settings{training.labelSmoothing, releasedCountOffset});
}

} // namespace engine
