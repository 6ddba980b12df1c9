#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <vector>

#include <QWidget>

#include "gui/control/GpuNames.h"
#include "gui/control/JobTracker.h"
#include "gui/forms/FieldEditor.h"
#include "gui/pages/LaunchCheck.h"
#include "gui/pages/LaunchDraft.h"

class QSplitter;

namespace gui {

class AppSettings;
class ConfigForm;
class CostPanel;
class FormPane;
class LaunchChecker;
class LaunchFiles;
class LaunchPrice;
class PresetPane;
class StartCorner;
class Worker;
struct DroppedPath;

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
        std::chrono::milliseconds lookEvery = std::chrono::seconds(5); ///< at the machine, while the page is shown
        GpuNameReader gpus = readGpuNames;
    };

    explicit LaunchPage(const Tools& tools, QWidget* parent = nullptr);

    const engine::RunConfig& config() const;
    void setConfig(const engine::RunConfig& config); ///< without a sweep
    ConfigForm& form() const;
    void choosePreset(const QString& name); ///< at once where it is built in and has been read, or read off this thread
    LaunchDraft draft() const;
    void restore(const LaunchDraft& draft);
    PresetPane& presets() { return *m_presets; } ///< deleting one is for others to do
    LaunchFiles& files() { return *m_files; }
    LaunchPrice& price() { return *m_price; }
    void askPresetName(const engine::RunConfig& config); ///< under which these values become a preset

    void take(const QStringList& paths); ///< dropped, or named at the start; files() tells what is not for the form
    void askOpen();
    void askSave();

    bool canStart() const; ///< valid, and its files have been looked at
    bool canQueue() const; ///< the same, though there may be no memory left for it now
    QString whyNotStarted() const; ///< plain text; empty when a start is possible here and now
    QString problem() const;       ///< all of it that keeps from a start, in plain text; empty for nothing
    void start();
    void addToQueue();

Q_SIGNALS:
    void startRequested(const std::vector<engine::RunConfig>& runs);
    void queueRequested(const std::vector<engine::RunConfig>& runs);
    void canStartChanged();
    void replaced(const gui::LaunchDraft& before, const QString& what); ///< what a person had entered gave way
    void helped(const QString& text); ///< what the field is for that has the keys, or is wrong with it; empty for none
    void told(const QString& text);   ///< what was done
    void taken();                       ///< something that was opened or dropped comes into the form
    void troubled(const QString& text); ///< something could not be opened or saved

protected:
    bool event(QEvent* event) override;

private:
    QWidget* makePresets();
    QWidget* makeForm();
    QWidget* makePrice();
    void connectFiles();
    void onEdited();
    void checkRuns();
    void replace(const QString& what, const std::function<void()>& fill); ///< what was entered can be had back
    void usePreset(const QString& name, const engine::Json& loaded);
    void leaveContent();
    void followModel(); ///< a model folder that was chosen decides how its weights begin
    void fillFrom(const DroppedPath& dropped, const QString& words);
    void showCheck();
    std::int64_t modelDepth() const; ///< 0 where not known
    bool fitTable(); ///< of the preset `given`, to the model's depth
    void updateStart();

    const Tools m_tools;
    LaunchFiles* m_files;
    QSplitter* m_splitter;
    PresetPane* m_presets;
    FormPane* m_pane;
    CostPanel* m_cost;
    LaunchChecker* m_checker;
    StartCorner* m_corner = nullptr;
    LaunchPrice* m_price = nullptr;
    QString m_lengthNote;
    std::string m_modelPath; ///< the last one looked at
    JobTracker m_modelJob;
    bool m_isEdited = false;                  ///< by a person, since the form was filled
    std::optional<engine::RunConfig> m_named; ///< what becomes a preset; the form's where absent
};

} // namespace gui
