#pragma once

#include <QString>

#include <cstdint>
#include <vector>

#include "gui/models/CountedUnits.h"
#include "gui/models/RoutingEvaluations.h"
#include "gui/models/RoutingGrid.h"

namespace gui {

/// What a heatmap shows of a routing: a value for each position and layer (or layer and expert) with its scale, and
/// what is marked.
struct RoutingPicture
{
    enum class Scale { Part, Difference }; ///< from 0 up, or around 0

    std::int64_t layers = 0;             ///< T
    std::vector<std::int64_t> positions; ///< P
    bool countsExperts = false;
    std::vector<double> values;            ///< P×T; NaN where not known
    /// P, in nats: of the mean gate probabilities, in every kind of picture; of the shares where there is no gate. The
    /// mean of the records that are averaged.
    std::vector<double> entropy;
    QString entropyTitle;                  ///< which of the two: "gate entropy"
    std::vector<bool> isCollapsed;         ///< P: as the warnings say
    std::vector<bool> isDead;              ///< T: no position chooses the layer any more
    std::vector<bool> isNoise;             ///< P×T: hatched, not to be told from chance; empty for none
    bool isTestable = true;                ///< false: by so few runs no cell can be told from chance
    std::vector<std::int64_t> chosen;      ///< P: one row's layers; empty where many rows are shown
    Scale scale = Scale::Part;
    double largest = 1;      ///< end of the scale
    bool isClipped = false;  ///< values beyond it exist
    QString title;           ///< of the colour bar

    bool isEmpty() const { return values.empty(); }
    std::size_t rows() const { return positions.size(); }
    double value(std::size_t row, std::int64_t layer) const
    {
        return values[row * static_cast<std::size_t>(layers) + static_cast<std::size_t>(layer)];
    }
    bool isSelf(std::size_t row, std::int64_t layer) const { return !countsExperts && positions[row] == layer; }
    double uniformEntropy() const;
};

/// Which part of a run's routing a picture is made of, and how its scale ends.
struct RoutingChoice
{
    enum class Kind { Share, Probability, Change, Class, Example, Against };

    Kind kind = Kind::Share;
    std::size_t first = 0; ///< records averaged, both ends included
    std::size_t last = 0;
    std::size_t evaluation = 0;
    std::size_t item = 0;          ///< class or example
    bool isAgainstOthers = false;  ///< a class less all others
    bool isAutomatic = false;      ///< the scale ends at the largest value instead of 1
    bool countsExperts = false;    ///< an evaluation is of layers and their experts; a grid knows by itself

    bool isOfEvaluation() const { return kind == Kind::Class || kind == Kind::Example; }
};

/// The records must exist. Scales do not change from record to record, so that colours can be compared.
RoutingPicture pictureOf(const RoutingGrid& grid, const RoutingChoice& choice);
/// Class and example must exist.
RoutingPicture pictureOf(const engine::RoutingEvaluated& evaluated, const RoutingChoice& choice);

/// Shares less those of another run's routing of the same shape, whose record nearest to the same step is taken; as many
/// steps are averaged.
RoutingPicture pictureOf(const RoutingGrid& grid, const RoutingGrid& other, const RoutingChoice& choice);
/// Both routings have records, of the same positions and layers.
bool haveSameShape(const RoutingGrid& a, const RoutingGrid& b);

/// What is known of one cell: "Position 7 chose layer 4", share and count. Plain text, lines apart. `units`: what is
/// routed, "sentences".
QString cellText(const RoutingGrid& grid, const RoutingChoice& choice, const CountedUnits& units, std::size_t row,
                 std::int64_t layer);
/// `otherName`: of the other run.
QString cellText(const RoutingGrid& grid, const RoutingGrid& other, const QString& otherName,
                 const RoutingChoice& choice, const CountedUnits& units, std::size_t row, std::int64_t layer);
QString cellText(const engine::RoutingEvaluated& evaluated, const RoutingChoice& choice, const CountedUnits& units,
                 std::size_t row, std::int64_t layer);

} // namespace gui
