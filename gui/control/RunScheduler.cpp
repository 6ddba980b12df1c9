#include "gui/control/RunScheduler.h"

#include <algorithm>

#include "engine/run/ConfigJson.h"

namespace fs = std::filesystem;

namespace gui {

namespace {

/// The newest checkpoint to go on from that is still on disk; the best one is kept for prediction only.
std::optional<storage::CheckpointRecord> newestOnDisk(std::vector<storage::CheckpointRecord> checkpoints)
{
    std::erase_if(checkpoints, [](const auto& checkpoint) { return checkpoint.best; });
    std::stable_sort(checkpoints.begin(), checkpoints.end(),
                     [](const auto& a, const auto& b) { return a.step > b.step; });
    const auto found = std::find_if(checkpoints.begin(), checkpoints.end(), [](const auto& checkpoint) {
        std::error_code error;
        return fs::is_directory(checkpoint.path, error);
    });
    return found == checkpoints.end() ? std::nullopt : std::make_optional(*found);
}

/// A run may go on from elsewhere than where it was added.
engine::RunConfig withAbsolutePaths(engine::RunConfig config)
{
    if (!config.model.path.empty() && config.model.path != "starter")
        config.model.path = fs::absolute(config.model.path).lexically_normal().string();
    if (!config.task.path.empty())
        config.task.path = fs::absolute(config.task.path).lexically_normal().string();
    return config;
}

} // namespace

RunScheduler::RunScheduler(storage::RunRepository& repository)
    : m_repository(repository)
{
}

std::int64_t RunScheduler::add(const engine::RunConfig& config)
{
    return m_repository.create(engine::displayName(config), config.group,
                               engine::toJson(withAbsolutePaths(config)).dump());
}

bool RunScheduler::canResume(storage::RunState state)
{
    using enum storage::RunState;
    return state == Stopped || state == Interrupted || state == Failed;
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

std::optional<RunOrder> RunScheduler::next()
{
    for (const storage::RunRecord& record : m_repository.queue()) {
        try {
            return prepare(record.id);
        } catch (const engine::BadInput& problem) {
            m_repository.setState(record.id, storage::RunState::Failed, problem.what());
        }
    }
    return std::nullopt;
}

RunOrder RunScheduler::prepare(std::int64_t id)
{
    const auto record = m_repository.run(id);
    if (!record)
        throw engine::BadInput("run " + std::to_string(id), "is not in this workspace");
    engine::ParsedConfig parsed = engine::configFromText(record->configJson, "configuration of " + record->name);
    if (!parsed.issues.empty())
        throw engine::BadInput(std::move(parsed.issues));
    RunOrder order;
    order.id = id;
    order.name = record->name;
    order.config = std::move(parsed.config);
    order.folders.checkpoints = m_repository.runFolder(id) / "checkpoints";
    if (const auto checkpoint = newestOnDisk(m_repository.checkpoints(id))) {
        order.folders.resumeFrom = checkpoint->path;
        order.firstStep = checkpoint->step;
    }
    m_repository.truncateAfter(id, order.firstStep);
    return order;
}

} // namespace gui
