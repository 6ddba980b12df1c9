#pragma once

#include <filesystem>

#include <QTimer>
#include <QWidget>

#include "gui/control/JobTracker.h"
#include "gui/forms/FieldEditor.h"
#include "gui/pages/LaunchConfig.h"

class QSplitter;
class QToolButton;

namespace gui {

class AppSettings;
class ConfigForm;
class CostPanel;
class PresetList;
class StartCorner;
class Worker;

/// Preset, form, price, Start: a configuration is made here and handed to the queue.
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
    };

    explicit LaunchPage(const Tools& tools, QWidget* parent = nullptr);
    ~LaunchPage() override;

    const engine::RunConfig& config() const;
    void setConfig(const engine::RunConfig& config);
    void choosePreset(const QString& name);

    /// A model folder, a data folder or a configuration file, as dropped or named on the command line.
    void take(const QString& path);
    void askOpen();
    void askSave();

    /// Valid, and its files have been looked at.
    bool canStart() const;
    void start();
    void addToQueue();

Q_SIGNALS:
    void startRequested(const engine::RunConfig& config);
    void queueRequested(const engine::RunConfig& config);
    void canStartChanged();
    void helped(const QString& text);
    /// Something that was opened or dropped is in the form now.
    void taken();
    /// Something could not be opened or saved.
    void troubled(const QString& text);

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    QWidget* makePresets();
    QWidget* makeForm();
    QWidget* makePrice();
    void onEdited();
    /// A model folder that was chosen decides how its weights begin.
    void followModel();
    void nameAllFields();
    void estimate();
    void showCost(const engine::CostResult& result, std::int64_t bytesFree);
    void updateStart();
    QString reason() const;
    void openConfig(const QString& path);
    void saveConfig(const QString& path);

    const Tools m_tools;
    QSplitter* m_splitter;
    PresetList* m_presets;
    ConfigForm* m_form;
    QToolButton* m_allFields;
    CostPanel* m_cost;
    StartCorner* m_corner = nullptr;
    std::string m_modelPath; ///< the last one looked at
    QTimer m_settle; ///< lets the user finish typing before files are read
    JobTracker m_costJob;
    bool m_isChecked = false; ///< the files were looked at for this configuration
};

} // namespace gui
