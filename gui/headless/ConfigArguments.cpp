#include "gui/headless/ConfigArguments.h"

#include <CLI/CLI.hpp>

#include "engine/run/Presets.h"
#include "gui/headless/ConfigFile.h"

namespace gui {

void ConfigArguments::declare(CLI::App& app)
{
    declareSettings(app);
    app.add_option("--preset", m_preset, "Lay a preset over the file, built in or your own")->type_name("NAME");
}

void ConfigArguments::declareSettings(CLI::App& app)
{
    app.add_option("CONFIG", m_file, "Configuration file (JSON)")->required();
    app.add_option("SETTING", m_furtherSettings, "As --set")->type_name("a.b=VALUE");
    app.add_option("--set", m_settings, "Set one field, as in training.steps=100; wins over file and preset")
        ->type_name("a.b=VALUE")
        ->allow_extra_args(false);
    app.add_option("--device", m_device, "auto, cpu, cuda or cuda:N")->type_name("D");
    app.add_option("--seed", m_seed, "Start of every random number")->type_name("N");
}

engine::Json ConfigArguments::read(const std::filesystem::path& presets, std::vector<engine::Issue>& issues) const
{
    engine::Json json = readConfigFile(m_file);
    if (!m_preset.empty())
        engine::overlay(json, engine::loadPreset(m_preset, presets));
    for (const auto* settings : {&m_settings, &m_furtherSettings})
        for (const std::string& setting : *settings)
            if (auto issue = engine::applySetting(json, setting))
                issues.push_back(*std::move(issue));
    if (m_device)
        engine::overlay(json, {{"runtime", {{"device", *m_device}}}});
    if (m_seed)
        engine::overlay(json, {{"runtime", {{"seed", *m_seed}}}});
    return json;
}

} // namespace gui
