#pragma once

#include <QtCore/QtGlobal>

namespace support {

/// For how long another writer goes on holding the store once a test has seen that it is waited for; not at all without
/// MOLEX_LOCK_SECONDS.
inline int lockMilliseconds()
{
    return 1000 * qEnvironmentVariableIntValue("MOLEX_LOCK_SECONDS");
}

} // namespace support
