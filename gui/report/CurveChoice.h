#pragma once

#include <cstdint>
#include <optional>

/// How the curves of groups are drawn. No Qt.
namespace gui::reports {

/// What the band around a group's mean is.
enum class BandKind { StudentT, Bootstrap };

constexpr std::int64_t bandResamples = 1000; ///< for each point of a bootstrap's band

struct CurveChoice
{
    enum class Across { Step, Epoch, Time };

    BandKind band = BandKind::StudentT;
    Across across = Across::Step; ///< steps where epochs are not known, or not equally long
    bool isLogarithmic = false;   ///< the y axis
    /// Weight of the past in each run's exponential mean, below 1; 0: as measured. Absent: running means of curves of
    /// many points.
    std::optional<double> smoothing = std::nullopt;
};

} // namespace gui::reports
