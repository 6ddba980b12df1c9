#include "engine/run/Sweep.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <set>

#include "engine/run/ConfigJson.h"
#include "engine/run/FieldList.h"
#include "engine/run/VisibleText.h"

namespace engine {

namespace {

const char* const seedPath = "runtime.seed";

std::string_view trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t\r\n");
    return first == std::string_view::npos ? std::string_view()
                                           : text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

/// The parts between `divider`, outside of brackets and quotes.
std::vector<std::string_view> split(std::string_view text, char divider)
{
    std::vector<std::string_view> parts;
    std::size_t begin = 0;
    int depth = 0;
    bool isQuoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '"' && (i == 0 || text[i - 1] != '\\'))
            isQuoted = !isQuoted;
        else if (!isQuoted && (c == '[' || c == '{'))
            ++depth;
        else if (!isQuoted && (c == ']' || c == '}'))
            --depth;
        else if (!isQuoted && depth == 0 && c == divider) {
            parts.push_back(trimmed(text.substr(begin, i - begin)));
            begin = i + 1;
        }
    }
    parts.push_back(trimmed(text.substr(begin)));
    return parts;
}

std::optional<double> numberOf(std::string_view text)
{
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool isWhole = !text.empty() && error == std::errc() && end == text.data() + text.size();
    return isWhole && std::isfinite(value) ? std::optional(value) : std::nullopt;
}

/// Without the last digits that steps and powers leave behind; whole numbers as such.
Json tidy(double value)
{
    const auto isWhole = [](double number) { return number == std::floor(number) && std::abs(number) < largestInteger; };
    if (isWhole(value))
        return Json(static_cast<std::int64_t>(value));
    char text[32];
    std::snprintf(text, sizeof text, "%.12g", value);
    const double rounded = std::strtod(text, nullptr);
    if (isWhole(rounded))
        return Json(static_cast<std::int64_t>(rounded));
    return Json(rounded);
}

Json valueOf(std::string_view text)
{
    auto parsed = parseJson(text, "value");
    if (std::holds_alternative<Json>(parsed))
        return std::get<Json>(std::move(parsed));
    const auto number = numberOf(text); // ".5" is none in JSON
    return number ? tidy(*number) : Json(std::string(text));
}

/// FROM, TO, COUNT as typed, and whether ratios are equal instead of distances.
struct Range
{
    double from = 0;
    double to = 0;
    std::optional<double> count;
    bool isLogarithmic = false;
};

/// Absent where the text is no range; then it is a value that happens to have a colon.
std::optional<Range> rangeOf(std::string_view text)
{
    const std::vector<std::string_view> parts = split(text, ':');
    if (parts.size() < 2 || parts.size() > 4)
        return std::nullopt;
    const auto from = numberOf(parts[0]);
    const auto to = numberOf(parts[1]);
    const auto count = parts.size() > 2 ? numberOf(parts[2]) : std::nullopt;
    const bool isWord = parts.size() < 4 || parts[3] == "log" || parts[3] == "linear";
    if (!from || !to || (parts.size() > 2 && !count) || !isWord)
        return std::nullopt;
    return Range{*from, *to, count, parts.size() == 4 && parts[3] == "log"};
}

std::string problemOf(const Range& range)
{
    const auto isWhole = [](double value) { return value == std::floor(value); };
    if (!range.count && (!isWhole(range.from) || !isWhole(range.to)))
        return "a range FROM:TO is of whole numbers; give a count as in 0.1:0.5:5 or 1e-5:1e-3:3:log";
    if (!range.count && range.to < range.from)
        return "a range FROM:TO must not end below its start";
    const double count = range.count.value_or(range.to - range.from + 1);
    if (!isWhole(count) || count < (range.count ? 2 : 1) || count > static_cast<double>(mostSweptRuns))
        return "a range must have from 2 to " + std::to_string(mostSweptRuns) + " values";
    if (range.isLogarithmic && (range.from <= 0 || range.to <= 0))
        return "a range with equal ratios (log) must stay above 0";
    return {};
}

void addRange(const Range& range, std::vector<Json>& values)
{
    const double count = range.count.value_or(range.to - range.from + 1); // whole and small: problemOf()
    for (std::int64_t i = 0; i < static_cast<std::int64_t>(count); ++i) {
        const double share = count > 1 ? static_cast<double>(i) / (count - 1) : 0;
        values.push_back(tidy(range.isLogarithmic ? range.from * std::pow(range.to / range.from, share)
                                                  : range.from + (range.to - range.from) * share));
    }
}

bool isKind(const SweepAxis& axis)
{
    return axis.path == "method.kind" || axis.path == "routing.kind";
}

/// `value` at the dotted path, objects merged and a section of another kind replaced.
void set(Json& json, const std::string& path, const Json& value)
{
    Json patch = value;
    std::string_view rest = path;
    while (!rest.empty()) {
        const auto dot = rest.rfind('.');
        Json outer = Json::object();
        outer[std::string(dot == std::string_view::npos ? rest : rest.substr(dot + 1))] = std::move(patch);
        patch = std::move(outer);
        rest = dot == std::string_view::npos ? std::string_view() : rest.substr(0, dot);
    }
    overlay(json, patch);
}

std::string shortText(const Json& value)
{
    std::string text = value.is_string() ? value.get<std::string>() : value.dump();
    const auto end = text.find_last_not_of('/');
    text.resize(end == std::string::npos ? 0 : end + 1);
    text.erase(0, text.rfind('/') + 1); // of a path, its end
    std::erase_if(text, [](char c) { return c == '[' || c == ']' || c == '"' || c == ' '; });
    std::replace(text.begin(), text.end(), ',', '+');
    return std::string(cutText(text, 40));
}

/// Without the seed at the end of a name made from parts.
std::string stemOf(const RunConfig& config)
{
    if (!config.name.empty())
        return config.name;
    const std::string name = displayName(config);
    return name.substr(0, name.rfind("-s"));
}

class Expansion {
public:
    Expansion(const Json& base, const Sweep& sweep)
        : m_base(base)
        , m_axes(sweep.axes)
    {
        if (sweep.seeds > 1)
            addSeeds(sweep.seeds);
        // What a kind brings with it can be swept only once the kind is chosen.
        m_order.reserve(m_axes.size());
        for (const bool kinds : {true, false})
            for (std::size_t i = 0; i < m_axes.size(); ++i)
                if (isKind(m_axes[i]) == kinds)
                    m_order.push_back(i);
    }

    SweptRuns run()
    {
        checkAxes();
        const ParsedConfig parsed = configFromJson(m_base);
        m_result.group = parsed.config.group.empty() ? stemOf(parsed.config) : parsed.config.group;
        if (m_result.issues.empty()) {
            m_at.assign(m_axes.size(), 0);
            do
                addRun();
            while (advance());
        }
        if (!m_result.issues.empty())
            m_result.runs.clear();
        return std::move(m_result);
    }

private:
    void complain(Issue issue)
    {
        if (std::find(m_result.issues.begin(), m_result.issues.end(), issue) == m_result.issues.end())
            m_result.issues.push_back(std::move(issue));
    }

    void addSeeds(std::int64_t seeds)
    {
        const std::int64_t first = configFromJson(m_base).config.runtime.seed;
        SweepAxis axis{seedPath, {}};
        for (std::int64_t i = 0; i < std::min(seeds, mostSweptRuns + 1); ++i)
            axis.values.emplace_back(first + i);
        m_axes.push_back(std::move(axis));
    }

    void checkAxes()
    {
        std::set<std::string> paths;
        for (const SweepAxis& axis : m_axes) {
            if (!paths.insert(axis.path).second)
                complain({axis.path, "is swept twice"});
            if (axis.path == "name" || axis.path == "group")
                complain({axis.path, "cannot be swept; each run gets a name of its own"});
            if (axis.values.empty())
                complain({axis.path, "has no value to be swept over"});
            if (axis.values.size() <= static_cast<std::size_t>(mostSweptRuns)) // more are refused below
                checkForTwins(axis);
        }
        if (countRuns({m_axes, 1}) > mostSweptRuns)
            complain({"sweep", "makes more than " + std::to_string(mostSweptRuns) + " runs"});
    }

    void checkForTwins(const SweepAxis& axis)
    {
        for (auto value = axis.values.begin(); value != axis.values.end(); ++value)
            if (std::find(axis.values.begin(), value, *value) != value)
                complain({axis.path, "has the value " + excerpt(*value) + " twice"});
    }

    void addRun()
    {
        Json json = m_base;
        for (const std::size_t i : m_order)
            set(json, m_axes[i].path, m_axes[i].values[m_at[i]]);
        ParsedConfig parsed = configFromJson(json);
        for (Issue& issue : parsed.issues)
            complain(std::move(issue));
        const bool seeded =
            std::any_of(m_axes.begin(), m_axes.end(), [](const SweepAxis& axis) { return axis.path == seedPath; });
        RunConfig config = std::move(parsed.config);
        const bool isNamed = !config.name.empty();
        std::string name = stemOf(config);
        for (std::size_t i = 0; i < m_axes.size(); ++i)
            if (m_axes[i].path != seedPath && (isNamed || !isInStem(m_axes[i].path)))
                name += "-" + keyOf(i) + "=" + shortText(m_axes[i].values[m_at[i]]);
        if (seeded || !isNamed)
            name += "-s" + std::to_string(config.runtime.seed);
        config.name = std::move(name);
        config.group = m_result.group;
        m_result.runs.push_back(std::move(config));
    }

    /// True for what a name made from parts says anyway.
    static bool isInStem(const std::string& path)
    {
        return path == "method.kind" || path == "routing.kind" || path == "task.kind" || path == "task.name";
    }

    /// The last part of the path, or all of it where another axis has the same.
    std::string keyOf(std::size_t axis) const
    {
        const auto last = [](const std::string& path) { return path.substr(path.rfind('.') + 1); };
        const std::string key = last(m_axes[axis].path);
        const auto same = std::count_if(m_axes.begin(), m_axes.end(),
                                        [&](const SweepAxis& other) { return last(other.path) == key; });
        return same > 1 ? m_axes[axis].path : key;
    }

    bool advance()
    {
        for (std::size_t i = m_axes.size(); i-- > 0;) {
            if (++m_at[i] < m_axes[i].values.size())
                return true;
            m_at[i] = 0;
        }
        return false;
    }

    const Json& m_base;
    std::vector<SweepAxis> m_axes;
    std::vector<std::size_t> m_order; ///< in which the axes are laid over the base
    std::vector<std::size_t> m_at;    ///< the value of each axis
    SweptRuns m_result;
};

} // namespace

std::vector<Json> sweepValues(const std::string& path, std::string_view text, std::vector<Issue>& issues)
{
    if (!isUtf8(text)) {
        issues.push_back({path, "is not valid UTF-8"});
        return {};
    }
    std::vector<Json> values;
    const std::vector<std::string_view> parts = split(trimmed(text), ',');
    for (const std::string_view part : parts) {
        if (values.size() > static_cast<std::size_t>(mostSweptRuns))
            break; // more than can be swept over
        if (part.empty()) {
            issues.push_back({path, "needs values, as in 4,8,16 or 1:5 or 1e-5:1e-3:3:log"});
            return {};
        }
        if (const auto range = rangeOf(part)) {
            if (const std::string problem = problemOf(*range); !problem.empty())
                issues.push_back({path, "\"" + std::string(part) + "\": " + problem});
            else
                addRange(*range, values);
            continue;
        }
        values.push_back(valueOf(part));
    }
    // "[4, 8]" is a list of values, unless the field takes a list itself.
    if (parts.size() == 1 && values.size() == 1 && values[0].is_array()) {
        const Json list = values[0];
        if (isListField(path)
            && std::none_of(list.begin(), list.end(), [](const Json& item) { return item.is_array(); }))
            return values;
        return std::vector<Json>(list.begin(), list.end());
    }
    return values;
}

SweepAxis sweepAxis(std::string_view text, std::vector<Issue>& issues)
{
    const auto equals = text.find('=');
    const std::string path(trimmed(text.substr(0, equals)));
    if (equals == std::string_view::npos || path.empty() || path.front() == '.' || path.back() == '.'
        || path.find("..") != std::string::npos || !isShallow(path) || !isUtf8(path)) {
        issues.push_back({visibleText(cutText(text, 200)), "must look like a.b=V1,V2"});
        return {};
    }
    return {path, sweepValues(path, text.substr(equals + 1), issues)};
}

std::int64_t countRuns(const Sweep& sweep)
{
    std::int64_t count = std::max<std::int64_t>(sweep.seeds, 1);
    for (const SweepAxis& axis : sweep.axes)
        if (count <= mostSweptRuns)
            count *= static_cast<std::int64_t>(axis.values.size());
    return count;
}

SweptRuns expandSweep(const Json& base, const Sweep& sweep)
{
    return Expansion(base, sweep).run();
}

} // namespace engine
