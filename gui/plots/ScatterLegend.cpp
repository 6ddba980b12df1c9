#include <algorithm>
#include <cmath>

#include "gui/app/Format.h"
#include "gui/plots/PlotStyle.h"
#include "gui/plots/ScatterPlot.h"

/// What stands right of a ScatterPlot.
namespace gui {

namespace {

constexpr int swatch = 16;           // room of a name's point
constexpr double legendShare = 0.32; // of the width, at most

} // namespace

QString ScatterPlot::noteOf(std::size_t group) const
{
    for (const ScatterPicture::Mean& mean : m_picture.means)
        if (mean.group == group) {
            const QString count = tr("n = %1").arg(mean.runs);
            return mean.parameters ? tr("%1, %2 trainable").arg(count, format::count(*mean.parameters)) : count;
        }
    return {};
}

bool ScatterPlot::isAnyCut() const
{
    return std::any_of(m_picture.means.begin(), m_picture.means.end(), [this](const ScatterPicture::Mean& mean) {
        return isCut(mean.xInterval, true) || isCut(mean.yInterval, false);
    });
}

QStringList ScatterPlot::cutNotesOf(std::size_t group) const
{
    QStringList notes;
    for (const ScatterPicture::Mean& mean : m_picture.means) {
        if (mean.group != group)
            continue;
        if (isCut(mean.yInterval, false))
            notes << QStringLiteral("↕ ") + intervalText(m_picture.y, *mean.yInterval);
        if (isCut(mean.xInterval, true))
            notes << QStringLiteral("↔ ") + intervalText(m_picture.x, *mean.xInterval);
    }
    return notes;
}

QString ScatterPlot::sizeNote() const
{
    if (m_mostParameters > m_leastParameters)
        return tr("Area: trainable parameters, gates counted, %1 to %2")
            .arg(format::count(m_leastParameters), format::count(m_mostParameters));
    return std::isfinite(m_mostParameters)
        ? tr("All train %1 parameters, gates counted").arg(format::count(m_mostParameters))
        : QString();
}

int ScatterPlot::legendWidth() const
{
    if (m_picture.sweep->groups.size() < 2 && m_picture.means.empty())
        return 0;
    const QFontMetrics metrics(Theme::semibold(Theme::small(font())));
    int widest = metrics.horizontalAdvance(tr("+ %1 more").arg(1000));
    for (std::size_t group = 0; group < m_picture.sweep->groups.size(); ++group)
        for (const QString& line : QStringList{m_picture.sweep->groups[group].name, noteOf(group)} + cutNotesOf(group))
            widest = std::max(widest, metrics.horizontalAdvance(line));
    return std::min(widest + swatch + spacing::pair, int(canvas().width() * legendShare));
}

QStringList ScatterPlot::legendNotes(const QFontMetricsF& metrics, double width) const
{
    QStringList lines;
    const auto add = [&](const QString& note) {
        if (!note.isEmpty())
            lines << plotstyle::wrapped(note, metrics, width).split(QLatin1Char('\n'));
    };
    if (m_picture.front.size() > 1)
        add(tr("Dashes: no mean is better at less cost"));
    if (!m_picture.means.empty())
        add(sizeNote());
    if (isAnyCut())
        add(tr("Arrows: the interval goes on; its ends stand with the group"));
    return lines;
}

/// Below a group's name. The ends of intervals are in no other place of a saved picture, so they get the lines they
/// need.
QStringList ScatterPlot::linesOf(std::size_t group, const QFontMetricsF& metrics, double width) const
{
    QStringList lines;
    if (const QString note = noteOf(group); !note.isEmpty())
        lines << metrics.elidedText(note, Qt::ElideMiddle, width);
    for (const QString& note : cutNotesOf(group))
        lines << plotstyle::wrapped(note, metrics, width).split(QLatin1Char('\n'));
    return lines;
}

void ScatterPlot::drawLegendEntry(QPainter& painter, QRectF place, std::size_t group, const QStringList& lines) const
{
    const SweepGroup& one = m_picture.sweep->groups[group];
    painter.setPen(isDashed(one.colour) ? QPen(colourOf(group), plotstyle::ringWidth) : Qt::NoPen);
    painter.setBrush(isDashed(one.colour) ? Qt::NoBrush : QBrush(colourOf(group)));
    const QFont plain = Theme::figures(Theme::small(font()));
    const QFontMetricsF metrics(plain);
    painter.drawEllipse(place.topLeft() + QPointF(5, metrics.height() / 2), 4, 4);
    const QFont bold = Theme::semibold(Theme::small(font()));
    QPointF baseline = place.topLeft() + QPointF(swatch, metrics.ascent());
    painter.setFont(bold);
    painter.setPen(colours().text);
    painter.drawText(baseline, QFontMetricsF(bold).elidedText(one.name, Qt::ElideMiddle, place.width() - swatch));
    painter.setFont(plain);
    painter.setPen(colours().secondaryText);
    for (const QString& line : lines) {
        baseline += QPointF(0, metrics.height());
        painter.drawText(baseline, line);
    }
}

/// As many groups as there is room for, and how many more there are; below them what size and dashes mean.
void ScatterPlot::drawLegend(QPainter& painter) const
{
    const int width = legendWidth();
    if (width == 0)
        return;
    const QRectF rect = canvas().axisRect()->rect();
    const QFont plain = Theme::figures(Theme::small(font()));
    const QFontMetricsF metrics(plain);
    const QStringList notes = legendNotes(metrics, width);
    const double left = canvas().width() - width;
    const double bottom = rect.bottom() - double(notes.size()) * metrics.height();
    const std::size_t all = m_picture.sweep->groups.size();
    double top = rect.top();
    std::size_t drawn = 0;
    for (; drawn < all; ++drawn) {
        const QStringList lines = linesOf(drawn, metrics, width - swatch);
        const double height = double(1 + lines.size()) * metrics.height() + spacing::pair;
        if (top + height + (drawn + 1 < all ? metrics.height() : 0) > bottom)
            break;
        drawLegendEntry(painter, {left, top, double(width), height}, drawn, lines);
        top += height;
    }
    painter.setFont(plain);
    painter.setPen(colours().secondaryText);
    if (drawn < all)
        painter.drawText(QPointF(left + swatch, top + metrics.ascent()), tr("+ %1 more").arg(all - drawn));
    for (qsizetype line = 0; line < notes.size(); ++line)
        painter.drawText(QPointF(left, bottom + double(line) * metrics.height() + metrics.ascent()), notes[line]);
}

} // namespace gui
