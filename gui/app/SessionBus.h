#pragma once

#include <QFileInfo>

namespace gui {

/// Asking for a session bus where none runs would start one.
inline bool isSessionBusRunning()
{
    return qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS")
        || QFileInfo::exists(qEnvironmentVariable("XDG_RUNTIME_DIR") + QStringLiteral("/bus"));
}

} // namespace gui
