// run.json of a checkpoint.
#include "engine/run/ConfigJson.h"
#include "engine/training/RunCheckpoint.h"
#include "tests/fuzz/Scratch.h"
#include "tests/fuzz/Targets.h"

namespace {

bool acceptsCheckpoint(std::span<const char> bytes)
{
    static const fuzz::Scratch scratch;
    fuzz::write(scratch / "run.json", bytes);
    fuzz::write(scratch / "complete", std::string());
    return fuzz::isRead<engine::Error>([] {
        const engine::CheckpointContent content = engine::readCheckpointHeader(scratch.path());
        engine::configFromJson(content.config);
    });
}

std::vector<std::string> goodCheckpoints()
{
    const std::string config = toJson(engine::RunConfig{}).dump(1);
    return {R"({"format": 1, "config": )" + config + R"(, "model_hash": "a", "data_hash": "b",
"precision": "bf16", "progress": {"step": 5, "seconds": 1.5, "rows": 40, "tokens": 400, "layer_runs": 24.0, "passes": 5,
"evaluation_due": false, "evaluations_without_best": 0, "best": {"metric": "accuracy", "value": 0.5, "step": 5},
"metrics": [{"key": "accuracy", "value": 0.5}]}})"};
}

std::vector<std::vector<std::string>> checkpointPieces()
{
    return {{"\"format\": ", "\"config\": ", "\"model_hash\": ", "\"progress\": {",
             "\"precision\": ", "\"step\": ", "\"best\": ", "\"metrics\": [", "\"evaluation_due\": "},
            {"null", "true", "\"\"", "[]", "{}", "{", "}", "[", "]", ",", ":", "\xFF", std::string(70, '{')}};
}

} // namespace

fuzz::Target fuzz::checkpointTarget()
{
    return {"checkpoint", acceptsCheckpoint, goodCheckpoints, checkpointPieces, 5000};
}
