#include "gui/plots/CalibrationPlot.h"

#include "gui/app/Format.h"
#include "gui/plots/PlotStyle.h"

namespace gui {

CalibrationPlot::CalibrationPlot(Theme& theme, FileDialogs& dialogs, QWidget* parent)
    : Plot(theme, dialogs, parent)
{
    setWindowTitle(tr("Calibration"));
    setAccessibleName(windowTitle());
    setToolTip(tr("Bars: how often the rows of a bin of confidence are right, and how many rows it has.\n"
                  "Points: the bin's mean confidence. On the dashed line the model is as often right as it is sure.\n"
                  "ECE: mean distance from that line over all rows"));
    using plotstyle::PaintedItem;
    new PaintedItem(&canvas(), QStringLiteral("main"), true, [this](QCPPainter& painter) { draw(painter); });
    new PaintedItem(&canvas(), QStringLiteral("legend"), false, [this](QCPPainter& painter) { drawWords(painter); });
    canvas().axisRect()->setAutoMargins(QCP::msBottom);
    canvas().axisRect()->setMargins(QMargins(48, 26, 12, 0));
    canvas().xAxis->setTicker(plotstyle::shortTicker(5));
    canvas().yAxis->setTicker(plotstyle::shortTicker(5));
    canvas().xAxis->setLabel(tr("confidence"));
    canvas().yAxis->setLabel(tr("share of right rows"));
    canvas().xAxis->setRange(0, 1 + 1e-9); // rounding must not take the tick at 1
    canvas().yAxis->setRange(0, 1 + 1e-9);
    begin();
}

void CalibrationPlot::setCalibration(const Calibration& calibration)
{
    m_calibration = calibration;
    setAccessibleName(calibration.rows == 0 ? windowTitle() : tr("Calibration, %1").arg(readOut()));
    scheduleRedraw();
}

QString CalibrationPlot::readOut() const
{
    return m_calibration.rows == 0 ? QString() : tr("ECE %1").arg(format::fixed(m_calibration.expectedError, 3));
}

void CalibrationPlot::draw(QPainter& painter) const
{
    painter.setPen(plotstyle::referencePen(colours().plotAxis));
    painter.drawLine(pixel(0, 0), pixel(1, 1));
    QColor fill = runColour(0, colours().dark);
    fill.setAlphaF(0.3F);
    for (const Calibration::Bin& bin : m_calibration.bins) {
        if (bin.rows == 0)
            continue;
        const QRectF bar(pixel(bin.low, bin.accuracy) + QPointF(1, 0), pixel(bin.high, 0) - QPointF(1, 0));
        painter.fillRect(bar, fill);
        painter.setPen(QPen(runColour(0, colours().dark), 1.5));
        painter.drawLine(bar.topLeft(), bar.topRight());
    }
    for (const Calibration::Bin& bin : m_calibration.bins)
        if (bin.rows > 0)
            plotstyle::drawPoint(painter, pixel(bin.confidence, bin.accuracy), runColour(0, colours().dark), colours().base);
}

void CalibrationPlot::drawWords(QPainter& painter) const
{
    const QFont small = Theme::figures(Theme::small(font()));
    const QCPAxisRect* rect = canvas().axisRect();
    painter.setFont(Theme::semibold(font()));
    painter.setPen(colours().text);
    painter.drawText(QPointF(rect->left(), painter.fontMetrics().ascent()), tr("Calibration"));
    if (m_calibration.rows == 0)
        return;
    painter.setFont(small);
    painter.setPen(colours().secondaryText);
    const QString words = m_calibration.rows == 1 ? tr("%1, 1 row").arg(readOut())
                                                  : tr("%1, %2 rows").arg(readOut(), format::whole(m_calibration.rows));
    painter.drawText(QRectF(rect->left(), 0, rect->width(), QFontMetricsF(font()).height()), Qt::AlignRight | Qt::AlignVCenter, words);
    const QFontMetricsF metrics(small);
    for (const Calibration::Bin& bin : m_calibration.bins) {
        if (bin.rows == 0)
            continue;
        const QString count = format::shortForm(double(bin.rows));
        const double x = (pixel(bin.low, 0).x() + pixel(bin.high, 0).x() - metrics.horizontalAdvance(count)) / 2;
        plotstyle::drawHaloText(painter, QPointF(x, rect->bottom() - 4), count, colours().text, colours().base);
    }
}

} // namespace gui
