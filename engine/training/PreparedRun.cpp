#include "engine/training/PreparedRun.h"

#include <algorithm>
#include <cmath>

#include "engine/data/HashText.h"
#include "engine/run/Counted.h"
#include "engine/run/Likelihood.h"
#include "engine/run/Resources.h"
#include "engine/run/TextStatistics.h"
#include "engine/training/DataCautions.h"
#include "engine/training/Environment.h"
#include "engine/training/ParameterCount.h"

namespace engine {

namespace {

void addDataNotes(const TaskData& data, PreparedRun& run)
{
    for (const std::string& warning : data.warnings)
        run.notes.push_back({LogLevel::Warning, warning});
    if (const auto shared = sharedRows(data))
        run.notes.push_back({LogLevel::Warning, toText(*shared)});
    if (run.train.cut > 0)
        run.notes.push_back(
            {LogLevel::Warning,
             toText(DataCaution{DataCaution::Kind::CutRows, run.train.cut,
                                static_cast<std::int64_t>(run.train.ids.size()), run.config.task.maxLength})});
}

void addModelNotes(const LoadReport& report, PreparedRun& run)
{
    for (const std::string& note : report.notes)
        run.notes.push_back({LogLevel::Info, note});
    if (likelihoodOf(run.config) == Likelihood::NotCausal)
        run.notes.push_back({LogLevel::Warning, notCausalText});
}

void addMachineNotes(PreparedRun& run)
{
    for (const Finding& finding : inspectMachine())
        if (finding.verdict == Finding::Verdict::Warning)
            run.notes.push_back({LogLevel::Warning, finding.key + ": " + finding.value + ". " + finding.advice});
}

template <class Action>
void collectBadInput(std::vector<Issue>& issues, const Action& action)
{
    try {
        action();
    } catch (const BadInput& problem) {
        issues.insert(issues.end(), problem.issues().begin(), problem.issues().end());
    }
}

void loadRows(const TaskData& data, const Tokenizer& tokenizer, PreparedRun& run)
{
    const auto encoded = [&](const Split& split) {
        return tokenize(split, tokenizer, run.task.objective, run.config.task.maxLength);
    };
    run.train = encoded(data.train);
    for (const Split& split : data.dev) {
        run.dev.push_back(encoded(split));
        if (run.task.isLanguageModel())
            for (const Example& row : split.rows)
                run.dev.back().targets.push_back(row.target);
    }
    run.identity.dataHash = hashText(data.hash);
    addDataNotes(data, run);
}

/// So that a damaged or absent WordNet is said before the training, not at the first evaluation.
void loadLexicon(PreparedRun& run, std::vector<Issue>& issues)
{
    if (!run.task.isLanguageModel() || run.config.generation.samples == 0)
        return;
    std::vector<Issue> missing;
    collectBadInput(missing, [&] { run.lexicon = std::make_unique<WordNetLexicon>(std::filesystem::path()); });
    if (missing.empty())
        return;
    const std::string why = "needs WordNet: " + toText(missing.front());
    if (run.metric == "meteor_own")
        issues.push_back({"training.best_metric", "\"meteor_own\" " + why});
    run.notes.push_back({LogLevel::Info, "METEOR is left out of the scores of the texts: it " + why});
}

} // namespace

std::int64_t stepsPerEpoch(const TrainingConfig& training, std::int64_t rows)
{
    const std::int64_t batches = (rows + training.batchSize - 1) / training.batchSize;
    return (batches + training.accumulate - 1) / training.accumulate;
}

std::int64_t totalSteps(const TrainingConfig& training, std::int64_t rows)
{
    if (training.steps > 0)
        return training.steps;
    return std::llround(std::ceil(training.epochs * static_cast<double>(stepsPerEpoch(training, rows))));
}

std::int64_t firstStep(const TrainingConfig& training)
{
    if (training.continueFrom.empty())
        return 0;
    try {
        const std::filesystem::path folder = training.continueFrom;
        const std::int64_t step = readCheckpointHeader(folder).progress.step;
        std::error_code error;
        if (!std::filesystem::exists(folder / "optimizer.safetensors", error))
            throw BadInput(folder.string(), "is kept for prediction only; a run goes on from one of its other checkpoints");
        return step;
    } catch (const BadInput& problem) {
        throw BadInput("training.continue_from", problem.issues().front().message);
    }
}

void checkSteps(std::int64_t first, std::int64_t total, std::vector<Issue>& issues)
{
    if (first > 0 && total <= first)
        issues.push_back({"training.steps",
                          (total == 1 ? "the only step is"
                                      : "of all " + withThousands(total) + " steps, " + withThousands(first) + " are")
                              + " done in the checkpoint to go on from; more are needed"});
}

void checkClasses(const RunConfig& config, const TaskDescription& task, std::vector<Issue>& issues)
{
    const std::vector<double>& weights = config.training.classWeights;
    const std::size_t given = weights.size();
    if (given != 0 && given != task.classes.size())
        issues.push_back({"training.class_weights", "has " + counted(given, "weight") + ", the task has "
                                                        + std::to_string(task.classes.size()) + " classes"});
    else if (given != 0 && *std::max_element(weights.begin(), weights.end()) == 0)
        issues.push_back({"training.class_weights", "are all 0, so that nothing would be learnt"});
    if (task.isRegression() && config.training.labelSmoothing > 0)
        issues.push_back({"training.label_smoothing", "has no meaning for a regression task; set it to 0"});
}

void checkRoutingRows(const TrainingConfig& training, std::int64_t devRows, std::vector<Issue>& issues)
{
    for (std::size_t i = 0; i < training.routingRows.size(); ++i)
        if (const std::int64_t row = training.routingRows[i]; row >= devRows)
            issues.push_back({"training.routing_rows[" + std::to_string(i) + "]",
                              "is " + withThousands(row) + ", but a dev split has " + withThousands(devRows) + " "
                                  + nounFor(devRows, "row") + ", counted from 0"});
}

std::string bestMetric(const RunConfig& config, const TaskDescription& task, std::vector<Issue>& issues)
{
    const std::string& wanted = config.training.bestMetric;
    if (wanted.empty())
        return task.metrics.front();
    if (wanted == "dev_loss") // every task has it
        return wanted;
    if (task.isLanguageModel() && isTextMetric(wanted)) {
        if (config.generation.samples == 0)
            issues.push_back({"training.best_metric", "\"" + wanted + "\" is of texts written at evaluations, of which "
                                                      + "there are none: set generation.samples"});
        return wanted;
    }
    std::vector<std::string> metrics = task.metrics;
    if (task.isLanguageModel())
        metrics.insert(metrics.end(), textMetrics.begin(), textMetrics.end());
    if (std::find(metrics.begin(), metrics.end(), wanted) == metrics.end()) {
        std::string known;
        for (const std::string& metric : metrics)
            known += (known.empty() ? "" : ", ") + metric;
        issues.push_back({"training.best_metric", "\"" + wanted + "\" is not a metric of " + task.name + "; it has "
                                                      + known});
    }
    return wanted;
}

std::int64_t paddedLength(const RunConfig& config)
{
    return config.runtime.padTo == PadTo::MaxLength ? config.task.maxLength : 0;
}

Padding paddingOf(const RunConfig& config, const ComputeDevice& compute)
{
    return {paddedLength(config), compute.bfloat16 ? 8 : 1, config.task.maxLength};
}

std::unique_ptr<PreparedRun> prepareRun(const RunConfig& config, bool hasCheckpoint)
{
    auto run = std::make_unique<PreparedRun>();
    run->config = config;
    std::vector<Issue> issues = validate(config);
    collectBadInput(issues, [&] { run->compute.device = chooseDevice(config.runtime.device); });

    const std::filesystem::path folder = modelFolder(config.model.path);
    std::optional<ModelConfig> shape;
    std::unique_ptr<Tokenizer> tokenizer;
    std::optional<TaskData> data;
    collectBadInput(issues, [&] {
        shape = readModelConfig(folder);
        const std::vector<Issue> mismatches = checkAgainstModel(config, *shape);
        issues.insert(issues.end(), mismatches.begin(), mismatches.end());
        tokenizer = loadTokenizer(folder, *shape);
    });
    collectBadInput(issues, [&] { data = loadTask(config.task); });
    collectBadInput(issues, [&] { run->firstStep = firstStep(config.training); });
    if (data || !isDescribedByFiles(config.task)) {
        run->task = data ? data->description : describeTask(config.task);
        run->config.task = resolved(config.task, run->task);
        run->metric = bestMetric(config, run->task, issues);
        checkClasses(config, run->task, issues);
        loadLexicon(*run, issues);
    }
    if (data) {
        const auto rows = static_cast<std::int64_t>(data->train.rows.size());
        run->stepsPerEpoch = stepsPerEpoch(config.training, rows);
        run->totalSteps = totalSteps(config.training, rows);
        checkSteps(run->firstStep, run->totalSteps, issues);
        checkRoutingRows(config.training, shortestDevSplit(*data), issues);
    }
    if (!issues.empty())
        throw BadInput(issues);

    run->compute = chooseCompute(config);
    useThreads(config.runtime.threads);
    const bool isStarted = hasCheckpoint || !config.training.continueFrom.empty();
    AssembledModel assembled =
        assembleModel(isStarted ? withoutStart(config) : config, *shape, run->task.labelCount());
    run->model = std::move(assembled.routed);
    addModelNotes(assembled.report, *run);
    run->identity.modelHash = hashModelFolder(config.model);
    loadRows(*data, *tokenizer, *run);
    run->tokenizer = std::move(tokenizer);
    addMachineNotes(*run);
    run->parameters = countParameters(*shape, run->task.labelCount(), config);
    return run;
}

} // namespace engine
