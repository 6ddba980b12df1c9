#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "gui/plots/CurvePlot.h"
#include "gui/plots/PlotStyle.h"

namespace gui {

/// What a CurvePlot shows.
struct CurveState
{
    QString title, xTitle, yTitle;
    std::vector<CurvePlot::Curve> curves;
    XAxis axis;
    bool isLogarithmic = false;
    bool isRawShown = true;
    bool isCompact = false;
    std::optional<CurvePlot::Mark> best;
    std::optional<CurvePlot::Level> level;
    QString message;
    std::optional<std::pair<double, double>> range;
    std::optional<double> crosshair;
    bool isForScreen = true; ///< with crosshair
};

/// Draws a CurveState on a plot's canvas. The crosshair and the title line lie on a layer of their own, so that moving
/// the mouse does not draw the curves again.
class CurveDrawing {
public:
    explicit CurveDrawing(QCustomPlot& canvas);

    void makeGraphs();
    void restyle(const Colours& colours, const QFont& font);
    /// Fills the graphs with what is visible now and sets both ranges.
    void update();
    void redrawOverlay();

    QVector<plotstyle::Words> readOut() const;
    std::pair<double, double> wholeRange() const;
    std::size_t drawnPoints() const;
    using Word = std::pair<QString, QRectF>;
    const std::vector<Word>& words() const { return m_words; } ///< over the curves, as drawn last

    CurveState state;

private:
    struct Graphs
    {
        QCPGraph* raw = nullptr;
        QCPGraph* smooth = nullptr;
    };
    struct Extent
    {
        double low = 0;
        double high = 0;
        bool isEmpty = true;

        void add(double value);
    };

    /// Where a curve ends, in pixels, and whose it is.
    struct Name
    {
        double top = 0;
        double bottom = 0;
        const CurvePlot::Curve* curve = nullptr;
    };

    /// One that has a place on the axis.
    bool hasLevel() const { return state.level && (!state.isLogarithmic || state.level->value > 0); }
    int leftMargin() const;
    int tickCount() const;
    void setRangeAndMargins();
    void setTickers();
    Extent fill(std::size_t index, const QCPRange& range, std::size_t buckets);
    void setValueRange(const Extent& measured);
    void placeMessage();
    void drawTitleLine(QPainter& painter) const;
    void drawCrosshair(QPainter& painter) const;
    void drawBest(QPainter& painter) const;
    void drawNames(QPainter& painter) const;
    void drawLevel(QPainter& painter) const;
    void drawMessage(QPainter& painter) const;
    static void addCrossing(Extent& extent, const QCPRange& range, const QCPGraphData& from, const QCPGraphData& to);
    std::vector<Name> curveNames() const;
    bool isApart(const QRectF& box) const;
    bool isCrossed(const QRectF& box) const; ///< by a curve or the level
    double curveWithin(const QRectF& box) const;
    QRectF bestPlace(const QPointF& star, const QSizeF& words) const;
    std::optional<QRectF> namePlace(const std::vector<Name>& names, std::size_t index,
                                    const QFontMetricsF& metrics) const;
    std::vector<std::pair<double, double>> wordsAcross(double x) const; ///< top and bottom, from the top down
    void write(QPainter& painter, const QRectF& place, const QString& text, const QColor& ink) const;
    QColor colour(const CurvePlot::Curve& curve) const;
    QPointF pixel(double x, double y) const;
    /// Index under the crosshair, or the last one without a crosshair.
    std::optional<std::size_t> shownIndex(const MetricSeries& series) const;
    QString valueText(double value) const;

    QCustomPlot& m_canvas;
    std::vector<Graphs> m_graphs;
    const Colours* m_colours = &lightColours();
    QFont m_font;
    bool m_hasPoints = false;
    QString m_message; ///< in lines that fit
    int m_exponent = 0; ///< power of ten in the y axis's title
    mutable std::vector<Word> m_words; ///< the crosshair leaves them their room
};

} // namespace gui
