#pragma once

#include <vector>

#include "engine/routing/RoutingTrace.h"
#include "engine/run/RoutingEvaluated.h"

namespace engine {

/// Adds up what the routed positions did with the rows of one split, by class, and keeps the routes of some rows. Sums
/// stay on the device until take().
class RoutingByClass final {
public:
    struct Shape
    {
        std::int64_t layers = 0;
        std::vector<std::int64_t> positions;
        std::int64_t classes = 0;           ///< 0: a task without classes
        std::vector<std::int64_t> examples; ///< rows whose routes are kept, ascending
        torch::Device device = torch::kCPU;
    };
    explicit RoutingByClass(Shape shape);

    /// One batch: its rows in the split, their labels and predictions, and its trace with details.
    void add(const std::vector<std::int64_t>& rows, const std::vector<double>& labels,
             const std::vector<double>& predictions, const RoutingTrace& trace);
    /// Step and split unset.
    RoutingEvaluated take();

private:
    /// Adds to the rows of each class; returns the rows' classes one-hot, [B, C] float64.
    torch::Tensor countClasses(const std::vector<double>& labels);
    /// The example with route and probabilities. counts, means: [P, B, T], means undefined without a gate.
    RoutingEvaluated::Example example(const RoutingTrace& trace, const torch::Tensor& counts, const torch::Tensor& means,
                                      RoutingEvaluated::Example result, std::int64_t place) const;

    Shape m_shape;
    torch::Tensor m_counts;      ///< [C, P, T] float64
    torch::Tensor m_probability; ///< [C, P, T] float64, sums over rows; undefined without a gate
    std::vector<std::int64_t> m_rows; ///< C
    std::int64_t m_choices = 1;
    std::vector<RoutingEvaluated::Example> m_examples;
};

/// So many of `rows` rows, spread evenly, ascending.
std::vector<std::int64_t> spreadRows(std::int64_t rows, std::int64_t count);

} // namespace engine
