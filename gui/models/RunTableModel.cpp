#include "gui/models/RunTableModel.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "gui/app/Theme.h"
#include "gui/models/EngineText.h"
#include "gui/models/RunCells.h"
#include "gui/models/RunTableEvents.h"
#include "gui/models/RunSwatch.h"
#include "gui/report/GroupColours.h"
#include "storage/runs/RunFilter.h"

namespace gui {

namespace {

QString sentences(const std::vector<engine::Issue>& issues)
{
    QStringList lines;
    for (const engine::Issue& issue : issues)
        lines << issueText(issue);
    return lines.join(QLatin1Char('\n'));
}

/// A run in progress is further than the store, which is written in batches.
void keepProgress(const storage::RunTable& before, storage::RunTable& now)
{
    const auto step = now.columnOf("step");
    for (std::size_t row = 0; step && row < now.runCount(); ++row) {
        const auto old = before.rowOf(now.run(row));
        if (!old || now.textOf(row, "state") != "running" || before.textOf(*old, "state") != "running")
            continue;
        now.set(row, *step, std::fmax(now.number(row, *step), before.numberOf(*old, "step")));
    }
}

/// What is checked, as a key for filters: "checked=yes".
void markChecked(storage::RunTable& table, const std::set<std::int64_t>& checked)
{
    using storage::RunTable;
    const std::size_t column = table.column(checkedKey, RunTable::Source::Fact, RunTable::Kind::Words);
    for (std::size_t row = 0; row < table.runCount(); ++row)
        table.set(row, column, std::string_view(checked.contains(table.run(row)) ? "yes" : ""));
}

/// Of a new group after so many others: the next one, or else the next after it that no group in the table has.
int nextGroupColour(std::size_t dealt, const std::set<int>& taken)
{
    constexpr std::size_t all = groupColourCount;
    for (std::size_t further = 0; further < all; ++further)
        if (const int colour = int((dealt + further) % all); !taken.contains(colour))
            return colour;
    return int(dealt % all);
}

} // namespace

RunTableModel::RunTableModel(const Theme& theme, QObject* parent)
    : QAbstractItemModel(parent)
    , m_theme(theme)
{
    arrange();
    connect(&theme, &Theme::changed, this, [this] {
        m_swatches.clear();
        rearrange([] {});
    });
}

std::vector<std::int64_t> RunTableModel::order() const
{
    std::vector<std::int64_t> runs;
    for (const storage::RunGroup& group : m_groups) {
        runs.push_back(0);
        for (const std::size_t row : group.rows)
            runs.push_back(m_table->run(row));
    }
    return runs;
}

void RunTableModel::setTable(storage::RunTable table)
{
    keepProgress(*m_table, table);
    markChecked(table, m_checked);
    LentTable other(std::move(table));
    rearrange([this, &other] { std::swap(m_table, other); });
    const std::size_t checked = m_checked.size();
    std::erase_if(m_checked, [this](std::int64_t run) { return !has(run); });
    if (m_checked.size() != checked)
        Q_EMIT checkedChanged();
}

void RunTableModel::setView(const RunView& view)
{
    if (view.columns == m_view.columns && view.groupBy == m_view.groupBy) {
        m_view = view;
        rearrange([] {});
        return;
    }
    beginResetModel();
    m_view = view;
    m_keys = {"name"};
    m_keys.insert(m_keys.end(), view.columns.begin(), view.columns.end());
    arrange();
    endResetModel();
    Q_EMIT arranged();
}

/// `exchange` changes what is arranged, and called again takes that back: who is told of a reset still sees the old.
void RunTableModel::rearrange(const std::function<void()>& exchange)
{
    const std::vector<std::int64_t> before = order();
    std::vector<storage::RunGroup> groups = m_groups;
    auto places = m_places;
    bool isGrouped = m_isGrouped;
    exchange();
    arrange();
    if (order() == before && isGrouped == m_isGrouped) {
        tellChanged();
    } else {
        const auto exchangeAll = [&] {
            exchange();
            m_groups.swap(groups);
            m_places.swap(places);
            std::swap(m_isGrouped, isGrouped);
        };
        exchangeAll();
        beginResetModel();
        exchangeAll();
        endResetModel();
    }
    Q_EMIT arranged();
}

void RunTableModel::tellChanged()
{
    for (int group = 0; group < int(m_groups.size()); ++group) {
        const QModelIndex top = m_isGrouped ? index(group, 0) : QModelIndex();
        if (const int rows = rowCount(top); rows > 0)
            Q_EMIT dataChanged(index(0, 0, top), index(rows - 1, columnCount() - 1, top));
    }
    if (m_isGrouped && rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

void RunTableModel::arrange()
{
    storage::FilteredRuns found = storage::filterRuns(*m_table, m_view.filter.toStdString());
    m_problem = sentences(found.issues);
    if (found.issues.empty())
        m_goodFilter = m_view.filter.toStdString();
    else
        found = storage::filterRuns(*m_table, m_goodFilter);
    if (!m_view.showsArchived)
        std::erase_if(found.rows, [this](std::size_t row) { return !m_table->textOf(row, "archived").empty(); });
    m_shown = int(found.rows.size());
    storage::sortRows(*m_table, found.rows, sortKeys());
    putPinnedFirst(found.rows);
    const auto groupColumn = m_table->columnOf(m_view.groupBy);
    m_groups.clear();
    if (groupColumn)
        m_groups = storage::groupRows(*m_table, found.rows, *groupColumn);
    m_isGrouped = std::any_of(m_groups.begin(), m_groups.end(), [](const auto& group) { return !group.value.empty(); });
    if (!m_isGrouped)
        m_groups = {{std::string(), std::move(found.rows)}};
    m_places.clear();
    for (std::size_t group = 0; group < m_groups.size(); ++group)
        for (std::size_t i = 0; i < m_groups[group].rows.size(); ++i)
            m_places[m_table->run(m_groups[group].rows[i])] = {int(group), int(i)};
    colourGroups();
}

std::vector<storage::SortKey> RunTableModel::sortKeys() const
{
    std::vector<storage::SortKey> keys;
    for (const auto& [key, isDescending] : m_view.sort)
        if (const auto column = m_table->columnOf(key))
            keys.push_back({*column, isDescending});
    if (const auto column = m_table->columnOf("id"))
        keys.push_back({*column, true}); // the newest first
    return keys;
}

void RunTableModel::putPinnedFirst(std::vector<std::size_t>& rows) const
{
    if (const auto pinned = m_table->columnOf("pinned"))
        std::stable_partition(rows.begin(), rows.end(), [&](std::size_t row) { return m_table->has(row, *pinned); });
}

/// Groups take colours in the order of their oldest runs, filtered or not, so that a filter changes no colour. Each
/// keeps its own, deleted ones too: a deletion changes no other's, and undo brings the same colour back.
void RunTableModel::colourGroups()
{
    const auto column = m_table->columnOf(m_view.groupBy);
    const auto id = m_table->columnOf("id");
    if (!m_isGrouped || !column || !id)
        return;
    std::vector<std::size_t> rows(m_table->runCount());
    for (std::size_t row = 0; row < rows.size(); ++row)
        rows[row] = row;
    storage::sortRows(*m_table, rows, {{*id, false}});
    const std::vector<storage::RunGroup> groups = storage::groupRows(*m_table, rows, *column);
    std::unordered_map<std::string, int>& colours = m_groupColours[m_view.groupBy];
    std::set<int> taken;
    for (const storage::RunGroup& group : groups)
        if (const auto dealt = colours.find(group.value); dealt != colours.end())
            taken.insert(dealt->second);
    for (const storage::RunGroup& group : groups)
        if (!group.value.empty() && !colours.contains(group.value)) {
            const int colour = nextGroupColour(colours.size(), taken);
            colours[group.value] = colour;
            taken.insert(colour);
        }
}

int RunTableModel::colourOf(std::int64_t run) const
{
    std::optional<int> given;
    if (const auto row = m_table->rowOf(run))
        if (const double own = m_table->numberOf(*row, "colour"); own >= 0)
            given = int(own);
    const auto colours = m_groupColours.find(m_view.groupBy);
    if (given || colours == m_groupColours.end())
        return colourOfRun(run, given);
    const auto group = colours->second.find(groupOf(run).toStdString());
    return group == colours->second.end() ? colourOfRun(run, given) : group->second;
}

void RunTableModel::setComparedColours(std::unordered_map<std::int64_t, int> colours)
{
    if (m_comparedColours == colours)
        return;
    const std::unordered_map<std::int64_t, int> before = std::exchange(m_comparedColours, std::move(colours));
    const auto tell = [this](std::int64_t run) {
        if (const QModelIndex found = indexOf(run); found.isValid())
            Q_EMIT dataChanged(found, found, {Qt::DecorationRole});
    };
    for (const auto& [run, colour] : before)
        if (const auto now = m_comparedColours.find(run); now == m_comparedColours.end() || now->second != colour)
            tell(run);
    for (const auto& [run, colour] : m_comparedColours)
        if (!before.contains(run))
            tell(run);
}

QString RunTableModel::groupOf(std::int64_t run) const
{
    const auto row = m_table->rowOf(run);
    const auto column = m_table->columnOf(m_view.groupBy);
    if (!row || !column || !m_isGrouped || !m_table->has(*row, *column))
        return {};
    return QString::fromStdString(m_table->kind(*column) == storage::RunTable::Kind::Words
                                      ? m_table->text(*row, *column)
                                      : storage::plainNumber(m_table->number(*row, *column)));
}

void RunTableModel::apply(std::int64_t run, const std::vector<engine::RunEvent>& events)
{
    const auto row = m_table->rowOf(run);
    if (!row)
        return;
    bool isChanged = false;
    for (const engine::RunEvent& event : events)
        isChanged = applyEvent(m_table.change(), *row, event, m_mainSplits[run]) || isChanged;
    const QModelIndex found = indexOf(run);
    if (!isChanged || !found.isValid())
        return;
    Q_EMIT dataChanged(found, found.siblingAtColumn(columnCount() - 1));
    if (const QModelIndex group = found.parent(); group.isValid())
        Q_EMIT dataChanged(group, group.siblingAtColumn(columnCount() - 1));
}

std::vector<std::int64_t> RunTableModel::checkedRuns() const
{
    std::vector<std::int64_t> runs;
    for (const storage::RunGroup& group : m_groups)
        for (const std::size_t row : group.rows)
            if (m_checked.contains(m_table->run(row)))
                runs.push_back(m_table->run(row));
    for (const std::int64_t run : m_checked) // filtered away, and compared all the same
        if (!m_places.contains(run))
            runs.push_back(run);
    return runs;
}

void RunTableModel::setChecked(const std::vector<std::int64_t>& runs, bool isChecked)
{
    for (const std::int64_t run : runs) {
        if (isChecked && has(run))
            m_checked.insert(run);
        else
            m_checked.erase(run);
        if (const QModelIndex found = indexOf(run); found.isValid())
            Q_EMIT dataChanged(found, found, {Qt::CheckStateRole, Qt::DecorationRole});
    }
    if (m_isGrouped && rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, 0), {Qt::CheckStateRole});
    markChecked(m_table.change(), m_checked);
    if (m_view.filter.contains(QLatin1String(checkedKey), Qt::CaseInsensitive))
        QMetaObject::invokeMethod(this, [this] { rearrange([] {}); }, Qt::QueuedConnection); // not under the click
    Q_EMIT checkedChanged();
}

QString RunTableModel::nameOf(std::int64_t run) const
{
    const auto row = m_table->rowOf(run);
    return row ? QString::fromStdString(m_table->textOf(*row, "name")) : QString();
}

std::optional<storage::RunState> RunTableModel::stateOf(std::int64_t run) const
{
    const auto row = m_table->rowOf(run);
    return row ? std::optional(gui::stateOf(*m_table, *row)) : std::nullopt;
}

std::int64_t RunTableModel::stepOf(std::int64_t run) const
{
    const auto row = m_table->rowOf(run);
    const double step = row ? m_table->numberOf(*row, "step") : 0;
    return step > 0 ? std::int64_t(step) : 0;
}

std::int64_t RunTableModel::liveliestRun() const
{
    std::int64_t best = 0;
    int bestRank = -1;
    for (std::size_t row = 0; row < m_table->runCount(); ++row) {
        const std::int64_t run = m_table->run(row);
        const auto state = stateOf(run);
        const bool isLive = state == storage::RunState::Running || state == storage::RunState::Paused;
        const int rank = isLive ? 2 : stepOf(run) > 0 ? 1 : 0;
        if (rank > bestRank || (rank == bestRank && run > best)) {
            best = run;
            bestRank = rank;
        }
    }
    return best;
}

QIcon RunTableModel::swatch(std::int64_t run) const
{
    const auto compared = m_comparedColours.find(run);
    const bool isCompared = compared != m_comparedColours.end() && m_checked.contains(run);
    const int colour = isCompared ? compared->second : colourOf(run);
    auto found = m_swatches.find(colour);
    if (found == m_swatches.end())
        found = m_swatches.emplace(colour, runSwatch(m_theme, colour)).first;
    return found->second;
}

} // namespace gui

#include "moc_RunTableModel.cpp"
