#include "engine/data/Task.h"

#include "engine/data/GlueTask.h"
#include "engine/data/WordNetTask.h"
#include "engine/run/ThreadRole.h"

namespace engine {

namespace {

GlueTask openGlue(const TaskConfig& config)
{
    if (config.path.empty())
        throw BadInput("task.path", "must name the GLUE folder, or the folder with the task's TSV files");
    return GlueTask(config.name, config.path);
}

void warnOfSkipped(const Split& split, TaskData& data)
{
    if (split.skipped > 0)
        data.warnings.push_back(split.name + ": " + std::to_string(split.skipped)
                                + " rows lack columns and were skipped");
}

TaskData loadGlue(const TaskConfig& config)
{
    GlueTask task = openGlue(config);
    IssueList issues;
    TaskData data;
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

TaskData loadWordNet(const TaskConfig& config)
{
    const WordNetTask task(config.path);
    TaskData data;
    data.train = task.split("train", config.trainLimit);
    data.dev.push_back(task.split("dev", config.devLimit));
    data.hash = task.hash();
    return data;
}

} // namespace

TaskDescription describeTask(const TaskConfig& config)
{
    return config.kind == TaskKind::WordNet ? WordNetTask::describe() : GlueTask::describe(config.name);
}

TaskData loadTask(const TaskConfig& config)
{
    requireWorkerThread("reading a task");
    TaskData data = config.kind == TaskKind::WordNet ? loadWordNet(config) : loadGlue(config);
    data.description = describeTask(config);
    return data;
}

Split loadSplit(const TaskConfig& config, const std::string& split)
{
    requireWorkerThread("reading a split");
    if (config.kind == TaskKind::WordNet)
        return WordNetTask(config.path).split(split, 0);
    GlueTask task = openGlue(config);
    IssueList issues;
    Split result = task.read(split, 0, issues);
    issues.throwIfAny();
    return result;
}

} // namespace engine
