#include "gui/pages/LaunchConfig.h"

#include <utility>

#include <QStorageInfo>

#include "engine/model/WeightFiles.h"
#include "engine/run/Resources.h"

namespace gui {

namespace {
constexpr std::int64_t leastBytesFree = std::int64_t(2) << 30;
}

LaunchCheck checkLaunch(const CostEstimator& estimate, const engine::RunConfig& config,
                        const std::filesystem::path& workspace)
{
    LaunchCheck check{estimate(config), -1};
    const QStorageInfo disk(QString::fromStdString(workspace.string()));
    if (disk.isValid())
        check.bytesFree = disk.bytesAvailable();
    if (check.bytesFree >= 0 && check.bytesFree < leastBytesFree)
        check.result.issues.push_back({workspace.string(), "has less than 2 GiB of free disk space"});
    return check;
}

engine::RunConfig firstLaunchConfig()
{
    engine::RunConfig config;
    config.model.initialize = startOf(config.model.path);
    return config;
}

engine::Initialize startOf(const std::string& modelPath)
{
    return engine::hasWeights(engine::modelFolder(modelPath)) ? engine::Initialize::Pretrained
                                                              : engine::Initialize::Random;
}

engine::Issue atField(const engine::Issue& issue, const engine::RunConfig& config)
{
    const std::pair<const char*, std::string> folders[] = {
        {"model.path", engine::modelFolder(config.model.path).string()}, {"task.path", config.task.path}};
    for (const auto& [field, folder] : folders) {
        if (folder.empty() || !issue.path.starts_with(folder))
            continue;
        if (issue.path.size() == folder.size())
            return {field, issue.message};
        if (folder.back() == '/' || issue.path[folder.size()] == '/')
            return {field, issue.path.substr(issue.path.find_first_not_of('/', folder.size())) + ": " + issue.message};
    }
    return issue;
}

} // namespace gui
