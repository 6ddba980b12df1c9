#pragma once

#include <filesystem>

#include "engine/run/RunConfig.h"
#include "tests/support/TinyModel.h"
#include "tests/support/TinyTask.h"

namespace support {

/// A run on the processor, in float32 whatever that offers: of `folder`/model, which writeTinyModel() makes, and the
/// task in `folder`/glue, which writeTinyTask() does.
inline engine::RunConfig tinyRun(const std::filesystem::path& folder)
{
    engine::RunConfig config;
    config.model = {(folder / "model").string(), engine::Initialize::Random};
    config.task.kind = engine::TaskKind::Glue;
    config.task.name = engine::GlueName::Sst2;
    config.task.path = (folder / "glue").string();
    config.task.maxLength = 32;
    config.training.batchSize = 8;
    config.runtime.device = "cpu";
    config.runtime.precision = engine::Precision::Fp32;
    return config;
}

/// Twelve steps of the same, with LoRA and no routing.
inline engine::RunConfig tinyLoraRun(const std::filesystem::path& folder)
{
    engine::RunConfig config = tinyRun(folder);
    config.method = engine::LoraConfig{};
    config.routing = engine::NoRoutingConfig{};
    config.training.steps = 12;
    return config;
}

/// tinyRun(), with both folders written.
inline engine::RunConfig writtenTinyRun(const std::filesystem::path& folder)
{
    writeTinyModel(folder / "model");
    writeTinyTask(folder / "glue");
    return tinyRun(folder);
}

} // namespace support
