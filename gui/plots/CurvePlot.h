#pragma once

#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "gui/models/MetricSeries.h"
#include "gui/plots/Plot.h"

class QMouseEvent;

namespace gui {

class CurveDrawing;
struct CurveState;

/// Curves over steps, epochs or time: the smoothed curve on top of the raw one, the values under the crosshair in the
/// title line, the best evaluation marked. Draws about two points per pixel, whatever the length of the run, and never
/// drops a least or greatest value. Keys: Left and Right move the crosshair, beyond an end of what is shown that along
/// with it, Home and End to the ends in sight, + and - zoom, 0 and Escape show the whole range.
class CurvePlot final : public Plot {
    Q_OBJECT

public:
    struct Titles
    {
        QString title;
        QString y; ///< with its unit: "loss (nats)"
    };
    struct Curve
    {
        const MetricSeries* series = nullptr; ///< outlives the plot, or is replaced by setCurves()
        QString name;                         ///< shown where there is more than one
        int colour = 0;                       ///< index of a run's colour
        bool isReference = false;             ///< thin, dashed, grey
    };
    struct Mark
    {
        double step = 0;
        QString words; ///< "best 0.649, epoch 41"
        bool isLowest = false; ///< "lowest 0.386", below the curve and without a star
    };
    struct Level ///< what the curves are seen against, on an axis from 0 on, unless it is logarithmic
    {
        double value = 0;
        QString words; ///< "uniform, 2.48"
    };

    CurvePlot(Theme& theme, FileDialogs& dialogs, const Titles& titles, QWidget* parent = nullptr);
    ~CurvePlot() override;

    /// "step", "epoch", "training time (h:min:s)"
    static QString axisTitle(XAxis::Kind kind);

    void setTitles(const Titles& titles);
    void setCurves(std::vector<Curve> curves);
    void setAxis(const XAxis& axis);
    void setLogarithmic(bool isLogarithmic);
    bool isLogarithmic() const;
    void setRawShown(bool isShown);
    void setBest(std::optional<Mark> best);
    void setLevel(std::optional<Level> level);
    /// A sentence in the middle while there is nothing to draw, or above the curves; empty for none.
    void setMessage(const QString& message);
    /// Small plots have no title line and fewer ticks.
    void setCompact(bool isCompact);
    void refresh() { scheduleRedraw(); } ///< the series have grown or changed

    /// The x range; nothing for the whole, which then grows with the run.
    void setRange(std::optional<std::pair<double, double>> range);
    std::optional<std::pair<double, double>> range() const;
    void setCrosshair(std::optional<double> x); ///< of the axis; nothing removes it
    std::optional<double> crosshair() const;

    QString readOut() const; ///< what stands in the title line: "0.104 raw 0.068"
    /// Points of the longest curve, and drawn of it now.
    std::size_t pointCount() const;
    std::size_t drawnPoints() const;
    std::pair<double, double> yRange() const;
    /// What is written over the curves, with its places; valid once drawn.
    std::vector<std::pair<QString, QRectF>> words() const;

Q_SIGNALS:
    /// The user zoomed or moved: both ends, or wanted the whole range.
    void rangeChosen(double low, double high);
    void wholeRangeChosen();
    void crosshairMoved(double x);
    void crosshairLeft();
    /// Through the context menu.
    void logarithmicChosen(bool isLogarithmic);

protected:
    void restyle() override;
    void prepare() override;
    void setExporting(bool isExporting) override;
    bool eventFilter(QObject* object, QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    struct Drag
    {
        double pixel = 0;
        double low = 0;
        double high = 0;
    };

    void handleMouse(QMouseEvent* event);
    void zoom(double centre, double factor);
    bool takeKey(const QKeyEvent& event); ///< false where the key means nothing here
    /// By about so many pixels, to a point of the longest curve; the range goes along where that is out of sight.
    void moveCrosshair(double pixels);

    QAction* m_logarithmic;
    std::unique_ptr<CurveDrawing> m_drawing;
    CurveState& m_state; ///< of the drawing
    std::optional<Drag> m_drag;
};

} // namespace gui
