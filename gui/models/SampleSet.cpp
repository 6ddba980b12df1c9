#include "gui/models/SampleSet.h"

#include <algorithm>

#include "gui/app/Format.h"

namespace gui {

namespace {

QString nameOfClass(const std::vector<std::string>& classes, double value)
{
    if (value >= 0 && value < double(classes.size()))
        return QString::fromStdString(classes[static_cast<std::size_t>(value)]);
    return format::value(value);
}

} // namespace

QString SampleSet::word(double value) const
{
    return isRegression() ? format::fixed(value, 2) : nameOfClass(classes, value);
}

QString ExplainedSentence::word(double value) const
{
    return explanation.classes.empty() ? format::fixed(value, 2) : nameOfClass(explanation.classes, value);
}

std::optional<std::size_t> SampleSet::placeOf(std::int64_t position) const
{
    const auto found = std::find(rows.positions.begin(), rows.positions.end(), position);
    if (found == rows.positions.end())
        return std::nullopt;
    return std::size_t(found - rows.positions.begin());
}

int SampleSet::layer(std::size_t row, std::size_t place) const
{
    const auto choices = std::size_t(rows.choices);
    return rows.routes[(row * rows.positions.size() + place) * choices];
}

bool SampleSet::goesThrough(std::size_t row, std::size_t place, std::int64_t layer) const
{
    const auto choices = std::size_t(rows.choices);
    const auto first = rows.routes.begin() + std::ptrdiff_t((row * rows.positions.size() + place) * choices);
    return std::find(first, first + std::ptrdiff_t(choices), layer) != first + std::ptrdiff_t(choices);
}

QStringList classNames(const std::vector<std::string>& classes)
{
    QStringList names;
    for (const std::string& each : classes)
        names << QString::fromStdString(each);
    return names;
}

QString SampleTexts::Text::line() const
{
    const QString text = second.isEmpty() ? first : first + QStringLiteral("  |  ") + second;
    return text.simplified();
}

} // namespace gui
