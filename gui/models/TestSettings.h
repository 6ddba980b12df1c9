#pragma once

#include <string>
#include <vector>

#include <QString>

#include "engine/statistics/Comparison.h"

namespace gui {

/// How differences are tested, with the names and defaults of `molex compare`. A plain value.
struct TestSettings
{
    std::vector<std::string> metrics = {}; ///< that Holm corrects for; empty: all
    engine::ComparedValue value = {};
    engine::ResamplingOptions resampling = {}; ///< with the level of every interval
    engine::RopeOptions rope = {};

    bool operator==(const TestSettings&) const = default;
};

engine::ComparisonOptions optionsOf(const TestSettings& settings);

/// "95 %"
QString levelWords(double level);

/// As text to be kept, both ways; what is missing or cannot be has its default.
QString toText(const TestSettings& settings);
TestSettings testSettingsFromText(const QString& text);

} // namespace gui
