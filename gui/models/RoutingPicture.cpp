#include "gui/models/RoutingPicture.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

#include "gui/app/Format.h"
#include "gui/models/RoutingFindings.h"

namespace gui {

using engine::RoutingEvaluated;
using Kind = RoutingChoice::Kind;

namespace {

constexpr double largestDifference = 0.6; // end of a fixed scale of differences

/// The context of this file's texts in the catalogue.
struct RoutingPictureWords
{
    Q_DECLARE_TR_FUNCTIONS(RoutingPicture)
};

/// The next tenth, from 0.1 to 1.
double roundUp(double value)
{
    return std::clamp(std::ceil(value * 10 - 1e-9) / 10, 0.1, 1.0);
}

double largestOf(const std::vector<double>& values)
{
    double largest = 0;
    for (const double value : values)
        if (std::isfinite(value))
            largest = std::max(largest, std::abs(value));
    return largest;
}

/// `elsewhere`: the largest value of the record that sets the scale for all.
void setScale(RoutingPicture& picture, bool isAutomatic, double elsewhere)
{
    const double largest = std::max(largestOf(picture.values), elsewhere);
    const bool isDifference = picture.scale == RoutingPicture::Scale::Difference;
    picture.largest = isAutomatic ? roundUp(elsewhere > 0 ? elsewhere : largest) : isDifference ? largestDifference : 1.0;
    picture.isClipped = largest > picture.largest + 1e-9;
}

QString titleOfEntropy(bool countsExperts, bool isOfGate)
{
    if (!isOfGate)
        return RoutingPictureWords::tr("share entropy");
    return countsExperts ? RoutingPictureWords::tr("router entropy") : RoutingPictureWords::tr("gate entropy");
}

void setEntropy(RoutingPicture& picture, const std::vector<double>& parts)
{
    for (auto row = parts.begin(); row != parts.end(); row += picture.layers) {
        double entropy = 0;
        for (auto part = row; part != row + picture.layers; ++part)
            entropy -= *part > 0 ? *part * std::log(*part) : 0;
        picture.entropy.push_back(entropy);
    }
    picture.isCollapsed.assign(picture.rows(), false);
}

std::vector<double> sharesOf(const RoutingGrid& grid, std::size_t first, std::size_t last)
{
    std::vector<std::int64_t> counts;
    counts.reserve(grid.rows() * std::size_t(grid.layers()));
    for (std::size_t row = 0; row < grid.rows(); ++row)
        for (std::int64_t layer = 0; layer < grid.layers(); ++layer)
            counts.push_back(grid.count(first, last, row, layer));
    return gui::sharesOf(counts, grid.layers());
}

std::vector<double> valuesOf(const RoutingGrid& grid, Kind kind, std::size_t first, std::size_t last)
{
    if (kind == Kind::Probability)
        return grid.meanProbability(first, last);
    std::vector<double> values = sharesOf(grid, first, last);
    if (kind == Kind::Change) {
        const std::vector<double> start = sharesOf(grid, 0, 0);
        std::transform(values.begin(), values.end(), start.begin(), values.begin(), std::minus<>());
    }
    return values;
}

/// The step after which a record, not the last, counts votes. Before its first one a run has recorded as often as after
/// it: one that goes on from a checkpoint of another does not begin at step 0.
std::int64_t stepBefore(const RoutingGrid& grid, std::size_t record)
{
    return record > 0 ? grid.step(record - 1) : std::max<std::int64_t>(2 * grid.step(0) - grid.step(1), 0);
}

/// The records of another run that belong to [first, last] of this one.
std::pair<std::size_t, std::size_t> matching(const RoutingGrid& grid, const RoutingGrid& other, std::size_t first,
                                             std::size_t last)
{
    const std::size_t end = *other.nearest(grid.step(last));
    return {first < last ? other.firstWithin(end, grid.step(last) - stepBefore(grid, first)) : end, end};
}

std::vector<double> differencesOf(const RoutingGrid& grid, const RoutingGrid& other, std::size_t first, std::size_t last)
{
    std::vector<double> values = sharesOf(grid, first, last);
    const auto [otherFirst, otherLast] = matching(grid, other, first, last);
    const std::vector<double> others = sharesOf(other, otherFirst, otherLast);
    std::transform(values.begin(), values.end(), others.begin(), values.begin(), std::minus<>());
    return values;
}

QString titleOf(const RoutingGrid& grid, Kind kind)
{
    if (kind == Kind::Probability)
        return grid.countsExperts() ? RoutingPictureWords::tr("mean router probability")
                                    : RoutingPictureWords::tr("mean gate probability");
    if (kind == Kind::Change)
        return RoutingPictureWords::tr("change in share since step %1").arg(format::whole(grid.step(0)));
    return grid.countsExperts() ? RoutingPictureWords::tr("share of tokens")
                                : RoutingPictureWords::tr("share of votes");
}

/// Over the records [first, last].
double meanEntropyOf(const RoutingGrid& grid, std::size_t first, std::size_t last, std::size_t row)
{
    double sum = 0;
    for (std::size_t record = first; record <= last; ++record)
        sum += grid.entropy(row).value(record);
    return sum / double(last - first + 1);
}

/// The entropy is the mean of all records that are averaged; collapsed and dead is what is so at the last one.
void addMarks(const RoutingGrid& grid, std::size_t first, std::size_t last, RoutingPicture& picture)
{
    picture.entropyTitle = titleOfEntropy(grid.countsExperts(), grid.hasProbability());
    for (std::size_t row = 0; row < grid.rows(); ++row) {
        picture.entropy.push_back(meanEntropyOf(grid, first, last, row));
        picture.isCollapsed.push_back(isCollapsed(grid, last, row));
    }
    for (std::int64_t layer = 0; layer < grid.layers(); ++layer)
        picture.isDead.push_back(grid.hasProbability() && grid.isDead(last, layer));
}

/// P×T of a class: gate probabilities where there is a gate, otherwise nothing.
std::vector<float> probabilitiesOf(const RoutingEvaluated& evaluated, const RoutingChoice& choice)
{
    if (choice.kind == Kind::Example)
        return evaluated.examples[choice.item].probability;
    if (evaluated.probability.empty())
        return {};
    const auto cells = std::ptrdiff_t(evaluated.positions.size()) * evaluated.layers;
    const auto first = evaluated.probability.begin() + std::ptrdiff_t(choice.item) * cells;
    return {first, first + cells};
}

/// Its values are the shares still.
void addEntropy(const RoutingEvaluated& evaluated, const RoutingChoice& choice, RoutingPicture& picture)
{
    const std::vector<float> probability = probabilitiesOf(evaluated, choice);
    picture.entropyTitle = titleOfEntropy(choice.countsExperts, !probability.empty());
    if (probability.empty())
        setEntropy(picture, picture.values);
    else
        setEntropy(picture, {probability.begin(), probability.end()});
}

void fillExample(const RoutingEvaluated& evaluated, const RoutingChoice& choice, RoutingPicture& picture)
{
    const RoutingEvaluated::Example& example = evaluated.examples[choice.item];
    const auto width = static_cast<std::size_t>(evaluated.layers);
    for (std::size_t row = 0; row < picture.rows(); ++row)
        picture.chosen.push_back(example.route[row * std::size_t(evaluated.choices)]);
    picture.values.assign(example.probability.begin(), example.probability.end());
    picture.title = choice.countsExperts ? RoutingPictureWords::tr("router probability")
                                         : RoutingPictureWords::tr("gate probability");
    if (picture.values.empty()) {
        picture.title = RoutingPictureWords::tr("chosen");
        picture.values.assign(picture.rows() * width, 0);
        for (std::size_t row = 0; row < picture.rows(); ++row)
            if (picture.chosen[row] >= 0)
                picture.values[row * width + std::size_t(picture.chosen[row])] = 1;
    }
    addEntropy(evaluated, choice, picture);
}

void fillClass(const RoutingEvaluated& evaluated, const RoutingChoice& choice, RoutingPicture& picture)
{
    const std::vector<std::int64_t> own = countsOf(evaluated, choice.item);
    picture.values = gui::sharesOf(own, evaluated.layers);
    picture.title = choice.countsExperts ? RoutingPictureWords::tr("share of the class's tokens")
                                         : RoutingPictureWords::tr("share of the class's votes");
    addEntropy(evaluated, choice, picture);
    picture.isDead.assign(std::size_t(evaluated.layers), true);
    std::vector<std::int64_t> others = countsOf(evaluated, std::nullopt);
    for (std::size_t cell = 0; cell < own.size(); ++cell) {
        if (others[cell] > 0)
            picture.isDead[cell % std::size_t(evaluated.layers)] = false;
        others[cell] -= own[cell];
    }
    if (!choice.isAgainstOthers)
        return;
    const std::vector<double> shares = gui::sharesOf(others, evaluated.layers);
    std::transform(picture.values.begin(), picture.values.end(), shares.begin(), picture.values.begin(), std::minus<>());
    picture.scale = RoutingPicture::Scale::Difference;
    picture.title = RoutingPictureWords::tr("share minus that of the other classes");
}

QString headOf(bool countsExperts, bool isSelf, std::int64_t position, std::int64_t layer)
{
    return (countsExperts ? RoutingPictureWords::tr("Layer %1, expert %2")
            : isSelf      ? RoutingPictureWords::tr("Position %1 chose layer %2, itself")
                          : RoutingPictureWords::tr("Position %1 chose layer %2"))
        .arg(position)
        .arg(layer);
}

/// Of a cell of one example.
QString chosenText(const RoutingEvaluated& evaluated, const RoutingChoice& choice, std::size_t row, std::int64_t layer)
{
    const std::int64_t position = evaluated.positions[row];
    const std::int64_t chosen = evaluated.examples[choice.item].route[row * std::size_t(evaluated.choices)];
    if (choice.countsExperts) {
        const QString head = headOf(true, false, position, layer);
        return chosen == layer ? RoutingPictureWords::tr("%1, which took most of the row's tokens").arg(head) : head;
    }
    if (chosen == layer)
        return headOf(false, position == layer, position, layer);
    if (chosen < 0)
        return RoutingPictureWords::tr("Position %1 chose no layer").arg(position);
    return RoutingPictureWords::tr("Position %1 chose layer %2, not layer %3").arg(position).arg(chosen).arg(layer);
}

QString shareText(std::int64_t count, std::int64_t total, const CountedUnits& units)
{
    const double share = total > 0 ? double(count) / double(total) : 0;
    return RoutingPictureWords::tr("share %1, %2 of %3 %4")
        .arg(format::fixed(share, 2), format::whole(count), format::whole(total), units.of(total));
}

QString probabilityText(bool countsExperts, double probability)
{
    return (countsExperts ? RoutingPictureWords::tr("mean router probability %1")
                          : RoutingPictureWords::tr("mean gate probability %1"))
        .arg(format::fixed(probability, 3));
}

} // namespace

double RoutingPicture::uniformEntropy() const
{
    return layers > 0 ? std::log(static_cast<double>(layers)) : 0;
}

RoutingPicture pictureOf(const RoutingGrid& grid, const RoutingChoice& choice)
{
    RoutingPicture picture;
    picture.layers = grid.layers();
    picture.positions = grid.positions();
    picture.countsExperts = grid.countsExperts();
    picture.values = valuesOf(grid, choice.kind, choice.first, choice.last);
    picture.title = titleOf(grid, choice.kind);
    if (choice.kind == Kind::Change)
        picture.scale = RoutingPicture::Scale::Difference;
    addMarks(grid, choice.first, choice.last, picture);
    // The newest record sets the scale, so that it stands still while the slider moves.
    const std::size_t newest = grid.size() - 1;
    setScale(picture, choice.isAutomatic,
             choice.isAutomatic ? largestOf(valuesOf(grid, choice.kind, newest, newest)) : 0);
    return picture;
}

bool haveSameShape(const RoutingGrid& a, const RoutingGrid& b)
{
    return !a.isEmpty() && !b.isEmpty() && a.layers() == b.layers() && a.positions() == b.positions()
        && a.countsExperts() == b.countsExperts();
}

RoutingPicture pictureOf(const RoutingGrid& grid, const RoutingGrid& other, const RoutingChoice& choice)
{
    RoutingPicture picture;
    picture.layers = grid.layers();
    picture.positions = grid.positions();
    picture.countsExperts = grid.countsExperts();
    picture.scale = RoutingPicture::Scale::Difference;
    picture.title = RoutingPictureWords::tr("difference of shares");
    picture.values = differencesOf(grid, other, choice.first, choice.last);
    addMarks(grid, choice.first, choice.last, picture);
    const std::size_t newest = grid.size() - 1;
    setScale(picture, choice.isAutomatic, choice.isAutomatic ? largestOf(differencesOf(grid, other, newest, newest)) : 0);
    return picture;
}

RoutingPicture pictureOf(const RoutingEvaluated& evaluated, const RoutingChoice& choice)
{
    RoutingPicture picture;
    picture.layers = evaluated.layers;
    picture.positions = evaluated.positions;
    picture.countsExperts = choice.countsExperts;
    if (choice.kind == Kind::Example)
        fillExample(evaluated, choice, picture);
    else
        fillClass(evaluated, choice, picture);
    if (picture.isDead.empty())
        picture.isDead.assign(std::size_t(picture.layers), false);
    setScale(picture, choice.isAutomatic, 0);
    return picture;
}

QString cellText(const RoutingGrid& grid, const RoutingChoice& choice, const CountedUnits& units, std::size_t row,
                 std::int64_t layer)
{
    QStringList lines{headOf(grid.countsExperts(), grid.isSelf(row, layer), grid.positions()[row], layer)};
    lines << shareText(grid.count(choice.first, choice.last, row, layer), grid.rowTotal(choice.first, choice.last, row),
                       units);
    if (choice.first < choice.last)
        lines << RoutingPictureWords::tr("in the %1 records up to step %2")
                     .arg(format::whole(std::int64_t(choice.last - choice.first + 1)), format::whole(grid.step(choice.last)));
    const std::size_t cell = row * static_cast<std::size_t>(grid.layers()) + static_cast<std::size_t>(layer);
    if (const double mean = grid.meanProbability(choice.first, choice.last)[cell]; std::isfinite(mean))
        lines << probabilityText(grid.countsExperts(), mean);
    if (choice.last > 0) {
        const double change = grid.share(choice.first, choice.last, row, layer) - grid.share(0, row, layer);
        lines << RoutingPictureWords::tr("%1%2 since step %3")
                     .arg(change > 0 ? QStringLiteral("+") : QString(), format::fixed(change, 2),
                          format::whole(grid.step(0)));
    }
    return lines.join(QLatin1Char('\n'));
}

QString cellText(const RoutingGrid& grid, const RoutingGrid& other, const QString& otherName,
                 const RoutingChoice& choice, const CountedUnits& units, std::size_t row, std::int64_t layer)
{
    const auto [first, last] = matching(grid, other, choice.first, choice.last);
    const double difference =
        grid.share(choice.first, choice.last, row, layer) - other.share(first, last, row, layer);
    QStringList lines{headOf(grid.countsExperts(), grid.isSelf(row, layer), grid.positions()[row], layer)};
    lines << shareText(grid.count(choice.first, choice.last, row, layer), grid.rowTotal(choice.first, choice.last, row),
                       units);
    lines << RoutingPictureWords::tr("%1: %2").arg(
        otherName, shareText(other.count(first, last, row, layer), other.rowTotal(first, last, row), units));
    lines << RoutingPictureWords::tr("difference %1%2")
                 .arg(difference > 0 ? QStringLiteral("+") : QString(), format::fixed(difference, 2));
    return lines.join(QLatin1Char('\n'));
}

QString cellText(const RoutingEvaluated& evaluated, const RoutingChoice& choice, const CountedUnits& units,
                 std::size_t row, std::int64_t layer)
{
    const bool isSelf = !choice.countsExperts && evaluated.positions[row] == layer;
    const auto width = static_cast<std::size_t>(evaluated.layers);
    const std::size_t cell = row * width + std::size_t(layer);
    const std::vector<float> probability = probabilitiesOf(evaluated, choice);
    QStringList lines;
    if (choice.kind == Kind::Example) {
        lines << chosenText(evaluated, choice, row, layer);
    } else {
        const std::vector<std::int64_t> own = countsOf(evaluated, choice.item);
        std::int64_t total = 0;
        for (std::size_t each = row * width; each < (row + 1) * width; ++each)
            total += own[each];
        lines << headOf(choice.countsExperts, isSelf, evaluated.positions[row], layer)
              << shareText(own[cell], total, units);
        if (choice.isAgainstOthers) {
            const double difference = pictureOf(evaluated, choice).values[cell];
            lines << RoutingPictureWords::tr("%1%2 against the other classes")
                         .arg(difference > 0 ? QStringLiteral("+") : QString(), format::fixed(difference, 2));
        }
    }
    if (!probability.empty())
        lines << probabilityText(choice.countsExperts, double(probability[cell]));
    return lines.join(QLatin1Char('\n'));
}

} // namespace gui
