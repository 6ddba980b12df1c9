#pragma once

#include <filesystem>
#include <memory>
#include <optional>

#include "engine/run/RunConfig.h"
#include "engine/run/RunControl.h"
#include "engine/run/RunObserver.h"

namespace engine {

/// Where a session reads and writes on disk.
struct SessionFolders
{
    std::filesystem::path checkpoints;               ///< folder of this run's checkpoints; made when missing
    std::optional<std::filesystem::path> resumeFrom; ///< a complete checkpoint folder
};

/// One training run: loads everything, trains, announces. All calls on one thread that is not the window's.
class TrainingSession {
public:
    TrainingSession(RunConfig config, SessionFolders folders);
    ~TrainingSession();

    /// Reads model, tokenizer, data and checkpoint. Blocking. Throws BadInput with every problem, Error otherwise.
    /// run() calls it when the caller has not.
    void prepare();

    /// Trains until done, stopped or failed, once no other run has its device, which it has until this object goes; the
    /// last event is the one RunFinished, which is also returned.
    RunFinished run(RunControl& control, RunObserver& observer) noexcept;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace engine
