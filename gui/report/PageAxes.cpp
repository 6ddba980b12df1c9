#include "gui/report/PageAxes.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

#include "engine/run/ConfigKeys.h"
#include "engine/run/FieldList.h"

namespace gui::reports {

namespace {

constexpr double decade = 10;
constexpr double noNumber = std::numeric_limits<double>::quiet_NaN();
constexpr const char* noText = "–";

std::optional<double> wholeNumber(const std::string& text)
{
    double value = 0;
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    return error == std::errc() && stop == end && std::isfinite(value) ? std::optional(value) : std::nullopt;
}

void setEnds(PageAxis& axis, bool mayBeLog)
{
    for (const double value : axis.values)
        axis.ends.include(value);
    axis.isLog = mayBeLog && axis.ends.from > 0 && axis.ends.to >= decade * axis.ends.from;
}

/// Texts that all are numbers are an axis of numbers.
PageAxis settingAxis(const std::string& key, std::vector<std::string> texts)
{
    PageAxis axis;
    const std::string unit = engine::fieldUnit(key);
    axis.title = unit.empty() ? key : key + " (" + unit + ")";
    for (const std::string& text : texts)
        if (text != noText)
            axis.words.push_back(text);
    std::sort(axis.words.begin(), axis.words.end());
    axis.words.erase(std::unique(axis.words.begin(), axis.words.end()), axis.words.end());
    const bool areNumbers = std::all_of(axis.words.begin(), axis.words.end(),
                                        [](const std::string& word) { return wholeNumber(word).has_value(); });
    for (const std::string& text : texts) {
        const auto word = std::lower_bound(axis.words.begin(), axis.words.end(), text);
        const bool isThere = text != noText;
        axis.values.push_back(!isThere         ? noNumber
                                  : areNumbers ? *wholeNumber(text)
                                               : static_cast<double>(word - axis.words.begin()));
    }
    if (areNumbers)
        axis.words.clear();
    axis.texts = std::move(texts);
    setEnds(axis, areNumbers);
    return axis;
}

std::vector<bool> whichHave(const PageAxis& axis)
{
    std::vector<bool> have;
    for (const double value : axis.values)
        have.push_back(std::isfinite(value));
    return have;
}

/// Key of the configuration as a text without the quotation marks of JSON.
std::string settingText(const std::map<std::string, std::string>& flat, const std::string& key)
{
    const auto found = flat.find(key);
    if (found == flat.end())
        return noText;
    std::string text = found->second;
    std::erase(text, '"');
    return text;
}

} // namespace

double PageAxis::place(double value) const
{
    if (!isSpread() || !std::isfinite(value))
        return std::isfinite(value) ? 0.5 : value;
    return isLog ? std::log(value / ends.from) / std::log(ends.to / ends.from)
                 : (value - ends.from) / (ends.to - ends.from);
}

std::vector<storage::SvgMark> PageAxis::marks() const
{
    std::vector<storage::SvgMark> marks;
    for (const std::string& word : words)
        marks.emplace_back(static_cast<double>(marks.size()), word);
    return marks;
}

PageAxis numberAxis(std::string title, std::vector<double> values, bool mayBeLog)
{
    PageAxis axis;
    axis.title = std::move(title);
    axis.values = std::move(values);
    setEnds(axis, mayBeLog);
    return axis;
}

std::vector<PageAxis> settingAxes(const std::vector<engine::RunSummary>& runs, const std::vector<std::size_t>& chosen)
{
    std::vector<std::map<std::string, std::string>> flat;
    flat.reserve(chosen.size());
    for (const std::size_t run : chosen)
        flat.push_back(engine::flatConfig(runs[run].config));
    std::vector<PageAxis> all;
    for (const std::string& key : engine::varyingKeys(runs, chosen)) {
        std::vector<std::string> texts;
        texts.reserve(flat.size());
        for (const auto& config : flat)
            texts.push_back(settingText(config, key));
        all.push_back(settingAxis(key, std::move(texts)));
    }
    std::vector<PageAxis> axes;
    for (const PageAxis& axis : all) {
        const std::vector<bool> have = whichHave(axis);
        const bool tellsNothing = !axis.isSpread() && std::any_of(all.begin(), all.end(), [&](const PageAxis& other) {
            return other.isSpread() && followsFrom(have, other.texts);
        });
        const bool differs = axis.isSpread() || std::find(have.begin(), have.end(), false) != have.end();
        if (differs && !tellsNothing)
            axes.push_back(axis);
    }
    return axes;
}

} // namespace gui::reports
