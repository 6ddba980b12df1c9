#include <algorithm>
#include <set>

#include "engine/run/ConfigKeys.h"
#include "engine/run/Counted.h"
#include "gui/report/DifferenceText.h"
#include "gui/report/PageParts.h"
#include "gui/report/TrainingTime.h"
#include "storage/export/Html.h"
#include "storage/export/NumberText.h"
#include "storage/runs/RunRepository.h"

namespace gui::reports {

namespace {

using engine::Caution;
using storage::escapeHtml;

/// What makes two sides incomparable comes before what makes a comparison weak.
int rankOf(Caution caution)
{
    switch (caution) {
    case Caution::DataDiffer:
        return 0;
    case Caution::ModelsDiffer:
        return 1;
    case Caution::EnvironmentsDiffer:
        return 2;
    case Caution::BudgetsDiffer:
        return 3;
    default:
        return 4;
    }
}

struct Condition
{
    int rank = 4;
    std::string text;
};

std::string sentence(std::string text)
{
    if (!text.empty() && text.front() >= 'a' && text.front() <= 'z' && !text.starts_with("n = "))
        text.front() = static_cast<char>(text.front() - 'a' + 'A');
    return text + ".";
}

/// Values of a key of the environment among a group's runs, a dash for none.
std::string environmentOf(const TaskPage& page, const engine::RunGroup& group, const std::string& key)
{
    std::set<std::string> values;
    for (const std::size_t run : group.runs) {
        const auto& own = page.comparison.runs[run].environment;
        const auto found = std::find_if(own.begin(), own.end(), [&](const auto& each) { return each.first == key; });
        values.insert(found == own.end() ? "–" : found->second);
    }
    std::string text;
    for (const std::string& value : values)
        text += (text.empty() ? "" : " | ") + value;
    return text;
}

std::vector<std::string> environmentKeys(const TaskPage& page)
{
    std::vector<std::string> keys = {"Data hash", "Model hash"}; // first
    for (const engine::RunGroup& group : page.task.groups.groups)
        for (const std::size_t run : group.runs)
            for (const auto& [key, value] : page.comparison.runs[run].environment)
                if (std::find(keys.begin(), keys.end(), key) == keys.end())
                    keys.push_back(key);
    return keys;
}

std::vector<ColumnTitle> titlesWith(const TaskPage& page, const char* first)
{
    std::vector<ColumnTitle> titles{ofTexts(first)};
    for (const std::string& name : page.names)
        titles.push_back(ofTexts(name));
    return titles;
}

/// Without the quotation marks of JSON.
std::string valueText(const std::optional<std::string>& value)
{
    std::string text = value.value_or("");
    std::erase(text, '"');
    return text.empty() ? "–" : text;
}

std::string seedOf(const engine::RunSummary& run)
{
    const auto flat = engine::flatConfig(run.config);
    const auto seed = flat.find(engine::seedKey);
    return seed == flat.end() ? "-" : seed->second;
}

std::string runRow(const TaskPage& page, std::size_t group, const engine::RunSummary& run)
{
    const auto record = page.repository.run(run.id);
    std::string origin;
    if (record)
        for (const storage::ImportRecord& import : record->imports)
            origin += (origin.empty() ? "" : ", ") + import.source;
    return "<tr>" + numberCell(std::to_string(run.id)) + textCell(run.name) + textCell(page.names[group])
        + numberCell(seedOf(run)) + textCell(run.state) + numberCell(storage::withThousands(run.steps))
        + textCell(record ? storage::dateText(record->startedAt) : std::string())
        + textCell(record ? storage::joinedTags(record->marks.tags) : std::string())
        + textCell(record ? record->marks.note : std::string()) + textCell(origin) + "</tr>\n";
}

} // namespace

std::string conditionsHtml(const TaskPage& page)
{
    std::vector<Condition> conditions;
    for (const engine::GroupComparison& against : page.task.against)
        for (const engine::Warning& warning : against.warnings) {
            const std::string about = page.task.against.size() > 1 ? againstTitle(page, against) + ": " : std::string();
            conditions.push_back(
                {rankOf(warning.caution), about + (about.empty() ? sentence(warning.text) : warning.text + ".")});
        }
    for (const engine::Warning& warning : page.task.warnings)
        conditions.push_back({rankOf(warning.caution), sentence(warning.text)});
    if (conditions.empty())
        return {};
    std::stable_sort(conditions.begin(), conditions.end(),
                     [](const auto& a, const auto& b) { return a.rank < b.rank; });
    std::string html = "<ul class=\"conditions\">\n";
    for (const Condition& condition : conditions)
        html += "<li>" + escapeHtml(condition.text) + "</li>\n";
    return html + "</ul>\n";
}

std::string wordsHtml(const TaskPage& page)
{
    if (page.task.against.empty())
        return page.task.baseline
            ? "<p>There is nothing to compare: these runs differ in no key but seed and name.</p>\n"
            : "<p>There is nothing to compare with: no group of this task is like the baseline.</p>\n";
    std::string html;
    for (const engine::GroupComparison& against : page.task.against) {
        html += "<p>" + escapeHtml(againstTitle(page, against)) + ":</p>\n<ul class=\"words\">\n";
        for (const engine::SeedDifference& each : against.seeds)
            html += "<li>" + numberHtml(conclusionText(each, page.options)) + ".</li>\n";
        if (const auto time = trainingTime(page.comparison, page.task, against))
            html += "<li>" + escapeHtml(timeText(*time, page.names[against.group], page.names[*page.task.baseline]))
                + "</li>\n";
        html += "</ul>\n";
    }
    return html;
}

std::string configurationHtml(const TaskPage& page)
{
    const auto& differences = page.task.groups.differences;
    if (differences.empty())
        return "<p class=\"note\">The groups differ in no key of their configurations but seed and name.</p>\n";
    std::string html = openTable(titlesWith(page, "Key"));
    for (const engine::ConfigDifference& difference : differences) {
        html += "<tr>" + textCell(difference.key);
        for (const auto& value : difference.values)
            html += textCell(valueText(value));
        html += "</tr>\n";
    }
    const std::size_t keys =
        engine::flatConfig(page.comparison.runs[page.task.groups.groups.front().runs.front()].config).size();
    return html + closeTable() + "<p class=\"note\">Keys in which no two groups differ are left out; the first run has "
        + engine::counted(keys, "key") + ".</p>\n";
}

std::string environmentHtml(const TaskPage& page)
{
    std::string rows;
    std::string equal;
    for (const std::string& key : environmentKeys(page)) {
        std::vector<std::string> values;
        for (const engine::RunGroup& group : page.task.groups.groups)
            values.push_back(environmentOf(page, group, key));
        const bool isSame =
            std::all_of(values.begin(), values.end(), [&](const auto& value) { return value == values.front(); });
        if (isSame && values.front().find(" | ") == std::string::npos) {
            equal += values.front() == "–" ? "" : (equal.empty() ? "" : ", ") + key;
            continue;
        }
        const bool isOfContent = key == "Data hash" || key == "Model hash";
        rows += std::string("<tr") + (isOfContent ? " class=\"warning\">" : ">") + textCell(key);
        for (const std::string& value : values)
            rows += textCell(value);
        rows += "</tr>\n";
    }
    std::string html = rows.empty() ? std::string() : openTable(titlesWith(page, "Differs")) + rows + closeTable();
    return html + "<p class=\"note\">"
        + (equal.empty() ? "Nothing of the environment is equal." : "Equal in all runs: " + escapeHtml(equal) + ".")
        + "</p>\n";
}

std::string runsHtml(const TaskPage& page)
{
    std::string html = openTable({ofNumbers("Run"), ofTexts("Name"), ofTexts("Group"), ofNumbers("Seed"),
                                  ofTexts("State"), ofNumbers("Steps"), ofTexts("Started"), ofTexts("Tags"),
                                  ofTexts("Note"), ofTexts("Imported from")});
    for (std::size_t group = 0; group < page.task.groups.groups.size(); ++group)
        for (const std::size_t run : page.task.groups.groups[group].runs)
            html += runRow(page, group, page.comparison.runs[run]);
    return html + closeTable();
}

} // namespace gui::reports
