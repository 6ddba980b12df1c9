// B sequences, N tokens per sequence, E experts, d width.
#include "engine/method/ExpertFeedForward.h"

#include "engine/routing/RoutingTrace.h"

namespace engine {

namespace {

/// The tokens (row-major over B and N) of each expert: E lists.
std::vector<torch::Tensor> tokensOfExperts(const torch::Tensor& taken)
{
    const torch::Tensor byExpert = taken.flatten(0, 1).t().contiguous(); // [E, B N]
    const torch::Tensor sizes = byExpert.ne(0).sum(1).to(torch::kCPU).contiguous();
    const auto* size = sizes.data_ptr<std::int64_t>();
    return byExpert.nonzero().select(1, 1).split_with_sizes(
        torch::IntArrayRef(size, static_cast<std::size_t>(sizes.numel())));
}

} // namespace

ExpertFeedForward::ExpertFeedForward(std::int64_t layer, Parts parts)
    : m_layer(layer)
    , m_parts(std::move(parts))
{
}

torch::Tensor ExpertFeedForward::forward(const torch::Tensor& input, const Pass& pass)
{
    const ExpertPlan plan = m_parts.router.plan(input, pass.mask);
    if (pass.trace != nullptr)
        record(plan, pass.mask, *pass.trace);
    const torch::Tensor tokens = input.flatten(0, 1);
    const torch::Tensor weights = plan.weight.flatten(0, 1);
    const std::vector<torch::Tensor> chosen = tokensOfExperts(plan.taken);
    torch::Tensor sum;
    for (std::size_t e = 0; e < chosen.size(); ++e) {
        if (chosen[e].size(0) == 0)
            continue;
        const torch::Tensor output = m_parts.experts[e]->forward(tokens.index_select(0, chosen[e]), pass);
        const torch::Tensor weight = weights.select(1, static_cast<std::int64_t>(e)).index_select(0, chosen[e]);
        if (!sum.defined())
            sum = torch::zeros(tokens.sizes(), output.options().requires_grad(false));
        sum.index_add_(0, chosen[e], output * weight.unsqueeze(-1).to(output.scalar_type()));
    }
    return sum.defined() ? sum.view(input.sizes()) : torch::zeros_like(input);
}

torch::Tensor ExpertFeedForward::forwardTokens(const torch::Tensor& tokens, const TokenSelection& selection,
                                               const Pass& pass)
{
    return selection.unpad(forward(selection.pad(tokens), selection.ofQueries(pass)));
}

void ExpertFeedForward::record(const ExpertPlan& plan, const torch::Tensor& real, RoutingTrace& trace) const
{
    const std::vector<std::int64_t> overTokens = {0, 1};
    ExpertTrace run;
    run.probability = (plan.probability * real.unsqueeze(-1)).sum(overTokens);
    torch::NoGradGuard guard;
    run.wanted = plan.wanted.sum(overTokens);
    run.taken = plan.taken.sum(overTokens);
    run.tokens = real.sum();
    run.dropped = run.tokens - plan.taken.sum(-1).gt(0).sum();
    run.margin = torch::zeros_like(run.tokens);
    if (trace.details() && plan.probability.size(-1) > 1) {
        const torch::Tensor top = std::get<0>(plan.probability.topk(2, -1));
        run.margin = ((top.select(-1, 0) - top.select(-1, 1)) * real).sum();
    }
    if (trace.details()) {
        run.takenByRow = plan.taken.sum(1);
        run.probabilityByRow = (plan.probability * real.unsqueeze(-1)).sum(1) / real.sum(1).unsqueeze(-1).clamp_min(1);
        run.takenBy = plan.weight.argmax(-1).masked_fill(plan.taken.sum(-1).eq(0), -1);
    }
    trace.experts().add(m_layer, run);
}

void ExpertFeedForward::visitTensors(const std::string& prefix, const TensorVisitor& visit)
{
    for (std::size_t e = 0; e < m_parts.experts.size(); ++e)
        m_parts.experts[e]->visitTensors(prefix + ".experts." + std::to_string(e), visit);
    m_parts.router.visitTensors(prefix, visit);
}

void ExpertFeedForward::visitProjections(const ProjectionVisitor& visit)
{
    for (const auto& expert : m_parts.experts)
        expert->visitProjections(visit);
}

} // namespace engine
