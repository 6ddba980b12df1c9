#pragma once

#include <SQLiteCpp/Database.h>

#include <QtCore/QtGlobal>

#include <exception>
#include <filesystem>
#include <functional>
#include <random>
#include <string>

#include "tests/storage/power/DiskLog.h"

/// Many imagined power cuts of one log.
namespace support {

/// MOLEX_POWER_CUTS and MOLEX_POWER_SEED make a pass longer, or another one.
inline int powerSetting(const char* name, int otherwise)
{
    bool isNumber = false;
    const int value = qEnvironmentVariableIntValue(name, &isNumber);
    return isNumber ? value : otherwise;
}

/// What is wrong with the files in a folder after a cut; empty for nothing.
using ProblemOf = std::function<std::string(const std::filesystem::path&, const DiskImage&)>;

/// The first problem, with its seed; empty where there is none. `folder` is made and removed for each cut.
inline std::string problemAfterCuts(const DiskLog& log, const std::filesystem::path& folder, int usualCuts,
                                    const ProblemOf& problemOf)
{
    const int cuts = powerSetting("MOLEX_POWER_CUTS", usualCuts);
    const int first = powerSetting("MOLEX_POWER_SEED", 1);
    for (int seed = first; seed < first + cuts; ++seed) {
        std::mt19937 random(static_cast<unsigned>(seed));
        const std::size_t moment = log.drawMoment(random);
        const DiskImage image = log.cutAt(moment, random);
        image.writeTo(folder);
        std::string problem;
        try {
            problem = problemOf(folder, image);
        } catch (const std::exception& error) {
            problem = error.what();
        }
        if (!problem.empty())
            return "seed " + std::to_string(seed) + ", moment " + std::to_string(moment) + ": " + problem;
        std::filesystem::remove_all(folder);
    }
    return {};
}

inline std::string integrityOf(const std::filesystem::path& file)
{
    SQLite::Database database(file.string(), SQLite::OPEN_READWRITE);
    return database.execAndGet("PRAGMA integrity_check").getString();
}

} // namespace support
