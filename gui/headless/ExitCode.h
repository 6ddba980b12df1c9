#pragma once

namespace gui {

/// What the program tells its caller.
enum class ExitCode {
    Done = 0,
    Failed = 1,       ///< a run failed, or something could not be done
    BadInput = 2,     ///< bad usage, or input that the user must correct
    Interrupted = 130 ///< by a signal; the state is saved
};

} // namespace gui
