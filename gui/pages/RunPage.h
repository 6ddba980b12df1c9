#pragma once

#include <QWidget>

#include "gui/app/FileDialogs.h"
#include "gui/models/RunModel.h"

class QLabel;
class QTabWidget;

namespace gui {

class AppSettings;
class CheckpointsView;
class ConfigurationView;
class EmptyState;
class HeatmapPane;
class LogView;
class MetricsView;
struct RoutedCell;
class RoutesPane;
class RoutingView;
class RunHeader;
class SamplesView;
class Theme;

/// One run, live or saved. Shows a RunModel and knows neither engine nor store.
class RunPage final : public QWidget {
    Q_OBJECT

public:
    enum class Tab { Metrics, Routing, Samples, Configuration, Log, Checkpoints };

    RunPage(Theme& theme, FileDialogs& dialogs, QWidget* parent = nullptr);

    /// The model outlives the page, is destroyed, or is replaced; nullptr for none. A tab shows it when it is seen.
    void setModel(RunModel* model);
    RunModel* model() const { return m_model; }
    void showTab(Tab tab);
    Tab tab() const;
    /// The pages begin as the user left them; the settings outlive this.
    void remember(AppSettings& settings);
    /// What would write to the workspace is disabled from now on, with this reason as its tool tip.
    void onlyRead(const QString& reason);
    /// The dev rows that went to a cell of the heatmap, in the Samples tab.
    void showSamplesOf(const RoutedCell& cell);
    SamplesView& samples() { return *m_samples; }
    RoutesPane& routes();
    HeatmapPane& heatmap();
    MetricsView& metrics() { return *m_metrics; }
    RoutingView& routing() { return *m_routing; }
    RunHeader& header() { return *m_header; }
    ConfigurationView& configuration() { return *m_configuration; }
    CheckpointsView& checkpoints() { return *m_checkpoints; }

Q_SIGNALS:
    /// Of the page: the run's name, or that there is none.
    void titleChanged(const QString& title);
    void tabChanged();

private:
    void makeRoutingBadge();
    void setWarningCount(int count);
    void updateHeader();

    Theme& m_theme;
    RunModel* m_model = nullptr;
    RunHeader* m_header;
    QTabWidget* m_tabs;
    MetricsView* m_metrics;
    RoutingView* m_routing;
    SamplesView* m_samples;
    ConfigurationView* m_configuration;
    LogView* m_log;
    CheckpointsView* m_checkpoints;
    QWidget* m_badge = nullptr;
    QLabel* m_badgeCount = nullptr;
    QString m_title;
};

} // namespace gui
