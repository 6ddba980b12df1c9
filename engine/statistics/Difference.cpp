#include "engine/statistics/Difference.h"

namespace engine {

const char* toText(Caution caution)
{
    switch (caution) {
    case Caution::FewRuns:
        return "few_runs";
    case Caution::SeedsDoNotPair:
        return "seeds_do_not_pair";
    case Caution::RunsWithoutPartner:
        return "runs_without_partner";
    case Caution::MixedConfigurations:
        return "mixed_configurations";
    case Caution::NoBaseline:
        return "no_baseline";
    case Caution::NoSpread:
        return "no_spread";
    case Caution::WilcoxonTooFewPairs:
        return "wilcoxon_too_few_pairs";
    case Caution::BudgetsDiffer:
        return "budgets_differ";
    case Caution::DataDiffer:
        return "data_differ";
    case Caution::ModelsDiffer:
        return "models_differ";
    case Caution::EnvironmentsDiffer:
        return "environments_differ";
    case Caution::TunedMore:
        return "tuned_more";
    case Caution::RowsDiffer:
        return "rows_differ";
    case Caution::NotCausal:
        return "not_causal";
    case Caution::MetricMissing:
        return "metric_missing";
    case Caution::PickedOnDev:
        return "picked_on_dev";
    }
    return "";
}

std::string joined(const std::vector<std::string>& words)
{
    std::string text;
    for (const std::string& word : words)
        text += (text.empty() ? "" : ", ") + word;
    return text;
}

} // namespace engine
