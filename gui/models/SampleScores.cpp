#include "gui/models/SampleScores.h"

#include <algorithm>
#include <cmath>

#include "engine/metrics/Scores.h"

namespace gui {

namespace {

double ratio(double part, double whole)
{
    return whole > 0 ? part / whole : std::nan("");
}

/// Those that the run names; where it does not, enough for all class indices of a sensible size.
std::size_t classCount(const SampleSet& samples)
{
    if (!samples.classes.empty())
        return samples.classes.size();
    constexpr double most = 100;
    double highest = -1;
    for (const auto* values : {&samples.rows.labels, &samples.rows.predictions})
        for (const double value : *values)
            if (value >= 0 && value < most)
                highest = std::max(highest, value);
    return std::size_t(highest + 1);
}

} // namespace

SampleScores scoresOf(const SampleSet& samples)
{
    SampleScores scores;
    if (!samples.hasClasses())
        return scores;
    scores.classes = classCount(samples);
    scores.confusion.assign(scores.classes * scores.classes, 0);
    const auto isClass = [&](double value) { return value >= 0 && value < double(scores.classes); };
    std::int64_t right = 0;
    for (std::size_t row = 0; row < samples.rows.rows(); ++row) {
        const double label = samples.rows.labels[row];
        const double prediction = samples.rows.predictions[row];
        if (!isClass(label) || !isClass(prediction))
            continue;
        ++scores.confusion[std::size_t(label) * scores.classes + std::size_t(prediction)];
        ++scores.rows;
        right += label == prediction ? 1 : 0;
    }
    scores.accuracy = ratio(double(right), double(scores.rows));
    for (std::size_t c = 0; c < scores.classes; ++c) {
        double labelled = 0;
        double predicted = 0;
        for (std::size_t other = 0; other < scores.classes; ++other) {
            labelled += double(scores.count(c, other));
            predicted += double(scores.count(other, c));
        }
        const auto hit = double(scores.count(c, c));
        scores.ofClass.push_back({std::int64_t(labelled), ratio(hit, predicted), ratio(hit, labelled),
                                  ratio(2 * hit, labelled + predicted)});
    }
    return scores;
}

std::vector<Confusion> confusionsOf(const SampleScores& scores)
{
    std::vector<Confusion> confusions;
    for (std::size_t label = 0; label < scores.classes; ++label)
        for (std::size_t prediction = 0; prediction < scores.classes; ++prediction)
            if (const std::int64_t rows = scores.count(label, prediction); rows > 0 && label != prediction)
                confusions.push_back({label, prediction, rows});
    std::stable_sort(confusions.begin(), confusions.end(),
                     [](const Confusion& a, const Confusion& b) { return a.rows > b.rows; });
    return confusions;
}

RegressionScores regressionScoresOf(const SampleSet& samples)
{
    RegressionScores scores;
    if (!samples.isRegression())
        return scores;
    std::vector<double> labels, predictions;
    for (std::size_t row = 0; row < samples.rows.rows(); ++row) {
        const double label = samples.rows.labels[row];
        const double prediction = samples.rows.predictions[row];
        if (!std::isfinite(label) || !std::isfinite(prediction))
            continue;
        labels.push_back(label);
        predictions.push_back(prediction);
        scores.points.emplace_back(label, prediction);
        scores.squaredError += (prediction - label) * (prediction - label);
    }
    scores.rows = std::int64_t(labels.size());
    if (labels.empty())
        return scores;
    scores.squaredError /= double(scores.rows);
    scores.pearson = engine::pearson(predictions, labels);
    scores.spearman = engine::spearman(predictions, labels);
    return scores;
}

Calibration calibrationOf(const SampleSet& samples, int bins)
{
    Calibration result;
    for (int b = 0; b < bins; ++b)
        result.bins.push_back({double(b) / bins, double(b + 1) / bins, 0, 0, 0});
    for (std::size_t row = 0; row < samples.rows.probability.size(); ++row) {
        const auto confidence = double(samples.rows.probability[row]);
        if (!(confidence >= 0 && confidence <= 1))
            continue;
        const int place = std::clamp(int(std::ceil(confidence * bins)) - 1, 0, bins - 1);
        Calibration::Bin& bin = result.bins[std::size_t(place)];
        const double right = samples.isWrong(row) ? 0 : 1;
        ++bin.rows;
        bin.confidence += confidence;
        bin.accuracy += right;
        ++result.rows;
        result.confidence += confidence;
        result.accuracy += right;
    }
    const auto all = double(result.rows);
    for (Calibration::Bin& bin : result.bins) {
        if (bin.rows == 0)
            continue;
        result.expectedError += std::abs(bin.accuracy - bin.confidence) / all;
        bin.confidence /= double(bin.rows);
        bin.accuracy /= double(bin.rows);
    }
    result.confidence = ratio(result.confidence, all);
    result.accuracy = ratio(result.accuracy, all);
    return result;
}

} // namespace gui
