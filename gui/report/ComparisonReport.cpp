#include "gui/report/ComparisonReport.h"

#include <algorithm>
#include <array>
#include <utility>

#include "engine/run/Counted.h"
#include "gui/report/DifferenceText.h"
#include "gui/report/GroupColours.h"
#include "gui/report/PageParts.h"
#include "storage/export/Html.h"
#include "storage/export/OutputFile.h"
#include "storage/export/ReportParts.h"
#include "storage/runs/RunRepository.h"

namespace gui::reports {

namespace {

using storage::escapeHtml;

struct SectionPlan
{
    Section section;
    const char* name;
    const char* heading;
    std::string (*write)(const TaskPage& page);
};
constexpr std::array plans = {
    SectionPlan{Section::Metrics, "metrics", "Metrics", metricsHtml},
    SectionPlan{Section::Examples, "examples", "Over examples", examplesHtml},
    SectionPlan{Section::Costs, "costs", "Costs", costsHtml},
    SectionPlan{Section::Curves, "curves", "Curves", curvesHtml},
    SectionPlan{Section::Pairs, "pairs", "Paired by seed", pairsHtml},
    SectionPlan{Section::Sweep, "sweep", "Settings", sweepHtml},
    SectionPlan{Section::Routing, "routing", "Routing", routingHtml},
    SectionPlan{Section::Configuration, "configuration", "Configuration", configurationHtml},
    SectionPlan{Section::Environment, "environment", "Environment", environmentHtml},
    SectionPlan{Section::Runs, "runs", "Runs, tags and notes", runsHtml},
};

/// Those that the groups' first runs have in a table without groups.
std::vector<int> coloursOf(const storage::RunRepository& repository, const engine::Comparison& comparison,
                           const engine::TaskComparison& task)
{
    std::vector<int> wished;
    for (const engine::RunGroup& group : task.groups.groups) {
        const std::int64_t run = comparison.runs[group.runs.front()].id;
        const auto record = repository.run(run);
        wished.push_back(colourOfRun(run, record ? record->marks.colour : std::nullopt));
    }
    return distinctColours(wished);
}

TaskPage pageOf(const storage::RunRepository& repository, const engine::Comparison& comparison, const Options& options,
                std::size_t task)
{
    TaskPage page{repository,     comparison, comparison.tasks[task], options.comparison,
                  options.curves, {},         {},                     "t" + std::to_string(task)};
    for (std::size_t group = 0; group < page.task.groups.groups.size(); ++group) {
        const bool isNamed = task < options.groupNames.size() && group < options.groupNames[task].size();
        page.names.push_back(isNamed ? options.groupNames[task][group] : page.task.groups.groups[group].label);
    }
    const bool areGiven =
        task < options.groupColours.size() && options.groupColours[task].size() == page.names.size();
    page.colours = areGiven ? options.groupColours[task] : coloursOf(repository, comparison, page.task);
    return page;
}

std::string titleOf(const std::vector<TaskPage>& pages)
{
    if (pages.size() == 1 && pages.front().task.against.size() == 1)
        return againstTitle(pages.front(), pages.front().task.against.front());
    std::size_t groups = 0;
    for (const TaskPage& page : pages)
        groups += page.names.size();
    return "Comparison of " + engine::counted(groups, "group");
}

std::string headerHtml(const std::vector<TaskPage>& pages, const engine::Comparison& comparison, const Options& options)
{
    std::string tasks;
    for (const TaskPage& page : pages)
        tasks += (tasks.empty() ? "" : ", ") + page.task.groups.task;
    const std::size_t runs = comparison.runs.size() - comparison.leftOut.size();
    std::string html = "<header><h1>" + escapeHtml(titleOf(pages)) + "</h1>\n<p class=\"note\">"
        + engine::counted(runs, "run") + " of " + escapeHtml(tasks) + ", each run\u2019s "
        + evaluationText(options.comparison.value) + "; " + engine::counted(comparison.seedTests, "test")
        + " over seeds, " + std::to_string(comparison.rowTests) + " over examples</p>\n";
    if (!comparison.leftOut.empty())
        html += "<ul class=\"conditions\">\n";
    for (const engine::LeftOut& left : comparison.leftOut)
        html += "<li>Run " + std::to_string(comparison.runs[left.run].id) + ", "
            + escapeHtml(comparison.runs[left.run].name) + ", is left out: it " + escapeHtml(left.why) + ".</li>\n";
    return html + (comparison.leftOut.empty() ? "" : "</ul>\n") + "</header>\n";
}

std::string sectionHtml(const TaskPage& page, const SectionPlan& plan)
{
    const std::string content = plan.write(page);
    return content.empty() ? content
                           : "<section id=\"" + page.id + "-" + plan.name + "\"><h2>" + plan.heading + "</h2>\n"
            + content + "</section>\n";
}

std::string taskHtml(const TaskPage& page, const Options& options, bool isAlone)
{
    std::string html = isAlone ? std::string() : "<h1 class=\"task\">" + escapeHtml(page.task.groups.task) + "</h1>\n";
    html += legendHtml(page) + conditionsHtml(page) + "<section id=\"" + page.id + "-words\"><h2>In words</h2>\n"
        + wordsHtml(page) + "</section>\n";
    for (const SectionPlan& plan : plans)
        if (std::find(options.sections.begin(), options.sections.end(), plan.section) != options.sections.end())
            html += sectionHtml(page, plan);
    return html;
}

} // namespace

const std::vector<Section>& allSections()
{
    static const std::vector<Section> all = [] {
        std::vector<Section> sections;
        sections.reserve(plans.size());
        for (const SectionPlan& plan : plans)
            sections.push_back(plan.section);
        return sections;
    }();
    return all;
}

const char* toText(Section section)
{
    return std::find_if(plans.begin(), plans.end(),
                        [section](const SectionPlan& plan) { return plan.section == section; })
        ->name;
}

std::optional<Section> sectionFromText(std::string_view text)
{
    const auto* plan =
        std::find_if(plans.begin(), plans.end(), [text](const SectionPlan& each) { return each.name == text; });
    return plan == plans.end() ? std::nullopt : std::optional(plan->section);
}

std::string comparisonHtml(const storage::RunRepository& repository, const engine::Comparison& comparison,
                           const Options& options)
{
    std::vector<TaskPage> pages;
    for (std::size_t task = 0; task < comparison.tasks.size(); ++task)
        pages.push_back(pageOf(repository, comparison, options, task));
    std::string html = storage::reportHead(titleOf(pages)) + headerHtml(pages, comparison, options);
    for (const TaskPage& page : pages)
        html += taskHtml(page, options, pages.size() == 1);
    return html + "</body></html>\n";
}

void exportComparison(const storage::RunRepository& repository, const engine::Comparison& comparison,
                      const Options& options, const std::filesystem::path& file)
{
    storage::writeOutputFile(file, comparisonHtml(repository, comparison, options));
}

} // namespace gui::reports
