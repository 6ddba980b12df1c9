#pragma once

#include <vector>

#include "engine/routing/RoutingTrace.h"
#include "engine/run/RoutingEvaluated.h"
#include "engine/run/RowsEvaluated.h"

namespace engine {

/// Adds up what the routed positions did with the rows of one split, by class, and keeps the route of every row and the
/// probabilities of some. Sums stay on the device until take(). Experts of layers are counted by tokens.
class RoutingByClass final {
public:
    struct Shape
    {
        std::int64_t layers = 0;
        std::vector<std::int64_t> positions;
        std::int64_t classes = 0;           ///< 0: a task without classes
        std::vector<std::int64_t> examples; ///< rows whose probabilities are kept, ascending
        std::int64_t rows = 0;              ///< of the split
        torch::Device device = torch::kCPU;
    };
    explicit RoutingByClass(Shape shape);

    /// One batch: its rows in the split, their labels and predictions, and its trace with details.
    void add(const std::vector<std::int64_t>& rows, const std::vector<double>& labels,
             const std::vector<double>& predictions, const RoutingTrace& trace);
    /// Step and split unset.
    RoutingEvaluated take();
    /// The routes of all rows, with what they are of; nothing where nothing was routed.
    void writeRoutes(RowsEvaluated& rows) const;

private:
    /// Adds to the rows of each class; returns the rows' classes one-hot, [B, C] float64.
    torch::Tensor countClasses(const std::vector<double>& labels);
    void keepRoutes(const std::vector<std::int64_t>& rows, const torch::Tensor& routes);

    Shape m_shape;
    torch::Tensor m_counts;      ///< [C, P, T] float64
    torch::Tensor m_probability; ///< [C, P, T] float64, sums over rows; undefined without a gate
    std::vector<std::int64_t> m_rows; ///< C
    std::int64_t m_choices = 1;
    std::vector<std::int16_t> m_routes; ///< rows × P × k
    std::vector<RoutingEvaluated::Example> m_examples;
};

/// What each row chose: [B, P, k] int64, best first; with a token vote the layers that most of its tokens chose, the
/// lowest of equals first; of experts the one that took most of its tokens. −1 where nothing voted or was taken.
torch::Tensor routesOfRows(const RoutingTrace& trace, std::int64_t rows, std::int64_t layers);

/// So many of `rows` rows, spread evenly, ascending.
std::vector<std::int64_t> spreadRows(std::int64_t rows, std::int64_t count);

} // namespace engine
