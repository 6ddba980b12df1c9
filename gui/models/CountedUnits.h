#pragma once

#include <QString>

#include <cstdint>

namespace gui {

/// What is counted, in words: "dev row", "dev rows".
struct CountedUnits
{
    QString one;
    QString many;

    const QString& of(std::int64_t count) const { return count == 1 ? one : many; }
};

} // namespace gui
