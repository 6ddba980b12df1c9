#include "engine/training/ParameterCount.h"

#include <algorithm>
#include <cstdio>

#include "engine/method/Upcycling.h"
#include "engine/routing/Routing.h"

namespace engine {

namespace {

/// With one LayerNorm: after an encoder's embeddings, or GPT-2's last.
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

/// BERT's, which is of the base.
std::int64_t poolerCount(const ModelConfig& model)
{
    return model.family == ModelFamily::Bert ? model.hiddenSize * (model.hiddenSize + 1) : 0;
}

/// A language model's head is its embeddings; RoBERTa's begins with a map as large as BERT's pooler.
std::int64_t headCount(const ModelConfig& model, std::int64_t labels)
{
    if (model.isCausal())
        return 0;
    const std::int64_t d = model.hiddenSize;
    return (model.family == ModelFamily::Roberta ? d * d + d : 0) + d * labels + labels;
}

std::vector<std::string> distinct(std::vector<std::string> targets)
{
    std::sort(targets.begin(), targets.end());
    targets.erase(std::unique(targets.begin(), targets.end()), targets.end());
    return targets;
}

std::int64_t loraCount(const ModelConfig& model, const LoraConfig& lora)
{
    const std::int64_t d = model.hiddenSize;
    const std::int64_t f = model.intermediateSize;
    std::int64_t widths = 0;
    for (const std::string& target : distinct(lora.targets))
        widths += target == "intermediate" || target == "output" ? d + f : 2 * d;
    return model.layers * lora.rank * widths;
}

/// One magnitude per output of each adapted projection.
std::int64_t magnitudeCount(const ModelConfig& model, const LoraConfig& lora)
{
    std::int64_t outputs = 0;
    for (const std::string& target : distinct(lora.targets))
        outputs += target == "intermediate" ? model.intermediateSize : model.hiddenSize;
    return model.layers * outputs;
}

/// Query, key, value, attention output, both feed-forward matrices and two LayerNorms of each layer; the LayerNorm outside
/// the layers; BERT's pooler.
std::int64_t biasCount(const ModelConfig& model)
{
    const std::int64_t pooler = model.family == ModelFamily::Bert ? model.hiddenSize : 0;
    return model.layers * (7 * model.hiddenSize + model.intermediateSize) + model.hiddenSize + pooler;
}

std::int64_t layerNormCount(const ModelConfig& model)
{
    return 2 * model.hiddenSize * (2 * model.layers + 1);
}

std::int64_t adapterCount(const ModelConfig& model, const AdapterConfig& adapter)
{
    const std::int64_t each = 2 * model.hiddenSize * adapter.size + model.hiddenSize + adapter.size;
    return model.layers * each * (adapter.placement == AdapterPlacement::Houlsby ? 2 : 1);
}

std::int64_t feedForwardCount(const ModelConfig& model)
{
    return 2 * model.hiddenSize * model.intermediateSize + model.hiddenSize + model.intermediateSize;
}

std::string joined(const std::vector<std::string>& words)
{
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i)
        text += (i == 0 ? "" : i + 1 == words.size() ? " and " : ", ") + words[i];
    return text;
}

/// Adds the groups of a base method and its gates; returns what it adds to the model's own parameters, gates left out.
class MethodGroups {
public:
    MethodGroups(const ModelConfig& model, std::int64_t labels, ParameterCounts& counts)
        : m_model(model)
        , m_labels(labels)
        , m_groups(counts.groups)
        , m_gates(counts.gates)
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
        addPooler();
        addHead();
        return 0;
    }
    std::int64_t operator()(const BitFitConfig&)
    {
        m_groups.push_back({"Biases", biasCount(m_model)});
        addHead();
        return 0;
    }
    std::int64_t operator()(const LoraConfig& lora)
    {
        const std::int64_t count = loraCount(m_model, lora);
        const std::int64_t magnitudes = lora.dora ? magnitudeCount(m_model, lora) : 0;
        m_groups.push_back({(lora.dora ? "DoRA, " : "LoRA, ") + joined(lora.targets), count + magnitudes});
        addHead();
        return count + magnitudes;
    }
    std::int64_t operator()(const AdapterConfig& adapter)
    {
        const std::int64_t count = adapterCount(m_model, adapter);
        m_groups.push_back({"Adapters, size " + std::to_string(adapter.size), count});
        if (adapter.placement == AdapterPlacement::Houlsby)
            m_groups.push_back({"LayerNorms", layerNormCount(m_model)});
        addHead();
        return count;
    }
    std::int64_t operator()(const SparseUpcyclingConfig& config) { return addExperts(config); }
    std::int64_t operator()(const DropUpcyclingConfig& config) { return addExperts(config); }

private:
    std::int64_t addExperts(const ExpertConfig& config)
    {
        const auto layers = static_cast<std::int64_t>(expertLayers(config, m_model.layers).size());
        const std::int64_t dense = layers * feedForwardCount(m_model);
        const std::int64_t routers = layers * config.experts * m_model.hiddenSize;
        m_groups.push_back({"Embeddings", embeddingCount(m_model)});
        m_groups.push_back({"Layers without experts", m_model.layers * layerCount(m_model) - dense});
        m_groups.push_back({std::to_string(config.experts) + " experts in " + std::to_string(layers)
                                + (layers == 1 ? " layer" : " layers"),
                            dense * config.experts});
        m_groups.push_back({"Routers", routers});
        addPooler();
        addHead();
        m_gates += routers;
        return dense * (config.experts - 1) + routers;
    }
    void addPooler()
    {
        if (const std::int64_t count = poolerCount(m_model); count > 0)
            m_groups.push_back({"Pooler", count});
    }
    void addHead()
    {
        if (const std::int64_t count = headCount(m_model, m_labels); count > 0)
            m_groups.push_back({"Classification head", count});
    }

    const ModelConfig& m_model;
    std::int64_t m_labels;
    std::vector<ParameterCounts::Group>& m_groups;
    std::int64_t& m_gates;
};

std::int64_t gateCount(const ModelConfig& model, const GateSettings& gate, std::int64_t positions)
{
    const std::int64_t p = gate.cosineDim;
    const std::int64_t each = gate.gate == GateKind::Linear ? model.layers * (model.hiddenSize + 1)
                                                            : p * model.hiddenSize + p + p * model.layers + 1;
    return gate.sharedGate ? each : each * positions;
}

std::string gateName(const GateSettings& gate)
{
    return std::string("Gate, ") + (gate.gate == GateKind::Linear ? "linear" : "cosine")
        + (gate.sharedGate ? ", shared" : ", one per position");
}

/// Adds what a routing trains to the groups; what it does not train counts in the total alone.
void addRouting(const ModelConfig& model, const RoutingConfig& routing, ParameterCounts& counts)
{
    const auto positions = static_cast<std::int64_t>(mixedPositions(routing, model.layers).size());
    const auto add = [&](const std::string& name, std::int64_t count) {
        counts.groups.push_back({name, count});
        counts.gates += count;
        counts.total += count;
    };
    if (const GateSettings* gate = gateSettings(routing)) {
        if (std::holds_alternative<FixedRandomConfig>(routing))
            counts.total += gateCount(model, *gate, positions);
        else
            add(gateName(*gate), gateCount(model, *gate, positions));
    }
    if (const MixingSettings* mixing = mixingSettings(routing); mixing != nullptr && mixing->mixing == Mixing::Learned)
        add(std::string("Mixing weights") + (mixing->sharedMixing ? ", shared" : ", one pair per position"),
            mixing->sharedMixing ? 2 : 2 * positions);
}

/// Layers that a mixed position runs beside its own.
std::int64_t expertsAt(const RoutingConfig& routing, std::int64_t position, std::int64_t layers)
{
    if (const GateSettings* gate = gateSettings(routing))
        return gate->topK;
    if (const auto* given = std::get_if<GivenConfig>(&routing)) {
        const bool fits = given->table.size() == mixedPositions(routing, layers).size(); // else said by checkRouting
        return fits && given->layerOf(position) == position ? 0 : 1;
    }
    if (std::holds_alternative<NextLayerConfig>(routing))
        return position + 1 < layers ? 1 : 0;
    return std::holds_alternative<UniformRandomConfig>(routing) ? 1 : 0;
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
    counts.total =
        embeddingCount(model) + model.layers * layerCount(model) + poolerCount(model) + headCount(model, labels);
    counts.total += std::visit(MethodGroups(model, labels, counts), run.method);
    addRouting(model, run.routing, counts);
    for (const ParameterCounts::Group& group : counts.groups)
        counts.trainable += group.count;
    return counts;
}

double nominalLayerRuns(const RoutingConfig& routing, std::int64_t layers)
{
    std::int64_t runs = layers;
    for (const std::int64_t position : mixedPositions(routing, layers))
        runs += expertsAt(routing, position, layers);
    return static_cast<double>(runs);
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
