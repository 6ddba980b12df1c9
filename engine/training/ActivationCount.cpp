// B rows, N tokens per row, M = B N, d width, f inner width, h heads, T layers. "low": autocast's products are half as
// large.
#include "engine/training/ActivationCount.h"

#include <algorithm>
#include <utility>

#include "engine/method/Upcycling.h"
#include "engine/model/StateReader.h"
#include "engine/model/Trials.h"
#include "engine/routing/Routing.h"
#include "engine/training/ParameterCount.h"

namespace engine {

namespace {

/// Queries are padded to the most of any text of a layer.
constexpr double queryPadding = 1.5;

bool has(const std::vector<std::string>& names, const char* name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// True when a layer's queries, keys or values have something trainable that needs their input.
bool keepsLayerInput(const MethodConfig& method)
{
    if (const auto* lora = std::get_if<LoraConfig>(&method))
        return has(lora->targets, "query") || has(lora->targets, "key") || has(lora->targets, "value");
    return trainsEverything(method);
}

/// True where queries, keys and values of an encoder are one product.
bool multipliesTogether(const RunConfig& run, const ModelConfig& model)
{
    const auto* lora = std::get_if<LoraConfig>(&run.method);
    const bool isDora = lora != nullptr && lora->dora && keepsLayerInput(run.method);
    return !model.isCausal() && !trainsEverything(run.method) && !isDora;
}

/// Whether under a token vote chosen layers read hidden states (StateReader).
bool readsStates(const RunConfig& run, const ModelConfig& model, const ActivationCount::Batch& batch)
{
    const auto* lora = std::get_if<LoraConfig>(&run.method);
    const bool isLinear = lora == nullptr || (lora->dropout == 0 && !lora->dora)
        || !(has(lora->targets, "key") || has(lora->targets, "value"));
    return batch.canReadStates && !model.isCausal() && !batch.bfloat16 && isLinear && expertsOf(run.method) == nullptr;
}

/// True where the matrix of `target`, or what is added to it, trains.
bool trainsTarget(const MethodConfig& method, const char* target)
{
    const auto* lora = std::get_if<LoraConfig>(&method);
    return trainsEverything(method) || (lora != nullptr && has(lora->targets, target));
}

bool freezesLayers(const MethodConfig& method)
{
    return std::holds_alternative<HeadConfig>(method) || std::holds_alternative<NoMethodConfig>(method);
}

/// Layer runs beside each position's own. A gate is taken to choose all layers equally often, the own one among them.
double furtherRuns(const RoutingConfig& routing, std::int64_t layers)
{
    const double nominal = nominalLayerRuns(routing, layers) - static_cast<double>(layers);
    const GateSettings* gate = gateSettings(routing);
    return gate == nullptr || gate->excludeSelf ? nominal : nominal * (1 - 1 / static_cast<double>(layers));
}

/// True when the mixing weights need a gradient, and with it the outputs that they multiply.
bool trainsMixing(const RoutingConfig& routing)
{
    const auto* molex = std::get_if<MolexConfig>(&routing);
    const MixingSettings* mixing = mixingSettings(routing);
    return (molex != nullptr && molex->gateGradient != GateGradient::None)
        || (mixing != nullptr && mixing->mixing == Mixing::Learned);
}

} // namespace

bool trainsEverything(const MethodConfig& method)
{
    return std::holds_alternative<FullConfig>(method) || expertsOf(method) != nullptr;
}

ActivationCount::ActivationCount(const ModelConfig& model, const RunConfig& run, const Batch& batch)
    : m_model(model)
    , m_run(run)
    , m_batch(batch)
    , m_tokens(batch.rows * batch.length)
    , m_width(static_cast<double>(model.hiddenSize))
    , m_inner(static_cast<double>(model.intermediateSize))
    , m_low(batch.bfloat16 ? 0.5 : 1)
    , m_others(furtherRuns(run.routing, model.layers))
{
}

/// Whether a gradient passes through the layers at all.
bool ActivationCount::trainsInLayers() const
{
    return !freezesLayers(m_run.method) || trainsMixing(m_run.routing);
}

/// Layer runs in front of the first tensor that trains, which keep nothing.
double ActivationCount::runsWithoutGradient() const
{
    const std::vector<std::int64_t> mixed = mixedPositions(m_run.routing, m_model.layers);
    const auto* adapter = std::get_if<AdapterConfig>(&m_run.method);
    const double atMixed = 1 + (mixed.empty() ? 0 : m_others / static_cast<double>(mixed.size()));
    if (freezesLayers(m_run.method))
        return static_cast<double>(mixed.front()) + atMixed;
    if (adapter == nullptr || adapter->placement == AdapterPlacement::Houlsby)
        return 0;
    return !mixed.empty() && mixed.front() == 0 ? atMixed : 1;
}

bool ActivationCount::votesByToken() const
{
    const GateSettings* gate = gateSettings(m_run.routing);
    return gate != nullptr && gate->vote == Vote::Token;
}

/// A layer with experts runs for all tokens, and so does a token vote around them.
ActivationCount::LastRuns ActivationCount::lastRuns() const
{
    if (m_model.isCausal() || m_batch.targets > 0 || !Trials::current().last)
        return {};
    const std::vector<std::int64_t> mixed = mixedPositions(m_run.routing, m_model.layers);
    const bool isMixed = !mixed.empty() && mixed.back() == m_model.layers - 1;
    LastRuns runs;
    runs.own = 1;
    if (isMixed && !std::holds_alternative<NextLayerConfig>(m_run.routing)) // whose last position has no next one
        runs.others = m_others / static_cast<double>(mixed.size());
    const ExpertConfig* config = expertsOf(m_run.method);
    if (config == nullptr)
        return runs;
    if (isMixed && votesByToken())
        return {};
    const std::vector<std::int64_t> layers = expertLayers(*config, m_model.layers);
    if (!layers.empty() && layers.back() == m_model.layers - 1)
        runs.own = 0;
    runs.others *= 1 - static_cast<double>(layers.size()) / static_cast<double>(m_model.layers);
    return runs;
}

/// Of one layer run without its keys and values: the inputs of both LayerNorms and what GELU keeps, queries (in float32,
/// as all that fusedAttention sees) and two numbers for each head, from which scores are found again. queries: tokens,
/// padding included.
double ActivationCount::layerKept(double tokens, double queries) const
{
    return tokens * (2 * m_width + m_low * m_inner) + queries * (m_width + 2 * static_cast<double>(m_model.heads));
}

/// Of one layer run for first tokens alone: keys and values are those of all.
double ActivationCount::firstTokensKept() const
{
    const PerToken inputs = inputsKept();
    return layerKept(m_batch.rows, m_batch.rows) + m_tokens * (2 * m_width + inputs.keys + inputs.shared)
        + m_batch.rows * inputs.others;
}

ActivationCount::PerToken ActivationCount::inputsOfLora(const LoraConfig& lora) const
{
    PerToken sum;
    // Queries, keys and values read one tensor; in bfloat16 one copy of it, where they are one product.
    const bool hasOneInput =
        m_model.isCausal() || (lora.dropout == 0 && (!m_batch.bfloat16 || multipliesTogether(m_run, m_model)));
    bool hasInput = false;
    for (const char* name : {"query", "key", "value", "attention_output", "intermediate", "output"}) {
        const std::string target = name;
        if (!has(lora.targets, name))
            continue;
        const bool ofKeys = target == "key" || target == "value";
        const bool isShared = (ofKeys || target == "query") && std::exchange(hasInput, true) && hasOneInput;
        if (isShared && ofKeys && has(lora.targets, "query"))
            sum.shared = m_low * m_width;
        double kept = m_low * static_cast<double>(lora.rank);
        if (!isShared)
            kept += (target == "output" ? m_inner : m_width) * m_low;
        if (lora.dora)
            kept += m_low * (target == "intermediate" ? m_inner : m_width);
        (ofKeys ? sum.keys : sum.others) += kept;
    }
    return sum;
}

/// Inputs of the maps that train, and what the base method adds.
ActivationCount::PerToken ActivationCount::inputsKept() const
{
    if (const auto* lora = std::get_if<LoraConfig>(&m_run.method))
        return inputsOfLora(*lora);
    if (const auto* adapter = std::get_if<AdapterConfig>(&m_run.method)) {
        const double places = adapter->placement == AdapterPlacement::Houlsby ? 2 : 1;
        return {0, places * m_low * (m_width + 2 * static_cast<double>(adapter->size)), 0};
    }
    if (!trainsEverything(m_run.method))
        return {};
    const bool copies = m_batch.bfloat16 && !m_model.isCausal(); // one for each map
    return {copies ? 2 * m_low * m_width : 0, m_low * (3 * m_width + m_inner), copies ? 0 : m_low * m_width};
}

/// What experts in a layer add to one dense block, per token and layer run, spread over all layers.
double ActivationCount::expertsKept() const
{
    const ExpertConfig* config = expertsOf(m_run.method);
    if (config == nullptr)
        return 0;
    const auto layers = static_cast<double>(expertLayers(*config, m_model.layers).size());
    const double taken =
        config->router == RouterChoice::Token ? static_cast<double>(config->topK) : config->capacity();
    const double each = 2 * m_low * (taken * (m_width + m_inner) - m_inner) + 6 * static_cast<double>(config->experts);
    return each * layers / static_cast<double>(m_model.layers);
}

/// Of all mixed positions: the gate's input, its logits and probabilities, and the outputs that are mixed.
double ActivationCount::mixingKept() const
{
    const auto positions = static_cast<double>(mixedPositions(m_run.routing, m_model.layers).size());
    const LastRuns last = lastRuns();
    const double outputs = positions + m_others - (last.others > 0 ? last.own + last.others : 0);
    double sum = trainsMixing(m_run.routing) ? outputs * m_width : 0;
    const GateSettings* gate = gateSettings(m_run.routing);
    if (gate == nullptr)
        return m_tokens * sum;
    const bool inputIsKept = trainsInLayers() && (m_model.isCausal() || keepsLayerInput(m_run.method));
    if (std::holds_alternative<MolexConfig>(m_run.routing) && (m_batch.bfloat16 || !inputIsKept))
        sum += positions * m_low * m_width;
    if (gate->vote == Vote::Batch && inputIsKept && !m_batch.bfloat16)
        sum -= m_others * m_width; // counted with each layer run, but all of a position read the same tensor
    sum += positions * 2 * static_cast<double>(m_model.layers);
    if (gate->gate == GateKind::Cosine)
        sum += positions * 3 * static_cast<double>(gate->cosineDim);
    return m_tokens * sum;
}

/// Further layers under a token vote: keys and values of all tokens for each other layer, which some token of every
/// text is taken to choose; the rest of a layer run for the tokens that chose it. Where the last position is for first
/// tokens, it runs other layers for the rows whose first token chose them.
double ActivationCount::tokenVoteKept() const
{
    const double ofLast = lastRuns().others;
    const auto mixed = static_cast<double>(mixedPositions(m_run.routing, m_model.layers).size());
    const double positions = mixed - (ofLast > 0 ? 1 : 0);
    const double chosen = m_tokens * (m_others - ofLast);
    if (readsStates(m_run, m_model, m_batch))
        return stateReadingKept(positions, chosen) + ofLast * firstTokensKept();
    double keys = 2 * m_width + inputsKept().keys;
    if (m_model.isCausal() && keepsLayerInput(m_run.method))
        keys += m_low * m_width;
    return positions * static_cast<double>(m_model.layers - 1) * m_tokens * keys
        + layerKept(chosen, queryPadding * chosen) + chosen * (inputsKept().others + expertsKept())
        + ofLast * firstTokensKept();
}

/// The same where they read states: queries and sums of d columns for each head, what is kept of the softmax, and a copy
/// of the states.
double ActivationCount::stateReadingKept(double positions, double chosen) const
{
    const auto heads = static_cast<double>(m_model.heads);
    double ofEach = heads * stateWidth() * (trainsTarget(m_run.method, "value") ? 2 : 1);
    if (trainsTarget(m_run.method, "key"))
        ofEach += m_width;
    ofEach += heads * (m_batch.length <= stateWidth() ? m_batch.length : 2);
    return positions * m_tokens * stateWidth() + layerKept(chosen, 0) + chosen * (ofEach + inputsKept().others);
}

double ActivationCount::stateWidth() const
{
    return m_width + static_cast<double>(StateReader::moreColumns);
}

/// Different layers that a mixed position runs beside its own: the texts of a batch are taken to agree, its tokens to
/// choose all layers.
double ActivationCount::distinctLayers() const
{
    const GateSettings* gate = gateSettings(m_run.routing);
    if (gate != nullptr && gate->vote == Vote::Token)
        return static_cast<double>(m_model.layers - 1);
    const auto positions = static_cast<double>(mixedPositions(m_run.routing, m_model.layers).size());
    return m_others / std::max(1.0, positions);
}

/// A position has two layers for two threads; under a token vote it has most others too.
bool ActivationCount::areRunsAtOnce() const
{
    const bool isMany = votesByToken() && m_batch.threads > 2 && m_batch.threads < m_model.layers;
    return (m_batch.threads == 2 || isMany) && trainsInLayers() && m_others > 0 && expertsOf(m_run.method) == nullptr;
}

/// bfloat16 copies of the layers' weights: one of a frozen tensor; autocast keeps one of a tensor that trains, unless it
/// is a view, as those of GPT-2 are, or layers run at once: then every layer run keeps one for the gradient of its input.
double ActivationCount::weightCopies() const
{
    if (!m_batch.bfloat16)
        return 0;
    const auto layers = static_cast<double>(m_model.layers);
    double blocks = 1;
    if (const ExpertConfig* config = expertsOf(m_run.method))
        blocks += static_cast<double>(config->experts - 1)
            * static_cast<double>(expertLayers(*config, m_model.layers).size()) / layers;
    const double positions = static_cast<double>(mixedPositions(m_run.routing, m_model.layers).size());
    const bool once = !trainsEverything(m_run.method) || !(m_model.isCausal() || areRunsAtOnce());
    // Under a token vote a layer that others choose multiplies queries, keys and values one by one as well.
    const GateSettings* gate = gateSettings(m_run.routing);
    const bool both = gate != nullptr && gate->vote == Vote::Token && multipliesTogether(m_run, m_model);
    return 0.5 * (layers + (once ? 0 : positions * distinctLayers()))
        * ((both ? 7 : 4) * m_width * m_width + 2 * blocks * m_width * m_inner);
}

double ActivationCount::kept() const
{
    if (!trainsInLayers())
        return (trainsSomething(m_run.routing) ? mixingKept() : 0) + weightCopies();
    const bool byToken = votesByToken();
    const double runs = static_cast<double>(m_model.layers) + (byToken ? 0 : m_others) - runsWithoutGradient();
    const LastRuns last = lastRuns();
    const double lastOnes = std::min(runs, last.own + (byToken ? 0 : last.others));
    const PerToken inputs = inputsKept();
    const double ofLayer = layerKept(m_tokens, m_tokens) + m_tokens * (2 * m_width + inputs.keys + inputs.others);
    return (runs - lastOnes) * ofLayer + lastOnes * firstTokensKept() + runs * m_tokens * expertsKept()
        + (byToken ? tokenVoteKept() : 0) + mixingKept() + weightCopies();
}

/// Under a token vote: sums of one position, or their gradients and those of queries.
double ActivationCount::statesPassing() const
{
    const GateSettings* gate = gateSettings(m_run.routing);
    const auto positions = static_cast<double>(mixedPositions(m_run.routing, m_model.layers).size());
    if (gate == nullptr || gate->vote != Vote::Token || positions == 0 || !readsStates(m_run, m_model, m_batch))
        return 0;
    return 2 * m_tokens * m_others / positions * static_cast<double>(m_model.heads) * stateWidth();
}

double ActivationCount::passing() const
{
    // Log-probabilities, their gradient and that of the logits; a smoothed loss has one more.
    const double copies = m_run.training.labelSmoothing > 0 ? 4 : 3;
    const double logits = copies * m_batch.targets * static_cast<double>(m_model.vocabularySize);
    const double forward = m_tokens * (2 * m_inner + 4 * m_width);
    // Two layers on all tokens at once; under a token vote the other ones are of few.
    const double layers = areRunsAtOnce() && !votesByToken() ? 2 : 1;
    const double backward = layers * m_tokens * (2 * m_low * m_inner + 1.5 * m_width);
    return std::max({trainsInLayers() ? backward : forward, logits, statesPassing()});
}

} // namespace engine
