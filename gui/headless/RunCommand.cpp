#include "gui/headless/RunCommand.h"

#include <CLI/CLI.hpp>

#include "engine/run/Error.h"
#include "engine/run/Resources.h"
#include "gui/headless/ConfigFile.h"
#include "gui/headless/TrainingJob.h"

using engine::Json;

namespace gui {

namespace {

/// A run that never started leaves nothing behind.
void discard(storage::RunRepository& repository, std::int64_t run)
{
    repository.remove(run);
    std::error_code ignored; // nothing but an empty folder can be left
    std::filesystem::remove_all(repository.runFolder(run), ignored);
}

} // namespace

RunCommand::RunCommand()
    : Command("run", "Train one configuration and store the run")
{
}

void RunCommand::declare(CLI::App& app)
{
    app.add_option("CONFIG", m_file, "Configuration file (JSON)")->required();
    app.add_option("SETTING", m_furtherSettings, "As --set")->type_name("a.b=VALUE");
    app.add_option("--set", m_settings, "Set one field, as in training.steps=100; wins over file and preset")
        ->type_name("a.b=VALUE")
        ->allow_extra_args(false);
    app.add_option("--preset", m_preset, "Lay a preset over the file")->type_name("NAME");
    app.add_option("--device", m_device, "auto, cpu, cuda or cuda:N")->type_name("D");
    app.add_option("--seed", m_seed, "Start of every random number")->type_name("N");
    m_workspace.declare(app);
    declareJson(app, m_json);
}

engine::RunConfig RunCommand::readConfig() const
{
    Json json = readConfigFile(m_file);
    if (!m_preset.empty())
        engine::overlay(json, engine::loadPreset(m_preset));
    std::vector<engine::Issue> issues;
    for (const auto* settings : {&m_settings, &m_furtherSettings})
        for (const std::string& setting : *settings)
            if (auto issue = engine::applySetting(json, setting))
                issues.push_back(*std::move(issue));
    if (m_device)
        engine::overlay(json, {{"runtime", {{"device", *m_device}}}});
    if (m_seed)
        engine::overlay(json, {{"runtime", {{"seed", *m_seed}}}});
    return checkedConfig(json, std::move(issues));
}

ExitCode RunCommand::execute(Console& console)
{
    const engine::RunConfig config = readConfig();
    const auto repository = m_workspace.openOrCreate();
    RunScheduler scheduler(*repository);
    const std::int64_t run = scheduler.add(config);
    try {
        return report(train(*repository, scheduler.prepare(run), console), repository->workspace(), m_json, console);
    } catch (const engine::BadInput&) {
        discard(*repository, run);
        throw;
    } catch (const engine::Error& error) {
        repository->setState(run, storage::RunState::Failed, error.what());
        throw;
    }
}

} // namespace gui
