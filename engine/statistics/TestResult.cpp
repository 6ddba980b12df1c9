#include "engine/statistics/TestResult.h"

namespace engine {

const char* toText(TestKind kind)
{
    switch (kind) {
    case TestKind::None:
        return "no test";
    case TestKind::PairedT:
        return "paired t";
    case TestKind::Welch:
        return "Welch";
    case TestKind::Wilcoxon:
        return "Wilcoxon";
    case TestKind::McNemar:
        return "McNemar";
    case TestKind::PairedBootstrap:
        return "paired bootstrap";
    case TestKind::ApproximateRandomisation:
        return "approximate randomisation";
    }
    return "";
}

const char* toText(EffectKind kind)
{
    switch (kind) {
    case EffectKind::None:
        return "";
    case EffectKind::CohensDz:
        return "d_z";
    case EffectKind::HedgesG:
        return "g";
    case EffectKind::CohensG:
        return "Cohen's g";
    case EffectKind::RowsD:
        return "d_rows";
    }
    return "";
}

} // namespace engine
