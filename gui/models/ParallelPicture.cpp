#include "gui/models/ParallelPicture.h"

#include <algorithm>
#include <cmath>

#include <QCoreApplication>

#include "gui/app/Format.h"
#include "gui/models/ScatterPicture.h"

namespace gui {

namespace {

/// The context of this file's texts in the catalogue.
struct ParallelPictureWords
{
    Q_DECLARE_TR_FUNCTIONS(ParallelPicture)
};

constexpr std::size_t mostAxes = 12; ///< beside the metric
constexpr double wantedTicks = 5;

/// A step of 1, 2 or 5 times a power of ten.
double roundStep(double range)
{
    const double magnitude = std::pow(10, std::floor(std::log10(range / wantedTicks)));
    for (const double part : {1.0, 2.0, 5.0})
        if (range / (part * magnitude) <= wantedTicks)
            return part * magnitude;
    return 10 * magnitude;
}

int decimalsOf(double step)
{
    return std::clamp(int(std::ceil(-std::log10(step) - 1e-9)), 0, 6);
}

std::vector<std::pair<double, QString>> linearLabels(const SweepAxis& axis)
{
    std::vector<std::pair<double, QString>> labels;
    const double step = roundStep(axis.high - axis.low);
    const double first = std::ceil(axis.low / step - 1e-9);
    for (int each = 0; each <= int(wantedTicks) + 1; ++each) { // counted: a step may be too small to be added
        const double tick = (first + each) * step;
        if (!(tick <= axis.high + 1e-9 * step))
            break;
        labels.emplace_back(axis.place(tick),
                            step >= 1000 ? format::shortForm(tick) : format::fixed(tick, decimalsOf(step)));
    }
    return labels;
}

std::vector<std::pair<double, QString>> powerLabels(const SweepAxis& axis)
{
    std::vector<std::pair<double, QString>> labels;
    for (int power = int(std::ceil(std::log10(axis.low) - 1e-9)); power <= std::log10(axis.high) + 1e-9; ++power)
        labels.emplace_back(axis.place(std::pow(10, power)), format::value(std::pow(10, power)));
    return labels;
}

} // namespace

std::vector<std::pair<double, QString>> axisLabels(const SweepAxis& axis)
{
    std::vector<std::pair<double, QString>> labels = axis.marks();
    for (auto& [value, text] : labels)
        value = axis.place(value);
    const bool isScore = metricOf(axis.key) != axis.key; // has a scale of colours beside it
    if (axis.isWords() || (!labels.empty() && !isScore) || !(axis.low < axis.high))
        return labels;
    return axis.isLog ? powerLabels(axis) : linearLabels(axis);
}

ParallelPicture parallelPicture(std::shared_ptr<const SweepRuns> sweep, const std::string& metricKey)
{
    ParallelPicture picture;
    const SweepAxis* metric = sweep->axis(metricKey);
    if (metric == nullptr || sweep->settings.empty())
        return picture;
    const std::size_t settings = std::min(sweep->settings.size(), mostAxes);
    picture.axes.assign(sweep->settings.begin(), sweep->settings.begin() + std::ptrdiff_t(settings));
    picture.axes.push_back(*metric);
    const std::size_t all = sweep->runs.size();
    const auto missing = std::size_t(std::count_if(metric->values.begin(), metric->values.end(),
                                                   [](double value) { return !std::isfinite(value); }));
    QStringList parts{missing == 0 ? ParallelPictureWords::tr("n = %1").arg(all)
                                   : ParallelPictureWords::tr("n = %1, %2 without the metric").arg(all).arg(missing)};
    if (settings < sweep->settings.size())
        parts << ParallelPictureWords::tr("%1 of %2 settings").arg(settings).arg(sweep->settings.size());
    picture.readOut = parts.join(QStringLiteral(", "));
    picture.spoken = (settings == 1 ? ParallelPictureWords::tr("%1 runs by 1 setting and %2").arg(all)
                                    : ParallelPictureWords::tr("%1 runs by %2 settings and %3").arg(all).arg(settings))
                         .arg(metric->title);
    picture.sweep = std::move(sweep);
    return picture;
}

} // namespace gui
