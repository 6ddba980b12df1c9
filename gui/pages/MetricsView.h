#pragma once

#include <QMap>
#include <QWidget>

#include <optional>
#include <vector>

#include "gui/app/FileDialogs.h"
#include "gui/models/RunModel.h"
#include "gui/pages/MetricChoices.h"
#include "gui/pages/WhenSeen.h"

class QGridLayout;
class QLabel;
class QStackedLayout;

namespace gui {

class AppSettings;
class CurvePlot;
class EmptyState;
class MetricControls;
class MetricTable;
class Theme;
struct MetricPlot;

/// The Metrics tab: plots that share one x range and one crosshair, and a table of the values there.
class MetricsView final : public QWidget {
    Q_OBJECT

public:
    MetricsView(Theme& theme, FileDialogs& dialogs, QWidget* parent = nullptr);

    /// The model outlives this or is replaced; nullptr for none.
    void setModel(RunModel* model);
    /// Begins with what is stored there and stores what the user chooses; it outlives this.
    void remember(AppSettings& settings);
    void toggleFollowing();
    /// Weight of the past that is chosen.
    double smoothing() const;

Q_SIGNALS:
    /// Whoever has the model lets its curves be worked out anew.
    void smoothingChosen(double weight);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* makePlotArea();
    QWidget* makeFoot();
    void connectControls();
    void modelLoaded();
    void modelChanged();
    CurvePlot* makePlot(const MetricPlot& shown);
    void makePlots(const std::vector<MetricPlot>& plots);
    void fillPlot(CurvePlot& plot, const MetricPlot& shown);
    void arrange();
    void updatePlots();
    void updateFoot();
    void updateEmptyState();
    void setRange(std::optional<std::pair<double, double>> range);
    /// The newest step comes into sight, without a change of the zoom.
    void followNewest();
    void setCrosshair(CurvePlot* source, std::optional<double> x);
    std::vector<MetricPlot> chosenPlots() const;
    XAxis axis() const;
    void keepChoices();
    void fillMenu();
    void fillLogarithmicMenu();
    void setLogarithmic(const QString& id, bool isLogarithmic);

    Theme& m_theme;
    FileDialogs& m_dialogs;
    RunModel* m_model = nullptr;
    MetricControls* m_controls;
    MetricTable* m_table;
    QStackedLayout* m_stack;
    EmptyState* m_empty;
    QWidget* m_grid;
    QGridLayout* m_gridLayout;
    QLabel* m_place;
    QLabel* m_count;
    std::vector<CurvePlot*> m_plots;
    QStringList m_ids;          ///< of the plots shown, to see when the set changes
    MetricChoices m_choices;
    QMap<QString, bool> m_logarithmic; ///< chosen by the user, by plot
    AppSettings* m_settings = nullptr;
    std::optional<double> m_crosshair;
    std::optional<std::pair<double, double>> m_range; ///< nothing: the whole run
    int m_columns = 0;
    WhenSeen m_update; ///< of the plots and what stands below and beside them
};

} // namespace gui
