#include "engine/run/RunConfig.h"

#include <algorithm>

#include "engine/run/TextStatistics.h"

namespace engine {

namespace {

template <class Variant>
std::string kindOf(const Variant& variant)
{
    return std::visit([](const auto& chosen) { return std::string(std::decay_t<decltype(chosen)>::kind); }, variant);
}

/// Padding that votes must not depend on what else is in the batch.
void validatePadding(const RunConfig& config, std::vector<Issue>& issues)
{
    const GateSettings* gate = gateSettings(config.routing);
    if (gate == nullptr || !gate->countPadding)
        return;
    if (config.runtime.bucketByLength)
        issues.push_back({"routing.count_padding", "with voting padding the choice depends on the padded length; "
                                                   "set runtime.bucket_by_length to false"});
    if (config.runtime.padTo != PadTo::MaxLength)
        issues.push_back({"routing.count_padding", "needs runtime.pad_to max_length, so that a row's padding does "
                                                   "not depend on its batch"});
}

void validateTable(const TaskConfig& task, std::vector<Issue>& issues)
{
    if (task.text.empty())
        issues.push_back({"task.text", "must name the column with the text"});
    if (task.label.empty())
        issues.push_back({"task.label", "must name the column with the label"});
    if (!task.textPair.empty() && task.textPair == task.text)
        issues.push_back({"task.text_pair", "names the same column as task.text"});
    if (!task.delimiter.empty() && delimiterOf(task.delimiter) == '\0')
        issues.push_back({"task.delimiter", "must be one character that is no quote and no line break, or tab"});
    if (task.labelType == LabelType::Number && !task.labels.empty())
        issues.push_back({"task.labels", "are the names of classes; leave them empty when task.label_type is number"});
    if (task.labels.size() == 1)
        issues.push_back({"task.labels", "must name at least two classes"});
    std::vector<std::string> sorted = task.labels;
    std::sort(sorted.begin(), sorted.end());
    if (const auto twice = std::adjacent_find(sorted.begin(), sorted.end()); twice != sorted.end())
        issues.push_back({"task.labels", "names \"" + *twice + "\" twice"});
}

void validateTask(const TaskConfig& task, std::vector<Issue>& issues)
{
    if (task.path.empty() && task.kind != TaskKind::WordNet)
        issues.push_back({"task.path", task.kind == TaskKind::Glue ? "must name the folder with the task's TSV files"
                              : task.kind == TaskKind::E2e ? "must name the folder with the E2E files"
                                                           : "must name the folder with the tables"});
    if (task.kind == TaskKind::Table)
        validateTable(task, issues);
}

void validateRoutingRows(const std::vector<std::int64_t>& rows, std::vector<Issue>& issues)
{
    constexpr std::size_t most = 1000; // as many as routing_examples takes
    if (rows.size() > most)
        issues.push_back({"training.routing_rows", "has " + std::to_string(rows.size()) + " rows; at most "
                                                       + std::to_string(most) + " are recorded"});
    std::vector<std::int64_t> sorted = rows;
    std::sort(sorted.begin(), sorted.end());
    if (const auto twice = std::adjacent_find(sorted.begin(), sorted.end()); twice != sorted.end())
        issues.push_back({"training.routing_rows", "names row " + std::to_string(*twice) + " twice"});
}

void validateTraining(const TrainingConfig& training, std::vector<Issue>& issues)
{
    if (training.steps == 0 && training.epochs <= 0)
        issues.push_back({"training.epochs", "must be above 0 when training.steps is 0"});
    validateRoutingRows(training.routingRows, issues);
    static const std::vector<std::string> metrics = {"accuracy", "f1",       "matthews",  "pearson",
                                                     "spearman", "dev_loss", "perplexity"};
    if (!training.bestMetric.empty()
        && std::find(metrics.begin(), metrics.end(), training.bestMetric) == metrics.end()
        && !isTextMetric(training.bestMetric))
        issues.push_back({"training.best_metric",
                          "\"" + training.bestMetric + "\" is not one of accuracy, f1, matthews, pearson, spearman, "
                                                         "dev_loss, perplexity, bleu, nist, meteor_own, rouge_l, cider"});
}

} // namespace

bool isDevice(const std::string& device)
{
    if (device == "auto" || device == "cpu" || device == "cuda")
        return true;
    const std::string prefix = "cuda:";
    return device.size() > prefix.size() && device.size() <= prefix.size() + 2 && device.starts_with(prefix)
        && std::all_of(device.begin() + static_cast<std::ptrdiff_t>(prefix.size()), device.end(),
                       [](char c) { return c >= '0' && c <= '9'; });
}

std::string taskName(const TaskConfig& config)
{
    if (config.kind == TaskKind::Glue)
        return std::string(nameOf(config.name));
    if (config.kind == TaskKind::Table) {
        const std::size_t end = config.path.find_last_not_of('/');
        const std::string path = config.path.substr(0, end == std::string::npos ? 0 : end + 1);
        std::string folder = path.substr(path.rfind('/') + 1);
        if (!folder.empty() && folder != "." && folder != "..")
            return folder;
    }
    return std::string(nameOf(config.kind));
}

char delimiterOf(const std::string& text)
{
    if (text == "tab" || text == "\\t")
        return '\t';
    const bool isOne = text.size() == 1 && static_cast<unsigned char>(text[0]) < 0x80;
    return isOne && text != "\"" && text != "\r" && text != "\n" ? text[0] : '\0';
}

std::string displayName(const RunConfig& config)
{
    if (!config.name.empty())
        return config.name;
    const std::string routing = kindOf(config.routing);
    return taskName(config.task) + "-" + kindOf(config.method) + (routing == "none" ? "" : "-" + routing) + "-s"
        + std::to_string(config.runtime.seed);
}

bool applies(const RunConfig& config, const std::string& path)
{
    return path != "routing.decode" || config.task.kind == TaskKind::E2e;
}

bool recordsExperts(const RunConfig& config)
{
    return std::holds_alternative<NoRoutingConfig>(config.routing) && expertsOf(config.method) != nullptr;
}

std::vector<Issue> validate(const RunConfig& config)
{
    std::vector<Issue> issues;
    if (config.model.path.empty())
        issues.push_back({"model.path", "must name a model folder, or be \"starter\""});
    validateTask(config.task, issues);
    for (const std::vector<Issue>& part : {validate(config.method, "method."), validate(config.routing, "routing.")})
        issues.insert(issues.end(), part.begin(), part.end());
    validatePadding(config, issues);
    if (std::holds_alternative<NoMethodConfig>(config.method) && !trainsSomething(config.routing))
        issues.push_back({"method.kind", "none leaves nothing to train, unless the routing has a gate that a loss "
                                         "reaches or learned mixing"});
    validateTraining(config.training, issues);
    if (!isDevice(config.runtime.device))
        issues.push_back({"runtime.device", "\"" + config.runtime.device + "\" is not auto, cpu, cuda or cuda:N"});
    return issues;
}

std::int64_t evaluationsBetween(std::int64_t first, std::int64_t last, std::int64_t every, std::int64_t stepsPerEpoch)
{
    if (last <= first)
        return 0;
    const std::int64_t apart = every > 0 ? every : stepsPerEpoch;
    if (apart <= 0)
        return 1;
    return last / apart - first / apart + (last % apart != 0 ? 1 : 0);
}

} // namespace engine
