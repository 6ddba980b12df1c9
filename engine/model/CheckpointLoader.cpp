#include "engine/model/CheckpointLoader.h"

#include <algorithm>
#include <set>

#include <ATen/CPUGeneratorImpl.h>

#include "engine/model/ShardedWeights.h"
#include "engine/run/Error.h"

namespace fs = std::filesystem;

namespace engine {

namespace {

constexpr std::size_t issueLimit = 40;

bool isHead(const std::string& name)
{
    return name.starts_with("classifier.");
}

/// Tensors of pre-training heads and buffers that other programs store along with the encoder.
bool isPassedOver(const std::string& name)
{
    return name.starts_with("lm_head.") || name.starts_with("roberta.pooler.")
        || name == "roberta.embeddings.position_ids";
}

/// Files of the bare encoder lack the "roberta." in front.
std::string storedName(const WeightSource& file, const std::string& name)
{
    const std::string prefix = "roberta.";
    if (!file.contains(name) && name.starts_with(prefix) && file.contains(name.substr(prefix.size())))
        return name.substr(prefix.size());
    return name;
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

Matching match(Model& model, const WeightSource& file, bool withHead)
{
    Matching result;
    std::set<std::string> used;
    for (const NamedTensor& named : model.tensors()) {
        if (isHead(named.name) && !withHead)
            continue;
        const std::string stored = storedName(file, named.name);
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
        if (!used.contains(name) && !isPassedOver(name) && !(isHead(name) && !withHead))
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
    issues.push_back({issues.back().path, "and " + std::to_string(more) + " more tensors"});
}

struct Comparison
{
    LoadReport report;
    Matching matching;
};

/// Looks at the header alone. Throws BadInput when the file does not fit.
Comparison compare(Model& model, const WeightSource& file, HeadRule rule)
{
    const std::vector<std::string> names = file.names();
    LoadReport report;
    report.weights = describeWeights(file);
    report.freshHead = std::none_of(names.begin(), names.end(), isHead);
    if (report.freshHead) {
        report.notes.push_back("the checkpoint has no classification head; a fresh one was drawn");
    } else if (rule == HeadRule::FreshIfOther && !headFits(model, file)) {
        report.freshHead = true;
        report.notes.push_back("the checkpoint's classification head has other labels than the task; a fresh one was "
                               "drawn");
    }
    Matching matching = match(model, file, !report.freshHead);
    limit(matching.issues);
    if (!matching.issues.empty())
        throw BadInput(matching.issues);
    for (const std::string& name : names)
        if (isPassedOver(name))
            report.notes.push_back("passed over " + name + " " + shapeText(file.shape(name)));
    return {std::move(report), std::move(matching)};
}

void drawMatrix(const std::string& name, torch::Tensor& tensor, const ModelConfig& config, torch::Generator& random)
{
    torch::NoGradGuard guard;
    if (name.ends_with("LayerNorm.weight"))
        tensor.fill_(1);
    else if (tensor.dim() == 1)
        tensor.zero_();
    else
        tensor.normal_(0, config.initializerRange, random);
    if (name.ends_with("word_embeddings.weight") || name.ends_with("position_embeddings.weight"))
        tensor.select(0, config.paddingId).zero_();
}

} // namespace

LoadReport checkPretrained(Model& model, const fs::path& folder, HeadRule rule)
{
    return compare(model, *openWeights(folder), rule).report;
}

LoadReport loadPretrained(Model& model, const fs::path& folder, HeadRule rule)
{
    const std::unique_ptr<const WeightSource> file = openWeights(folder);
    auto [report, matching] = compare(model, *file, rule);
    torch::NoGradGuard guard;
    for (auto& [stored, tensor] : matching.fill)
        tensor.copy_(file->tensor(stored));
    return report;
}

void drawWeights(Model& model, std::uint64_t seed)
{
    torch::Generator random = makeGenerator(seed, "weights");
    model.visitTensors([&](const std::string& name, torch::Tensor& tensor) {
        if (!isHead(name))
            drawMatrix(name, tensor, model.config(), random);
    });
    drawHead(model, seed);
}

void drawHead(Model& model, std::uint64_t seed)
{
    torch::Generator random = makeGenerator(seed, "head");
    model.visitTensors([&](const std::string& name, torch::Tensor& tensor) {
        if (isHead(name))
            drawMatrix(name, tensor, model.config(), random);
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
