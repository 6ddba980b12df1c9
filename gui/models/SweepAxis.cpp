#include "gui/models/SweepAxis.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include <QCoreApplication>

#include "engine/run/FieldList.h"
#include "gui/app/Format.h"
#include "gui/models/RunCells.h"

namespace gui {

namespace {

/// The context of this file's texts in the catalogue.
struct SweepAxisWords
{
    Q_DECLARE_TR_FUNCTIONS(SweepAxis)
};

constexpr double noNumber = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t fewNumbers = 7; // are marked one by one
constexpr double decade = 10;         // from this ratio on an axis of settings or costs is logarithmic
constexpr double shortTime = 120;     // seconds

using storage::RunTable;

bool areNumbers(const RunTable& table, const std::vector<std::size_t>& rows, std::size_t column)
{
    bool isAny = false;
    for (const std::size_t row : rows) {
        if (!table.has(row, column))
            continue;
        if (std::isnan(table.number(row, column)))
            return false;
        isAny = true;
    }
    return isAny;
}

void setWords(SweepAxis& axis, const RunTable& table, const std::vector<std::size_t>& rows, std::size_t column)
{
    std::map<QString, double> places;
    for (const std::size_t row : rows)
        if (table.has(row, column))
            places[QString::fromStdString(table.text(row, column))];
    for (auto& [word, place] : places) {
        place = double(axis.words.size());
        axis.words.push_back(word);
    }
    for (const std::size_t row : rows) {
        const auto word = places.find(QString::fromStdString(table.text(row, column)));
        axis.values.push_back(word == places.end() ? noNumber : word->second);
        axis.texts.push_back(word == places.end() ? QStringLiteral("–") : word->first);
    }
}

void setNumbers(SweepAxis& axis, const RunTable& table, const std::vector<std::size_t>& rows, std::size_t column)
{
    const bool areWords = table.kind(column) == RunTable::Kind::Words;
    for (const std::size_t row : rows) {
        axis.values.push_back(table.number(row, column));
        QString text = cellText(table, row, column);
        if (areWords && !axis.unit.isEmpty() && !text.isEmpty())
            text += QLatin1Char(' ') + axis.unit;
        axis.texts.push_back(text.isEmpty() ? QStringLiteral("–") : text);
    }
}

void setEnds(SweepAxis& axis)
{
    axis.low = std::numeric_limits<double>::infinity();
    axis.high = -axis.low;
    for (const double value : axis.values) {
        if (!std::isfinite(value)) {
            axis.hasMissing = true;
            continue;
        }
        axis.low = std::min(axis.low, value);
        axis.high = std::max(axis.high, value);
    }
}

QString unitOf(const std::string& key, RunTable::Source source)
{
    if (source == RunTable::Source::Configuration) {
        const std::string unit = engine::fieldUnit(key);
        return unit.empty() ? QString() : QCoreApplication::translate("engine::Field", unit.c_str());
    }
    if (key == "layer_evaluations")
        return SweepAxisWords::tr("per pass, second layer pass counted");
    if (key == "trainable")
        return SweepAxisWords::tr("gates counted");
    return {};
}

/// Time and memory have the unit of their axis's ticks.
void setTitle(SweepAxis& axis)
{
    if (axis.key == "peak_memory_bytes" && !axis.isEmpty()) {
        const format::ByteUnit unit = format::byteUnit(axis.high);
        axis.unit = QLatin1String(unit.name);
        axis.unitSize = unit.size;
    }
    axis.isClock = axis.key == "seconds" && axis.high >= shortTime;
    if (axis.key == "seconds")
        axis.unit = axis.isClock ? SweepAxisWords::tr("h:min:s") : SweepAxisWords::tr("s");
    if (!axis.title.contains(QLatin1Char('.'))) // of a cost; a key is written as it is
        axis.title.replace(0, 1, axis.title.at(0).toLower());
    if (!axis.unit.isEmpty())
        axis.title = QStringLiteral("%1 (%2)").arg(axis.title, axis.unit);
}

/// At powers of two, at most `fewNumbers` of them.
std::vector<std::pair<double, QString>> binaryMarks(const SweepAxis& axis)
{
    std::vector<std::pair<double, QString>> marks;
    const int first = int(std::ceil(std::log2(axis.low) - 1e-9));
    const int last = int(std::floor(std::log2(axis.high) + 1e-9));
    const int step = int(std::floor((last - first) / double(fewNumbers))) + 1;
    for (int power = first; power <= last; power += step)
        marks.emplace_back(std::exp2(power), format::shortForm(std::exp2(power) / axis.unitSize));
    return marks;
}

} // namespace

bool SweepAxis::differs() const
{
    return isSpread() || (hasMissing && !isEmpty());
}

double SweepAxis::place(double value) const
{
    if (isWords())
        return words.size() < 2 ? 0.5 : value / double(words.size() - 1);
    if (!(low < high))
        return value < low ? 0 : value > low ? 1 : 0.5;
    if (isLog)
        return value > 0 ? std::log(value / low) / std::log(high / low) : -1;
    return (value - low) / (high - low);
}

double SweepAxis::valueAt(double place) const
{
    if (isWords())
        return words.size() < 2 ? 2 * place - 1 : place * double(words.size() - 1);
    if (!(low < high)) // a single value in the middle of its axis
        return low + (place - 0.5) * std::max(std::abs(low), 1.0);
    return isLog ? low * std::pow(high / low, place) : low + place * (high - low);
}

std::vector<std::pair<double, QString>> SweepAxis::marks() const
{
    std::vector<std::pair<double, QString>> marks;
    for (std::size_t word = 0; word < words.size(); ++word)
        marks.emplace_back(double(word), words[word]);
    if (isWords())
        return marks;
    std::map<double, QString> numbers;
    for (std::size_t run = 0; run < values.size() && numbers.size() <= fewNumbers; ++run)
        if (std::isfinite(values[run]))
            numbers.emplace(values[run], unitSize > 1       ? format::value(values[run] / unitSize)
                                             : unit.isEmpty() ? texts[run]
                                                              : texts[run].section(QLatin1Char(' '), 0, 0));
    if (numbers.size() <= fewNumbers)
        marks.assign(numbers.begin(), numbers.end());
    else if (isLog && unitSize > 1)
        return binaryMarks(*this);
    return marks;
}

SweepAxis sweepAxis(const storage::RunTable& table, const std::vector<std::size_t>& rows, const std::string& key)
{
    SweepAxis axis;
    axis.key = key;
    axis.title = columnTitle(key);
    const auto column = table.columnOf(key);
    if (!column) {
        axis.values.assign(rows.size(), noNumber);
        axis.texts.assign(rows.size(), QStringLiteral("–"));
    } else {
        axis.unit = unitOf(key, table.source(*column));
        if (table.kind(*column) == RunTable::Kind::Numbers || areNumbers(table, rows, *column))
            setNumbers(axis, table, rows, *column);
        else
            setWords(axis, table, rows, *column);
    }
    setEnds(axis);
    setTitle(axis);
    const bool isScore = column && table.source(*column) == RunTable::Source::Metric;
    if (isScore && isAnyNotCausal(table, rows, key))
        axis.title = SweepAxisWords::tr("%1, not causal").arg(axis.title);
    axis.isLog = !axis.isWords() && !isScore && key != "seconds" && axis.low > 0 && axis.high >= decade * axis.low;
    return axis;
}

} // namespace gui
