#pragma once

#include <QHash>
#include <QSet>
#include <QWidget>

#include <optional>
#include <vector>

#include "gui/app/FileDialogs.h"
#include "gui/models/RunModel.h"

class QCheckBox;
class QDoubleSpinBox;
class QGridLayout;
class QHBoxLayout;
class QLabel;
class QMenu;
class QSlider;
class QStackedLayout;
class QTimer;
class QToolButton;

namespace gui {

class CurvePlot;
class EmptyState;
class SegmentBar;
class Theme;
struct MetricPlot;

/// The Metrics tab: plots that share one x range and one crosshair.
class MetricsView final : public QWidget {
    Q_OBJECT

public:
    MetricsView(Theme& theme, FileDialogs& dialogs, QWidget* parent = nullptr);

    /// The model outlives this or is replaced; nullptr for none.
    void setModel(RunModel* model);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* makeControls();
    QLabel* makeLabel(const QString& text);
    void addAcross(QHBoxLayout& layout);
    void addSmoothing(QHBoxLayout& layout);
    void addButtons(QHBoxLayout& layout);
    QWidget* makeFoot();
    void makePlots();
    void arrange();
    void updatePlots();
    void updateFoot();
    void updateEmptyState();
    void setRange(std::optional<std::pair<double, double>> range);
    void setCrosshair(CurvePlot* source, std::optional<double> x);
    std::optional<double> restingPlace() const;
    bool isChosen(const MetricPlot& plot) const;
    void fillMenu();

    Theme& m_theme;
    FileDialogs& m_dialogs;
    RunModel* m_model = nullptr;
    SegmentBar* m_across;
    QSlider* m_smoothing;
    QDoubleSpinBox* m_smoothingBox;
    QTimer* m_smoothingTimer;
    QCheckBox* m_raw;
    QCheckBox* m_link;
    QMenu* m_chooseMenu;
    QToolButton* m_choose;
    QToolButton* m_wholeRange;
    QWidget* m_controls;
    int m_wideControls = 0; ///< width from which the buttons carry words
    QStackedLayout* m_stack;
    EmptyState* m_empty;
    QWidget* m_grid;
    QGridLayout* m_gridLayout;
    QLabel* m_place;
    QLabel* m_count;
    std::vector<CurvePlot*> m_plots;
    QStringList m_ids;          ///< of the plots shown, to see when the set changes
    QSet<QString> m_added;      ///< by the user, beyond the usual
    QSet<QString> m_removed;    ///< by the user, of the usual
    QHash<QString, bool> m_logarithmic; ///< chosen by the user, by plot
    std::optional<double> m_crosshair;
    int m_columns = 0;
};

} // namespace gui
