#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <vector>

#include <QTimer>
#include <QWidget>

#include "engine/training/SpeedProbe.h"
#include "gui/control/JobTracker.h"
#include "gui/forms/FieldEditor.h"
#include "gui/pages/LaunchCheck.h"

class QSplitter;

namespace gui {

class AppSettings;
class ConfigForm;
class CostPanel;
class FormPane;
class LaunchFiles;
class PresetPane;
class StartCorner;
class Worker;

/// Preset, form, price, Start: a configuration, or a sweep over it, is made here and handed to the queue.
class LaunchPage final : public QWidget {
    Q_OBJECT

public:
    struct Tools
    {
        FormTools form;
        Worker& worker;
        AppSettings& settings;
        CostEstimator estimate;
        std::filesystem::path workspace;
        MachineReader machine = readMachine;
    };

    explicit LaunchPage(const Tools& tools, QWidget* parent = nullptr);

    const engine::RunConfig& config() const;
    void setConfig(const engine::RunConfig& config); ///< without a sweep
    void choosePreset(const QString& name);
    PresetPane& presets() { return *m_presets; } ///< deleting one is for others to do
    LaunchFiles& files() { return *m_files; }
    /// Asks for the name under which these values become a preset.
    void askPresetName(const engine::RunConfig& config);

    /// A model folder, a data folder or a configuration file, as dropped or named on the command line.
    void take(const QString& path);
    void askOpen();
    void askSave();

    bool canStart() const; ///< valid, and its files have been looked at
    bool canQueue() const; ///< the same, though there may be no memory left for it now
    QString whyNotStarted() const; ///< plain text; empty when a start is possible here and now
    void start();
    void addToQueue();

    /// Runs that wait, and whether a speed can be measured now; otherwise why not.
    void setSurroundings(int waiting, const QString& whyNotMeasured);
    /// What measureRequested() asked for; without measured steps when it was called off.
    void showSpeed(const engine::MeasuredSpeed& speed);

Q_SIGNALS:
    void startRequested(const std::vector<engine::RunConfig>& runs);
    void queueRequested(const std::vector<engine::RunConfig>& runs);
    void measureRequested(const engine::RunConfig& config);
    /// So fast was the configuration measured.
    void speedKnown(const engine::RunConfig& config, const engine::MeasuredSpeed& speed);
    void canStartChanged();
    void helped(const QString& text);
    void taken(); ///< something that was opened or dropped is in the form now
    void troubled(const QString& text); ///< something could not be opened or saved

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    QWidget* makePresets();
    QWidget* makeForm();
    QWidget* makePrice();
    void connectFiles();
    void onEdited();
    void followModel(); ///< a model folder that was chosen decides how its weights begin
    void estimate();
    void showCheck(const LaunchCheck& checked);
    void showPrice();
    void updateStart();
    QString reason() const;
    QString lackNow() const; ///< what keeps from a start at once only; else empty
    void measure();
    ConfigForm& form() const;

    const Tools m_tools;
    LaunchFiles* m_files;
    QSplitter* m_splitter;
    PresetPane* m_presets;
    FormPane* m_pane;
    CostPanel* m_cost;
    StartCorner* m_corner = nullptr;
    std::string m_modelPath; ///< the last one looked at
    QTimer m_settle; ///< lets the user finish typing before files are read
    JobTracker m_costJob;
    LaunchCheck m_checked;    ///< the last one
    bool m_isChecked = false; ///< it is of the present configuration
    std::optional<engine::RunConfig> m_measured; ///< what is being measured
    std::optional<engine::RunConfig> m_named;    ///< what becomes a preset; the form's where absent
    std::map<std::size_t, engine::MeasuredSpeed> m_speeds; ///< by speed key
    int m_waiting = 0;
    QString m_whyNotMeasured;
};

} // namespace gui
