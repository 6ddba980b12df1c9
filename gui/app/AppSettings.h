#pragma once

#include <optional>

#include <QByteArray>
#include <QMap>
#include <QStringList>

#include "gui/app/SettingsFile.h"
#include "gui/app/Theme.h"

namespace gui {

/// What the program remembers between two starts. Made in main and passed down.
class AppSettings {
public:
    /// The user's settings, or those of one file.
    AppSettings();
    explicit AppSettings(const QString& file);

    Theme::Choice theme() const;
    void setTheme(Theme::Choice choice);

    /// State of a window, splitter or header, by name; empty when never stored.
    QByteArray layout(const QString& name) const;
    void setLayout(const QString& name, const QByteArray& state);

    /// Forgets all of them.
    void forgetLayouts();

    /// Keys of actions that differ from the standard ones, by the action's object name.
    QMap<QString, QString> shortcuts() const;
    void setShortcuts(const QMap<QString, QString>& keys);

    /// Views of the runs table by the name they were saved under, as text.
    QMap<QString, QString> runViews() const;
    void setRunViews(const QMap<QString, QString>& views);

    QStringList workspaces() const; ///< opened lately, the last one first
    void addWorkspace(const QString& folder, bool isReadOnly = false);
    bool wasReadOnly(const QString& workspace) const; ///< wanted so the last time

    QStringList recentFiles() const; ///< and folders that were opened lately, the last one first
    void addRecentFile(const QString& path);

    bool backsUpDaily() const; ///< the workspace, without being asked
    void setBacksUpDaily(bool isDaily);

    /// Interrupted runs that are not to be offered any more, whatever tells them apart.
    QStringList leftRuns() const;
    void leaveRuns(const QStringList& runs);

    bool showsAllFields() const;
    void setShowsAllFields(bool all);

    bool goesOnAfterFailure() const; ///< with the queue
    void setGoesOnAfterFailure(bool goesOn);

    /// Weight of the past in the smoothed curves, 0…1; nothing until one was chosen.
    std::optional<double> smoothing() const;
    void setSmoothing(double weight);

    /// Plots whose y axis the user made logarithmic, or linear, by the plot's id.
    QMap<QString, bool> logarithmicAxes() const;
    void setLogarithmicAxes(const QMap<QString, bool>& axes);

    /// Plots, axis and drawing of the Metrics tab, as MetricChoices in text.
    QString metricChoices() const;
    void setMetricChoices(const QString& choices);

    /// Of the routing heatmap: the map of shares by its name, and whether the scale ends at the largest value.
    QString heatmapColours() const;
    void setHeatmapColours(const QString& name);
    bool hasAutomaticScale() const;
    void setAutomaticScale(bool isAutomatic);

    /// How runs were compared last, as CompareBar::state().
    QString comparison() const;
    void setComparison(const QString& state);

    static QString firstPreset() { return QStringLiteral("molex"); }
    QString preset() const;
    void setPreset(const QString& name);

    QString folder() const; ///< of the last file opened or saved
    void setFolder(const QString& folder);

private:
    QMap<QString, QString> texts(const QString& name) const;
    void setTexts(const QString& name, const QMap<QString, QString>& texts);

    SettingsFile m_settings;
};

} // namespace gui
