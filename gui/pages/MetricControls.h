#pragma once

#include <QWidget>

#include <vector>

#include "gui/models/MetricSeries.h"

class QCheckBox;
class QDoubleSpinBox;
class QHBoxLayout;
class QLabel;
class QMenu;
class QSlider;
class QTimer;
class QToolButton;

namespace gui {

class SegmentBar;
class Theme;
struct MetricChoices;

/// What controls the plots of the Metrics tab: axis, smoothing, raw curves, crosshairs, following, table of values,
/// which plots, which of them are logarithmic, whole range. As many buttons carry words as there is room for; where it
/// is narrower still, smoothing loses its slider.
class MetricControls final : public QWidget {
    Q_OBJECT

public:
    explicit MetricControls(Theme& theme, QWidget* parent = nullptr);

    /// Axis, raw curves, crosshairs and table; says nothing.
    void setChoices(const MetricChoices& choices);
    void readChoices(MetricChoices& choices) const;

    XAxis::Kind axis() const;
    double smoothing() const;
    /// Says nothing.
    void setSmoothing(double weight);
    bool isRawShown() const;
    bool isLinked() const;
    bool isFollowing() const;
    /// Says nothing.
    void setFollowing(bool isOn);
    /// As the user does.
    void toggleFollowing();
    void setZoomed(bool isZoomed);
    /// To be filled when about to be shown.
    QMenu& chooseMenu() { return *m_chooseMenu; }
    QMenu& logarithmicMenu() { return *m_logarithmicMenu; }

Q_SIGNALS:
    void axisChosen();
    /// Some time after the last change: smoothing touches every point.
    void smoothingChosen(double weight);
    void drawingChanged();
    void followingChosen(bool isOn);
    void valuesChosen(bool isShown);
    void wholeRangeChosen();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QLabel* makeLabel(const QString& text);
    void addAcross(QHBoxLayout& layout);
    void addSmoothing(QHBoxLayout& layout);
    void addBoxes(QHBoxLayout& layout);
    void addButtons(QHBoxLayout& layout);
    QToolButton* addMenuButton(const char* icon, const QString& text, const QString& toolTip, QMenu*& menu);

    Theme& m_theme;
    SegmentBar* m_across;
    QSlider* m_smoothing;
    QDoubleSpinBox* m_smoothingBox;
    QTimer* m_smoothingTimer;
    QCheckBox* m_raw;
    QCheckBox* m_link;
    QCheckBox* m_follow;
    QMenu* m_chooseMenu;
    QMenu* m_logarithmicMenu;
    struct Worded
    {
        QToolButton* button;
        int word; ///< its width
    };
    std::vector<Worded> m_worded; ///< who needs its word most comes first
    QToolButton* m_values;
    QToolButton* m_wholeRange;
    int m_narrow = 0; ///< width below which there is no room for the slider
};

} // namespace gui
