#pragma once

#include <memory>
#include <optional>

#include <QtTest/QtTest>

#include "gui/plots/Plot.h"

namespace support {

/// Saves a picture and waits for it; empty when done, otherwise why not.
inline QString savePicture(gui::Plot& plot, const QString& path)
{
    const auto said = std::make_shared<std::optional<QString>>();
    plot.exportTo(path, [said](const QString& problem) { *said = problem; });
    const bool isSaid = QTest::qWaitFor([&said] { return said->has_value(); }, 60'000);
    return isSaid ? **said : QStringLiteral("nothing was said of %1").arg(path);
}

} // namespace support
