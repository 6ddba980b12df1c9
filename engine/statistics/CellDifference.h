#pragma once

#include <cstdint>
#include <span>
#include <vector>

/// What two groups of runs chose, cell by cell (position × layer), against the chance that seeds alone make it.
namespace engine {

/// One run: the share of each cell, positions × layers, row-major.
using CellShares = std::vector<double>;

struct CellTestOptions
{
    double falseDiscoveryRate = 0.05;
    std::int64_t mostRelabelings = 5000; ///< counted all up to here, otherwise so many drawn
    std::uint64_t seed = 1;
};

struct CellDifference
{
    std::vector<double> difference; ///< mean of the group − mean of the baseline
    std::vector<double> p;          ///< two-sided, over relabelings of the runs; the given one is among them
    std::vector<bool> isDistinct;   ///< after Benjamini and Hochberg (1995) over all cells
    std::int64_t relabelings = 0;   ///< that were looked at
    double smallestP = 1;           ///< that so few runs can give at all
    /// Cells that must all have the smallest p before any can be distinct; more than there are where none can.
    std::size_t fewestDistinct = 0;
};

/// All runs have the same cells. Without two runs on each side nothing is distinct.
CellDifference cellDifference(std::span<const CellShares> baseline, std::span<const CellShares> group,
                              const CellTestOptions& options = {});

/// Against choosing every layer equally often, 1 / layers. A relabeling gives the shares of each position of each run
/// to the layers in another order: where seeds prefer no layer in common every order is as likely, however much each
/// run prefers one of its own. n runs cannot give a p below layers^-n; always drawn.
CellDifference preferredCells(std::int64_t layers, std::span<const CellShares> group,
                              const CellTestOptions& options = {});

/// Benjamini and Hochberg's step-up procedure: which of the family are discoveries at this rate.
std::vector<bool> discoveries(const std::vector<double>& p, double rate);

/// How many of so many hypotheses must have `smallestP` for them to be discoveries; one more than there are where even
/// all would not do.
std::size_t fewestDiscoveries(double smallestP, std::size_t hypotheses, double rate);

/// How far repetitions of one experiment do the same.
struct SeedAgreement
{
    std::int64_t pairs = 0;
    double sameChoice = 0; ///< share of positions at which two runs most often choose the same layer, mean over pairs
    double overlap = 0;    ///< 1 − total variation distance of a position's shares, mean over positions and pairs
};
SeedAgreement agreementOf(std::span<const CellShares> runs, std::int64_t layers);

} // namespace engine
