#include "gui/pages/LaunchConfig.h"

#include <utility>

#include "engine/model/WeightFiles.h"
#include "engine/run/Resources.h"

namespace gui {

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
