#pragma once

namespace gui {

/// Replaces this process by `molex-engine`, which has every command and lies beside this program. Returns only where
/// that fails, with the exit code, after telling why on the error stream.
int becomeEngineProgram(char** arguments);

} // namespace gui
