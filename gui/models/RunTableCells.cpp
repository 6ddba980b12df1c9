// RunTableModel as an item model: places of runs and groups, and what their cells say.
#include <algorithm>

#include "gui/app/Theme.h"
#include "gui/models/EngineText.h"
#include "gui/models/RunCells.h"
#include "gui/models/RunTableModel.h"

namespace gui {

QModelIndex RunTableModel::index(int row, int column, const QModelIndex& parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? quintptr(parent.row() + 1) : quintptr(0));
}

QModelIndex RunTableModel::parent(const QModelIndex& index) const
{
    return index.isValid() && index.internalId() != 0 ? createIndex(int(index.internalId()) - 1, 0, quintptr(0))
                                                      : QModelIndex();
}

int RunTableModel::rowCount(const QModelIndex& parent) const
{
    if (!m_isGrouped)
        return parent.isValid() ? 0 : int(m_groups.front().rows.size());
    if (!parent.isValid())
        return int(m_groups.size());
    const bool isTop = parent.internalId() == 0 && parent.column() == 0;
    return isTop ? int(m_groups[std::size_t(parent.row())].rows.size()) : 0;
}

int RunTableModel::columnCount(const QModelIndex&) const
{
    return int(m_keys.size());
}

QModelIndex RunTableModel::indexOf(std::int64_t run) const
{
    const auto found = m_places.find(run);
    if (found == m_places.end())
        return {};
    const auto [group, row] = found->second;
    return m_isGrouped ? index(row, 0, index(group, 0)) : index(row, 0);
}

QModelIndex RunTableModel::groupIndex(const QString& value) const
{
    for (std::size_t group = 0; m_isGrouped && group < m_groups.size(); ++group)
        if (QString::fromStdString(m_groups[group].value) == value)
            return index(int(group), 0);
    return {};
}

const storage::RunGroup* RunTableModel::groupAt(const QModelIndex& index) const
{
    return isGroup(index) ? &m_groups[std::size_t(index.row())] : nullptr;
}

std::optional<std::size_t> RunTableModel::rowAt(const QModelIndex& index) const
{
    if (!index.isValid() || isGroup(index))
        return std::nullopt;
    const std::size_t group = m_isGrouped ? std::size_t(index.internalId() - 1) : 0;
    return m_groups[group].rows[std::size_t(index.row())];
}

std::vector<std::int64_t> RunTableModel::runsAt(const QModelIndex& index) const
{
    std::vector<std::int64_t> runs;
    if (const storage::RunGroup* group = groupAt(index)) {
        for (const std::size_t row : group->rows)
            runs.push_back(m_table->run(row));
    } else if (const auto row = rowAt(index)) {
        runs.push_back(m_table->run(*row));
    }
    return runs;
}

std::optional<std::size_t> RunTableModel::column(int section) const
{
    return m_table->columnOf(m_keys[std::size_t(section)]);
}

Qt::ItemFlags RunTableModel::flags(const QModelIndex& index) const
{
    Qt::ItemFlags flags = QAbstractItemModel::flags(index);
    if (index.column() == Name)
        flags |= Qt::ItemIsUserCheckable;
    return flags.setFlag(Qt::ItemIsEditable, index.column() == Name && rowAt(index).has_value());
}

bool RunTableModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (index.column() != Name || !index.isValid())
        return false;
    if (role == Qt::CheckStateRole) {
        setChecked(runsAt(index), value.toInt() == Qt::Checked);
        return true;
    }
    if (const auto row = rowAt(index); row && role == Qt::EditRole)
        Q_EMIT renamed(m_table->run(*row), QString::fromStdString(m_table->textOf(*row, "name")), value.toString());
    return false;
}

QVariant RunTableModel::checkState(const std::vector<std::size_t>& rows) const
{
    const auto count = std::count_if(rows.begin(), rows.end(),
                                     [this](std::size_t row) { return m_checked.contains(m_table->run(row)); });
    return count == 0 ? Qt::Unchecked : std::size_t(count) == rows.size() ? Qt::Checked : Qt::PartiallyChecked;
}

bool RunTableModel::isBaselineIn(const std::vector<std::size_t>& rows) const
{
    const auto baseline = m_table->columnOf("baseline");
    return baseline
        && std::any_of(rows.begin(), rows.end(), [&](std::size_t row) { return m_table->has(row, *baseline); });
}

QVariant RunTableModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == Qt::TextAlignmentRole)
        return headerData(index.column(), Qt::Horizontal, role);
    if (const storage::RunGroup* group = groupAt(index))
        return groupData(*group, index.column(), role);
    return runData(*rowAt(index), index.column(), role);
}

QVariant RunTableModel::runData(std::size_t row, int section, int role) const
{
    const auto place = column(section);
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole: return place ? cellText(*m_table, row, *place) : QString();
    case Qt::DecorationRole:
        if (section == Name)
            return swatch(m_table->run(row));
        return m_keys[std::size_t(section)] == "state" ? QVariant(m_theme.stateIcon(gui::stateOf(*m_table, row)))
                                                       : QVariant();
    case Qt::CheckStateRole: return section == Name ? checkState({row}) : QVariant();
    case Qt::ToolTipRole: return toolTip(row, section);
    case RunId: return qlonglong(m_table->run(row));
    case Runs: return QVariant::fromValue(QList<qint64>{m_table->run(row)});
    case IsPinned: return !m_table->textOf(row, "pinned").empty();
    case IsBaseline: return !m_isGrouped && isBaselineIn({row});
    default: return {};
    }
}

QVariant RunTableModel::groupData(const storage::RunGroup& group, int section, int role) const
{
    if (section != Name) {
        const QVariant mean = meanData(group, section, role);
        return mean.isValid() || role != Qt::ToolTipRole ? mean : groupData(group, Name, role);
    }
    const auto grouped = m_table->columnOf(m_view.groupBy);
    switch (role) {
    case Qt::ToolTipRole:
        return groupData(group, Name, Qt::DisplayRole).toString() + QLatin1Char('\n')
            + groupData(group, Name, CountText).toString();
    case Qt::DisplayRole:
        if (!group.value.empty())
            return grouped && m_table->kind(*grouped) == storage::RunTable::Kind::Numbers
                ? numberText(m_view.groupBy, m_table->number(group.rows.front(), *grouped))
                : QString::fromStdString(group.value);
        return m_view.groupBy == "group" ? tr("no group") : tr("without %1").arg(columnTitle(m_view.groupBy));
    case CountText: return group.rows.size() == 1 ? tr("1 run") : tr("%1 runs").arg(group.rows.size());
    case Qt::CheckStateRole: return checkState(group.rows);
    case IsBaseline: return isBaselineIn(group.rows);
    default: return {};
    }
}

/// The mean of a group's numbers and how sure it is.
QVariant RunTableModel::meanData(const storage::RunGroup& group, int section, int role) const
{
    const auto place = column(section);
    const bool isAsked = role == Qt::DisplayRole || role == Qt::ToolTipRole || role == IntervalText;
    if (!place || !isAsked || !isRightAligned(*m_table, *place) || group.value.empty())
        return {};
    const auto mean = storage::meanOf(*m_table, group.rows, *place);
    if (!mean)
        return {};
    const std::string& key = m_keys[std::size_t(section)];
    const QString value = numberText(key, mean->mean);
    if (role == Qt::DisplayRole)
        return value;
    if (!mean->halfWidth)
        return role != Qt::ToolTipRole ? value
            : mean->count == 1         ? tr("One value, so no interval")
                                       : tr("%1 equal values, so no interval").arg(mean->count);
    if (role == IntervalText)
        return QStringLiteral("%1 ± %2").arg(value, numberText(key, *mean->halfWidth));
    return tr("Mean of %1; 95 % Student t: %2 to %3")
        .arg(mean->count)
        .arg(numberText(key, mean->mean - *mean->halfWidth), numberText(key, mean->mean + *mean->halfWidth));
}

QString RunTableModel::toolTip(std::size_t row, int section) const
{
    const std::string& key = m_keys[std::size_t(section)];
    const auto text = [&](const char* one) { return QString::fromStdString(m_table->textOf(row, one)); };
    if (key == "state")
        return engineText(m_table->textOf(row, "reason"));
    QString caution = isNotCausal(*m_table, row, key)
        ? tr("Not that of a causal model: later tokens vote on the layers of earlier ones")
        : QString();
    if (key == "best" && !std::isnan(m_table->numberOf(row, "best")))
        return (tr("%1 at the best checkpoint").arg(text("metric")) + QLatin1Char('\n') + caution).trimmed();
    if (!caution.isEmpty())
        return caution;
    if (section != Name)
        return {};
    QStringList lines{text("name"), whatText(*m_table, row)};
    if (!text("tags").isEmpty())
        lines << tr("Tags: %1").arg(text("tags"));
    if (!text("note").isEmpty())
        lines << text("note");
    return lines.join(QLatin1Char('\n'));
}

QVariant RunTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const std::string& key = m_keys[std::size_t(section)];
    const auto place = column(section);
    if (role == Qt::TextAlignmentRole) {
        const bool isRight = place && isRightAligned(*m_table, *place);
        return QVariant::fromValue(Qt::Alignment((isRight ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    }
    if (role == Qt::ToolTipRole)
        return QStringLiteral("%1\n%2").arg(QString::fromStdString(key), tr("Click to sort; with Shift by this as well"));
    if (role != Qt::DisplayRole)
        return {};
    QString title = section == Name && m_isGrouped ? tr("Run, grouped by %1").arg(columnTitle(m_view.groupBy).toLower())
                                                   : columnTitle(key);
    const auto sorted = std::find_if(m_view.sort.begin(), m_view.sort.end(), [&](const auto& one) { return one.first == key; });
    if (sorted != m_view.sort.end() && m_view.sort.size() > 1)
        title += QStringLiteral(" %1").arg(sorted - m_view.sort.begin() + 1);
    return title;
}

} // namespace gui
