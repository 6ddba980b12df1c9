#include "gui/headless/DataCheck.h"

#include <algorithm>

#include "engine/data/E2eTask.h"
#include "engine/data/GlueTask.h"
#include "engine/data/TableTask.h"
#include "engine/run/Error.h"

namespace fs = std::filesystem;
using engine::Json;

namespace gui {

namespace {

std::string folderName(const fs::path& path)
{
    const fs::path plain = fs::absolute(path).lexically_normal();
    return plain.has_filename() ? plain.filename().string() : plain.parent_path().filename().string();
}

void addDistinctProblems(Json& json, const std::vector<engine::Issue>& issues)
{
    for (const engine::Issue& issue : issues) {
        const std::string problem = toText(issue);
        Json& problems = json["problems"];
        if (std::find(problems.begin(), problems.end(), problem) == problems.end())
            problems.push_back(problem);
    }
}

/// Reads one split after the other, so that each one's problems are told.
void checkSplits(Json& json, const engine::TaskConfig& task, const std::vector<std::string>& splits)
{
    for (const std::string& split : splits) {
        try {
            const engine::Split read = engine::loadSplit(task, split);
            json["rows"][split] = read.rows.size();
            if (read.skipped > 0)
                json["skipped"][split] = read.skipped;
            if (task.kind == engine::TaskKind::E2e)
                json["meanings"][split] = engine::groupByPrompt(read).size();
        } catch (const engine::BadInput& bad) {
            addDistinctProblems(json, bad.issues());
        }
    }
}

Json started(const char* kind, const std::string& name)
{
    return {{"kind", kind}, {"name", name}, {"rows", Json::object()}, {"problems", Json::array()}};
}

engine::TaskConfig taskOf(engine::TaskKind kind, const fs::path& folder)
{
    engine::TaskConfig task;
    task.kind = kind;
    task.path = folder.string();
    return task;
}

std::optional<engine::GlueName> glueTaskOf(const fs::path& folder, const std::string& given)
{
    engine::GlueName task{};
    if (!given.empty() && engine::fromName(given, task))
        return task;
    for (const auto& entry : names(engine::GlueName{}))
        if (engine::glueLayout(entry.first).folder == folderName(folder))
            return entry.first;
    return std::nullopt;
}

Json checkGlue(const fs::path& folder, engine::GlueName name)
{
    engine::TaskConfig task = taskOf(engine::TaskKind::Glue, folder);
    task.name = name;
    Json json = started("glue", std::string(engine::nameOf(name)));
    std::vector<std::string> splits;
    for (const auto& file : engine::glueLayout(name).files)
        splits.push_back(file.split);
    checkSplits(json, task, splits);
    return json;
}

Json checkWordNet(const fs::path& folder)
{
    Json json = started("wordnet", folderName(folder));
    checkSplits(json, taskOf(engine::TaskKind::WordNet, folder), {"train", "dev"});
    return json;
}

/// Every layout that is there; the rows are those of the one that a run takes.
Json checkE2e(const fs::path& folder)
{
    engine::TaskConfig task = taskOf(engine::TaskKind::E2e, folder);
    Json json = started("e2e", folderName(folder));
    for (const engine::E2eLayout layout : {engine::E2eLayout::Text, engine::E2eLayout::Csv}) {
        if (!engine::E2eTask::isE2eFolder(folder, layout))
            continue;
        task.layout = layout;
        json["rows"] = Json::object();
        json["meanings"] = Json::object();
        checkSplits(json, task, engine::E2eTask::splits());
        json["layouts"][std::string(nameOf(layout))] = json["rows"];
    }
    return json;
}

/// Without the columns that a configuration has by default, only the form of the rows can be checked.
void checkForm(Json& json, const engine::TaskConfig& task, const std::vector<std::string>& splits)
{
    json["notes"] = {"the columns to train on are named in task.text and task.label; here only the form of the rows "
                     "was checked"};
    engine::TableTask tables(task);
    for (const std::string& split : splits) {
        engine::IssueList issues;
        std::size_t rows = 0;
        const auto count = [&](std::size_t, const engine::TableFile::Fields&) { return ++rows > 0; };
        try {
            tables.table(split).visitRows({}, count, issues);
            json["rows"][split] = rows;
            issues.throwIfAny();
        } catch (const engine::BadInput& bad) {
            addDistinctProblems(json, bad.issues());
        }
    }
}

/// Whether labels are classes or numbers is the configuration's to say; here the labels decide.
void checkLabels(Json& json, engine::TaskConfig task, const std::vector<std::string>& splits)
{
    try {
        json["classes"] = engine::describeTask(task).classes;
    } catch (const engine::BadInput& bad) {
        if (bad.issues().front().path == "task.label_type")
            task.labelType = engine::LabelType::Number;
    }
    json["label_type"] = std::string(nameOf(task.labelType));
    checkSplits(json, task, splits);
}

Json checkTable(const fs::path& folder)
{
    const engine::TaskConfig task = taskOf(engine::TaskKind::Table, folder);
    Json json = started("table", folderName(folder));
    std::vector<std::string> splits = {"train", "dev"};
    if (engine::TableTask::hasSplit(folder, "test"))
        splits.emplace_back("test");
    try {
        const std::vector<std::string> columns = engine::TableTask(task).table("train").columns();
        json["columns"] = columns;
        const auto has = [&](const std::string& name) {
            return std::find(columns.begin(), columns.end(), name) != columns.end();
        };
        has(task.text) && has(task.label) ? checkLabels(json, task, splits) : checkForm(json, task, splits);
    } catch (const engine::BadInput& bad) {
        addDistinctProblems(json, bad.issues());
    }
    return json;
}

} // namespace

Json document(const char* kind, const fs::path& path)
{
    return {{"kind", kind}, {"name", folderName(path)}};
}

std::optional<Json> checkData(const fs::path& folder, const std::string& glueTask)
{
    std::error_code error;
    if (fs::exists(folder / "data.noun", error))
        return checkWordNet(folder);
    if (const auto task = glueTaskOf(folder, glueTask))
        return checkGlue(folder, *task);
    if (engine::E2eTask::isE2eFolder(folder, engine::E2eLayout::Auto))
        return checkE2e(folder);
    if (engine::TableTask::hasSplit(folder, "train") || engine::TableTask::hasSplit(folder, "dev"))
        return checkTable(folder);
    return std::nullopt;
}

} // namespace gui
