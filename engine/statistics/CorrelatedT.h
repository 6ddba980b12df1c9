#pragma once

#include <optional>
#include <span>

namespace engine {

/// How probable it is that the mean difference is practically below, at or above zero; they sum to 1.
struct RopeProbabilities
{
    double worse = 0;      ///< below −rope: in favour of the baseline when higher is better
    double equivalent = 0; ///< within the region of practical equivalence
    double better = 0;     ///< above rope
};

struct RopeOptions
{
    double rope = 0.01; ///< half width, in the metric's own unit
    double rho = 0;     ///< correlation of the differences: 0 for seeds, test share for cross-validation

    bool operator==(const RopeOptions&) const = default;
};

/// Bayesian correlated t-test (Corani and Benavoli 2015; Benavoli et al. 2017, section 4.1): the posterior of the mean
/// of value − baseline over pairs is Student's t with n − 1 degrees of freedom around the mean, with scale² = (1/n +
/// rho/(1 − rho)) s². Absent below two pairs and without any spread. Throws BadInput unless 0 <= rho < 1 and rope >= 0.
std::optional<RopeProbabilities> correlatedT(std::span<const double> baseline, std::span<const double> values,
                                             const RopeOptions& options);

} // namespace engine
