#pragma once

#include <filesystem>

#include <QObject>

#include "engine/run/ConfigJson.h"

namespace gui {

class Worker;

/// Configurations and presets, to and from files, off the window's thread.
class LaunchFiles final : public QObject {
    Q_OBJECT

public:
    /// `presets`: folder of the user's own.
    LaunchFiles(Worker& worker, std::filesystem::path presets, QObject* parent = nullptr);

    void open(const QString& path);
    void save(const QString& path, const engine::Json& config);
    void savePreset(const QString& name, const engine::Json& preset);
    void removePreset(const QString& name);

Q_SIGNALS:
    void opened(const engine::RunConfig& config);
    void presetSaved(const QString& name);
    /// Something could not be opened or saved.
    void troubled(const QString& text);

private:
    Worker& m_worker;
    const std::filesystem::path m_presets;
};

} // namespace gui
