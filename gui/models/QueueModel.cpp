#include "gui/models/QueueModel.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <set>

#include <QMimeData>

#include "gui/app/Format.h"
#include "gui/app/Theme.h"

namespace gui {

namespace {
const char* const mimeType = "application/x-molex-queued-runs";
}

QueueModel::QueueModel(const Theme& theme, QObject* parent)
    : QAbstractTableModel(parent)
    , m_theme(theme)
{
}

void QueueModel::setRows(std::vector<RunRow> rows)
{
    const bool isSame = std::equal(rows.begin(), rows.end(), m_rows.begin(), m_rows.end(),
                                   [](const RunRow& a, const RunRow& b) { return a.record.id == b.record.id; });
    if (isSame) {
        m_rows = std::move(rows);
        if (!m_rows.empty())
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columns - 1));
    } else {
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
    }
    Q_EMIT summaryChanged();
}

void QueueModel::setInProgress(bool isThere, std::optional<double> secondsLeft)
{
    const auto shown = [](const std::optional<double>& seconds) { return seconds ? std::llround(*seconds) : -1; };
    const bool isSame = m_isInProgress == isThere && shown(m_restOfRun) == shown(secondsLeft);
    m_isInProgress = isThere;
    m_restOfRun = isThere ? secondsLeft : std::nullopt;
    if (!isSame)
        Q_EMIT summaryChanged();
}

void QueueModel::leaveOutTime()
{
    m_tellsTime = false;
    Q_EMIT summaryChanged();
}

int QueueModel::indexOf(qint64 run) const
{
    const auto found =
        std::find_if(m_rows.begin(), m_rows.end(), [run](const RunRow& row) { return row.record.id == run; });
    return found == m_rows.end() ? -1 : int(found - m_rows.begin());
}

void QueueModel::move(const std::vector<qint64>& runs, int before)
{
    qint64 next = 0; // the first row from `before` on that stays where it is
    for (int i = before; i < rowCount() && next == 0; ++i)
        if (std::find(runs.begin(), runs.end(), row(i).record.id) == runs.end())
            next = row(i).record.id;
    for (const qint64 run : runs) {
        const int from = indexOf(run);
        const int to = next == 0 ? rowCount() : indexOf(next);
        if (from < 0 || from == to || from + 1 == to)
            continue;
        beginMoveRows({}, from, from, {}, to);
        RunRow moving = std::move(m_rows[std::size_t(from)]);
        m_rows.erase(m_rows.begin() + from);
        m_rows.insert(m_rows.begin() + (from < to ? to - 1 : to), std::move(moving));
        endMoveRows();
        Q_EMIT moved(run, next);
    }
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0, Number), index(rowCount() - 1, Number));
}

QString QueueModel::summary() const
{
    if (m_rows.empty())
        return {};
    QString count = tr("%1 waiting").arg(rowCount());
    if (!m_tellsTime)
        return count;
    double seconds = m_restOfRun.value_or(0);
    int known = 0;
    for (const RunRow& row : m_rows) {
        known += row.secondsLeft.has_value();
        seconds += row.secondsLeft.value_or(0);
    }
    if (known == 0)
        return tr("%1, time not known yet").arg(count);
    const bool isWhole = known == rowCount() && (!m_isInProgress || m_restOfRun);
    return (isWhole ? tr("%1, about %2") : tr("%1, at least %2")).arg(count, format::duration(seconds));
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
    case Time: return run.secondsLeft ? format::duration(*run.secondsLeft) : tr("–");
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
        const bool isNumber = index.column() == Number || index.column() >= Length;
        return QVariant::fromValue(Qt::Alignment((isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    }
    case Qt::ToolTipRole:
        return index.column() == Time
            ? tr("From runs of the same model, data, method and batch, also one in progress; with evaluations once one "
                 "was timed")
            : text(index.row(), index.column());
    case RunId: return qlonglong(m_rows[std::size_t(index.row())].record.id);
    default: return {};
    }
}

QVariant QueueModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columns)
        return {};
    if (role == Qt::TextAlignmentRole) {
        const bool isNumber = section == Number || section >= Length;
        return QVariant::fromValue(Qt::Alignment((isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    }
    if (role != Qt::DisplayRole)
        return {};
    static const char* const names[] = {QT_TR_NOOP("#"), QT_TR_NOOP("Run"), QT_TR_NOOP("State"), QT_TR_NOOP("What"),
                                        QT_TR_NOOP("Length"), QT_TR_NOOP("Time")};
    return tr(names[section]);
}

Qt::ItemFlags QueueModel::flags(const QModelIndex& index) const
{
    // Dropped between rows, never onto one.
    return index.isValid() ? QAbstractTableModel::flags(index) | Qt::ItemIsDragEnabled
                           : QAbstractTableModel::flags(index) | Qt::ItemIsDropEnabled;
}

QStringList QueueModel::mimeTypes() const
{
    return {QString::fromLatin1(mimeType)};
}

QMimeData* QueueModel::mimeData(const QModelIndexList& indexes) const
{
    std::set<int> rows;
    for (const QModelIndex& index : indexes)
        rows.insert(index.row());
    QByteArray ids;
    for (const int index : rows)
        ids += QByteArray::number(qlonglong(row(index).record.id)) + ' ';
    auto data = std::make_unique<QMimeData>();
    data->setData(QString::fromLatin1(mimeType), ids);
    return data.release();
}

bool QueueModel::canDropMimeData(const QMimeData* data, Qt::DropAction action, int, int,
                                 const QModelIndex& parent) const
{
    return action == Qt::MoveAction && !parent.isValid() && data->hasFormat(QString::fromLatin1(mimeType));
}

bool QueueModel::dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column,
                              const QModelIndex& parent)
{
    if (!canDropMimeData(data, action, row, column, parent))
        return false;
    std::vector<qint64> runs;
    for (const QByteArray& id : data->data(QString::fromLatin1(mimeType)).simplified().split(' '))
        if (const qint64 run = id.toLongLong(); indexOf(run) >= 0)
            runs.push_back(run);
    move(runs, row < 0 ? rowCount() : row);
    return false; // the rows are where they belong; the view has none to remove
}

} // namespace gui

#include "moc_QueueModel.cpp"
