#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "engine/statistics/CompareGroups.h"
#include "gui/report/DifferenceText.h"
#include "gui/report/GroupsTable.h"
#include "gui/report/PageAxes.h"
#include "gui/report/PageParts.h"
#include "storage/export/NumberText.h"
#include "storage/export/SvgParallel.h"
#include "storage/export/SvgPoints.h"

namespace gui::reports {

namespace {

using storage::SvgMark;

constexpr std::size_t mostScatters = 6;
constexpr std::size_t mostParallel = 12; // beside the metric
constexpr std::size_t fewMarks = 7;      // are written one by one

/// The runs of a task with the numbers of their groups, and what is drawn of them.
struct SweepOfPage
{
    std::vector<std::size_t> runs;
    std::vector<std::size_t> groups;
    std::vector<PageAxis> settings;
    PageAxis metric;
};

SweepOfPage sweepOf(const TaskPage& page, std::size_t metric)
{
    SweepOfPage sweep;
    const engine::GroupValue& first = page.task.values.front()[metric];
    std::vector<double> values;
    for (std::size_t group = 0; group < page.task.groups.groups.size(); ++group)
        for (const std::size_t run : page.task.groups.groups[group].runs) {
            sweep.runs.push_back(run);
            sweep.groups.push_back(group);
            values.push_back(engine::metricOf(page.comparison.runs[run], {first.metric, first.split}));
        }
    sweep.settings = settingAxes(page.comparison.runs, sweep.runs);
    sweep.metric = numberAxis(metricText(first.metric, first.split), std::move(values), false);
    return sweep;
}

std::string scatterOf(const TaskPage& page, const SweepOfPage& sweep, const PageAxis& setting)
{
    storage::SvgPoints picture;
    picture.title = sweep.metric.title + " over " + setting.title;
    picture.xTitle = setting.title;
    picture.yTitle = sweep.metric.title;
    picture.isLogarithmic = setting.isLog;
    picture.xMarks = setting.marks();
    std::size_t count = 0;
    for (std::size_t i = 0; i < sweep.runs.size(); ++i) {
        count += std::isfinite(setting.values[i]) ? 1 : 0;
        picture.points.push_back({setting.values[i],
                                  sweep.metric.values[i],
                                  page.colours[sweep.groups[i]],
                                  page.comparison.runs[sweep.runs[i]].name,
                                  {}});
    }
    picture.note = "n = " + std::to_string(count);
    return storage::drawPoints(picture) + "\n";
}

/// Words and few numbers each; otherwise round numbers.
std::vector<SvgMark> parallelMarks(const PageAxis& axis)
{
    std::vector<SvgMark> marks = axis.marks();
    std::set<double> numbers;
    for (const double value : axis.values)
        if (std::isfinite(value))
            numbers.insert(value);
    if (marks.empty() && numbers.size() <= fewMarks)
        for (const double number : numbers)
            marks.emplace_back(number, storage::shortText(number));
    if (marks.empty())
        marks = storage::numberMarks(storage::SvgAxis(axis.ends.from, axis.ends.to, axis.isLog));
    for (SvgMark& mark : marks)
        mark.first = axis.place(mark.first);
    return marks;
}

std::string parallelOf(const TaskPage& page, const SweepOfPage& sweep)
{
    storage::SvgParallel picture;
    picture.title = "Parallel coordinates";
    picture.note = "n = " + std::to_string(sweep.runs.size());
    std::vector<PageAxis> axes(sweep.settings.begin(),
                               sweep.settings.begin()
                                   + static_cast<std::ptrdiff_t>(std::min(sweep.settings.size(), mostParallel)));
    axes.push_back(sweep.metric);
    for (const PageAxis& axis : axes)
        picture.axes.push_back({axis.title, parallelMarks(axis)});
    for (std::size_t i = 0; i < sweep.runs.size(); ++i) {
        storage::SvgParallel::Line line;
        for (const PageAxis& axis : axes)
            line.places.push_back(axis.place(axis.values[i]));
        line.color = page.colours[sweep.groups[i]];
        line.tip = page.comparison.runs[sweep.runs[i]].name;
        picture.lines.push_back(std::move(line));
    }
    return "<div class=\"wide\">" + storage::drawParallel(picture) + "</div>\n";
}

std::string sweepNote(const SweepOfPage& sweep)
{
    std::string text = "A point, or a line, for each of n = " + std::to_string(sweep.runs.size())
        + " runs in its group\u2019s colour; single runs, so there are no intervals and no tests. A setting that only "
          "follows from another one is left out.";
    if (sweep.settings.size() > mostScatters)
        text += " Of " + std::to_string(sweep.settings.size()) + " settings the first " + std::to_string(mostScatters)
            + " have a scatter"
            + (sweep.settings.size() > mostParallel ? ", the first " + std::to_string(mostParallel) + " an axis" : "")
            + ".";
    return text;
}

} // namespace

std::string sweepHtml(const TaskPage& page)
{
    const auto metric = decidingMetric(page.comparison, page.task);
    if (!metric)
        return {};
    const SweepOfPage sweep = sweepOf(page, *metric);
    if (sweep.settings.empty())
        return {};
    std::string html = legendHtml(page) + "<div class=\"plots\">\n";
    for (std::size_t i = 0; i < std::min(sweep.settings.size(), mostScatters); ++i)
        html += scatterOf(page, sweep, sweep.settings[i]);
    return html + "</div>\n" + parallelOf(page, sweep) + "<p class=\"note\">" + sweepNote(sweep) + "</p>\n";
}

} // namespace gui::reports
