#include "engine/statistics/RunGroups.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

#include "engine/run/ConfigKeys.h"
#include "engine/run/ConfigsByContent.h"
#include "engine/run/Error.h"

namespace engine {

namespace {

using FlatConfig = std::map<std::string, std::string>;
constexpr const char* noValue = "–";
constexpr const char* epochsKey = "training.epochs";
constexpr const char* stepsKey = "training.steps";

/// Of the runs chosen, the others' are empty: of hundreds of runs two small groups are looked at hundreds of times.
std::vector<FlatConfig> flatConfigs(const std::vector<RunSummary>& runs, const std::vector<std::size_t>& chosen)
{
    const ConfigsByContent configs(runs);
    std::vector<FlatConfig> flat(runs.size());
    for (const std::size_t run : chosen) {
        flat[run] = flatConfig(configs[run]);
        flat[run]["name"] = runs[run].name; // it may have been renamed
    }
    return flat;
}

std::vector<FlatConfig> flatConfigs(const std::vector<RunSummary>& runs)
{
    std::vector<std::size_t> all(runs.size());
    std::iota(all.begin(), all.end(), std::size_t(0));
    return flatConfigs(runs, all);
}

std::string valueOf(const FlatConfig& config, const std::string& key)
{
    const auto found = config.find(key);
    return found == config.end() ? noValue : found->second;
}

/// A number of steps wins over one of epochs.
bool isLengthInSteps(const FlatConfig& config)
{
    const std::string steps = valueOf(config, stepsKey);
    return steps != noValue && steps != "0";
}

/// Every key of the runs chosen, those called "kind" first: they say most. Epochs come last where they decide nothing.
std::vector<std::string> keysOf(const std::vector<FlatConfig>& flat, const std::vector<std::size_t>& chosen)
{
    std::set<std::string> keys;
    for (const std::size_t run : chosen)
        for (const auto& [key, value] : flat[run])
            keys.insert(key);
    std::vector<std::string> ordered(keys.begin(), keys.end());
    std::stable_partition(ordered.begin(), ordered.end(),
                          [](const std::string& key) { return key.ends_with(".kind"); });
    if (std::any_of(chosen.begin(), chosen.end(), [&](std::size_t run) { return isLengthInSteps(flat[run]); }))
        std::stable_partition(ordered.begin(), ordered.end(), [](const std::string& key) { return key != epochsKey; });
    return ordered;
}

std::string experimentBy(const Json& config, const FlatConfig& flat, const std::vector<std::string>& groupBy)
{
    if (groupBy.empty())
        return experimentOf(config);
    std::string text;
    for (const std::string& key : groupBy)
        text += valueOf(flat, key) + "\n";
    return text;
}

/// Values of a key within a group, each once.
std::optional<std::string> valuesIn(const std::vector<FlatConfig>& flat, const RunGroup& group, const std::string& key)
{
    std::vector<std::string> values;
    for (const std::size_t run : group.runs)
        if (std::string value = valueOf(flat[run], key); std::find(values.begin(), values.end(), value) == values.end())
            values.push_back(std::move(value));
    if (values == std::vector<std::string>{noValue})
        return std::nullopt;
    std::string text;
    for (const std::string& value : values)
        text += (text.empty() ? "" : " | ") + value;
    return text;
}

std::vector<ConfigDifference> differencesOf(const std::vector<FlatConfig>& flat, const TaskGroups& task)
{
    std::vector<std::size_t> all;
    for (const RunGroup& group : task.groups)
        all.insert(all.end(), group.runs.begin(), group.runs.end());
    std::vector<ConfigDifference> differences;
    for (const std::string& key : keysOf(flat, all)) {
        if (isNameOrSeed(key))
            continue;
        ConfigDifference difference{key, {}};
        for (const RunGroup& group : task.groups)
            difference.values.push_back(valuesIn(flat, group, key));
        const bool isSame = std::all_of(difference.values.begin(), difference.values.end(),
                                        [&](const auto& value) { return value == difference.values.front(); });
        if (!isSame)
            differences.push_back(std::move(difference));
    }
    return differences;
}

/// A group's value of what differs; no steps are told by the epochs that decide then.
std::pair<std::string, std::string> labelKey(const TaskGroups& task, const ConfigDifference& difference,
                                             std::size_t group, const std::vector<FlatConfig>& flat)
{
    const FlatConfig& config = flat[task.groups[group].runs.front()];
    if (difference.key == stepsKey && !isLengthInSteps(config))
        return {epochsKey, valueOf(config, epochsKey)};
    return {difference.key, difference.values[group].value_or(noValue)};
}

/// As few keys as tell all groups apart, taken in order where they split what is still together.
void labelByDifferences(TaskGroups& task, const std::vector<FlatConfig>& flat)
{
    std::set<std::string> distinct{""};
    for (const ConfigDifference& difference : task.differences) {
        if (distinct.size() == task.groups.size())
            break;
        std::set<std::string> split;
        for (std::size_t i = 0; i < task.groups.size(); ++i) {
            const auto [key, value] = labelKey(task, difference, i, flat);
            std::string text = task.groups[i].label;
            text.append("\n").append(key).append("=").append(value);
            split.insert(std::move(text));
        }
        if (split.size() <= distinct.size())
            continue;
        distinct.clear();
        for (std::size_t i = 0; i < task.groups.size(); ++i) {
            RunGroup& group = task.groups[i];
            if (auto part = labelKey(task, difference, i, flat);
                std::find(group.keys.begin(), group.keys.end(), part) == group.keys.end()) {
                group.label += (group.label.empty() ? "" : ", ") + part.first + "=" + part.second;
                group.keys.push_back(std::move(part));
            }
            distinct.insert(group.label);
        }
    }
}

void label(TaskGroups& task, const std::vector<RunSummary>& runs, const std::vector<FlatConfig>& flat,
           const std::vector<std::string>& groupBy)
{
    task.differences = differencesOf(flat, task);
    if (groupBy.empty()) {
        labelByDifferences(task, flat);
    } else {
        for (RunGroup& group : task.groups)
            for (const std::string& key : groupBy) {
                group.keys.emplace_back(key, valueOf(flat[group.runs.front()], key));
                group.label +=
                    (group.label.empty() ? "" : ", ") + (key == "name" ? "" : key + "=") + group.keys.back().second;
            }
    }
    for (RunGroup& group : task.groups)
        if (group.label.empty())
            group.label = runs[group.runs.front()].name;
}

bool hasAnyKey(const std::vector<FlatConfig>& flat, const std::string& key)
{
    return std::any_of(flat.begin(), flat.end(), [&](const FlatConfig& each) { return each.contains(key); });
}

void requireKeys(const std::vector<FlatConfig>& flat, const std::vector<std::string>& groupBy)
{
    std::vector<Issue> issues;
    for (const std::string& key : groupBy) {
        if (hasAnyKey(flat, key))
            continue;
        std::string close;
        for (const FlatConfig& each : flat)
            for (const auto& [known, value] : each)
                if (close.empty() && known.ends_with("." + key))
                    close = known;
        issues.push_back({"--group-by",
                          "\"" + key + "\" is no key of these runs' configurations"
                              + (close.empty() ? "" : "; did you mean \"" + close + "\"?")});
    }
    if (!issues.empty())
        throw BadInput(std::move(issues));
}

/// As varyingKeys().
std::vector<std::string> varyingIn(const std::vector<FlatConfig>& flat, const std::vector<std::size_t>& chosen)
{
    std::vector<std::string> varying;
    for (const std::string& key : keysOf(flat, chosen))
        if (!isNameOrSeed(key) && std::any_of(chosen.begin(), chosen.end(), [&](std::size_t run) {
                return valueOf(flat[run], key) != valueOf(flat[chosen.front()], key);
            }))
            varying.push_back(key);
    return varying;
}

std::string identityOf(const FlatConfig& flat, const std::vector<std::string>& varying)
{
    std::string text = "seed " + valueOf(flat, seedKey);
    for (const std::string& key : varying)
        text += ", " + key + "=" + valueOf(flat, key);
    return text;
}

/// The seed, and as few of the other keys as tell the pairs apart.
void labelPairs(std::vector<RunPair>& pairs, const std::vector<FlatConfig>& flat,
                const std::vector<std::string>& varying)
{
    const auto countBy = [&](const std::vector<std::string>& keys) {
        std::set<std::string> distinct;
        for (const RunPair& pair : pairs)
            distinct.insert(identityOf(flat[pair.baseline], keys));
        return distinct.size();
    };
    std::vector<std::string> keys;
    for (const std::string& key : varying) {
        std::vector<std::string> more = keys;
        more.push_back(key);
        if (countBy(more) > countBy(keys))
            keys = std::move(more);
    }
    for (RunPair& pair : pairs)
        pair.label = identityOf(flat[pair.baseline], keys);
}

} // namespace

std::vector<TaskGroups> groupRuns(const std::vector<RunSummary>& runs, const std::vector<std::size_t>& chosen,
                                  const std::vector<std::string>& groupBy)
{
    const std::vector<FlatConfig> flat = flatConfigs(runs);
    const std::vector<std::string> keys =
        groupBy == std::vector<std::string>{"seed"} ? std::vector<std::string>() : groupBy;
    requireKeys(flat, keys);
    const ConfigsByContent configs(runs);
    std::vector<TaskGroups> tasks;
    std::vector<std::vector<std::string>> experiments; // per task, of its groups
    for (const std::size_t run : chosen) {
        const std::string name = taskOf(configs[run]);
        const auto task =
            std::find_if(tasks.begin(), tasks.end(), [&](const TaskGroups& each) { return each.task == name; });
        const auto at = static_cast<std::size_t>(task - tasks.begin());
        if (task == tasks.end()) {
            tasks.push_back({name, {}, {}});
            experiments.emplace_back();
        }
        const std::string experiment = experimentBy(configs[run], flat[run], keys);
        const auto known = std::find(experiments[at].begin(), experiments[at].end(), experiment);
        const auto group = static_cast<std::size_t>(known - experiments[at].begin());
        if (known == experiments[at].end()) {
            experiments[at].push_back(experiment);
            tasks[at].groups.emplace_back();
        }
        tasks[at].groups[group].runs.push_back(run);
    }
    for (TaskGroups& task : tasks)
        label(task, runs, flat, keys);
    return tasks;
}

std::vector<std::string> groupingKeys(const std::vector<RunSummary>& runs, std::vector<std::string> keys)
{
    const std::vector<FlatConfig> flat = flatConfigs(runs);
    std::erase_if(keys, [&](const std::string& key) { return !hasAnyKey(flat, key); });
    return keys;
}

std::vector<std::string> varyingKeys(const std::vector<RunSummary>& runs, const std::vector<std::size_t>& chosen)
{
    return varyingIn(flatConfigs(runs, chosen), chosen);
}

std::vector<RunPair> pairRuns(const std::vector<RunSummary>& runs, const RunGroup& baseline, const RunGroup& group)
{
    std::vector<std::size_t> both = baseline.runs;
    both.insert(both.end(), group.runs.begin(), group.runs.end());
    const std::vector<FlatConfig> flat = flatConfigs(runs, both);
    std::vector<std::string> varying = varyingIn(flat, baseline.runs);
    for (const std::string& key : varyingIn(flat, group.runs))
        if (std::find(varying.begin(), varying.end(), key) == varying.end())
            varying.push_back(key);
    std::map<std::string, std::size_t> partners;
    for (const std::size_t run : group.runs)
        if (!partners.emplace(identityOf(flat[run], varying), run).second)
            return {};
    std::vector<RunPair> pairs;
    std::set<std::string> seen;
    for (const std::size_t run : baseline.runs) {
        const std::string identity = identityOf(flat[run], varying);
        if (!seen.insert(identity).second)
            return {};
        if (const auto partner = partners.find(identity); partner != partners.end())
            pairs.push_back({run, partner->second, {}});
    }
    if (pairs.size() != std::min(baseline.runs.size(), group.runs.size()))
        return {};
    labelPairs(pairs, flat, varying);
    return pairs;
}

} // namespace engine
