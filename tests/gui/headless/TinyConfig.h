#pragma once

#include <filesystem>
#include <string>
#include <utility>

#include "engine/run/ConfigJson.h"
#include "tests/support/TinyModel.h"
#include "tests/support/TinyTask.h"

namespace support {

/// A configuration as a user writes it, with these values of `training`: of `folder`/model, which writeTinyModel()
/// makes, and the task in `folder`/glue, which writeTinyTask() does.
inline engine::Json tinyConfig(const std::filesystem::path& folder, const std::string& name, engine::Json training)
{
    training["batch_size"] = 8;
    return engine::Json{{"name", name},
                        {"model", {{"path", (folder / "model").string()}, {"initialize", "random"}}},
                        {"task",
                         {{"kind", "glue"},
                          {"max_length", 32},
                          {"name", "sst2"},
                          {"path", (folder / "glue" / "SST-2").string()}}},
                        {"training", std::move(training)},
                        {"runtime", {{"device", "cpu"}, {"threads", 1}}}};
}

} // namespace support
