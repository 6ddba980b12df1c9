#pragma once

#include <cstdint>

#include "gui/models/ParallelPicture.h"
#include "gui/plots/BrushPlot.h"
#include "gui/plots/GradualImage.h"

namespace gui {

/// Draws a ParallelPicture: a line for each run in the colour of its metric, whose axis at the right is the scale of
/// the colours. Dragging along an axis chooses runs; several axes narrow the choice.
class ParallelPlot final : public BrushPlot {
    Q_OBJECT

public:
    ParallelPlot(Theme& theme, FileDialogs& dialogs, QWidget* parent = nullptr);

    void setPicture(ParallelPicture picture);
    const ParallelPicture& picture() const { return m_picture; }
    /// At its metric.
    std::optional<QPointF> pixelOf(std::size_t run) const override;
    QString textOf(std::size_t run) const override;
    /// Where a value lies on an axis; the place of nothing where it is not a number.
    QPointF pixel(std::size_t axis, double value) const;
    struct Label
    {
        QString text;
        double y = 0;
        bool isLeft = false; ///< of its axis
    };
    /// From the bottom up, "–" for what does not apply before the others. Those of an axis between two others stand
    /// where fewer lines run through them.
    std::vector<Label> labelsOf(std::size_t axis) const;

protected:
    void restyle() override;
    void prepare() override;
    void complete() override { m_lines.finish(); }
    const SweepRuns* sweep() const override { return m_picture.isEmpty() ? nullptr : m_picture.sweep.get(); }
    std::optional<std::size_t> runAt(QPointF pixel) const override;
    SweepBrush dragged(QPointF from, QPointF to) const override;
    SweepBrush clicked(QPointF pixel) const override;

private:
    /// What the lines are drawn of.
    struct Drawn
    {
        std::uint64_t picture = 0; ///< counted
        QSize size;
        double pixelRatio = 0;
        QRectF room;
        const Colours* colours = nullptr;
        std::vector<char> chosen;

        bool operator==(const Drawn&) const = default;
    };

    struct Line
    {
        QList<QLineF> pieces; ///< from axis to axis
        QColor colour;
        double width = 1;
    };

    Line lineOf(std::size_t run) const;
    QColor colourAt(double place) const;
    QColor colourOf(std::size_t run) const;
    std::optional<std::size_t> axisAt(QPointF pixel) const;
    double lengthBehind(std::size_t axis, const QRectF& place) const;
    static void draw(QPainter& painter, const Line& line);
    void drawLines(QPainter& painter) const;
    void updateLines();
    void drawAxes(QPainter& painter) const;
    void drawLabels(QPainter& painter, std::size_t axis) const;
    void drawName(QPainter& painter, std::size_t axis) const;
    void drawScale(QPainter& painter) const;
    void drawBrush(QPainter& painter) const;
    void drawTitle(QPainter& painter) const;
    double spacingOf() const;

    ParallelPicture m_picture;
    QRectF m_room;        ///< of the axes, from the first to the last
    double m_missing = 0; ///< y of what a run does not have
    GradualImage m_lines;
    Drawn m_drawn; ///< of m_lines
    std::uint64_t m_pictures = 0;
};

} // namespace gui
