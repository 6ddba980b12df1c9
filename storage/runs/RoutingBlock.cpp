#include "storage/runs/RoutingBlock.h"

#include <array>
#include <cmath>

#include "storage/runs/ByteBlock.h"
#include "storage/runs/ProbabilityCode.h"

namespace storage {

namespace {

using engine::RoutingSnapshot;

constexpr std::size_t mostSnapshots = 4096;
constexpr std::size_t mostCells = std::size_t(1) << 24;
constexpr std::int64_t format = -2; // before the number of snapshots; blobs of the first format begin with that

constexpr std::array floatFields = {&RoutingSnapshot::entropy, &RoutingSnapshot::margin, &RoutingSnapshot::mainWeight,
                                    &RoutingSnapshot::gateGradientTask, &RoutingSnapshot::gateGradientBalance,
                                    &RoutingSnapshot::otherWeight};
constexpr std::size_t floatFieldsOfFirstFormat = 5;

/// All snapshots' counts, each as its difference from the snapshot before.
std::vector<std::uint64_t> countDeltas(const std::vector<RoutingSnapshot>& snapshots)
{
    std::vector<std::uint64_t> deltas;
    for (std::size_t s = 0; s < snapshots.size(); ++s)
        for (std::size_t i = 0; i < snapshots[s].counts.size(); ++i) {
            const auto previous = s == 0 ? 0 : static_cast<std::uint64_t>(snapshots[s - 1].counts[i]);
            deltas.push_back(zigzag(static_cast<std::uint64_t>(snapshots[s].counts[i]) - previous));
        }
    return deltas;
}

std::vector<std::uint16_t> probabilityDeltas(const std::vector<RoutingSnapshot>& snapshots)
{
    std::vector<std::uint16_t> deltas;
    for (std::size_t s = 0; s < snapshots.size(); ++s)
        for (std::size_t i = 0; i < snapshots[s].probability.size(); ++i) {
            const int previous = s == 0 ? 0 : quantised(snapshots[s - 1].probability[i]);
            const auto difference = static_cast<std::int16_t>(quantised(snapshots[s].probability[i]) - previous);
            deltas.push_back(static_cast<std::uint16_t>((difference << 1) ^ (difference >> 15)));
        }
    return deltas;
}

void readCounts(ByteReader& reader, std::vector<RoutingSnapshot>& snapshots, std::size_t length)
{
    const std::vector<std::uint64_t> deltas = reader.column<std::uint64_t>(snapshots.size() * length);
    std::vector<std::uint64_t> current(length, 0);
    for (std::size_t s = 0; s < snapshots.size(); ++s)
        for (std::size_t i = 0; i < length; ++i) {
            current[i] += unzigzag(deltas[s * length + i]);
            snapshots[s].counts.push_back(static_cast<std::int64_t>(current[i]));
        }
}

void readProbabilities(ByteReader& reader, std::vector<RoutingSnapshot>& snapshots, std::size_t length)
{
    const std::vector<std::uint16_t> deltas = reader.column<std::uint16_t>(snapshots.size() * length);
    std::vector<std::uint16_t> current(length, 0);
    for (std::size_t s = 0; s < snapshots.size(); ++s)
        for (std::size_t i = 0; i < length; ++i) {
            const std::uint16_t code = deltas[s * length + i];
            current[i] = static_cast<std::uint16_t>(current[i] + ((code >> 1) ^ ((code & 1) == 1 ? 0xFFFF : 0)));
            snapshots[s].probability.push_back(restored(current[i]));
        }
}

} // namespace

bool haveSameShape(const RoutingSnapshot& a, const RoutingSnapshot& b)
{
    for (const auto field : floatFields)
        if ((a.*field).size() != (b.*field).size())
            return false;
    return a.layers == b.layers && a.positions == b.positions && a.counts.size() == b.counts.size()
        && a.probability.size() == b.probability.size();
}

std::string packRouting(const std::vector<RoutingSnapshot>& snapshots)
{
    const RoutingSnapshot& first = snapshots.front();
    ByteWriter writer;
    writer.number(format);
    for (const std::size_t size : {snapshots.size(), first.positions.size(), first.counts.size(),
                                   first.probability.size()})
        writer.number(static_cast<std::int64_t>(size));
    for (const auto field : floatFields)
        writer.number(static_cast<std::int64_t>((first.*field).size()));
    writer.number(first.layers);
    writer.column(first.positions);

    std::vector<std::int64_t> steps;
    std::vector<double> epochs;
    for (const RoutingSnapshot& snapshot : snapshots) {
        steps.push_back(snapshot.step);
        epochs.push_back(snapshot.epoch);
    }
    writer.column(toDeltas(steps));
    writer.column(epochs);
    writer.column(countDeltas(snapshots));
    writer.column(probabilityDeltas(snapshots));
    for (const auto field : floatFields) {
        std::vector<float> all;
        for (const RoutingSnapshot& snapshot : snapshots)
            all.insert(all.end(), (snapshot.*field).begin(), (snapshot.*field).end());
        writer.column(all);
    }
    return writer.compressed();
}

std::vector<RoutingSnapshot> unpackRouting(std::string_view blob)
{
    ByteReader reader(blob);
    const std::int64_t first = reader.number();
    const std::size_t fields = first == format ? floatFields.size() : floatFieldsOfFirstFormat;
    std::vector<RoutingSnapshot> snapshots(first == format ? reader.count(mostSnapshots) : checkedCount(first, mostSnapshots));
    const std::size_t positions = reader.count(mostCells);
    checkedCount(static_cast<std::int64_t>(snapshots.size() * positions), mostCells); // each has its own
    const std::size_t counts = reader.count(mostCells);
    const std::size_t probabilities = reader.count(mostCells);
    std::array<std::size_t, floatFields.size()> lengths{};
    for (std::size_t f = 0; f < fields; ++f)
        lengths[f] = reader.count(mostCells);
    const std::int64_t layers = reader.number();
    const std::vector<std::int64_t> depths = reader.column<std::int64_t>(positions);
    const std::vector<std::int64_t> steps = fromDeltas(reader.column<std::uint64_t>(snapshots.size()));
    const std::vector<double> epochs = reader.column<double>(snapshots.size());
    for (std::size_t s = 0; s < snapshots.size(); ++s) {
        snapshots[s].step = steps[s];
        snapshots[s].epoch = epochs[s];
        snapshots[s].layers = layers;
        snapshots[s].positions = depths;
    }
    readCounts(reader, snapshots, counts);
    readProbabilities(reader, snapshots, probabilities);
    for (std::size_t f = 0; f < fields; ++f) {
        const std::vector<float> all = reader.column<float>(snapshots.size() * lengths[f]);
        for (std::size_t s = 0; s < snapshots.size(); ++s) {
            const auto from = all.begin() + static_cast<std::ptrdiff_t>(s * lengths[f]);
            (snapshots[s].*floatFields[f]).assign(from, from + static_cast<std::ptrdiff_t>(lengths[f]));
        }
    }
    return snapshots;
}

} // namespace storage
