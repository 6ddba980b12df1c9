#pragma once

#include <filesystem>
#include <vector>

#include <QObject>
#include <QStringList>

#include "engine/run/ConfigJson.h"
#include "gui/control/JobTracker.h"
#include "gui/pages/BuiltInPreset.h"
#include "gui/pages/DroppedPath.h"

namespace gui {

class Worker;

/// Configurations and presets, to and from files, and what a dropped folder is, off the window's thread.
class LaunchFiles final : public QObject {
    Q_OBJECT

public:
    /// `presets`: folder of the user's own.
    LaunchFiles(Worker& worker, std::filesystem::path presets, QObject* parent = nullptr);

    void open(const QString& path);
    /// Says of each what it is; a configuration is opened.
    void lookAt(const QStringList& paths);
    void save(const QString& path, const engine::Json& config);
    /// Those that come with the program, which do not change while it runs.
    void readBuiltInPresets();
    void listPresets();
    void loadPreset(const QString& name);
    /// `name`, or `otherwise` where that is a preset of another workspace, or was deleted since.
    void loadLastPreset(const QString& name, const QString& otherwise);
    /// One that is still being loaded is not wanted any more.
    void forgetLoading() { m_loading.cancel(); }
    void savePreset(const QString& name, const engine::Json& preset);
    /// As it was before, or again as it was saved.
    void putBackPreset(const QString& name, const engine::Json& preset);
    void removePreset(const QString& name);

Q_SIGNALS:
    void opened(const engine::RunConfig& config, const QString& path);
    void saved(const QString& path);
    /// What is no configuration. `words`: all that was recognised for the form until now, of what was given together.
    void recognised(const gui::DroppedPath& dropped, const QString& words);
    void builtInPresetsRead(const std::vector<gui::BuiltInPreset>& presets); ///< sorted by name
    void presetsListed(const QStringList& names); ///< the user's own, also after a change
    void presetLoaded(const QString& name, const engine::Json& preset);
    void presetSaved(const QString& name, const engine::Json& preset);
    /// The one saved has taken the place of another.
    void presetReplaced(const QString& name, const engine::Json& before, const engine::Json& after);
    void presetPutBack(const QString& name, const engine::Json& preset);
    /// Something could not be opened or saved.
    void troubled(const QString& text);

private:
    Worker& m_worker;
    const std::filesystem::path m_presets;
    JobTracker m_listing;
    JobTracker m_loading;
};

} // namespace gui
