#pragma once

#include "tests/gui/headless/MolexProcess.h"

namespace support {

/// Calls of every command in this process, by the code that `molex-engine` runs: the same words, exit code and streams
/// without a second of LibTorch's loading each time. What concerns a process (signals, kills, a full standard output) needs
/// the program itself, MolexProcess.
class MolexHere : public MolexProcess {
public:
    using MolexProcess::MolexProcess;

    MolexResult operator()(const QStringList& arguments) const;
    /// With standard input, which a process has: by the program.
    MolexResult operator()(const QStringList& arguments, const QByteArray& input) const
    {
        return MolexProcess::operator()(arguments, input);
    }
};

} // namespace support
