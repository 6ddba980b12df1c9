#include "engine/metrics/Scores.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "engine/run/Counted.h"
#include "engine/run/Error.h"

namespace engine {

namespace {

using Values = std::vector<double>;

void requireSameSize(const Values& predictions, const Values& labels)
{
    if (labels.empty())
        throw BadInput("labels", "there is nothing to score");
    if (predictions.size() != labels.size())
        throw BadInput("predictions",
                       counted(predictions.size(), "value") + " for " + counted(labels.size(), "label"));
}

/// How often each class is predicted, true, and both.
struct ClassCounts
{
    long double predicted = 0;
    long double actual = 0;
    long double right = 0;

    double f1() const { return right == 0 ? 0.0 : static_cast<double>(2 * right / (predicted + actual)); }
};

/// Sorted; a vector, since resampling fills thousands of them with the same few classes.
class Classes {
public:
    ClassCounts& operator[](double name)
    {
        const auto place = std::lower_bound(m_counts.begin(), m_counts.end(), name,
                                            [](const auto& each, double value) { return each.first < value; });
        return place != m_counts.end() && place->first == name ? place->second
                                                               : m_counts.emplace(place, name, ClassCounts())->second;
    }

    auto begin() const { return m_counts.begin(); }
    auto end() const { return m_counts.end(); }
    std::size_t size() const { return m_counts.size(); }

private:
    std::vector<std::pair<double, ClassCounts>> m_counts;
};

void countPair(Classes& classes, const CountedPair& pair)
{
    const auto count = static_cast<long double>(pair.count);
    classes[pair.prediction].predicted += count;
    classes[pair.label].actual += count;
    if (pair.prediction == pair.label)
        classes[pair.label].right += count;
}

Classes countClasses(const Values& predictions, const Values& labels)
{
    requireSameSize(predictions, labels);
    Classes classes;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        if (!std::isfinite(predictions[i]) || !std::isfinite(labels[i]))
            throw BadInput("predictions", "row " + std::to_string(i) + " is not a class");
        countPair(classes, {predictions[i], labels[i], 1});
    }
    return classes;
}

double f1Of(const Classes& classes)
{
    const auto one = std::find_if(classes.begin(), classes.end(), [](const auto& each) { return each.first == 1; });
    return one == classes.end() ? 0.0 : one->second.f1();
}

double f1MacroOf(const Classes& classes)
{
    double sum = 0;
    for (const auto& [name, count] : classes)
        sum += count.f1();
    return sum / static_cast<double>(classes.size());
}

/// Gorodkin 2004, equation 8, in counts.
double matthewsOf(const Classes& classes, long double rows)
{
    long double right = 0;
    long double both = 0;
    long double predictedSquares = 0;
    long double actualSquares = 0;
    for (const auto& [name, count] : classes) {
        right += count.right;
        both += count.predicted * count.actual;
        predictedSquares += count.predicted * count.predicted;
        actualSquares += count.actual * count.actual;
    }
    const long double predictedSpread = rows * rows - predictedSquares;
    const long double actualSpread = rows * rows - actualSquares;
    if (predictedSpread <= 0 || actualSpread <= 0)
        return 0;
    return static_cast<double>((right * rows - both) / (std::sqrt(predictedSpread) * std::sqrt(actualSpread)));
}

bool isConstant(const Values& values)
{
    return std::all_of(values.begin(), values.end(), [&](double value) { return value == values.front(); });
}

bool allFinite(const Values& values)
{
    return std::all_of(values.begin(), values.end(), [](double value) { return std::isfinite(value); });
}

/// Differences from the mean, scaled so that squares neither overflow nor vanish. Two passes: sums of squares of raw
/// values lose all digits when the mean is large.
std::vector<long double> centred(const Values& values)
{
    const auto count = static_cast<long double>(values.size());
    const long double mean = std::accumulate(values.begin(), values.end(), 0.0L) / count;
    std::vector<long double> result;
    long double largest = 0;
    for (const double value : values) {
        result.push_back(value - mean);
        largest = std::max(largest, std::abs(result.back()));
    }
    for (long double& value : result)
        value /= largest;
    return result;
}

/// Ranks from 1; equal values share the mean of their ranks.
Values ranks(const Values& values)
{
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t {0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
    Values result(values.size());
    for (std::size_t begin = 0; begin < order.size();) {
        std::size_t end = begin;
        while (end < order.size() && values[order[end]] == values[order[begin]])
            ++end;
        for (std::size_t i = begin; i < end; ++i)
            result[order[i]] = static_cast<double>(begin + end + 1) / 2;
        begin = end;
    }
    return result;
}

/// F1 is of class 1, so it means nothing where other classes occur.
bool isBinary(const Values& predictions, const Values& labels)
{
    const auto binary = [](double value) { return value == 0 || value == 1; };
    return std::all_of(predictions.begin(), predictions.end(), binary)
        && std::all_of(labels.begin(), labels.end(), binary);
}

std::optional<double> scoreOne(const std::string& key, const Values& predictions, const Values& labels)
{
    if (key == "accuracy")
        return accuracy(predictions, labels);
    if (key == "f1")
        return isBinary(predictions, labels) ? std::optional(f1(predictions, labels)) : std::nullopt;
    if (key == "f1_macro")
        return f1Macro(predictions, labels);
    if (key == "matthews")
        return matthews(predictions, labels);
    if (key == "pearson")
        return pearson(predictions, labels);
    if (key == "spearman")
        return spearman(predictions, labels);
    throw BadInput("metric", "\"" + key + "\" is not one of accuracy, f1, f1_macro, matthews, pearson, spearman");
}

} // namespace

double accuracy(const Values& predictions, const Values& labels)
{
    requireSameSize(predictions, labels);
    std::size_t right = 0;
    for (std::size_t i = 0; i < labels.size(); ++i)
        right += predictions[i] == labels[i] ? 1 : 0;
    return static_cast<double>(right) / static_cast<double>(labels.size());
}

double f1(const Values& predictions, const Values& labels)
{
    return f1Of(countClasses(predictions, labels));
}

double f1Macro(const Values& predictions, const Values& labels)
{
    return f1MacroOf(countClasses(predictions, labels));
}

double matthews(const Values& predictions, const Values& labels)
{
    return matthewsOf(countClasses(predictions, labels), static_cast<long double>(labels.size()));
}

std::optional<double> pearson(const Values& predictions, const Values& labels)
{
    requireSameSize(predictions, labels);
    if (!allFinite(predictions) || !allFinite(labels) || isConstant(predictions) || isConstant(labels))
        return std::nullopt;
    const std::vector<long double> x = centred(predictions);
    const std::vector<long double> y = centred(labels);
    const long double together = std::inner_product(x.begin(), x.end(), y.begin(), 0.0L);
    const long double xSquares = std::inner_product(x.begin(), x.end(), x.begin(), 0.0L);
    const long double ySquares = std::inner_product(y.begin(), y.end(), y.begin(), 0.0L);
    return std::clamp(static_cast<double>(together / (std::sqrt(xSquares) * std::sqrt(ySquares))), -1.0, 1.0);
}

std::optional<double> spearman(const Values& predictions, const Values& labels)
{
    requireSameSize(predictions, labels);
    if (!allFinite(predictions) || !allFinite(labels))
        return std::nullopt;
    return pearson(ranks(predictions), ranks(labels));
}

bool isScoreOfCounts(const std::string& key)
{
    return key == "accuracy" || key == "f1" || key == "f1_macro" || key == "matthews";
}

std::optional<double> scoreCounted(const std::string& key, const std::vector<CountedPair>& pairs)
{
    if (!isScoreOfCounts(key))
        throw BadInput("metric", "\"" + key + "\" is not a score of classes");
    Classes classes;
    std::int64_t rows = 0;
    long double right = 0;
    for (const CountedPair& pair : pairs) {
        if (pair.count <= 0)
            continue;
        countPair(classes, pair);
        rows += pair.count;
        right += pair.prediction == pair.label ? static_cast<long double>(pair.count) : 0;
    }
    if (rows == 0)
        return std::nullopt;
    if (key == "accuracy")
        return static_cast<double>(right / static_cast<long double>(rows));
    if (key == "f1_macro")
        return f1MacroOf(classes);
    if (key == "matthews")
        return matthewsOf(classes, static_cast<long double>(rows));
    const bool binary = std::all_of(classes.begin(), classes.end(),
                                    [](const auto& each) { return each.first == 0 || each.first == 1; });
    return binary ? std::optional(f1Of(classes)) : std::nullopt;
}

std::vector<Measurement> score(const std::vector<std::string>& keys, const Values& predictions, const Values& labels)
{
    std::vector<Measurement> result;
    for (const std::string& key : keys)
        if (const std::optional<double> value = scoreOne(key, predictions, labels))
            result.push_back({key, *value});
    return result;
}

} // namespace engine
