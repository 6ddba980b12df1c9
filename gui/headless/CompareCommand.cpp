#include "gui/headless/CompareCommand.h"

#include <algorithm>
#include <utility>

#include <CLI/CLI.hpp>

#include "engine/run/Error.h"
#include "gui/headless/CompareText.h"
#include "gui/headless/Text.h"
#include "gui/report/BaselineRun.h"
#include "gui/report/ComparisonJson.h"
#include "gui/report/ComparisonReport.h"
#include "gui/report/GroupsTable.h"
#include "gui/report/RoutingText.h"
#include "storage/export/OutputFile.h"
#include "storage/runs/RunSummaries.h"

namespace gui {

namespace {

std::string sectionNames()
{
    std::string names;
    for (const reports::Section section : reports::allSections())
        names += (names.empty() ? "" : ", ") + std::string(reports::toText(section));
    return names;
}

std::vector<std::int64_t> runsOfGroup(const storage::RunRepository& repository, const std::string& group)
{
    std::vector<std::int64_t> runs;
    for (const storage::RunRecord& run : repository.runs())
        if (run.group == group && !group.empty())
            runs.push_back(run.id);
    return runs;
}

std::optional<std::int64_t> flaggedRun(const storage::RunRepository& repository, const std::vector<std::int64_t>& runs)
{
    for (const std::int64_t run : runs)
        if (const auto record = repository.run(run); record && record->marks.isBaseline)
            return run;
    return std::nullopt;
}

} // namespace

CompareCommand::CompareCommand()
    : Command("compare", "Compare runs or groups of runs with a baseline, with tests over seeds and over examples")
{
}

void CompareCommand::declare(CLI::App& app)
{
    app.add_option("RUN", m_runs, "A number, a name, last, or the group of a sweep (all its runs)")->required();
    app.add_option("--baseline", m_baseline,
                   "A run of the baseline (otherwise the run marked as baseline, or the oldest one)")
        ->type_name("RUN");
    app.add_option("--group-by", m_options.groupBy,
                   "Runs with the same value here are one group, as routing.kind or name; several keys may be given "
                   "(otherwise all but seed and name, so that a group is one configuration over its seeds)")
        ->type_name("KEY")
        ->allow_extra_args(false);
    app.add_option("--metric", m_options.metrics,
                   "Only this one, so that Holm corrects for it alone; several may be given (otherwise all)")
        ->type_name("KEY")
        ->allow_extra_args(false);
    app.add_option("--value", m_value,
                   "best, last, or a step: each run's best evaluation, its last, or its newest one up to that step")
        ->type_name("VALUE")
        ->capture_default_str();
    app.add_option("--correction", m_correction,
                   "holm: conclusions and marks go by p after Holm; none: by the p of each test")
        ->check(CLI::IsMember({"holm", "none"}))
        ->capture_default_str();
    app.add_option("--level", m_options.resampling.level, "Of the intervals")->type_name("X")->capture_default_str();
    app.add_option("--rope", m_options.rope.rope,
                   "Region of practical equivalence: scores that differ by no more count as equal in practice")
        ->type_name("X")
        ->capture_default_str();
    app.add_option("--rho", m_options.rope.rho,
                   "Of the Bayesian correlated t-test, the correlation of the differences: 0 for seeds on a fixed "
                   "split, 1/k for k-fold cross-validation")
        ->type_name("X")
        ->capture_default_str();
    app.add_option("--resamples", m_options.resampling.resamples, "Of bootstrap and randomisation")
        ->type_name("N")
        ->capture_default_str();
    app.add_option("--seed", m_options.resampling.seed, "Of bootstrap and randomisation")
        ->type_name("N")
        ->capture_default_str();
    app.add_option("--format", m_format,
                   "html: one page with tables, curves and heatmaps, written to --out; csv (unrounded), markdown or "
                   "latex (booktabs): all groups as one table, a row each, with a column for every task")
        ->check(CLI::IsMember({"html", "csv", "markdown", "latex"}));
    app.add_option("--out", m_out, "File to write; a table is printed without it")->type_name("PATH");
    app.add_option("--sections", m_sections,
                   "What the page has beside warnings and words, with commas between (otherwise all): " + sectionNames())
        ->type_name("LIST")
        ->delimiter(',')
        ->allow_extra_args(false);
    m_workspace.declare(app);
    declareJson(app, m_json);
}

void CompareCommand::requireOptions() const
{
    std::vector<engine::Issue> issues = engine::optionIssues(m_options);
    if (!engine::comparedValueFromText(m_value))
        issues.push_back({"--value", "\"" + m_value + "\" is none of best, last, and a step as 1000"});
    const bool isTable = tableFormats().contains(m_format);
    if (m_out.empty() ? m_format == "html" : m_format.empty())
        issues.push_back({"--out", "goes with --format: one says what to write, the other where"});
    if (isTable && m_out.empty() && m_json)
        issues.push_back(
            {"--json", "prints a document, --format " + m_format + " a table: give --out, or one of the two"});
    if (m_format != "html" && !m_sections.empty())
        issues.push_back({"--sections", "are those of a page; give --format html and --out with it"});
    for (const std::string& section : m_sections)
        if (!reports::sectionFromText(section))
            issues.push_back({"--sections", "\"" + section + "\" is none of " + sectionNames()});
    if (!issues.empty())
        throw engine::BadInput(std::move(issues));
}

void CompareCommand::tell(const storage::RunRepository& repository, const engine::Comparison& comparison,
                          Console& console) const
{
    std::vector<reports::TaskRouting> routing;
    for (const engine::TaskComparison& task : comparison.tasks)
        routing.push_back(reports::taskRouting(reports::readRoutings(repository, comparison, task), comparison, task));
    if (!m_json) {
        console.write(comparisonText(comparison, m_options, routing));
        return;
    }
    engine::Json json = reports::toJson(comparison, m_options);
    for (std::size_t task = 0; task < routing.size(); ++task)
        reports::addRouting(json["tasks"][task], routing[task]);
    console.print(json);
}

void CompareCommand::writePage(const storage::RunRepository& repository, const engine::Comparison& comparison,
                               Console& console) const
{
    reports::Options options;
    options.comparison = m_options;
    if (!m_sections.empty())
        options.sections.clear();
    for (const std::string& section : m_sections)
        options.sections.push_back(*reports::sectionFromText(section));
    reports::exportComparison(repository, comparison, options, m_out);
    tellOf(comparison, console);
}

void CompareCommand::writeTable(const engine::Comparison& comparison, Console& console) const
{
    const std::string text = reports::GroupsTable(comparison, m_options).text(tableFormats().at(m_format));
    if (m_out.empty()) {
        console.write(text);
        return;
    }
    storage::writeOutputFile(m_out, text);
    tellOf(comparison, console);
}

void CompareCommand::tellOf(const engine::Comparison& comparison, Console& console) const
{
    if (m_json)
        console.print({{"format", m_format}, {"path", m_out}, {"runs", comparison.runs.size() - comparison.leftOut.size()}});
    else
        console.note("the comparison is written to " + m_out);
}

std::vector<std::int64_t> CompareCommand::chosenRuns(const storage::RunRepository& repository) const
{
    std::vector<std::int64_t> chosen;
    std::vector<engine::Issue> issues;
    for (const std::string& reference : m_runs) {
        if (const auto run = repository.find(reference)) {
            chosen.push_back(run->id);
            continue;
        }
        const std::vector<std::int64_t> group = runsOfGroup(repository, reference);
        chosen.insert(chosen.end(), group.begin(), group.end());
        if (group.empty())
            issues.push_back({"RUN",
                              "\"" + reference + "\" is neither a run nor a group of " + repository.workspace().string()
                                  + "; \"molex runs\" lists what there is"});
    }
    if (!issues.empty())
        throw engine::BadInput(std::move(issues));
    std::sort(chosen.begin(), chosen.end()); // as on the page: what is drawn at random depends on the order
    chosen.erase(std::unique(chosen.begin(), chosen.end()), chosen.end());
    if (chosen.size() < 2)
        throw engine::BadInput("RUN", "name at least two runs, or the group of a sweep");
    return chosen;
}

ExitCode CompareCommand::execute(Console& console)
{
    requireOptions();
    const auto repository = m_workspace.open(console);
    const std::vector<std::int64_t> runs = chosenRuns(*repository);
    if (!m_baseline.empty())
        m_options.baseline = requireRun(*repository, m_baseline).id;
    m_options.value = *engine::comparedValueFromText(m_value);
    m_options.isCorrected = m_correction == "holm";
    std::vector<engine::RunSummary> summaries = storage::summarise(*repository, runs, m_options.value);
    if (!m_options.baseline)
        m_options.baseline = reports::baselineRun(summaries, flaggedRun(*repository, runs));
    const engine::Comparison comparison = engine::compare(std::move(summaries), m_options);
    for (const engine::LeftOut& left : comparison.leftOut)
        console.warning("run " + std::to_string(comparison.runs[left.run].id) + " \"" + comparison.runs[left.run].name
                        + "\" is left out: it " + left.why);
    if (comparison.tasks.empty())
        throw engine::BadInput("RUN", "none of these runs is finished and has scores");
    if (m_format == "html")
        writePage(*repository, comparison, console);
    else if (!m_format.empty())
        writeTable(comparison, console);
    else
        tell(*repository, comparison, console);
    return ExitCode::Done;
}

} // namespace gui
