#pragma once

#include <array>
#include <map>
#include <vector>

#include <QAbstractTableModel>
#include <QIcon>

#include "engine/run/RunEvent.h"
#include "gui/models/RunRow.h"

namespace gui {

class Theme;

/// All runs of the workspace, newest first, with a column for each metric that occurs. A run in progress follows its
/// events without the store being asked.
class RunTableModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Name, State, Best, Step, What, Group, Created, firstMetric };
    enum Role { RunId = Qt::UserRole, SortKey, FilterText };

    explicit RunTableModel(const Theme& theme, QObject* parent = nullptr);

    /// Keeps what is the same, so that selection and scrolling stay.
    void setRows(std::vector<RunRow> rows);
    void apply(std::int64_t run, const std::vector<engine::RunEvent>& events);

    const RunRow* row(std::int64_t run) const;
    const RunRow& rowAt(int index) const { return m_rows[std::size_t(index)]; }
    QModelIndex indexOf(std::int64_t run) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    /// Only a name: asks for it with renamed(), and shows it once the store has it.
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;

Q_SIGNALS:
    void renamed(qint64 run, const QString& before, const QString& after);

private:
    QString text(const RunRow& row, int column) const;
    QVariant sortKey(const RunRow& row, int column) const;
    QVariant decoration(const RunRow& row, int column) const;
    QString toolTip(const RunRow& row, int column) const;
    const double* metric(const RunRow& row, int column) const;
    QIcon swatch(std::int64_t run) const;
    void addMetricColumns(const std::vector<engine::Measurement>& values);
    void mergeRows(std::vector<RunRow> rows);
    int indexOfRun(std::int64_t run) const;

    const Theme& m_theme;
    std::vector<RunRow> m_rows;
    std::vector<std::string> m_metrics;
    std::map<std::int64_t, std::string> m_mainSplits; ///< of runs in progress: that of the first evaluation
    mutable std::map<int, QIcon> m_swatches; ///< by colour index, of the present theme
};

} // namespace gui
