#include "gui/headless/QueueParts.h"

#include <algorithm>

#include <CLI/CLI.hpp>

#include "engine/run/Presets.h"
#include "engine/run/Sweep.h"
#include "gui/control/RunScheduler.h"
#include "gui/headless/ConfigArguments.h"
#include "gui/headless/RunJson.h"
#include "gui/headless/Text.h"
#include "gui/headless/Workspace.h"

using engine::Json;

namespace gui {

namespace {

std::string runsText(std::size_t runs)
{
    return countedText(static_cast<std::int64_t>(runs), "run");
}

/// Number and name of each run, as JSON or as a table.
void printRuns(const std::vector<std::pair<std::int64_t, std::string>>& runs, const std::string& group, bool json,
               Console& console)
{
    Json list = Json::array();
    std::vector<std::vector<std::string>> rows;
    for (const auto& [id, name] : runs) {
        list.push_back({{"run", id == 0 ? Json() : Json(id)}, {"name", name}});
        rows.push_back({id == 0 ? "-" : std::to_string(id), name});
    }
    if (json)
        console.print({{"group", group}, {"runs", list}});
    else
        console.write(tableText(rows));
}

/// `molex queue add CONFIG.json [--sweep a.b=V1,V2 …] [--seeds N]`
class QueueAdd final : public Command {
public:
    QueueAdd()
        : Command("add", "Add a configuration, or a sweep over some of its fields, to the queue's end")
    {
    }

    void declare(CLI::App& app) override
    {
        m_arguments.declare(app);
        app.add_option(
               "--sweep", m_axes,
               "A field with its values: a.b=V1,V2; whole numbers a.b=1:5; COUNT numbers at equal distances "
               "a.b=0.1:0.5:COUNT or at equal ratios a.b=1e-5:1e-3:COUNT:log. Several fields: every combination")
            ->type_name("a.b=V1,V2")
            ->allow_extra_args(false);
        app.add_option("--seeds", m_seeds, "So many seeds for each combination, from the configuration's own on")
            ->type_name("N")
            ->check(CLI::PositiveNumber);
        app.add_flag("--dry-run", m_isDry, "List the runs and add none");
        m_workspace.declare(app);
        declareJson(app, m_json);
    }

    ExitCode execute(Console& console) override
    {
        std::vector<engine::Issue> issues;
        const Json base = m_arguments.read(engine::presetFolder(m_workspace.folder()), issues);
        engine::Sweep sweep;
        sweep.seeds = m_seeds;
        for (const std::string& axis : m_axes)
            sweep.axes.push_back(engine::sweepAxis(axis, issues));
        if (!issues.empty())
            throw engine::BadInput(std::move(issues));
        const std::vector<engine::RunConfig> configs = runsOf(base, sweep);
        std::vector<std::pair<std::int64_t, std::string>> added;
        added.reserve(configs.size());
        for (const engine::RunConfig& config : configs)
            added.emplace_back(0, engine::displayName(config));
        if (!m_isDry) {
            const auto repository = m_workspace.openOrCreate();
            const std::vector<std::int64_t> ids = RunScheduler(*repository).add(configs);
            for (std::size_t i = 0; i < ids.size(); ++i)
                added[i] = {ids[i], repository->run(ids[i])->name};
        }
        printRuns(added, configs.front().group, m_json, console);
        if (!m_json)
            console.note(runsText(added.size())
                         + (m_isDry ? " would be added" : " added; \"molex queue work\" trains what waits"));
        return ExitCode::Done;
    }

private:
    static std::vector<engine::RunConfig> runsOf(const Json& base, const engine::Sweep& sweep)
    {
        if (sweep.axes.empty() && sweep.seeds == 1) {
            engine::ParsedConfig parsed = engine::configFromJson(base);
            if (!parsed.issues.empty())
                throw engine::BadInput(std::move(parsed.issues));
            return {std::move(parsed.config)};
        }
        engine::SweptRuns swept = engine::expandSweep(base, sweep);
        if (!swept.issues.empty())
            throw engine::BadInput(std::move(swept.issues));
        return std::move(swept.runs);
    }

    ConfigArguments m_arguments;
    Workspace m_workspace;
    std::vector<std::string> m_axes;
    std::int64_t m_seeds = 1;
    bool m_isDry = false;
    bool m_json = false;
};

/// `molex queue list`
class QueueList final : public Command {
public:
    QueueList()
        : Command("list", "List the runs that wait, in the order in which they will run")
    {
    }

    void declare(CLI::App& app) override
    {
        m_workspace.declare(app);
        declareJson(app, m_json);
    }

    ExitCode execute(Console& console) override
    {
        const auto repository = m_workspace.open(console);
        Json list = Json::array();
        std::vector<std::vector<std::string>> rows = {{"Place", "Run", "Name", "Group", "Goes on after"}};
        for (const storage::RunRecord& run : repository->queue()) {
            Json json = toJson(run, repository->workspace());
            json["place"] = rows.size();
            json["group"] = run.group;
            list.push_back(std::move(json));
            rows.push_back({std::to_string(rows.size()), std::to_string(run.id), run.name, run.group,
                            run.step > 0 ? "step " + countText(run.step) : "-"});
        }
        if (m_json)
            console.print(list);
        else
            console.write(tableText(rows));
        return ExitCode::Done;
    }

private:
    Workspace m_workspace;
    bool m_json = false;
};

/// `molex queue remove RUN …`
class QueueRemove final : public Command {
public:
    QueueRemove()
        : Command("remove", "Take runs out of the queue; what has recorded steps is kept as stopped")
    {
    }

    void declare(CLI::App& app) override
    {
        auto* runs = app.add_option("RUN", m_runs, "Numbers, names, or last");
        app.add_flag("--all", m_all, "Every run that waits")->excludes(runs);
        m_workspace.declare(app);
        declareJson(app, m_json);
    }

    ExitCode execute(Console& console) override
    {
        const auto repository = m_workspace.open(console);
        std::vector<std::int64_t> ids;
        for (const std::string& reference : m_runs)
            ids.push_back(requireWaiting(*repository, reference).id);
        if (m_all)
            for (const storage::RunRecord& run : repository->queue())
                ids.push_back(run.id);
        if (m_runs.empty() && !m_all)
            throw engine::BadInput("RUN", "name the runs to take out, or --all");
        std::sort(ids.begin(), ids.end());
        ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
        std::vector<std::pair<std::int64_t, std::string>> taken;
        taken.reserve(ids.size());
        for (const std::int64_t id : ids)
            taken.emplace_back(id, RunScheduler(*repository).takeOut(id).record.name);
        if (m_json)
            printRuns(taken, {}, true, console);
        else
            console.note(runsText(taken.size()) + " taken out of the queue");
        return ExitCode::Done;
    }

private:
    static storage::RunRecord requireWaiting(const storage::RunRepository& repository, const std::string& reference)
    {
        storage::RunRecord run = requireRun(repository, reference);
        if (run.state != storage::RunState::Queued)
            throw engine::BadInput("RUN",
                                   described(run) + " does not wait in the queue; it is " + storage::toText(run.state));
        return run;
    }

    Workspace m_workspace;
    std::vector<std::string> m_runs;
    bool m_all = false;
    bool m_json = false;
};

/// `molex queue move RUN PLACE`
class QueueMove final : public Command {
public:
    QueueMove()
        : Command("move", "Give a run that waits another place in the queue")
    {
    }

    void declare(CLI::App& app) override
    {
        declareRun(app, m_run);
        app.add_option("PLACE", m_place, "1 for the first; beyond the last: the end")
            ->required()
            ->check(CLI::PositiveNumber);
        m_workspace.declare(app);
        declareJson(app, m_json);
    }

    ExitCode execute(Console& console) override
    {
        const auto repository = m_workspace.open(console);
        const storage::RunRecord run = requireRun(*repository, m_run);
        std::vector<storage::RunRecord> others = repository->queue();
        const std::size_t before = others.size();
        std::erase_if(others, [&](const auto& other) { return other.id == run.id; });
        if (others.size() == before)
            throw engine::BadInput("RUN",
                                   described(run) + " does not wait in the queue; it is " + storage::toText(run.state));
        const auto place = static_cast<std::size_t>(m_place);
        RunScheduler(*repository).move(run.id, place <= others.size() ? others[place - 1].id : 0);
        if (m_json)
            console.print({{"run", run.id}, {"name", run.name}, {"place", std::min(place, others.size() + 1)}});
        else
            console.note(described(run) + " is now number "
                         + std::to_string(std::min(place, others.size() + 1)));
        return ExitCode::Done;
    }

private:
    Workspace m_workspace;
    std::string m_run;
    std::int64_t m_place = 1;
    bool m_json = false;
};

} // namespace

std::vector<std::unique_ptr<Command>> queueParts()
{
    std::vector<std::unique_ptr<Command>> parts;
    addTo<QueueAdd, QueueList, QueueRemove, QueueMove>(parts);
    return parts;
}

} // namespace gui
