#pragma once

#include <QString>

#include "storage/runs/Error.h"

namespace support {

/// The sentence with which the store refuses `action`; empty where it does not.
template <class Action>
QString whyRefused(Action action)
{
    try {
        action();
    } catch (const storage::Error& error) {
        return QString::fromUtf8(error.what());
    }
    return {};
}

} // namespace support
