#pragma once

#include <optional>
#include <vector>

#include <QAbstractTableModel>

#include "gui/models/CompareResult.h"
#include "storage/export/Table.h"

namespace gui {

/// What is compared of one group with the baseline: metrics over seeds with their tests, costs without one, metrics over
/// the rows of two runs.
class ComparisonModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Metric, Baseline, Value, Difference, Interval, P, Holm, Test, Effect, Wilcoxon, Rope, BootstrapP,
                  RandomisationP, columns };
    /// What of a cell's text stands behind it in the second colour: the percentage, n.
    enum Role { Note = Qt::UserRole };

    using QAbstractTableModel::QAbstractTableModel;

    void setResult(const CompareResult& result, std::size_t task, std::size_t against);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    /// Of a metric over seeds: its number; none for other rows.
    std::optional<std::size_t> metricAt(int row) const;
    /// Without anything in any row, as Wilcoxon's p where seeds do not pair.
    bool isEmpty(int column) const;
    /// All of it as it is shown, for papers; p after Holm may be left out.
    storage::Table table(bool hasHolm = true) const;
    /// Unrounded, for other programs.
    const storage::Table& values() const { return m_values; }

private:
    struct Row
    {
        QString cells[columns];
        QString notes[columns];
        QString counts; ///< of McNemar's test
        QString tip;
        std::optional<std::size_t> metric;
    };
    Row& addTest(const engine::Difference& difference, const QString& name);
    void addSeeds(const engine::SeedDifference& seeds);
    void addRows(const engine::RowDifference& rows);
    void addCost(const engine::CostDifference& cost);
    /// What is cut in a narrow column, whole, and the row's tip.
    static QString tipOf(const Row& row, int column);
    QString headerTip(int section) const;

    std::vector<Row> m_rows;
    storage::Table m_values;
    QString m_baseline;
    QString m_value;
    bool m_isSquaredError = false;
    double m_rope = 0;
    double m_level = 0.95;
};

/// "+0.0096", "−0.012": with a sign and as many decimals as `like` needs, two significant figures at least.
QString signedNumber(double value, double like);
/// "0.027", "<0.001"
QString pText(double p);

} // namespace gui
