#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

namespace storage {

/// Where an import is put together: WORKSPACE/imports/PROCESS, on the workspace's disk. Its folder `run` becomes the
/// run's by one rename after the run's rows are stored. A process that is killed between the two has left a promise,
/// which the next one keeps; one that is killed before has left nothing but files to be removed.
class ImportFolder {
public:
    /// Throws storage::Error.
    explicit ImportFolder(const std::filesystem::path& workspace);
    ~ImportFolder(); ///< removes what is left of it, unless that is for the next process
    ImportFolder(const ImportFolder&) = delete;
    ImportFolder& operator=(const ImportFolder&) = delete;

    const std::filesystem::path& path() const { return m_path; }
    std::filesystem::path workspace() const { return m_path.parent_path().parent_path(); }
    std::filesystem::path runFiles() const { return m_path / "run"; }

    /// Before the run's rows are committed: waits until the disk has `runFiles`, a folder for those of all runs, and
    /// the promise that they will be the files of `run`, if the store then has that run from `hash`.
    void promise(std::int64_t run, const std::string& hash);
    /// After that. Without files there is nothing to do.
    void keep(const std::filesystem::path& target);
    /// Where neither that nor taking the rows back was possible: files and promise stay for finishKilled().
    void leave() { m_isLeft = true; }

    /// True when the store has the run with this number from what has this hash.
    using IsStored = std::function<bool(std::int64_t run, const std::string& hash)>;
    /// Ends what killed processes left. What cannot be ended now stays for the next time.
    static void finishKilled(const std::filesystem::path& workspace, const IsStored& isStored);

private:
    std::filesystem::path m_path;
    bool m_isLeft = false;
};

} // namespace storage
