#include "engine/method/AddedLowRank.h"

namespace engine {

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

/// By hand, since autograd copies all of a gradient for a part that is changed in place.
class AddingLowRank final : public torch::autograd::Function<AddingLowRank> {
public:
    static torch::Tensor forward(AutogradContext* context, const torch::Tensor& outputs, const torch::Tensor& inner,
                                 const torch::Tensor& b, std::int64_t first, double scale)
    {
        outputs.narrow(1, first, b.size(0)).addmm_(inner, b.t(), 1, scale);
        context->mark_dirty({outputs});
        context->save_for_backward({inner, b});
        context->saved_data["first"] = first;
        context->saved_data["scale"] = scale;
        return outputs;
    }

    static variable_list backward(AutogradContext* context, variable_list gradients)
    {
        const variable_list saved = context->get_saved_variables();
        const torch::Tensor &inner = saved[0], &b = saved[1];
        const double scale = context->saved_data["scale"].toDouble();
        const torch::Tensor here = gradients[0].narrow(1, context->saved_data["first"].toInt(), b.size(0));
        torch::Tensor ofInner, ofB;
        if (context->needs_input_grad(1))
            ofInner = torch::mm(here, b).mul_(scale);
        if (context->needs_input_grad(2))
            ofB = torch::mm(here.t(), inner).mul_(scale);
        return {gradients[0], ofInner, ofB, torch::Tensor(), torch::Tensor()};
    }
};

} // namespace

torch::Tensor addLowRank(const torch::Tensor& outputs, std::int64_t first, const LowRankTerm& term)
{
    const auto type = outputs.scalar_type();
    return AddingLowRank::apply(outputs, term.inner.to(type), term.b.to(type), first, term.scale);
}

} // namespace engine
