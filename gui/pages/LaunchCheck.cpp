#include "gui/pages/LaunchCheck.h"

#include <algorithm>
#include <map>

#include <QCoreApplication>

#include "engine/run/ConfigJson.h"
#include "gui/app/Format.h"

namespace gui {

namespace {

/// The context of this file's texts in the catalogue.
struct LaunchCheckWords
{
    Q_DECLARE_TR_FUNCTIONS(LaunchCheckWords)
};

/// Of one run.
std::int64_t bytesOnDisk(const engine::CostEstimate& cost)
{
    constexpr std::int64_t checkpointsKept = 3; // two to go on from and the best one, which is smaller
    return checkpointsKept * cost.checkpointBytes;
}

std::string diskIsFull()
{
    return LaunchCheckWords::tr("has less than 2 GiB of free disk space").toStdString();
}

std::string makesTheRun(const std::string& why)
{
    return LaunchCheckWords::tr("makes the run %1").arg(QString::fromStdString(why)).toStdString();
}

engine::Error waits(const engine::RunConfig& config, const std::string& why)
{
    return engine::Error(LaunchCheckWords::tr("%1 waits: %2.")
                             .arg(QString::fromStdString(engine::displayName(config)), QString::fromStdString(why))
                             .toStdString());
}

/// The run's problems, that of its memory included.
std::vector<engine::Issue> issuesOf(const engine::CostResult& result, const MemoryRoom& memory, LaunchCheck& checked)
{
    std::vector<engine::Issue> issues = result.issues;
    if (const std::string why = whyItNeverFits(result.cost, memory); !why.empty())
        issues.push_back({"training.batch_size", makesTheRun(why)});
    else if (checked.lacksNow.empty())
        checked.lacksNow = whyItDoesNotFitNow(result.cost, memory);
    return issues;
}

void checkDisk(const LaunchCheck& checked, const std::filesystem::path& workspace, std::vector<engine::Issue>& issues)
{
    if (!lacksDisk(checked))
        return;
    if (checked.bytesFree < leastBytesFree)
        issues.push_back({workspace.string(), diskIsFull()});
    else
        issues.push_back({workspace.string(),
                          LaunchCheckWords::tr("has %1 of free disk space; the checkpoints may take %2, and 2 GiB must "
                                               "stay free")
                              .arg(format::bytes(double(checked.bytesFree)), format::bytes(double(checked.bytesNeeded)))
                              .toStdString()});
}

/// Runs that are the same but for name and seed.
struct Likes
{
    engine::RunConfig run; ///< the first of them
    std::size_t count = 0;
};

std::vector<Likes> different(const LaunchPlan& plan)
{
    if (plan.runs.size() <= 1)
        return {{plan.config, 1}};
    std::map<std::string, std::size_t> places;
    std::vector<Likes> result;
    for (const engine::RunConfig& run : plan.runs) {
        engine::RunConfig bare = run;
        bare.name.clear();
        bare.runtime.seed = 0;
        const auto [place, isNew] = places.emplace(engine::toJson(bare).dump(), result.size());
        if (isNew)
            result.push_back({run, 0});
        ++result[place->second].count;
    }
    return result;
}

/// One problem and the runs that have it.
struct Finding
{
    engine::Issue issue;
    std::string firstRun;
    std::size_t runs = 0;
};

void add(std::vector<Finding>& findings, const std::vector<engine::Issue>& issues, const PricedRun& run)
{
    for (const engine::Issue& issue : issues) {
        auto found = std::find_if(findings.begin(), findings.end(),
                                  [&](const Finding& finding) { return finding.issue == issue; });
        if (found == findings.end())
            found = findings.insert(findings.end(), {issue, run.name, 0});
        found->runs += run.count;
    }
}

/// Which runs of the sweep have it is said where it is not all of them.
engine::Issue inWords(const Finding& finding, std::size_t allRuns)
{
    engine::Issue issue = finding.issue;
    if (finding.runs >= allRuns)
        return issue;
    const QString first = QString::fromStdString(finding.firstRun);
    const QString where = finding.runs == 1
        ? LaunchCheckWords::tr("(in %1)").arg(first)
        : LaunchCheckWords::tr("(in %1 and %2 more of %3 runs)")
              .arg(first, QString::number(finding.runs - 1), QString::number(allRuns));
    issue.message += ' ' + where.toStdString();
    return issue;
}

LaunchCheck onThisMachine(const LaunchTools& tools, std::shared_ptr<const std::vector<PricedRun>> priced,
                          std::size_t all)
{
    LaunchCheck checked;
    checked.runs = all;
    const MachineReading machine = tools.machine(tools.workspace);
    checked.diskBytes = machine.system.diskBytes;
    if (checked.diskBytes > 0)
        checked.bytesFree = machine.system.diskFree;
    std::vector<Finding> findings;
    std::string precisionCaution;
    for (const PricedRun& run : *priced) {
        add(findings, issuesOf(run.result, memoryFor(run.result.cost, machine), checked), run);
        checked.areFilesSound = checked.areFilesSound && run.result.issues.empty();
        if (precisionCaution.empty())
            precisionCaution = run.result.cost.precisionCaution;
        checked.bytesNeeded += bytesOnDisk(run.result.cost) * std::int64_t(run.count);
    }
    if (!priced->empty()) {
        checked.result = priced->front().result;
        checked.result.cost.precisionCaution = precisionCaution; // of any of them
        checked.memory = memoryFor(checked.result.cost, machine);
        checked.bytesOfOne = bytesOnDisk(checked.result.cost);
    }
    checked.result.issues.clear();
    for (const Finding& finding : findings)
        checked.result.issues.push_back(inWords(finding, all));
    checkDisk(checked, tools.workspace, checked.result.issues);
    checked.priced = std::move(priced);
    return checked;
}

void requireRoom(const LaunchTools& tools, const engine::RunConfig& config, const engine::Wanted& wanted)
{
    const MachineReading machine = tools.machine(tools.workspace);
    if (isDiskFull(machine.system))
        throw waits(config, tools.workspace.string() + ' ' + diskIsFull());
    engine::EstimateInputs inputs(wanted, false);
    const engine::CostEstimate cost = tools.estimate(config, inputs).cost;
    const MemoryRoom memory = memoryFor(cost, machine);
    if (const std::string why = whyItNeverFits(cost, memory); !why.empty())
        throw engine::BadInput("training.batch_size", makesTheRun(why));
    if (const std::string why = whyItDoesNotFitNow(cost, memory); !why.empty())
        throw waits(config, why);
}

} // namespace

CostEstimator engineEstimator()
{
    return [](const engine::RunConfig& config, engine::EstimateInputs& inputs) {
        return engine::estimateCost(config, inputs);
    };
}

LaunchCheck checkLaunch(const LaunchTools& tools, const LaunchPlan& plan, const engine::Wanted& wanted)
{
    const auto all = std::max<std::size_t>(plan.runs.size(), 1);
    engine::EstimateInputs inputs(wanted);
    std::vector<PricedRun> priced;
    try {
        for (const Likes& likes : different(plan)) {
            engine::requireWanted(wanted);
            priced.push_back({tools.estimate(likes.run, inputs), likes.run.name, likes.count});
        }
    } catch (const engine::CalledOff&) {
        // nobody waits for the rest
    }
    return onThisMachine(tools, std::make_shared<const std::vector<PricedRun>>(std::move(priced)), all);
}

LaunchCheck lookAgain(const LaunchTools& tools, const LaunchCheck& before)
{
    return onThisMachine(tools, before.priced, before.runs);
}

bool lacksDisk(const LaunchCheck& checked)
{
    return checked.bytesFree >= 0 && checked.bytesFree - checked.bytesNeeded < leastBytesFree;
}

StartCheck roomCheck(LaunchTools tools)
{
    return [tools = std::move(tools)](const engine::RunConfig& config, const engine::Wanted& wanted) {
        requireRoom(tools, config, wanted);
    };
}

} // namespace gui
