#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "engine/run/ConfigJson.h"

namespace CLI {
class App;
}

namespace gui {

/// CONFIG.json and the options that change it: --set, --preset, --device, --seed.
class ConfigArguments {
public:
    void declare(CLI::App& app);
    /// The same without --preset, for configurations that have none.
    void declareSettings(CLI::App& app);

    /// The file with everything laid over it. Problems of the options are added to `issues`. `presets`: the user's own.
    /// Throws BadInput with file:line.
    engine::Json read(const std::filesystem::path& presets, std::vector<engine::Issue>& issues) const;

private:
    std::string m_file;
    std::string m_preset;
    std::vector<std::string> m_settings;
    std::vector<std::string> m_furtherSettings;
    std::optional<std::string> m_device;
    std::optional<std::int64_t> m_seed;
};

} // namespace gui
