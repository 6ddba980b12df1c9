#include "engine/model/CheckpointLoader.h"

#include <algorithm>
#include <set>

#include <ATen/CPUGeneratorImpl.h>

#include "engine/model/ShardedWeights.h"
#include "engine/run/Counted.h"
#include "engine/run/Error.h"

namespace fs = std::filesystem;

namespace engine {

namespace {

constexpr std::size_t issueLimit = 40;

bool isHead(const std::string& name)
{
    return name.starts_with("classifier.");
}

/// Files of the bare model lack the family's prefix in front, older files end some names in another way.
std::string storedName(const WeightSource& file, const CheckpointNames& family, const std::string& name)
{
    std::vector<std::string> spellings = {name};
    for (const auto& [ending, older] : family.olderEndings)
        if (name.ends_with(ending))
            spellings.push_back(name.substr(0, name.size() - ending.size()) + older);
    for (const std::string& spelling : spellings) {
        if (file.contains(spelling))
            return spelling;
        if (spelling.starts_with(family.prefix) && file.contains(spelling.substr(family.prefix.size())))
            return spelling.substr(family.prefix.size());
    }
    return name;
}

/// Drawn by drawHead(), from the head's stream.
bool isDrawnWithHead(const CheckpointNames& family, const std::string& name)
{
    return isHead(name) || family.isPooler(name);
}

bool headFits(Model& model, const WeightSource& file)
{
    bool fits = true;
    for (const NamedTensor& named : model.tensors())
        if (isHead(named.name) && file.contains(named.name))
            fits = fits && file.shape(named.name) == named.tensor.sizes().vec();
    return fits;
}

struct Matching
{
    std::vector<std::pair<std::string, torch::Tensor>> fill; ///< stored name, the model's tensor
    std::vector<Issue> issues;
};

/// Parts of the model that stay as they were drawn.
struct Fresh
{
    bool head = false;
    bool pooler = false;
};

Matching match(Model& model, const WeightSource& file, Fresh fresh)
{
    const CheckpointNames family = model.checkpointNames();
    Matching result;
    std::set<std::string> used;
    for (const NamedTensor& named : model.tensors()) {
        if ((isHead(named.name) && fresh.head) || (family.isPooler(named.name) && fresh.pooler))
            continue;
        const std::string stored = storedName(file, family, named.name);
        const auto wanted = named.tensor.sizes().vec();
        if (!file.contains(stored)) {
            result.issues.push_back({file.path().string(), "lacks the tensor " + named.name + " " + shapeText(wanted)});
            continue;
        }
        used.insert(stored);
        if (file.shape(stored) != wanted)
            result.issues.push_back({file.path().string(), "tensor " + stored + " has the shape "
                                                               + shapeText(file.shape(stored)) + ", config.json asks for "
                                                               + shapeText(wanted)});
        else if (!file.isFloatingPoint(stored))
            result.issues.push_back({file.path().string(), "tensor " + stored + " has the dtype " + file.dtype(stored)
                                                               + ", a floating-point one is needed"});
        else
            result.fill.emplace_back(stored, named.tensor);
    }
    for (const std::string& name : file.names())
        if (!used.contains(name) && !family.isPassedOver(name) && !family.isBuffer(name) && name != family.tied.first
            && !(isHead(name) && fresh.head))
            result.issues.push_back({file.path().string(), "has the unexpected tensor " + name + " "
                                                               + shapeText(file.shape(name))});
    return result;
}

void limit(std::vector<Issue>& issues)
{
    if (issues.size() <= issueLimit)
        return;
    const std::size_t more = issues.size() - issueLimit;
    issues.resize(issueLimit);
    issues.push_back({issues.back().path, "and " + counted(more, "more tensor")});
}

struct Comparison
{
    LoadReport report;
    Matching matching;
};

bool hasHead(Model& model)
{
    const std::vector<NamedTensor> tensors = model.tensors();
    return std::any_of(tensors.begin(), tensors.end(), [](const NamedTensor& named) { return isHead(named.name); });
}

/// Whether the file's head is taken; otherwise says why not.
bool takesHead(Model& model, const WeightSource& file, HeadRule rule, LoadReport& report)
{
    if (!hasHead(model))
        return false;
    const std::vector<std::string> names = file.names();
    const bool isStored = std::any_of(names.begin(), names.end(), isHead);
    if (!isStored)
        report.notes.emplace_back("the checkpoint has no classification head; a fresh one was drawn");
    else if (rule == HeadRule::FreshIfOther && !headFits(model, file))
        report.notes.emplace_back("the checkpoint's classification head has other labels than the task; a fresh one was "
                               "drawn");
    else
        return true;
    report.freshHead = true;
    return false;
}

/// Whether no tensor of the family's pooler is stored; then says so.
bool lacksPooler(Model& model, const WeightSource& file, LoadReport& report)
{
    const CheckpointNames family = model.checkpointNames();
    bool hasPooler = false;
    for (const NamedTensor& named : model.tensors())
        if (family.isPooler(named.name)) {
            hasPooler = true;
            if (file.contains(storedName(file, family, named.name)))
                return false;
        }
    if (hasPooler)
        report.notes.emplace_back("the checkpoint has no pooler; a fresh one was drawn, which methods that keep the "
                                  "base leave as it is");
    report.freshPooler = hasPooler;
    return hasPooler;
}

/// Looks at the header alone. Throws BadInput when the file does not fit.
Comparison compare(Model& model, const WeightSource& file, HeadRule rule)
{
    LoadReport report;
    report.weights = describeWeights(file);
    Fresh fresh;
    fresh.head = !takesHead(model, file, rule, report);
    fresh.pooler = lacksPooler(model, file, report);
    Matching matching = match(model, file, fresh);
    limit(matching.issues);
    if (!matching.issues.empty())
        throw BadInput(matching.issues);
    const CheckpointNames family = model.checkpointNames();
    for (const std::string& name : file.names())
        if (family.isPassedOver(name))
            report.notes.push_back("passed over " + name + " " + shapeText(file.shape(name)));
    return {std::move(report), std::move(matching)};
}

/// A stored head that should equal the embeddings it is tied to, and does not.
void noteTied(const CheckpointNames& family, const WeightSource& file, LoadReport& report)
{
    const auto& [copy, original] = family.tied;
    if (copy.empty() || !file.contains(copy))
        return;
    const std::string stored = storedName(file, family, original);
    if (!torch::equal(file.tensor(copy), file.tensor(stored)))
        report.notes.push_back("passed over " + copy + ", which differs from " + stored
                               + ": the head is tied to the embeddings");
}

} // namespace

LoadReport checkPretrained(Model& model, const fs::path& folder, HeadRule rule)
{
    return compare(model, *openWeights(folder), rule).report;
}

LoadReport loadPretrained(Model& model, const fs::path& folder, HeadRule rule, const Wanted& wanted)
{
    const std::unique_ptr<const WeightSource> file = openWeights(folder);
    auto [report, matching] = compare(model, *file, rule);
    noteTied(model.checkpointNames(), *file, report);
    torch::NoGradGuard guard;
    for (auto& [stored, tensor] : matching.fill) {
        requireWanted(wanted);
        tensor.copy_(file->tensor(stored));
    }
    return report;
}

void drawWeights(Model& model, std::uint64_t seed, const Wanted& wanted)
{
    torch::Generator random = makeGenerator(seed, "weights");
    const CheckpointNames family = model.checkpointNames();
    model.visitTensors([&](const std::string& name, torch::Tensor& tensor) {
        requireWanted(wanted);
        if (!isDrawnWithHead(family, name))
            model.drawTensor(name, tensor, random);
    });
    drawHead(model, seed);
}

void drawHead(Model& model, std::uint64_t seed)
{
    torch::Generator random = makeGenerator(seed, "head");
    const CheckpointNames family = model.checkpointNames();
    model.visitTensors([&](const std::string& name, torch::Tensor& tensor) {
        if (isDrawnWithHead(family, name))
            model.drawTensor(name, tensor, random);
    });
}

torch::Generator makeGenerator(std::uint64_t seed, const std::string& name)
{
    std::uint64_t hash = 14695981039346656037ull ^ seed; // FNV-1a over the name, started from the seed
    for (const char c : name)
        hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ull;
    return at::detail::createCPUGenerator(hash);
}

} // namespace engine
