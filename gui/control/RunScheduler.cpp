#include "gui/control/RunScheduler.h"

#include <algorithm>
#include <fstream>
#include <map>

#include "engine/data/FileLock.h"
#include "engine/data/FolderSeal.h"
#include "engine/run/ConfigJson.h"
#include "engine/run/DiskSync.h"
#include "gui/control/QueueLock.h"
#include "storage/runs/RemoveFolder.h"

namespace fs = std::filesystem;

namespace gui {

namespace {

const char* const startFolder = "start"; ///< of an imported run: the checkpoint that it went on from

/// Checkpoints to go on from that are still on disk, newest first; the best one is kept for prediction only.
std::vector<storage::CheckpointRecord> newestOnDisk(std::vector<storage::CheckpointRecord> checkpoints)
{
    std::erase_if(checkpoints, [](const auto& checkpoint) {
        std::error_code error;
        return checkpoint.best || !fs::is_directory(checkpoint.path, error);
    });
    std::stable_sort(checkpoints.begin(), checkpoints.end(),
                     [](const auto& a, const auto& b) { return a.step > b.step; });
    return checkpoints;
}

fs::path absolutePath(const fs::path& path)
{
    return fs::absolute(path).lexically_normal();
}

/// A run may go on from elsewhere than where it was added.
engine::RunConfig withAbsolutePaths(engine::RunConfig config)
{
    if (!config.model.path.empty() && config.model.path != "starter")
        config.model.path = absolutePath(config.model.path).string();
    if (!config.task.path.empty())
        config.task.path = absolutePath(config.task.path).string();
    if (!config.training.continueFrom.empty())
        config.training.continueFrom = absolutePath(config.training.continueFrom).string();
    if (auto* lora = std::get_if<engine::LoraConfig>(&config.method); lora != nullptr && !lora->start.empty())
        lora->start = absolutePath(lora->start).string();
    return config;
}

/// Files of a checkpoint are never changed once they are written, so names for the same bytes do.
void copyFolder(const fs::path& from, const fs::path& to)
{
    if (std::error_code none; !fs::is_directory(from, none))
        throw engine::Error(from.string() + ": is not there any more, so no run can go on from it");
    const auto requireCopied = [&](const std::error_code& error) {
        if (error)
            throw engine::Error(from.string() + ": cannot be copied to " + to.string() + ": " + error.message());
    };
    requireCopied(engine::makeFolders(to));
    try {
        for (const auto& entry : fs::directory_iterator(from)) {
            const fs::path copy = to / entry.path().filename();
            std::error_code error;
            fs::create_hard_link(entry.path(), copy, error);
            if (error && !fs::exists(copy)) // another disk, or one without links
                fs::copy_file(entry.path(), copy);
        }
    } catch (const fs::filesystem_error& error) {
        requireCopied(error.code());
    }
    requireCopied(engine::syncTree(to)); // before the store has a run that begins there
}

/// Of two files; reads both where neither is a name for the other.
bool haveSameBytes(const fs::path& one, const fs::path& other)
{
    std::error_code error;
    if (fs::equivalent(one, other, error))
        return true;
    if (error || fs::file_size(one, error) != fs::file_size(other, error) || error)
        return false;
    std::ifstream first(one, std::ios::binary);
    std::ifstream second(other, std::ios::binary);
    std::vector<char> left(std::size_t(1) << 20);
    std::vector<char> right(left.size());
    while (first && second) {
        first.read(left.data(), std::streamsize(left.size()));
        second.read(right.data(), std::streamsize(right.size()));
        if (first.gcount() != second.gcount()
            || !std::equal(left.begin(), left.begin() + first.gcount(), right.begin()))
            return false;
    }
    return first.eof() && second.eof();
}

/// True where `copy` has each file of `folder`, under its name.
bool hasAllOf(const fs::path& copy, const fs::path& folder)
{
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error))
        if (!haveSameBytes(entry.path(), copy / entry.path().filename()))
            return false;
    return !error;
}

/// Begun again, a run would forget what it has recorded, which nobody asked for.
void requireOneSound(const RunOrder& order)
{
    if (order.folders.resumeFrom || order.warnings.empty())
        return;
    std::string reason = "has no sound checkpoint left to go on from; what it has recorded is kept, and only going on "
                         "with it once more begins it again with the same seed";
    for (const std::string& warning : order.warnings)
        reason += "; " + warning;
    throw engine::BadInput(order.name, reason);
}

engine::RunConfig configOf(const storage::RunRecord& record)
{
    engine::ParsedConfig parsed = engine::configFromText(record.configJson, "configuration of " + record.name);
    if (!parsed.issues.empty())
        throw engine::BadInput(std::move(parsed.issues));
    return std::move(parsed.config);
}

} // namespace

RunScheduler::RunScheduler(storage::RunRepository& repository)
    : m_repository(repository)
{
}

std::int64_t RunScheduler::add(const engine::RunConfig& config)
{
    return add(std::vector{config}).front();
}

std::vector<std::int64_t> RunScheduler::add(const std::vector<engine::RunConfig>& configs)
{
    std::vector<storage::NewRun> runs;
    std::map<std::string, std::string> kept; // runs of a sweep have one start
    for (const engine::RunConfig& wanted : configs) {
        engine::RunConfig config = withAbsolutePaths(wanted);
        std::string& start = config.training.continueFrom;
        const auto [place, isNew] = kept.try_emplace(start);
        if (isNew)
            place->second = keptStart(start);
        start = place->second;
        runs.push_back({engine::displayName(config), config.group, engine::toJson(config).dump()});
    }
    return m_repository.create(runs);
}

std::string RunScheduler::keptStart(const fs::path& start) const
{
    const fs::path runs = absolutePath(m_repository.workspace() / "runs");
    if (start.filename() != startFolder || start.parent_path().parent_path() != runs)
        return start.string();
    const std::string name = "run-" + start.parent_path().filename().string() + "-start";
    fs::path kept = absolutePath(m_repository.workspace() / "starts" / name);
    if (std::error_code none; fs::is_directory(start, none)) // otherwise the copy says so
        for (int next = 2; fs::exists(kept) && !hasAllOf(kept, start); ++next) // of a run that had this number before
            kept.replace_filename(name + "-" + std::to_string(next));
    copyFolder(start, kept);
    return kept.string();
}

std::optional<std::string> RunScheduler::startFor(const storage::RunRecord& run, const engine::RunConfig& config) const
{
    if (config.training.continueFrom.empty())
        return std::string();
    const fs::path start = m_repository.runFolder(run.id) / startFolder;
    if (std::error_code error; fs::is_directory(start, error))
        return absolutePath(start).string();
    return run.imports.empty() ? std::optional(config.training.continueFrom) : std::nullopt;
}

void RunScheduler::move(std::int64_t id, std::int64_t next)
{
    m_repository.moveInQueue(id, next);
}

TakenRun RunScheduler::takeOut(std::int64_t id)
{
    const std::vector<storage::RunRecord> queue = m_repository.queue();
    const auto found = std::find_if(queue.begin(), queue.end(), [id](const auto& run) { return run.id == id; });
    if (found == queue.end())
        throw engine::BadInput("run " + std::to_string(id), "does not wait in the queue");
    TakenRun taken{*found, found->startedAt == 0, found + 1 == queue.end() ? 0 : (found + 1)->id};
    if (taken.isNew)
        m_repository.remove(id);
    else
        m_repository.setState(id, storage::RunState::Stopped, "taken out of the queue");
    return taken;
}

void RunScheduler::putBack(const TakenRun& taken)
{
    if (taken.isNew)
        m_repository.restore(taken.record);
    else
        m_repository.setState(taken.record.id, storage::RunState::Queued);
    m_repository.moveInQueue(taken.record.id, taken.next);
}

bool RunScheduler::remove(std::int64_t id)
{
    m_repository.remove(id);
    const bool isRemoved = storage::removeFolder(m_repository.workspace(), m_repository.runFolder(id));
    const std::vector<storage::RunRecord> runs = m_repository.runs();
    std::error_code none; // without a folder of starts there is nothing to look at
    for (const auto& start : fs::directory_iterator(m_repository.workspace() / "starts", none)) {
        const std::string name = start.path().filename().string() + "\"";
        if (std::none_of(runs.begin(), runs.end(),
                         [&](const auto& run) { return run.configJson.find(name) != std::string::npos; }))
            storage::removeFolder(m_repository.workspace(), start.path()); // one that stays costs disk space only
    }
    return isRemoved;
}

std::int64_t RunScheduler::trainMore(std::int64_t id, std::int64_t steps)
{
    const auto record = m_repository.run(id);
    if (!record)
        throw engine::BadInput("run " + std::to_string(id), "is not in this workspace");
    if (!canTrainMore(record->state))
        throw engine::BadInput(record->name, std::string("is ") + storage::toText(record->state)
                                   + "; only a run that is over can be trained further as a new one");
    const std::vector<storage::CheckpointRecord> checkpoints = newestOnDisk(m_repository.checkpoints(id));
    const auto checkpoint = std::find_if(checkpoints.begin(), checkpoints.end(),
                                         [](const auto& one) { return engine::damageOf(one.path).empty(); });
    if (checkpoint == checkpoints.end())
        throw engine::BadInput(record->name,
                               checkpoints.empty() ? "has no checkpoint left to go on from"
                                                   : "has no sound checkpoint left to go on from");
    if (steps < 1)
        throw engine::BadInput("steps", "must be at least 1");
    engine::RunConfig config = configOf(*record);
    const std::int64_t total = checkpoint->step + steps;
    config.name = record->name + "-to-" + std::to_string(total);
    if (!config.group.empty())
        config.group += " to " + std::to_string(total);
    config.training.steps = total;
    const fs::path folder = m_repository.workspace() / "starts" // RunRow reads the step in this name
        / ("run-" + std::to_string(id) + "-step-" + std::to_string(checkpoint->step));
    copyFolder(checkpoint->path, folder);
    config.training.continueFrom = absolutePath(folder).string();
    return add(config);
}

bool RunScheduler::canResume(storage::RunState state)
{
    using enum storage::RunState;
    return state == Stopped || state == Interrupted || state == Failed;
}

bool RunScheduler::canTrainMore(storage::RunState state)
{
    return canResume(state) || state == storage::RunState::Finished;
}

void RunScheduler::requeue(std::int64_t id)
{
    const auto record = m_repository.run(id);
    if (!record)
        throw engine::BadInput("run " + std::to_string(id), "is not in this workspace");
    if (!canResume(record->state))
        throw engine::BadInput(record->name, std::string("is ") + storage::toText(record->state)
                                   + "; only a stopped, interrupted or failed run can go on");
    m_repository.setState(id, storage::RunState::Queued);
}

std::vector<storage::RunRecord> RunScheduler::interrupted() const
{
    std::vector<storage::RunRecord> runs = m_repository.interrupted();
    std::erase_if(runs, [](const storage::RunRecord& run) { return run.marks.isArchived; });
    return runs;
}

void RunScheduler::requeueFirst(const std::vector<std::int64_t>& ids)
{
    const std::vector<storage::RunRecord> waiting = m_repository.queue();
    const std::int64_t first = waiting.empty() ? 0 : waiting.front().id;
    for (const std::int64_t id : ids) {
        requeue(id);
        m_repository.moveInQueue(id, first);
    }
}

std::int64_t RunScheduler::waiting() const
{
    return static_cast<std::int64_t>(m_repository.queue().size());
}

std::optional<RunOrder> RunScheduler::next(const StartCheck& check, const engine::Wanted& wanted,
                                           const FailureNews& onFailure)
{
    for (const storage::RunRecord& record : m_repository.queue()) {
        try {
            const engine::RunConfig config = configOf(record);
            const auto turn = turnOf(record.id, config.runtime.device);
            if (!turn)
                continue;
            if (check)
                check(config, wanted);
            RunOrder order = prepare(record.id);
            order.turn = *turn;
            return order;
        } catch (const engine::BadInput& problem) {
            m_repository.setState(record.id, storage::RunState::Failed, problem.what());
            if (onFailure && !onFailure(m_repository.run(record.id).value()))
                return std::nullopt;
        }
    }
    return std::nullopt;
}

std::optional<std::shared_ptr<const engine::FileLock>> RunScheduler::turnOf(std::int64_t id,
                                                                           const std::string& device) const
{
    using Turn = std::shared_ptr<const engine::FileLock>;
    if (!m_device.empty())
        return fullDeviceName(device) == fullDeviceName(m_device) ? std::optional(Turn()) : std::nullopt;
    if (device == "auto") // nobody works off those alone
        return Turn();
    Turn turn = std::make_shared<const engine::FileLock>(queueLockFile(m_repository.workspace(), device));
    if (!turn->isHeld())
        return std::nullopt;
    const auto run = m_repository.run(id); // another worker may have trained it since the queue was read
    return run && run->state == storage::RunState::Queued ? std::optional(turn) : std::nullopt;
}

RunOrder RunScheduler::prepare(std::int64_t id)
{
    const auto record = m_repository.run(id);
    if (!record)
        throw engine::BadInput("run " + std::to_string(id), "is not in this workspace");
    RunOrder order;
    order.config = configOf(*record);
    order.id = id;
    order.name = record->name;
    order.folders.checkpoints = m_repository.runFolder(id) / "checkpoints";
    for (const storage::CheckpointRecord& checkpoint : newestOnDisk(m_repository.checkpoints(id))) {
        const std::optional<std::string> damage = engine::setAsideIfDamaged(checkpoint.path);
        if (!damage) {
            order.folders.resumeFrom = checkpoint.path;
            order.firstStep = checkpoint.step;
            break;
        }
        order.warnings.push_back(*damage);
    }
    requireOneSound(order);
    if (const auto start = startFor(*record, order.config))
        order.config.training.continueFrom = *start;
    m_repository.truncateAfter(id, order.firstStep);
    return order;
}

} // namespace gui
