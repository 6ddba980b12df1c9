#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>

#include <QTemporaryDir>

#include "engine/training/TrainingSession.h"
#include "tests/support/RecordingObserver.h"

namespace support {

/// What a run announced and left behind.
struct Outcome
{
    RecordingObserver observer;
    engine::RunFinished finished;
    std::filesystem::path checkpoints;

    std::filesystem::path file(const char* name) const { return std::filesystem::path(finished.checkpoint) / name; }

    /// A file of the last checkpoint; empty where there is none.
    QByteArray bytes(const char* name) const
    {
        std::ifstream stream(file(name), std::ios::binary);
        return QByteArray::fromStdString({std::istreambuf_iterator<char>(stream), {}});
    }
    QByteArray weights() const { return bytes("weights.safetensors"); }
};

/// Runs in a temporary folder, each with checkpoints of its own unless it goes on from another's.
class WholeRuns final {
public:
    std::filesystem::path folder() const { return m_folder.path().toStdString(); }
    std::filesystem::path path(const std::string& name) const { return folder() / name; }
    std::filesystem::path fresh() { return path("run-" + std::to_string(m_next++)); }

    void run(const engine::RunConfig& config, Outcome& outcome, engine::RunControl& control,
             std::optional<std::filesystem::path> from = {})
    {
        if (outcome.checkpoints.empty())
            outcome.checkpoints = fresh();
        engine::TrainingSession session(config, {outcome.checkpoints, std::move(from)});
        outcome.finished = session.run(control, outcome.observer);
    }

    /// stopAt: the step after which the user stops it; 0: never.
    void run(const engine::RunConfig& config, Outcome& outcome, int stopAt = 0,
             std::optional<std::filesystem::path> from = {})
    {
        engine::RunControl control;
        outcome.observer.onEvent = [&](const engine::RunEvent& event) {
            if (const auto* step = std::get_if<engine::StepDone>(&event); step != nullptr && step->step == stopAt)
                control.stop();
        };
        run(config, outcome, control, std::move(from));
        outcome.observer.onEvent = {};
    }

private:
    QTemporaryDir m_folder;
    int m_next = 0;
};

} // namespace support
