#include "engine/model/Torch.h"

#include <map>

#include "engine/data/FolderSeal.h"
#include "engine/model/Safetensors.h"
#include "engine/training/CheckpointFolders.h"
#include "engine/training/RunCheckpoint.h"
#include "engine/training/TrainingSession.h"
#include "storage/runs/RunRepository.h"
#include "storage/runs/RunWriter.h"
#include "tests/storage/power/PowerCutVfs.h"
#include "tests/storage/power/PowerCuts.h"
#include "tests/support/Files.h"
#include "tests/support/RecordingObserver.h"
#include "tests/support/TestMain.h"
#include "tests/support/TinyRun.h"

#include <QTemporaryDir>

using namespace engine;
using support::DiskImage;
using support::DiskLog;
using support::PowerCutVfs;
namespace fs = std::filesystem;

namespace {

constexpr int cutsOfCheckpoints = 60;
constexpr int cutsOfRuns = 12; // after each of which a run trains
constexpr std::int64_t stepsBetween = 10;
constexpr std::int64_t stepsInAll = 60;
constexpr const char* bestName = "best";

/// Of several sectors, each of which tells the step.
torch::Tensor weightAt(std::int64_t step)
{
    return torch::full({30, 40}, static_cast<double>(step));
}

CheckpointContent contentAt(std::int64_t step)
{
    CheckpointContent content;
    content.config = Json::object();
    content.identity = {"model", "data"};
    content.progress.step = step;
    content.weights = {{"a", weightAt(step)}};
    content.optimizer = {{"m", weightAt(-step)}};
    return content;
}

/// As the training loop does it: the event after the folder.
void save(storage::RunWriter& writer, const fs::path& folder, std::int64_t step)
{
    const std::int64_t bytes = saveCheckpoint(folder, contentAt(step));
    const bool isBest = folder.filename() == bestName;
    writer.write({storage::TimedEvent{CheckpointSaved{step, folder.string(), bytes, isBest}, double(step)}});
}

/// What is wrong with a folder that is to be a checkpoint of this step or a later one; empty for nothing.
std::string problemOfCheckpoint(const fs::path& folder, std::int64_t earliest)
{
    if (const std::vector<Issue> damage = damageOf(folder); !damage.empty())
        return toText(damage.front());
    const std::int64_t step = readCheckpointHeader(folder).progress.step;
    if (step < earliest)
        return folder.string() + " is of step " + std::to_string(step) + ", not of " + std::to_string(earliest);
    const SafetensorsFile weights(folder / "weights.safetensors");
    return torch::equal(weights.tensor("a"), weightAt(step)) ? "" : folder.string() + " has weights of another step";
}

/// A run that draws (dropout) and counts (votes), with a checkpoint at every second step. Model and data are beside the
/// disk whose power goes.
RunConfig runWithCheckpoints(const fs::path& folder)
{
    support::writeTinyModel(folder / "model", {.layers = 2});
    support::writeTinyTask(folder / "glue", 16, 4);
    RunConfig config = support::tinyRun(folder);
    config.routing = MolexConfig{};
    config.training.batchSize = 4;
    config.training.steps = 8;
    config.training.evaluateEvery = 3;
    config.training.checkpointEvery = 2;
    config.training.learningRate = 1e-2;
    config.runtime.threads = 1;
    return config;
}

/// The newest checkpoint that the store has, at its place after a cut; step 0 without one.
std::pair<std::int64_t, fs::path> storedCheckpoint(const storage::RunRepository& repository, std::int64_t run)
{
    std::pair<std::int64_t, fs::path> newest;
    for (const storage::CheckpointRecord& record : repository.checkpoints(run)) {
        const fs::path name = fs::path(record.path).filename();
        if (name != bestName && record.step > newest.first)
            newest = {record.step, repository.runFolder(run) / "checkpoints" / name};
    }
    return newest;
}

/// What is wrong with how a run goes on from a checkpoint, or begins without one; empty where its last checkpoint has
/// the bits of `whole`.
std::string problemOfGoingOn(const RunConfig& config, const SessionFolders& folders, const fs::path& whole)
{
    support::RecordingObserver observer;
    RunControl control;
    TrainingSession session(config, folders);
    const RunFinished finished = session.run(control, observer);
    if (finished.status != RunStatus::Finished)
        return "it did not go on: " + finished.reason;
    for (const char* file : {"weights.safetensors", "optimizer.safetensors"})
        if (support::contentOf(fs::path(finished.checkpoint) / file) != support::contentOf(whole / file))
            return finished.checkpoint + " has other bits in " + file;
    return {};
}

} // namespace

/// The power goes while a run saves its checkpoints, replaces its best one, and removes those that are older.
class tst_PowerCutCheckpoints : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aCheckpointThatTheStoreKnowsIsWhole()
    {
        const QTemporaryDir folder;
        const fs::path root = fs::canonical(folder.path().toStdString()) / "disk";
        fs::create_directories(root / "workspace");
        DiskLog log;
        std::int64_t run = 0;
        {
            support::FileCalls calls;
            const PowerCutVfs disk(log, root, calls);
            storage::RunRepository repository(root / "workspace");
            run = repository.create("a", "", "{}");
            storage::RunWriter writer(root / "workspace", run);
            log.promise(0);
            log.begin();
            const fs::path checkpoints = repository.runFolder(run) / "checkpoints";
            for (std::int64_t step = stepsBetween; step <= stepsInAll; step += stepsBetween) {
                save(writer, checkpoints / bestName, step);
                save(writer, checkpoints / checkpointName(step), step);
                log.promise(step);
                removeOldCheckpoints(checkpoints / checkpointName(step));
            }
            QVERIFY(calls.placeOf("exchange best.partial best") >= 0);
        }
        const auto problemOf = [&](const fs::path& cut, const DiskImage& image) -> std::string {
            const storage::RunRepository repository(cut / "workspace");
            if (const std::string integrity = support::integrityOf(cut / "workspace" / "workspace.sqlite");
                integrity != "ok")
                return integrity;
            std::map<std::string, storage::CheckpointRecord> newest; // the best one, and the one to go on from
            for (const storage::CheckpointRecord& record : repository.checkpoints(run))
                newest[fs::path(record.path).filename() == bestName ? bestName : "newest"] = record;
            if (image.promised > 0 && newest.size() != 2)
                return "the store knows " + std::to_string(newest.size()) + " of two kinds of checkpoints";
            for (const auto& [kind, record] : newest) {
                if (record.step < image.promised)
                    return "the store knows none of step " + std::to_string(image.promised);
                const fs::path place = cut / fs::path(record.path).lexically_relative(root);
                if (const std::string problem = problemOfCheckpoint(place, record.step); !problem.empty())
                    return problem;
            }
            const auto found = newestCheckpoint(repository.runFolder(run) / "checkpoints"); // without the store
            return found ? problemOfCheckpoint(*found, image.promised) : "";
        };
        const std::string problem =
            support::problemAfterCuts(log, root.string() + "-cut", cutsOfCheckpoints, problemOf);
        QVERIFY2(problem.empty(), problem.c_str());
    }

    /// From the newest checkpoint that the store knows, as RunScheduler lets it.
    void aRunGoesOnWithTheBitsOfOneThatWasNotCut()
    {
        const QTemporaryDir folder;
        const fs::path home = fs::canonical(folder.path().toStdString());
        const fs::path root = home / "disk";
        fs::create_directories(root / "workspace");
        const RunConfig config = runWithCheckpoints(home);
        DiskLog log;
        std::int64_t run = 0;
        RunFinished whole;
        {
            support::FileCalls calls;
            const PowerCutVfs disk(log, root, calls);
            storage::RunRepository repository(root / "workspace");
            run = repository.create("a", "", toJson(config).dump());
            storage::RunWriter writer(root / "workspace", run);
            log.promise(0);
            log.begin();
            support::RecordingObserver observer;
            observer.onEvent = [&](const RunEvent& event) { // is stored when this returns, as settle() then says
                writer.write({storage::TimedEvent{event, 0}});
                if (const auto* saved = std::get_if<CheckpointSaved>(&event); saved != nullptr && !saved->best)
                    log.promise(saved->step);
            };
            RunControl control;
            TrainingSession session(config, {repository.runFolder(run) / "checkpoints", {}});
            whole = session.run(control, observer);
        }
        QCOMPARE(whole.reason, std::string());
        QCOMPARE(whole.steps, config.training.steps);
        const auto problemOf = [&](const fs::path& cut, const DiskImage& image) -> std::string {
            const storage::RunRepository repository(cut / "workspace");
            const auto [step, newest] = storedCheckpoint(repository, run);
            if (step < image.promised)
                return "the store knows none of step " + std::to_string(image.promised);
            SessionFolders folders{cut / "checkpoints", {}};
            if (step > 0)
                folders.resumeFrom = newest;
            return problemOfGoingOn(config, folders, whole.checkpoint);
        };
        const std::string problem = support::problemAfterCuts(log, root.string() + "-cut", cutsOfRuns, problemOf);
        QVERIFY2(problem.empty(), problem.c_str());
    }
};

MOLEX_TEST(tst_PowerCutCheckpoints)
#include "tst_PowerCutCheckpoints.moc"
