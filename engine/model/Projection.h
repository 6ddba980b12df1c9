#pragma once

#include <memory>
#include <optional>

#include "engine/model/Pass.h"
#include "engine/model/TensorVisitor.h"

namespace engine {

/// The matrix weight + scale · b a.
struct LinearMap
{
    torch::Tensor weight; ///< [out, in]
    torch::Tensor a;      ///< [r, in]; undefined: there is the weight alone
    torch::Tensor b;      ///< [out, r]
    double scale = 1;
};

/// A slot for a linear map, [..., in] to [..., out]; a method may wrap what stands in it.
class Projection {
public:
    virtual ~Projection() = default;
    virtual torch::Tensor forward(const torch::Tensor& input, const Pass& pass) = 0;
    virtual void visitTensors(const std::string& prefix, const TensorVisitor& visit) = 0;
    virtual std::int64_t inWidth() const = 0;
    virtual std::int64_t outWidth() const = 0;

    /// The matrix [out, in] of a linear map: a model's own projection gives a view that can be written to.
    virtual torch::Tensor weight() const { TORCH_CHECK(false, "this projection has no matrix"); }
    /// The same for a product, in the type that products have; not to be written to.
    virtual torch::Tensor weightOfProduct() { return weight(); }
    /// [out]
    virtual torch::Tensor bias() const { TORCH_CHECK(false, "this projection has no bias"); }

    /// What forward() multiplies with in such a pass, before it adds bias(); absent where it does anything else.
    virtual std::optional<LinearMap> map(const Pass&) const { return std::nullopt; }

    /// What forward() begins with where that is a frozen map of the model's own, with its weight in one piece;
    /// otherwise absent. complete() does the rest of forward().
    virtual Projection* frozenMap() { return nullptr; }
    /// outputs: [M, …], the frozen map's from column `first` on, changed in place where something is added; input:
    /// [M, in]. Returns outputs.
    virtual torch::Tensor complete(const torch::Tensor& outputs, std::int64_t, const torch::Tensor&, const Pass&)
    {
        return outputs;
    }

    /// A copy with tensors of its own; of a model's own projections only.
    virtual std::unique_ptr<Projection> clone() const { TORCH_CHECK(false, "this projection cannot be copied"); }
};

/// Sees the slot of each projection under its name in a configuration: query, key, value (or, side by side in one,
/// c_attn), attention_output, intermediate, output. May replace what stands in it.
using ProjectionVisitor = std::function<void(const std::string& name, std::unique_ptr<Projection>& slot)>;

/// Names in a configuration of what a slot holds: query, key and value for c_attn, otherwise its own.
inline std::vector<std::string> partsOf(const std::string& slot)
{
    return slot == "c_attn" ? std::vector<std::string>{"query", "key", "value"} : std::vector<std::string>{slot};
}

} // namespace engine
