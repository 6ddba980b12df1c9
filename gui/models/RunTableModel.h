#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include <QAbstractItemModel>
#include <QIcon>

#include "engine/run/RunEvent.h"
#include "gui/models/LentTable.h"
#include "gui/models/RunView.h"
#include "storage/runs/RunArrangement.h"
#include "storage/runs/RunRecord.h"

namespace gui {

class Theme;

/// The runs of the workspace as a person looks at them: filtered, sorted, in groups, with the columns of the view. The
/// first column is the name, with a box to check for a comparison. A run in progress follows its events, not the store.
class RunTableModel final : public QAbstractItemModel {
    Q_OBJECT

public:
    enum Column { Name, State, Best }; ///< of a view that was not changed
    enum Role { RunId = Qt::UserRole, Runs, IntervalText, CountText, IsPinned, IsBaseline };

    explicit RunTableModel(const Theme& theme, QObject* parent = nullptr);

    /// What is in sight stays so; without other rows than before nothing is reset.
    void setTable(storage::RunTable table);
    const storage::RunTable& table() const { return *m_table; } ///< until something changes
    std::shared_ptr<const storage::RunTable> lendTable() const { return m_table.lend(); } ///< for other threads
    void apply(std::int64_t run, const std::vector<engine::RunEvent>& events);

    void setView(const RunView& view);
    const RunView& view() const { return m_view; }
    /// What is wrong with the filter, in sentences; empty otherwise. The rows are then those of the last good one.
    const QString& problem() const { return m_problem; }
    const std::string& key(int column) const { return m_keys[std::size_t(column)]; }
    int runsShown() const { return m_shown; }
    int runsThere() const { return int(m_table->runCount()); }

    std::vector<std::int64_t> checkedRuns() const; ///< those that are compared, in the table's order
    void setChecked(const std::vector<std::int64_t>& runs, bool isChecked);
    int colourOf(std::int64_t run) const; ///< an index: its own mark, its group's, or its number's
    /// Shown instead for these runs, while they are checked; empty: for none.
    void setComparedColours(std::unordered_map<std::int64_t, int> colours);
    QString groupOf(std::int64_t run) const; ///< its value of the key that groups; empty for none

    bool has(std::int64_t run) const { return m_table->rowOf(run).has_value(); }
    QString nameOf(std::int64_t run) const;
    std::optional<storage::RunState> stateOf(std::int64_t run) const;
    std::int64_t stepOf(std::int64_t run) const;
    /// The newest in progress, or else the newest that has taken a step, or else the newest; 0 without runs.
    std::int64_t liveliestRun() const;
    QModelIndex indexOf(std::int64_t run) const;
    std::vector<std::int64_t> runsAt(const QModelIndex& index) const; ///< the run, or those of the group
    QModelIndex groupIndex(const QString& value) const;
    bool isGroup(const QModelIndex& index) const { return m_isGrouped && index.isValid() && !index.parent().isValid(); }

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& index) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    /// A name: asks for it with renamed(), and shows it once the store has it. A box: checks or unchecks.
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;

Q_SIGNALS:
    void renamed(qint64 run, const QString& before, const QString& after);
    void checkedChanged();
    void arranged(); ///< view, filter problem or rows are others

private:
    void arrange();
    void putPinnedFirst(std::vector<std::size_t>& rows) const;
    std::vector<storage::SortKey> sortKeys() const;
    /// Arranges again, with a reset only where other rows than before are in sight.
    void rearrange(const std::function<void()>& exchange);
    void tellChanged();
    std::vector<std::int64_t> order() const; ///< what is in sight, groups as 0
    void colourGroups();
    std::optional<std::size_t> rowAt(const QModelIndex& index) const;
    const storage::RunGroup* groupAt(const QModelIndex& index) const;
    std::optional<std::size_t> column(int section) const;
    QVariant runData(std::size_t row, int section, int role) const;
    QVariant groupData(const storage::RunGroup& group, int section, int role) const;
    QVariant meanData(const storage::RunGroup& group, int section, int role) const;
    QVariant checkState(const std::vector<std::size_t>& rows) const;
    QString toolTip(std::size_t row, int section) const;
    bool isBaselineIn(const std::vector<std::size_t>& rows) const;
    QIcon swatch(std::int64_t run) const;

    const Theme& m_theme;
    LentTable m_table;
    RunView m_view;
    std::vector<std::string> m_keys = {"name", "state", "best"};
    std::vector<storage::RunGroup> m_groups; ///< one without a value where nothing is grouped
    std::string m_goodFilter; ///< the last without a problem
    QString m_problem;
    int m_shown = 0;
    bool m_isGrouped = false;
    std::unordered_map<std::int64_t, std::pair<int, int>> m_places; ///< group and row within of each run in sight
    std::unordered_map<std::string, std::unordered_map<std::string, int>> m_groupColours; ///< by key and its values
    std::set<std::int64_t> m_checked;
    std::unordered_map<std::int64_t, int> m_comparedColours;
    std::unordered_map<std::int64_t, std::string> m_mainSplits; ///< of runs in progress: that of the first evaluation
    mutable std::unordered_map<int, QIcon> m_swatches; ///< by colour index, of the present theme
};

} // namespace gui
