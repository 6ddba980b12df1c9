#include "gui/pages/MachineFindings.h"

#include <algorithm>
#include <array>
#include <string_view>

#include <QCoreApplication>

#include "gui/app/Format.h"
#include "gui/control/MachineRoom.h"
#include "gui/pages/LaunchCheck.h"

namespace gui {

namespace {

constexpr std::string_view gpuKey = "GPU";
constexpr std::string_view memoryKey = "Memory";
/// Keys of the engine's findings; others come last.
constexpr std::array<std::string_view, 10> keyOrder = {
    gpuKey,         "Precision auto", "Threads", memoryKey,  "BLAS",
    "BLAS kernels", "Matrix product", "SIMD",    "LibTorch", "Program"};

/// The context of this file's texts in the catalogue.
struct MachineFindingsWords
{
    Q_DECLARE_TR_FUNCTIONS(MachineFindingsWords)
};

auto placeInOrder(std::string_view key)
{
    return std::find(keyOrder.begin(), keyOrder.end(), key) - keyOrder.begin();
}

/// What to do where there is not enough memory; else empty.
QString memoryAdvice(const LaunchCheck& trial)
{
    const engine::CostEstimate& cost = trial.result.cost;
    if (const std::string why = whyItNeverFits(cost, trial.memory); !why.empty())
        return MachineFindingsWords::tr("The trial run would %1. A smaller batch size needs less.")
            .arg(QString::fromStdString(why));
    if (const std::string why = whyItDoesNotFitNow(cost, trial.memory); !why.empty())
        return MachineFindingsWords::tr("The trial run %1. Close some of them, or wait for their end.")
            .arg(QString::fromStdString(why));
    return {};
}

engine::Finding diskFinding(const LaunchCheck& trial)
{
    const QString value =
        MachineFindingsWords::tr("%1 of %2 free")
            .arg(format::bytes(double(trial.bytesFree)), format::bytes(double(trial.diskBytes)));
    engine::Finding finding;
    finding.key = MachineFindingsWords::tr("Disk").toStdString();
    finding.value = value.toStdString();
    if (!lacksDisk(trial))
        return finding;
    finding.verdict = engine::Finding::Verdict::Warning;
    finding.advice = MachineFindingsWords::tr("%1 must stay free beside what a run writes: make room, or open a "
                                              "workspace on another disk")
                         .arg(format::bytes(double(leastBytesFree)))
                         .toStdString();
    return finding;
}

} // namespace

std::vector<engine::Finding> machineFindings(std::vector<engine::Finding> found, const LaunchCheck& trial)
{
    std::stable_sort(found.begin(), found.end(), [](const engine::Finding& a, const engine::Finding& b) {
        return placeInOrder(a.key) < placeInOrder(b.key);
    });
    const std::string_view memory = trial.result.cost.usesGpu ? gpuKey : memoryKey; // where it computes
    const std::string advice = memoryAdvice(trial).toStdString();
    for (engine::Finding& finding : found)
        if (finding.key == memory && !advice.empty()) {
            finding.verdict = engine::Finding::Verdict::Warning;
            finding.advice = advice;
        }
    if (trial.diskBytes <= 0) // not told
        return found;
    const auto behindMemory = std::find_if(found.begin(), found.end(), [](const engine::Finding& finding) {
        return placeInOrder(finding.key) > placeInOrder(memoryKey);
    });
    found.insert(behindMemory, diskFinding(trial));
    return found;
}

} // namespace gui
