#pragma once

#include <string>
#include <utility>
#include <vector>

#include <QString>

#include "storage/runs/RunTable.h"

namespace gui {

/// One axis of a picture over runs: what each run has of a key, and where that lies between the axis's ends. A plain
/// value.
struct SweepAxis
{
    std::string key;
    QString title;              ///< with its unit: "training.batch_size (rows)"
    QString unit;               ///< empty for none
    double unitSize = 1;        ///< of one of the unit, in values: a tick says how many of these
    std::vector<double> values; ///< of each run: a number, or the place of its word; not a number where it has none
    std::vector<QString> texts; ///< of each run, with units
    std::vector<QString> words; ///< in order, where the values are words
    bool isLog = false;
    bool isClock = false; ///< seconds that are written as h:min:s
    double low = 0;       ///< of the finite values
    double high = 0;
    bool hasMissing = false;

    bool isWords() const { return !words.empty(); }
    bool isEmpty() const { return !(low <= high); }
    bool differs() const;
    /// Two runs at least have different values, not only one that others lack.
    bool isSpread() const { return low < high; }
    /// 0 at the lower end, 1 at the upper one; beyond them for values that lie beyond.
    double place(double value) const;
    double valueAt(double place) const;
    /// Values with texts to mark: the words, or the numbers where these are few. Empty: it is up to the picture.
    std::vector<std::pair<double, QString>> marks() const;
};

/// Of these rows of the table. Texts that all are numbers are an axis of numbers.
SweepAxis sweepAxis(const storage::RunTable& table, const std::vector<std::size_t>& rows, const std::string& key);

} // namespace gui
