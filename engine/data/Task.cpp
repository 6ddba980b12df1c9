#include "engine/data/Task.h"

#include <algorithm>
#include <unordered_map>

#include "engine/data/E2eTask.h"
#include "engine/data/GlueTask.h"
#include "engine/data/TableTask.h"
#include "engine/data/WordNetTask.h"
#include "engine/run/ThreadRole.h"

namespace engine {

namespace {

GlueTask openGlue(const TaskConfig& config, const Wanted& wanted = {})
{
    if (config.path.empty())
        throw BadInput("task.path", "must name the GLUE folder, or the folder with the task's TSV files");
    return GlueTask(config.name, config.path, wanted);
}

void warn(const std::string& warning, TaskData& data)
{
    if (!warning.empty())
        data.warnings.push_back(warning);
}

void warnOfSkipped(const Split& split, TaskData& data)
{
    if (split.skipped > 0)
        warn(split.name + ": " + std::to_string(split.skipped)
                 + (split.skipped == 1 ? " row lacks columns and was skipped" : " rows lack columns and were skipped"),
             data);
}

TaskData loadGlue(const TaskConfig& config, const Wanted& wanted)
{
    GlueTask task = openGlue(config, wanted);
    IssueList issues;
    TaskData data;
    data.description = GlueTask::describe(config.name);
    data.train = task.read("train", config.trainLimit, issues);
    for (const std::string& split : task.devSplits())
        data.dev.push_back(task.read(split, config.devLimit, issues));
    issues.throwIfAny();
    data.hash = task.hash();
    warnOfSkipped(data.train, data);
    for (const Split& split : data.dev)
        warnOfSkipped(split, data);
    return data;
}

TaskData loadE2e(const TaskConfig& config, const Wanted& wanted)
{
    E2eTask task(config.path, config.layout, wanted);
    IssueList issues;
    TaskData data;
    data.description = E2eTask::describe();
    data.train = task.read("train", config.trainLimit, issues);
    data.dev.push_back(task.read("dev", config.devLimit, issues));
    issues.throwIfAny();
    data.hash = task.hash();
    return data;
}

TaskData loadTable(const TaskConfig& config, const Wanted& wanted)
{
    TableTask task(config, wanted);
    IssueList issues;
    TaskData data;
    data.description = task.describe(issues);
    data.train = task.read("train", config.trainLimit, issues);
    data.dev.push_back(task.read("dev", config.devLimit, issues));
    issues.throwIfAny();
    data.hash = task.hash();
    warn(warningOfEmptyTexts(data.train), data);
    warn(warningOfEmptyTexts(data.dev.front()), data);
    return data;
}

TaskData loadWordNet(const TaskConfig& config, const Wanted& wanted)
{
    const WordNetTask task(config.path, wanted);
    TaskData data;
    data.description = WordNetTask::describe();
    data.train = task.split("train", config.trainLimit);
    data.dev.push_back(task.split("dev", config.devLimit));
    data.hash = task.hash();
    return data;
}

template <class Task>
Split readWhole(Task task, const std::string& split)
{
    IssueList issues;
    Split result = task.read(split, 0, issues);
    issues.throwIfAny();
    return result;
}

} // namespace

std::int64_t shortestDevSplit(const TaskData& data)
{
    const auto shortest = std::min_element(data.dev.begin(), data.dev.end(), [](const Split& a, const Split& b) {
        return a.rows.size() < b.rows.size();
    });
    return shortest == data.dev.end() ? 0 : static_cast<std::int64_t>(shortest->rows.size());
}

std::vector<ReferenceGroup> groupByPrompt(const Split& split)
{
    std::vector<ReferenceGroup> groups;
    std::unordered_map<std::string_view, std::size_t> groupOf;
    for (const Example& row : split.rows) {
        const auto [place, isNew] = groupOf.emplace(row.text, groups.size());
        if (isNew)
            groups.push_back({row.text, {}});
        if (split.labelled)
            groups[place->second].references.push_back(row.target);
    }
    return groups;
}

bool isDescribedByFiles(const TaskConfig& config)
{
    return config.kind == TaskKind::Table && config.labelType == LabelType::Classes && config.labels.empty();
}

TaskDescription describeTask(const TaskConfig& config, const Wanted& wanted)
{
    switch (config.kind) {
    case TaskKind::Glue:
        return GlueTask::describe(config.name);
    case TaskKind::E2e:
        return E2eTask::describe();
    case TaskKind::WordNet:
        return WordNetTask::describe();
    case TaskKind::Table:
        break;
    }
    requireWorkerThread("reading a table's classes");
    IssueList issues;
    TaskDescription description = TableTask(config, wanted).describe(issues);
    issues.throwIfAny();
    return description;
}

TaskData loadTask(const TaskConfig& config, const Wanted& wanted)
{
    requireWorkerThread("reading a task");
    switch (config.kind) {
    case TaskKind::Glue:
        return loadGlue(config, wanted);
    case TaskKind::E2e:
        return loadE2e(config, wanted);
    case TaskKind::Table:
        return loadTable(config, wanted);
    case TaskKind::WordNet:
        break;
    }
    return loadWordNet(config, wanted);
}

Split loadSplit(const TaskConfig& config, const std::string& split)
{
    requireWorkerThread("reading a split");
    switch (config.kind) {
    case TaskKind::Glue:
        return readWhole(openGlue(config), split);
    case TaskKind::E2e:
        return readWhole(E2eTask(config.path, config.layout), split);
    case TaskKind::Table:
        return readWhole(TableTask(config), split);
    case TaskKind::WordNet:
        break;
    }
    return WordNetTask(config.path).split(split, 0);
}

TaskConfig resolved(TaskConfig config, const TaskDescription& description)
{
    if (config.kind == TaskKind::Table)
        config.labels = description.classes;
    return config;
}

} // namespace engine
