#include "engine/training/ParameterCount.h"

#include <algorithm>
#include <cstdio>

#include "engine/routing/Routing.h"

namespace engine {

namespace {

/// With one LayerNorm: after RoBERTa's embeddings, or GPT-2's last.
std::int64_t embeddingCount(const ModelConfig& model)
{
    return (model.vocabularySize + model.positions + model.tokenTypes + 2) * model.hiddenSize;
}

std::int64_t layerCount(const ModelConfig& model)
{
    const std::int64_t d = model.hiddenSize;
    const std::int64_t f = model.intermediateSize;
    return 4 * (d * d + d) + (d * f + f) + (f * d + d) + 4 * d;
}

/// A language model's head is its embeddings.
std::int64_t headCount(const ModelConfig& model, std::int64_t labels)
{
    if (model.isCausal())
        return 0;
    const std::int64_t d = model.hiddenSize;
    return d * d + d + d * labels + labels;
}

std::int64_t loraCount(const ModelConfig& model, const LoraConfig& lora)
{
    const std::int64_t d = model.hiddenSize;
    const std::int64_t f = model.intermediateSize;
    std::vector<std::string> targets = lora.targets;
    std::sort(targets.begin(), targets.end());
    targets.erase(std::unique(targets.begin(), targets.end()), targets.end());
    std::int64_t widths = 0;
    for (const std::string& target : targets)
        widths += target == "intermediate" || target == "output" ? d + f : 2 * d;
    return model.layers * lora.rank * widths;
}

std::string joined(const std::vector<std::string>& words)
{
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i)
        text += (i == 0 ? "" : i + 1 == words.size() ? " and " : ", ") + words[i];
    return text;
}

/// Adds the groups of a base method; returns what it adds to the model's own parameters.
class MethodGroups {
public:
    MethodGroups(const ModelConfig& model, std::int64_t labels, std::vector<ParameterCounts::Group>& groups)
        : m_model(model)
        , m_labels(labels)
        , m_groups(groups)
    {
    }

    std::int64_t operator()(const NoMethodConfig&) { return 0; }
    std::int64_t operator()(const HeadConfig&)
    {
        addHead();
        return 0;
    }
    std::int64_t operator()(const FullConfig&)
    {
        m_groups.push_back({"Embeddings", embeddingCount(m_model)});
        m_groups.push_back({"Layers", m_model.layers * layerCount(m_model)});
        addHead();
        return 0;
    }
    std::int64_t operator()(const LoraConfig& lora)
    {
        const std::int64_t count = loraCount(m_model, lora);
        m_groups.push_back({"LoRA, " + joined(lora.targets), count});
        addHead();
        return count;
    }

private:
    void addHead()
    {
        if (const std::int64_t count = headCount(m_model, m_labels); count > 0)
            m_groups.push_back({"Classification head", count});
    }

    const ModelConfig& m_model;
    std::int64_t m_labels;
    std::vector<ParameterCounts::Group>& m_groups;
};

std::vector<ParameterCounts::Group> gateGroups(const ModelConfig& model, const MolexConfig& molex)
{
    const auto positions = static_cast<std::int64_t>(mixedPositions(molex, model.layers).size());
    const std::int64_t p = molex.cosineDim;
    const bool linear = molex.gate == GateKind::Linear;
    const std::int64_t each = linear ? model.layers * (model.hiddenSize + 1)
                                     : p * model.hiddenSize + p + p * model.layers + 1;
    const std::string shared = molex.sharedGate ? ", shared" : ", one per position";
    std::vector<ParameterCounts::Group> groups;
    groups.push_back({std::string("Gate, ") + (linear ? "linear" : "cosine") + shared,
                      molex.sharedGate ? each : each * positions});
    if (molex.mixing == Mixing::Learned)
        groups.push_back({std::string("Mixing weights") + (molex.sharedMixing ? ", shared" : ", one pair per position"),
                          molex.sharedMixing ? 2 : 2 * positions});
    return groups;
}

std::string millions(std::int64_t value)
{
    if (value < 100'000)
        return withThousands(value);
    char text[32];
    std::snprintf(text, sizeof text, "%.*f M", value < 10'000'000 ? 2 : 1, static_cast<double>(value) / 1e6);
    return text;
}

} // namespace

ParameterCounts countParameters(const ModelConfig& model, std::int64_t labels, const RunConfig& run)
{
    ParameterCounts counts;
    counts.total = embeddingCount(model) + model.layers * layerCount(model) + headCount(model, labels);
    counts.total += std::visit(MethodGroups(model, labels, counts.groups), run.method);
    if (const auto* molex = std::get_if<MolexConfig>(&run.routing)) {
        for (ParameterCounts::Group& group : gateGroups(model, *molex)) {
            counts.gates += group.count;
            counts.groups.push_back(std::move(group));
        }
    }
    counts.total += counts.gates;
    for (const ParameterCounts::Group& group : counts.groups)
        counts.trainable += group.count;
    return counts;
}

double nominalLayerRuns(const RoutingConfig& routing, std::int64_t layers)
{
    const auto* molex = std::get_if<MolexConfig>(&routing);
    if (molex == nullptr)
        return static_cast<double>(layers);
    const auto positions = static_cast<std::int64_t>(mixedPositions(routing, layers).size());
    return static_cast<double>(layers + positions * molex->topK);
}

std::string modelSummary(const ModelConfig& model, std::int64_t parameters)
{
    return std::string(familyName(model.family)) + ", " + std::to_string(model.layers) + (model.layers == 1 ? " layer, " : " layers, ")
        + millions(parameters) + " parameters";
}

std::string withThousands(std::int64_t value)
{
    const std::string digits = std::to_string(value);
    std::string text;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i > 0 && (digits.size() - i) % 3 == 0)
            text += ',';
        text += digits[i];
    }
    return text;
}

} // namespace engine
