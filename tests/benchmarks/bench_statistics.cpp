// What the tests over examples cost: counts of kinds of rows drawn at once against rows drawn one by one. Prints a
// table.
#include <chrono>
#include <cstdio>
#include <cstdlib>

#include "engine/data/Random.h"
#include "engine/statistics/PairedResampler.h"

using namespace engine;

namespace {

RowsEvaluated system(const std::vector<double>& labels, std::mt19937_64& random)
{
    RowsEvaluated rows;
    rows.labels = labels;
    for (const double label : labels)
        rows.predictions.push_back(random() % 10 < 8 ? label : 1 - label);
    return rows;
}

/// Seconds of `draws` calls.
template <class Draw>
double secondsOf(std::int64_t draws, Draw draw)
{
    const auto start = std::chrono::steady_clock::now();
    double sum = 0;
    for (std::int64_t i = 0; i < draws; ++i)
        sum += draw()->difference();
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
    return sum > 1e300 ? -1 : taken.count(); // so that nothing is left out
}

void compare(const char* key, std::size_t count, std::int64_t draws)
{
    std::mt19937_64 random(1);
    std::vector<double> labels;
    for (std::size_t i = 0; i < count; ++i)
        labels.push_back(double(random() % 2));
    const PairedMetric metric(key, system(labels, random), system(labels, random));
    PairedResampler resampler(metric, 1);
    std::vector<std::uint32_t> rows(count);
    std::vector<bool> swap(count);
    const double bootstrapRows = secondsOf(draws, [&] {
        for (std::uint32_t& row : rows)
            row = static_cast<std::uint32_t>(drawBelow(count, random));
        return metric.drawn(rows);
    });
    const double bootstrapCounts = secondsOf(draws, [&] { return resampler.drawRows(); });
    const double exchangeRows = secondsOf(draws, [&] {
        std::uint64_t bits = 0;
        for (std::size_t row = 0; row < count; ++row) {
            bits = row % 64 == 0 ? random() : bits >> 1;
            swap[row] = (bits & 1) != 0;
        }
        return metric.swapped(swap);
    });
    const double exchangeCounts = secondsOf(draws, [&] { return resampler.exchangeRows(); });
    std::printf("%-10s %8zu %14.3f %14.3f %8.0f %14.3f %14.3f %8.0f\n", key, count, bootstrapRows, bootstrapCounts,
                bootstrapRows / bootstrapCounts, exchangeRows, exchangeCounts, exchangeRows / exchangeCounts);
}

} // namespace

int main(int argc, char** argv)
{
    const std::int64_t draws = argc > 1 ? std::atoll(argv[1]) : 10'000;
    std::printf("%lld draws, two classes, seconds\n%-10s %8s %14s %14s %8s %14s %14s %8s\n",
                static_cast<long long>(draws), "metric", "rows", "bootstrap rows", "counts", "ratio", "exchanges rows",
                "counts", "ratio");
    for (const char* key : {"accuracy", "f1", "matthews"})
        for (const std::size_t rows : {1'000, 10'000, 40'000})
            compare(key, rows, draws);
    return 0;
}
