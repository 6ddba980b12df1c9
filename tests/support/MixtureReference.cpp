#include "tests/support/MixtureReference.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace support {

MixtureReference::Result MixtureReference::run(const TinyBatch& batch, const engine::Pass& pass)
{
    std::map<std::string, torch::Tensor> tensors;
    m_model.routing()->visitTensors([&](const std::string& name, torch::Tensor& tensor) { tensors[name] = tensor; });
    std::vector<torch::Tensor> states;
    m_model.model().encode(batch.ids, pass, &states);
    Result result{states.front(), torch::zeros({}, torch::kFloat64)};
    for (std::int64_t i = 0; i < layers(); ++i)
        if (isMixed(i))
            result = runPosition(i, std::move(result), pass, tensors);
        else
            result.hidden = m_model.model().layers()[static_cast<std::size_t>(i)]->forward(result.hidden, pass);
    return result;
}

bool MixtureReference::isMixed(std::int64_t i) const
{
    const auto& positions = m_config.positions;
    return positions.empty() || std::find(positions.begin(), positions.end(), i) != positions.end();
}

torch::Tensor MixtureReference::named(const Tensors& tensors, const std::string& name, std::int64_t i, bool shared) const
{
    return tensors.at(shared ? name : "layer." + std::to_string(i) + "." + name);
}

torch::Tensor MixtureReference::logits(const torch::Tensor& hidden, const torch::Tensor& voting, std::int64_t i,
                                       const Tensors& tensors) const
{
    const auto get = [&](const std::string& name) { return named(tensors, name, i, m_config.sharedGate); };
    if (m_config.gate == engine::GateKind::Linear)
        return torch::matmul(hidden, get("gate.weight").t()) + get("gate.bias");
    torch::Tensor x = torch::matmul(hidden, get("cosine.projector.weight").t()) + get("cosine.projector.bias");
    if (m_config.cosineAxis == engine::CosineAxis::Sequence)
        x = x / (x.square() * voting.unsqueeze(-1)).sum(1, true).sqrt();
    else
        x = x / x.square().sum(2, true).sqrt();
    const torch::Tensor s = get("cosine.similarity");
    return torch::matmul(x, s / s.square().sum(0, true).sqrt()) * get("cosine.temperature").clamp_max(std::log(100.)).exp();
}

std::vector<std::vector<std::int64_t>> MixtureReference::units(const torch::Tensor& voting) const
{
    const std::int64_t rows = voting.size(0), width = voting.size(1);
    std::vector<std::vector<std::int64_t>> result;
    if (m_config.vote == engine::Vote::Batch)
        result.emplace_back();
    for (std::int64_t b = 0; b < rows; ++b) {
        if (m_config.vote != engine::Vote::Batch && m_config.vote != engine::Vote::Token)
            result.emplace_back();
        for (std::int64_t n = 0; n < width; ++n) {
            if (m_config.vote == engine::Vote::Token)
                result.emplace_back();
            if (voting[b][n].item<double>() > 0)
                result.back().push_back(b * width + n);
        }
    }
    return result;
}

std::vector<std::int64_t> MixtureReference::choose(const std::vector<std::int64_t>& voters, const torch::Tensor& z,
                                                   const torch::Tensor& p, std::int64_t i) const
{
    std::vector<double> score(static_cast<std::size_t>(layers()), 0);
    for (const std::int64_t token : voters) {
        std::int64_t favourite = -1;
        for (std::int64_t l = 0; l < layers(); ++l) {
            if (m_config.voteBy == engine::VoteBy::Mean || m_config.vote == engine::Vote::Token)
                score[static_cast<std::size_t>(l)] += p[token][l].item<double>();
            const bool allowed = !m_config.excludeSelf || l != i;
            if (allowed && (favourite < 0 || z[token][l].item<double>() > z[token][favourite].item<double>()))
                favourite = l;
        }
        if (m_config.voteBy == engine::VoteBy::Mode && m_config.vote != engine::Vote::Token)
            score[static_cast<std::size_t>(favourite)] += 1;
    }
    std::vector<std::int64_t> order(score.size());
    std::iota(order.begin(), order.end(), 0);
    if (m_config.excludeSelf)
        order.erase(order.begin() + i);
    std::stable_sort(order.begin(), order.end(), [&](std::int64_t a, std::int64_t b) {
        return score[static_cast<std::size_t>(a)] > score[static_cast<std::size_t>(b)];
    });
    order.resize(static_cast<std::size_t>(m_config.topK));
    return order;
}

std::pair<torch::Tensor, torch::Tensor> MixtureReference::pair(std::int64_t i, const Tensors& tensors) const
{
    const torch::Tensor one = torch::ones({}, torch::kFloat64);
    if (m_config.mixing == engine::Mixing::Fixed)
        return {one, one * (1 - m_config.mainWeight)};
    const torch::Tensor a = named(tensors, "mixing.main", i, m_config.sharedMixing).squeeze();
    const torch::Tensor b = named(tensors, "mixing.other", i, m_config.sharedMixing).squeeze();
    if (!m_config.mixingNormalized)
        return {a + b, b};
    return {one, b.exp() / (a.exp() + b.exp())};
}

MixtureReference::Result MixtureReference::runPosition(std::int64_t i, Result before, const engine::Pass& pass,
                                                       const Tensors& tensors)
{
    const torch::Tensor& hidden = before.hidden;
    torch::Tensor voting = m_config.countPadding ? torch::ones_like(pass.mask) : pass.mask;
    if (m_config.vote == engine::Vote::Prompt && pass.prompt.defined())
        voting = pass.prompt;
    const torch::Tensor z = logits(hidden, voting, i, tensors).flatten(0, 1);
    const torch::Tensor p = z.exp() / z.exp().sum(-1, true);
    const auto voters = units(voting);
    const auto [total, other] = pair(i, tensors);
    const auto place = static_cast<std::size_t>(i);
    if (m_choices.size() <= place) {
        m_choices.resize(place + 1);
        m_constants.resize(place + 1);
        for (const auto& unit : voters) {
            m_choices[place].push_back(unit.empty() ? std::vector<std::int64_t>(std::size_t(m_config.topK), i) : choose(unit, z, p, i));
            m_constants[place].push_back(unit.empty() ? torch::Tensor() : meanOf(p, unit).detach());
        }
    }
    std::vector<torch::Tensor> rows;
    for (std::size_t u = 0; u < voters.size(); ++u)
        rows.push_back(weights(i, u, voters[u], p, total, other));
    before.auxiliary = before.auxiliary + auxiliary(place, voters, z, p);
    const torch::Tensor matrix = torch::stack(rows); // [U, T]
    torch::Tensor perToken = matrix;
    if (m_config.vote == engine::Vote::Token)
        perToken = matrix.view({hidden.size(0), hidden.size(1), -1});
    else
        perToken = matrix.unsqueeze(1); // [1 or B, 1, T]
    torch::Tensor sum;
    for (std::int64_t l = 0; l < layers(); ++l) {
        const torch::Tensor part = m_model.model().layers()[static_cast<std::size_t>(l)]->forward(hidden, pass)
            * perToken.select(-1, l).unsqueeze(-1);
        sum = sum.defined() ? sum + part : part;
    }
    return {sum, before.auxiliary};
}

torch::Tensor MixtureReference::meanOf(const torch::Tensor& p, const std::vector<std::int64_t>& unit)
{
    return p.index_select(0, torch::tensor(unit)).mean(0);
}

torch::Tensor MixtureReference::weights(std::int64_t i, std::size_t u, const std::vector<std::int64_t>& voters,
                                        const torch::Tensor& p, const torch::Tensor& total,
                                        const torch::Tensor& other) const
{
    using engine::GateGradient;
    const auto& chosen = m_choices[static_cast<std::size_t>(i)][u];
    std::vector<torch::Tensor> result(static_cast<std::size_t>(layers()), torch::zeros({}, torch::kFloat64));
    torch::Tensor own = total;
    const torch::Tensor mean = voters.empty() ? torch::Tensor() : meanOf(p, voters);
    const torch::Tensor constant = m_constants[static_cast<std::size_t>(i)][u];
    torch::Tensor constantSum = torch::zeros({}, torch::kFloat64);
    for (const std::int64_t l : chosen)
        constantSum = constantSum + (voters.empty() ? torch::ones({}) : constant[l]);
    for (const std::int64_t l : chosen) {
        if (l == i)
            continue;
        torch::Tensor weight = other * (constant[l] / constantSum);
        if (m_config.gateGradient == GateGradient::Probability)
            weight = other * mean[l];
        if (m_config.gateGradient == GateGradient::StraightThrough)
            weight = weight * (mean[l] / constant[l]);
        result[static_cast<std::size_t>(l)] = weight;
        own = own - weight;
    }
    result[static_cast<std::size_t>(i)] = own;
    return torch::stack(result);
}

torch::Tensor MixtureReference::auxiliary(std::size_t place, const std::vector<std::vector<std::int64_t>>& voters,
                                          const torch::Tensor& z, const torch::Tensor& p) const
{
    if (m_config.balanceLoss == engine::BalanceLoss::None && m_config.zLoss == 0)
        return torch::zeros({}, torch::kFloat64);
    torch::Tensor paper = torch::zeros({}, torch::kFloat64), entropy = torch::zeros({}, torch::kFloat64);
    torch::Tensor mean = torch::zeros({layers()}, torch::kFloat64);
    std::vector<double> fraction(static_cast<std::size_t>(layers()), 0);
    double unitCount = 0, tokens = 0;
    for (std::size_t u = 0; u < voters.size(); ++u) {
        if (voters[u].empty())
            continue;
        ++unitCount;
        for (const std::int64_t l : m_choices[place][u]) {
            paper = paper + meanOf(p, voters[u])[l];
            fraction[static_cast<std::size_t>(l)] += 1;
        }
        for (const std::int64_t token : voters[u]) {
            mean = mean + p[token];
            entropy = entropy + z[token].exp().sum().log().square();
            ++tokens;
        }
    }
    const double t = static_cast<double>(layers());
    const torch::Tensor balance = m_config.balanceLoss == engine::BalanceLoss::None ? torch::zeros({}, torch::kFloat64)
        : m_config.balanceLoss == engine::BalanceLoss::Paper ? paper / unitCount * t
        : (torch::tensor(fraction, torch::kFloat64) / unitCount * mean / tokens).sum() * t;
    return balance * m_config.balanceCoefficient + entropy / tokens * m_config.zLoss;
}

} // namespace support
