#pragma once

#include <memory>
#include <string>

#include "storage/runs/RunRepository.h"

namespace CLI {
class App;
}

namespace gui {

class Console;

/// The --workspace option, and the store it names.
class Workspace {
public:
    void declare(CLI::App& app);

    std::filesystem::path folder() const;

    /// Makes the workspace where it is missing. Throws BadInput where that cannot be.
    std::unique_ptr<storage::RunRepository> openOrCreate() const;

    /// As openOrCreate(), and each change waits as long as a run waits that is about to begin; says that it does.
    std::unique_ptr<storage::RunRepository> openToTrain(Console& console) const;

    /// An existing workspace. Runs whose process is gone are marked first, where the file can be written. One of a
    /// newer version of the program, or that another one writes for long, is opened to be read, with a warning.
    std::unique_ptr<storage::RunRepository> open(Console& console) const;
    /// Throws BadInput where there is no workspace.
    void requireExisting() const;

private:
    std::string m_folder;
};

/// The run named by a number, a name or "last". Throws BadInput naming what there is.
storage::RunRecord requireRun(const storage::RunRepository& repository, const std::string& reference);

/// A run in messages: run 3 "name".
std::string described(const storage::RunRecord& run);

/// Declares the positional RUN.
void declareRun(CLI::App& app, std::string& reference);

/// Declares --json (for commands that print nothing but JSON it changes nothing).
void declareJson(CLI::App& app, bool& json);

} // namespace gui
