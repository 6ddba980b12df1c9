#include <cctype>

#include "gui/report/DifferenceText.h"
#include "gui/report/PageParts.h"
#include "storage/export/Html.h"
#include "storage/export/NumberText.h"

namespace gui::reports {

namespace {

using storage::escapeHtml;

std::string meanCell(const engine::GroupValue& value)
{
    const std::string count = "n = " + std::to_string(value.n);
    return numberCell(storage::shortText(value.mean),
                      value.interval ? intervalText(value.interval) + ", " + count : count);
}

std::string groupsTable(const TaskPage& page)
{
    if (page.task.values.empty() || page.task.values.front().empty())
        return {};
    std::vector<ColumnTitle> titles{ofTexts("Group"), ofNumbers("Runs")};
    for (const engine::GroupValue& value : page.task.values.front())
        titles.push_back(ofNumbers(metricText(value.metric, value.split)));
    std::string html = openTable(titles);
    for (std::size_t i = 0; i < page.task.groups.groups.size(); ++i) {
        html += "<tr>" + textCell(page.names[i] + (page.task.baseline == i ? " (baseline)" : ""))
            + numberCell(std::to_string(page.task.groups.groups[i].runs.size()));
        for (const engine::GroupValue& value : page.task.values[i])
            html += meanCell(value);
        html += "</tr>\n";
    }
    return html + closeTable();
}

/// Baseline, value, difference, interval, p, and Holm where conclusions go by it.
std::string differenceCells(const TaskPage& page, const engine::Difference& difference)
{
    return numberCell(storage::shortText(difference.baseline)) + numberCell(storage::shortText(difference.value))
        + numberCell(signedText(difference.difference), percentText(difference.percent))
        + numberCell(intervalText(difference.test.interval)) + numberCell(pText(difference.test.p))
        + (page.options.isCorrected ? numberCell(pText(difference.holm)) : std::string());
}

/// Of differenceCells().
void addDifferenceTitles(std::vector<ColumnTitle>& titles, const TaskPage& page, const engine::GroupComparison& against,
                         const char* interval)
{
    for (const std::string& name : {page.names[*page.task.baseline], page.names[against.group], std::string("Difference"),
                                    levelText(page.options.resampling.level) + interval, std::string("p")})
        titles.push_back(ofNumbers(name));
    if (page.options.isCorrected)
        titles.push_back(ofNumbers("p after Holm"));
}

std::string seedsTable(const TaskPage& page, const engine::GroupComparison& against)
{
    std::vector<ColumnTitle> titles{ofTexts("Metric")};
    addDifferenceTitles(titles, page, against, " interval");
    for (const char* title : {"Effect", "Wilcoxon p", "Worse / same / better"})
        titles.push_back(ofNumbers(title));
    titles.push_back(ofTexts("Test"));
    std::string html = openTable(titles);
    for (const engine::SeedDifference& each : against.seeds)
        html += "<tr>" + textCell(metricText(each.difference.metric, each.difference.split))
            + differenceCells(page, each.difference) + numberCell(effectText(each.difference.test))
            + numberCell(wilcoxonText(each)) + numberCell(ropeText(each.rope))
            + textCell(testText(each.difference.test)) + "</tr>\n";
    return html + closeTable();
}

std::string rowsTable(const TaskPage& page, const engine::GroupComparison& against)
{
    std::vector<ColumnTitle> titles{ofTexts("Pair"), ofTexts("Metric")};
    addDifferenceTitles(titles, page, against, " bootstrap");
    for (const char* title : {"Effect", "Bootstrap p", "Randomisation p"})
        titles.push_back(ofNumbers(title));
    titles.push_back(ofTexts("Test"));
    std::string html = openTable(titles);
    for (const engine::RowDifference& each : against.rows)
        html += "<tr>" + textCell(each.pair.label) + textCell(metricText(each.difference.metric, each.difference.split))
            + differenceCells(page, each.difference) + numberCell(effectText(each.difference.test))
            + numberCell(pText(each.bootstrap.p)) + numberCell(pText(each.randomisation.p))
            + textCell(testText(each.difference.test)) + "</tr>\n";
    return html + closeTable();
}

std::string heading(const TaskPage& page, const engine::GroupComparison& against)
{
    return "<h3>" + escapeHtml(againstTitle(page, against)) + "</h3>\n";
}

/// "routing.kind=molex" may go on in another line behind the sign; elsewhere words stay whole.
std::string breakable(std::string html)
{
    for (std::size_t place = html.find('='); place != std::string::npos; place = html.find('=', place + 1))
        html.insert(place + 1, "<wbr>");
    return html;
}

} // namespace

std::string openTable(const std::vector<ColumnTitle>& titles)
{
    std::string html = "<div class=\"wide\"><table><thead><tr>";
    for (const ColumnTitle& title : titles)
        html +=
            std::string("<th") + (title.isOfNumbers ? " class=\"number\">" : ">") + breakable(escapeHtml(title.text)) + "</th>";
    return html + "</tr></thead><tbody>\n";
}

std::string closeTable()
{
    return "</tbody></table></div>\n";
}

std::string textCell(std::string_view text, const char* css)
{
    return std::string("<td") + (*css == '\0' ? "" : std::string(" class=\"") + css + "\"") + ">" + escapeHtml(text)
        + "</td>";
}

std::string numberHtml(std::string_view text)
{
    if (text == "-")
        return "–";
    const std::string escaped = escapeHtml(text);
    std::string html;
    for (std::size_t i = 0; i < escaped.size(); ++i) {
        const bool isStart = i == 0 || escaped[i - 1] == ' ' || escaped[i - 1] == '(';
        const bool isNumber = i + 1 < escaped.size() && std::isdigit(static_cast<unsigned char>(escaped[i + 1])) != 0;
        html += escaped[i] == '-' && isStart && isNumber ? std::string("−") : escaped.substr(i, 1);
    }
    return html;
}

std::string numberCell(std::string_view text, std::string_view note)
{
    return "<td class=\"number\">" + numberHtml(text) + (note.empty() ? "" : "<small>" + numberHtml(note) + "</small>")
        + "</td>";
}

std::string againstTitle(const TaskPage& page, const engine::GroupComparison& against)
{
    return page.names[against.group] + " against " + page.names[*page.task.baseline];
}

std::string metricsHtml(const TaskPage& page)
{
    std::string html = groupsTable(page);
    for (const engine::GroupComparison& against : page.task.against)
        if (!against.seeds.empty())
            html += heading(page, against) + seedsTable(page, against);
    if (html.empty() || page.task.against.empty())
        return html;
    return html + "<p class=\"note\">Over seeds, " + correctionText(page.comparison.seedTests, page.options)
        + ". Worse / same / better: probabilities, the same being within " + storage::shortText(page.options.rope.rope)
        + ". ~ stands before a p by the normal approximation.</p>\n";
}

std::string examplesHtml(const TaskPage& page)
{
    std::string html;
    for (const engine::GroupComparison& against : page.task.against)
        if (!against.rows.empty())
            html += heading(page, against) + rowsTable(page, against);
    return html.empty() ? html
                        : html + "<p class=\"note\">Two trained models each on the same examples, "
            + correctionText(page.comparison.rowTests, page.options)
            + ". It says whether these two models differ on more such examples, not whether the methods do. b examples "
              "are right in the baseline\u2019s model alone, c in the other alone. Cohen\u2019s g is c / (b + c) less "
              "one half; d_rows is a difference in standard "
              "deviations of one example.</p>\n";
}

} // namespace gui::reports
