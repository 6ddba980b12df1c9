#include "gui/models/ScatterPicture.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <QCoreApplication>

#include "gui/models/RunCells.h"
#include "gui/models/TestSettings.h"
#include "gui/report/ParetoFront.h"
#include "storage/runs/RunFilter.h"
#include "storage/runs/StepMetric.h"

namespace gui {

namespace {

/// The context of this file's texts in the catalogue.
struct ScatterPictureWords
{
    Q_DECLARE_TR_FUNCTIONS(ScatterPicture)
};

constexpr double mostBeyond = 1.5; // at either end of an axis, for intervals; times the runs' range

double meanOf(const std::vector<double>& values)
{
    return std::accumulate(values.begin(), values.end(), 0.0) / double(values.size());
}

std::optional<ScatterPicture::Mean> meanOf(const ScatterPicture& picture, std::size_t group)
{
    std::vector<double> xs;
    std::vector<double> ys;
    std::vector<double> parameters;
    const SweepAxis* trainable = picture.sweep->axis("trainable");
    for (const std::size_t run : picture.sweep->groups[group].runs) {
        if (!picture.has(run))
            continue;
        xs.push_back(picture.x.values[run]);
        ys.push_back(picture.y.values[run]);
        if (trainable != nullptr && std::isfinite(trainable->values[run]))
            parameters.push_back(trainable->values[run]);
    }
    if (xs.empty())
        return std::nullopt;
    const double level = picture.sweep->level;
    ScatterPicture::Mean mean{
        group,     meanOf(xs), meanOf(ys), engine::studentInterval(xs, level), engine::studentInterval(ys, level),
        xs.size(), {}};
    if (!parameters.empty())
        mean.parameters = meanOf(parameters);
    return mean;
}

/// Widens an axis of scores, so that intervals end within it; not for one that would make all values one line, as of
/// two runs, where Student's t has 12.7 standard errors.
void includeIntervals(SweepAxis& y, const std::vector<ScatterPicture::Mean>& means)
{
    const double most = mostBeyond * (y.high - y.low);
    const double lowest = y.low - most;
    const double highest = y.high + most;
    for (const ScatterPicture::Mean& mean : means) {
        if (!mean.yInterval || mean.yInterval->low < lowest || mean.yInterval->high > highest)
            continue;
        y.low = std::min(y.low, mean.yInterval->low);
        y.high = std::max(y.high, mean.yInterval->high);
    }
}

std::vector<std::size_t> frontOf(const std::vector<ScatterPicture::Mean>& means, const std::string& metric)
{
    std::vector<std::pair<double, double>> places;
    places.reserve(means.size());
    for (const ScatterPicture::Mean& mean : means)
        places.emplace_back(mean.x, mean.y);
    return reports::paretoFront(places, metric);
}

/// "n = 3", "n = 2 to 5"
QString countText(const std::vector<ScatterPicture::Mean>& means)
{
    const auto [least, most] =
        std::minmax_element(means.begin(), means.end(), [](const auto& a, const auto& b) { return a.runs < b.runs; });
    return least->runs == most->runs ? ScatterPictureWords::tr("n = %1").arg(most->runs)
                                     : ScatterPictureWords::tr("n = %1 to %2").arg(least->runs).arg(most->runs);
}

SweepAxis axisOf(const SweepRuns& sweep, const std::string& key)
{
    if (const SweepAxis* axis = sweep.axis(key))
        return *axis;
    SweepAxis none;
    none.low = 1;
    return none;
}

QString signedText(const std::string& key, double value)
{
    return value < 0 ? QChar(0x2212) + numberText(key, -value) : numberText(key, value);
}

} // namespace

QString intervalText(const SweepAxis& axis, const engine::Interval& interval)
{
    return ScatterPictureWords::tr("%1 to %2")
        .arg(signedText(axis.key, interval.low), signedText(axis.key, interval.high));
}

QStringList meanLines(const ScatterPicture& picture, const ScatterPicture::Mean& mean)
{
    QStringList lines{ScatterPictureWords::tr("Mean of n = %1").arg(mean.runs)};
    const auto add = [&](const SweepAxis& axis, double value, const std::optional<engine::Interval>& interval) {
        const QString text = signedText(axis.key, value);
        lines << QStringLiteral("%1: %2").arg(
            columnTitle(axis.key),
            interval ? ScatterPictureWords::tr("%1, %2 interval %3")
                           .arg(text, levelWords(interval->level), intervalText(axis, *interval))
                     : text);
    };
    add(picture.x, mean.x, mean.xInterval);
    add(picture.y, mean.y, mean.yInterval);
    return lines;
}

std::string metricOf(const std::string& key)
{
    if (const auto metric = storage::stepMetricFrom(key))
        return metric->metric;
    for (const char* prefix : storage::metricPrefixes)
        if (key.starts_with(prefix))
            return key.substr(std::string_view(prefix).size());
    return key;
}

bool ScatterPicture::has(std::size_t run) const
{
    return std::isfinite(x.values[run]) && std::isfinite(y.values[run]);
}

ScatterPicture scatterPicture(std::shared_ptr<const SweepRuns> sweep, const std::string& xKey, const std::string& yKey)
{
    ScatterPicture picture;
    picture.x = axisOf(*sweep, xKey);
    picture.y = axisOf(*sweep, yKey);
    picture.sweep = std::move(sweep);
    if (picture.isEmpty())
        return picture;
    std::size_t drawn = 0;
    for (std::size_t run = 0; run < picture.sweep->runs.size(); ++run)
        drawn += picture.has(run) ? 1 : 0;
    const std::size_t all = picture.sweep->runs.size();
    picture.title = ScatterPictureWords::tr("One point per run");
    picture.readOut = drawn == all ? ScatterPictureWords::tr("n = %1").arg(all)
                                   : ScatterPictureWords::tr("n = %1 of %2 with both values").arg(drawn).arg(all);
    return picture;
}

ScatterPicture costPicture(std::shared_ptr<const SweepRuns> sweep, const std::string& costKey,
                           const std::string& metricKey)
{
    ScatterPicture picture = scatterPicture(std::move(sweep), costKey, metricKey);
    if (picture.isEmpty())
        return picture;
    for (std::size_t group = 0; group < picture.sweep->groups.size(); ++group)
        if (const auto mean = meanOf(picture, group))
            picture.means.push_back(*mean);
    if (!picture.y.isLog && !picture.y.isWords())
        includeIntervals(picture.y, picture.means);
    picture.title = ScatterPictureWords::tr("Quality over cost");
    if (picture.means.empty())
        return picture;
    picture.front = frontOf(picture.means, metricOf(metricKey));
    const bool hasInterval = std::any_of(picture.means.begin(), picture.means.end(),
                                         [](const ScatterPicture::Mean& mean) { return mean.xInterval || mean.yInterval; });
    picture.readOut = hasInterval ? ScatterPictureWords::tr("means, %1 Student t, %2")
                                        .arg(levelWords(picture.sweep->level), countText(picture.means))
                                  : ScatterPictureWords::tr("means, %1").arg(countText(picture.means));
    return picture;
}

} // namespace gui
