#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "engine/run/RunObserver.h"

namespace storage {

/// Stores the events of one run: a bounded queue, its own thread and connection, one transaction per batch.
/// A full queue makes handle() wait, so that nothing is lost; a write failure is reported, kept and retried until it
/// succeeds, the recorder is closed, or a run that is to end waits for room. handle() waits for memory in the same way;
/// what could not have any ends the record, and so the run is interrupted.
class RunRecorder final : public engine::RunObserver {
public:
    /// What they throw is passed over: the writer goes on without them.
    struct Callbacks
    {
        /// A write failed (sentence) or works again (empty text). On the writer's thread.
        std::function<void(const std::string&)> trouble;
        /// Somebody asked through the store that the run stop. On the writer's thread.
        std::function<void()> stopRequested;
        /// Whether the run is to end: then what cannot be stored does not hold it for ever. On the writer's thread
        /// and on those of handle() and waitUntilStored().
        std::function<bool()> isEnding;
    };

    /// Marks the run Running and owned by this process. Throws storage::Error.
    RunRecorder(const std::filesystem::path& workspace, std::int64_t run, Callbacks callbacks = {});
    /// Writes what is queued, then joins the thread.
    ~RunRecorder() override;

    void handle(const engine::RunEvent& event) noexcept override;
    /// Blocks until everything handled so far is on disk; false when the last write failed or the writer gave up.
    bool flush();
    bool settle() override { return flush(); }
    /// Blocks as flush(), but also while writes fail, until the run is to end or the writer gave up. False then.
    bool waitUntilStored();

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace storage
