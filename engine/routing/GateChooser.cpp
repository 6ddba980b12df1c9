// B rows, N tokens per row, T layers, U routed units, k choices per unit.
#include "engine/routing/GateChooser.h"

#include "engine/routing/BalanceLoss.h"

namespace engine {

namespace {

/// Mean over voting tokens. perToken: [B, N] or [B, N, T].
torch::Tensor meanOfVoters(const torch::Tensor& perToken, const torch::Tensor& voting)
{
    const torch::Tensor weights = perToken.dim() == 3 ? voting.unsqueeze(-1) : voting;
    return (perToken * weights).sum(std::vector<std::int64_t>{0, 1}) / voting.sum().clamp_min(1);
}

} // namespace

GateChooser::GateChooser(std::int64_t position, MolexConfig config, std::shared_ptr<Gate> gate)
    : m_position(position)
    , m_config(std::move(config))
    , m_gate(std::move(gate))
{
}

bool GateChooser::needsProbabilities(const Pass& pass) const
{
    return m_config.gateGradient != GateGradient::None || m_config.topK > 1 || m_config.voteBy == VoteBy::Mean
        || m_config.balanceLoss != BalanceLoss::None || (pass.trace != nullptr && pass.trace->details());
}

GateChooser::Scores GateChooser::score(const torch::Tensor& hidden, const Pass& pass, PositionTrace* record) const
{
    std::shared_ptr<Gate> gate = m_gate;
    if (record != nullptr && pass.trace->details()) {
        gate = m_gate->throughViews();
        gate->visitTensors("", [&](const std::string&, torch::Tensor& tensor) { record->gate.push_back(tensor); });
    }
    Scores scores;
    scores.voting = votingTokens(m_config, pass);
    scores.logits = gate->forward(hidden, scores.voting);
    if (pass.training && m_config.gateNoise > 0)
        scores.logits = scores.logits + torch::randn_like(scores.logits) * m_config.gateNoise;
    if (needsProbabilities(pass))
        scores.probabilities = torch::softmax(scores.logits, -1);
    return scores;
}

Choice GateChooser::choose(const torch::Tensor& hidden, const Pass& pass, PositionTrace* record) const
{
    const Scores scores = score(hidden, pass, record);
    VoteRule rule{m_config.vote, m_config.voteBy, m_config.topK, {}};
    if (m_config.excludeSelf)
        rule.excluded = m_position;
    Choice choice = castVotes(scores.logits, scores.probabilities, scores.voting, rule);
    if (record != nullptr) {
        addLosses(scores, choice, *pass.trace);
        torch::NoGradGuard guard;
        record->unit = choice.unit;
        record->chosen = choice.layers.masked_fill(choice.unitWeight.eq(0).unsqueeze(-1), -1);
        record->counts = choiceCounts(choice, scores.logits.size(-1));
        if (pass.trace->details()) {
            addDetails(scores, choice, *record);
            record->votes = favouriteLayers(scores.logits, rule.excluded).masked_fill(scores.voting.eq(0), -1);
        }
    }
    // Padding tokens keep their own layer, so that no expert runs for them.
    if (choice.unit == Unit::Token)
        choice.layers = choice.layers.masked_fill(choice.unitWeight.eq(0).unsqueeze(-1), m_position);
    return choice;
}

void GateChooser::addLosses(const Scores& scores, const Choice& choice, RoutingTrace& trace) const
{
    torch::Tensor tokenMean;
    if (m_config.balanceLoss == BalanceLoss::Switch)
        tokenMean = meanOfVoters(scores.probabilities, scores.voting);
    if (m_config.balanceLoss != BalanceLoss::None)
        trace.addBalanceLoss(balanceLoss(m_config.balanceLoss, choice, tokenMean));
    if (m_config.zLoss > 0)
        trace.addZLoss(zLoss(scores.logits, scores.voting));
}

void GateChooser::addDetails(const Scores& scores, const Choice& choice, PositionTrace& record)
{
    record.meanProbability = meanOfVoters(scores.probabilities, scores.voting);
    record.unitProbability = choice.unitMean;
    record.margin = torch::zeros({}, scores.probabilities.options());
    if (scores.probabilities.size(-1) < 2)
        return;
    const torch::Tensor top = std::get<0>(scores.probabilities.topk(2, -1));
    record.margin = meanOfVoters(top.select(-1, 0) - top.select(-1, 1), scores.voting);
}

} // namespace engine
