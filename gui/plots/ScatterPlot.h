#pragma once

#include "gui/models/ScatterPicture.h"
#include "gui/plots/BrushPlot.h"

class QCPAxis;

namespace gui {

/// Draws a ScatterPicture: faint runs behind the means of their groups where there are means, with the groups named at
/// the right. A rectangle chooses runs.
class ScatterPlot final : public BrushPlot {
    Q_OBJECT

public:
    ScatterPlot(Theme& theme, FileDialogs& dialogs, QWidget* parent = nullptr);
    ~ScatterPlot() override;

    void setPicture(ScatterPicture picture);
    const ScatterPicture& picture() const { return m_picture; }
    std::optional<QPointF> pixelOf(std::size_t run) const override;
    QString textOf(std::size_t run) const override;
    /// Radius of a mean's point, by its parameters.
    double radiusOf(const ScatterPicture::Mean& mean) const;
    /// Of a mean, on the axis of x or of y: it goes on beyond the picture; see costPicture().
    bool isCut(const std::optional<engine::Interval>& interval, bool isOfX) const;
    /// On a mean: what it is of, and its intervals.
    QString noteAt(QPointF pixel) const override;
    /// The ends of a group's intervals that are cut, a line for each axis.
    QStringList cutNotesOf(std::size_t group) const;
    using Plot::pixel;

protected:
    void restyle() override;
    void prepare() override;
    const SweepRuns* sweep() const override { return m_picture.isEmpty() ? nullptr : m_picture.sweep.get(); }
    std::optional<std::size_t> runAt(QPointF pixel) const override;
    SweepBrush dragged(QPointF from, QPointF to) const override;
    SweepBrush clicked(QPointF pixel) const override;

private:
    /// An interval around a mean, in pixels.
    struct Bar
    {
        QPointF low;
        QPointF high;
        std::pair<bool, bool> areCut; ///< the ends beyond the picture
    };
    void setAxis(QCPAxis& axis, const SweepAxis& values);
    QColor colourOf(std::size_t group) const;
    void drawFront(QPainter& painter) const;
    void drawRuns(QPainter& painter) const;
    void drawRun(QPainter& painter, std::size_t run) const;
    void drawMeans(QPainter& painter) const;
    void drawBar(QPainter& painter, const Bar& bar) const;
    void drawBrush(QPainter& painter) const;
    void drawTitle(QPainter& painter) const;
    void drawLegend(QPainter& painter) const;
    void drawLegendEntry(QPainter& painter, QRectF place, std::size_t group, const QStringList& lines) const;
    QStringList linesOf(std::size_t group, const QFontMetricsF& metrics, double width) const;
    QStringList legendNotes(const QFontMetricsF& metrics, double width) const;
    QString noteOf(std::size_t group) const;
    QString sizeNote() const;
    std::pair<bool, bool> cutEnds(const engine::Interval& interval, bool isOfX) const;
    bool isAnyCut() const;
    int legendWidth() const;

    ScatterPicture m_picture;
    double m_leastParameters = 0;
    double m_mostParameters = 0;
};

} // namespace gui
