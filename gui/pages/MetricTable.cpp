#include "gui/pages/MetricTable.h"

#include <QHeaderView>
#include <QPainter>

#include "gui/app/Format.h"
#include "gui/app/Theme.h"

namespace gui {

namespace {

enum Column { Curve, Value, Raw, Step, columns };

QIcon swatch(const QColor& colour)
{
    QPixmap pixmap(16, 16);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.fillRect(QRect(3, 7, 10, 2), colour);
    return pixmap;
}

} // namespace

MetricTable::MetricTable(Theme& theme, QWidget* parent)
    : QTreeWidget(parent)
    , m_theme(theme)
{
    setHeaderLabels({tr("Curve"), tr("Value"), tr("Raw"), tr("Step")});
    setAccessibleName(tr("Values under the crosshair"));
    setRootIsDecorated(false);
    setUniformRowHeights(true);
    setAlternatingRowColors(true);
    setSelectionMode(QAbstractItemView::NoSelection);
    setFrameShape(QFrame::NoFrame);
    setFont(Theme::figures(font()));
    header()->setStretchLastSection(false);
    header()->setSectionResizeMode(Curve, QHeaderView::Stretch);
    const QFontMetrics metrics(font());
    for (const int column : {Value, Raw, Step}) {
        header()->resizeSection(column, metrics.horizontalAdvance(QStringLiteral("2.08e−4")) + 18);
        headerItem()->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
    }
    headerItem()->setToolTip(Value, tr("As drawn: smoothed where smoothing is on"));
    headerItem()->setToolTip(Raw, tr("As measured"));
}

void MetricTable::display(const std::vector<MetricPlot>& plots, const XAxis& axis, std::optional<double> x)
{
    int row = 0;
    const auto next = [&] {
        if (row < topLevelItemCount())
            return topLevelItem(row++);
        ++row;
        auto* item = new QTreeWidgetItem(this);
        for (const int column : {Value, Raw, Step})
            item->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
        return item;
    };
    for (const MetricPlot& plot : plots) {
        int colour = 0;
        for (const MetricPlot::Line& line : plot.lines) {
            const MetricSeries& series = *line.series;
            const auto index = x ? series.nearest(*x, axis) : std::optional(series.size() - 1);
            if (!index)
                continue;
            QTreeWidgetItem* item = next();
            const QString name = line.name.isEmpty() ? plot.title : tr("%1, %2").arg(plot.title, line.name);
            item->setText(Curve, name);
            item->setToolTip(Curve, plot.note.isEmpty() ? name : name + QLatin1Char('\n') + plot.note);
            item->setIcon(Curve, swatch(m_theme.run(colour++)));
            item->setText(Value, format::value(series.value(*index, MetricSeries::Kind::Smoothed)));
            item->setText(Raw, format::value(series.value(*index)));
            item->setText(Step, format::whole(series.step(*index)));
        }
    }
    while (topLevelItemCount() > row)
        delete takeTopLevelItem(row);
}

} // namespace gui
