#include "tests/gui/demo/TrainingScreens.h"

#include <QDockWidget>
#include <QElapsedTimer>

#include <future>
#include <string>

#include "engine/run/ConfigJson.h"
#include "engine/run/Resources.h"
#include "gui/control/RunScheduler.h"
#include "gui/pages/RunPage.h"
#include "gui/pages/RunsPanel.h"
#include "storage/runs/RunRepository.h"
#include "storage/runs/WorkspaceCare.h"

namespace {

constexpr int firstSeed = 42;
constexpr int runs = 3;
constexpr int steps = 600; ///< so many that none is done before its pictures are taken
constexpr int evaluateEvery = 30;
constexpr std::size_t fewestEvaluations = 4;    ///< for a curve
constexpr int fillingMilliseconds = 40000;      ///< until the curves of the System dock are seen
constexpr int mostTrainingMilliseconds = 300000; ///< on a machine that others use too

std::vector<engine::RunConfig> work()
{
    engine::Json starter = engine::loadPreset("starter");
    starter["group"] = "starter-now";
    starter["task"]["dev_limit"] = 200;
    starter["training"]["steps"] = steps;
    starter["training"]["evaluate_every"] = evaluateEvery;
    std::vector<engine::RunConfig> configs;
    for (int seed = firstSeed; seed < firstSeed + runs; ++seed) {
        starter["name"] = "starter-now-s" + std::to_string(seed);
        starter["runtime"]["seed"] = seed;
        configs.push_back(engine::configFromJson(starter).config);
    }
    return configs;
}

bool isOver(const gui::RunModel& run)
{
    using enum storage::RunState;
    const storage::RunState state = run.record().state;
    return state != Queued && state != Running && state != Paused;
}

} // namespace

std::int64_t copyWithWork(const std::filesystem::path& workspace, const std::filesystem::path& copy)
{
    return std::async(std::launch::async, [&] {
        storage::backUpWorkspace(workspace, copy / "workspace.sqlite");
        storage::RunRepository repository(copy);
        const std::vector<storage::RunRecord> waiting = repository.queue();
        const std::vector<std::int64_t> added = gui::RunScheduler(repository).add(work());
        if (!waiting.empty())
            for (const std::int64_t run : added) // each stands behind the one before
                repository.moveInQueue(run, waiting.front().id);
        return added.front();
    }).get();
}

void grabTraining(Screens& screens, gui::MainWindow& window, std::int64_t run)
{
    QElapsedTimer clock;
    clock.start();
    const auto* start = screens.find<QAction>("startQueue");
    auto* page = window.findChild<gui::RunPage*>();
    const auto shown = [page, run]() -> const gui::RunModel* {
        const gui::RunModel* model = page->model();
        return model != nullptr && model->record().id == run ? model : nullptr;
    };
    screens.await([start] { return start->isEnabled(); }, QStringLiteral("The queue cannot be started"));
    window.findChild<gui::RunsPanel*>()->select(run);
    screens.trigger("startQueue");
    page->showTab(gui::RunPage::Tab::Metrics);
    const auto hasTrained = [&clock](const gui::RunModel& model) {
        const bool isFilled = clock.elapsed() > fillingMilliseconds || 2 * model.step() > steps;
        return isFilled && model.isLive() && model.history().evaluations.size() >= fewestEvaluations;
    };
    screens.await([&] { return shown() != nullptr && (isOver(*shown()) || hasTrained(*shown())); },
                  QStringLiteral("The run takes too long"), mostTrainingMilliseconds);
    if (shown() == nullptr || !hasTrained(*shown())) {
        screens.complain(QStringLiteral("There is no picture of a run that trains"));
        return;
    }
    screens.grab("running-metrics");
    page->showTab(gui::RunPage::Tab::Routing);
    screens.grab("running-routing");
    screens.grab("running-queue", screens.find<QDockWidget>("queueDock"));
    screens.grab("running-system", screens.find<QDockWidget>("systemDock"));
    for (const char* action : {"pause", "stop"})
        if (!screens.find<QAction>(action)->isEnabled())
            screens.complain(QStringLiteral("%1: cannot be chosen while the run trains").arg(QLatin1String(action)));
    screens.trigger("stop");
    screens.await([&] { return shown() != nullptr && isOver(*shown()); }, QStringLiteral("The run does not stop"));
}
