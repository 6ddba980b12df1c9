#include "gui/models/QueueModel.h"

#include "gui/app/Theme.h"

namespace gui {

QueueModel::QueueModel(const Theme& theme, QObject* parent)
    : QAbstractTableModel(parent)
    , m_theme(theme)
{
}

void QueueModel::setRows(std::vector<RunRow> rows)
{
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int QueueModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int QueueModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(columns);
}

QString QueueModel::text(int row, int column) const
{
    const RunRow& run = m_rows[std::size_t(row)];
    switch (column) {
    case Number: return QString::number(row + 1);
    case Name: return QString::fromStdString(run.record.name);
    case State: return run.record.step > 0 ? tr("waiting, goes on") : tr("waiting");
    case What: return run.what;
    case Length: return run.length;
    default: return {};
    }
}

QVariant QueueModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    switch (role) {
    case Qt::DisplayRole: return text(index.row(), index.column());
    case Qt::DecorationRole:
        return index.column() == State ? QVariant(m_theme.stateIcon(storage::RunState::Queued)) : QVariant();
    case Qt::TextAlignmentRole: {
        const bool isNumber = index.column() == Number || index.column() == Length;
        return QVariant::fromValue(Qt::Alignment((isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    }
    case RunId: return qlonglong(m_rows[std::size_t(index.row())].record.id);
    default: return {};
    }
}

QVariant QueueModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columns)
        return {};
    if (role == Qt::TextAlignmentRole) {
        const bool isNumber = section == Number || section == Length;
        return QVariant::fromValue(Qt::Alignment((isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    }
    if (role != Qt::DisplayRole)
        return {};
    static const char* const names[] = {QT_TR_NOOP("#"), QT_TR_NOOP("Run"), QT_TR_NOOP("State"), QT_TR_NOOP("What"),
                                        QT_TR_NOOP("Length")};
    return tr(names[section]);
}

} // namespace gui

#include "moc_QueueModel.cpp"
