#include "gui/models/RunLogModel.h"

#include <QDateTime>

#include "gui/models/LogFilter.h"

namespace gui {

RunLogModel::RunLogModel(Theme& theme, QObject* parent)
    : QAbstractTableModel(parent)
    , m_theme(theme)
{
    connect(&theme, &Theme::changed, this, [this] {
        if (m_rows > 0)
            Q_EMIT dataChanged(index(0, Level), index(m_rows - 1, Level), {Qt::ForegroundRole});
    });
}

void RunLogModel::setRun(RunModel* run)
{
    if (m_run)
        m_run->disconnect(this);
    m_run = run;
    if (run) {
        connect(run, &QObject::destroyed, this, [this] {
            m_run = nullptr;
            readAll();
        });
        connect(run, &RunModel::loaded, this, &RunLogModel::readAll);
        connect(run, &RunModel::logChanged, this, &RunLogModel::readNew);
    }
    readAll();
}

void RunLogModel::readAll()
{
    beginResetModel();
    m_rows = m_run ? int(m_run->history().log.size()) : 0;
    endResetModel();
}

void RunLogModel::readNew()
{
    const int rows = int(m_run->history().log.size());
    if (rows <= m_rows)
        return;
    beginInsertRows({}, m_rows, rows - 1);
    m_rows = rows;
    endInsertRows();
}

int RunLogModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_rows;
}

int RunLogModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant RunLogModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || !m_run || index.row() >= int(m_run->history().log.size()))
        return {};
    const storage::LogEntry& entry = m_run->history().log[std::size_t(index.row())];
    const bool isError = entry.level == engine::LogLevel::Error;
    const bool isWarning = entry.level == engine::LogLevel::Warning;
    if (role == LogFilter::levelRole)
        return int(entry.level);
    if (role == Qt::DisplayRole && index.column() == Time)
        return QDateTime::fromMSecsSinceEpoch(qint64(entry.time * 1000)).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
    if (role == Qt::DisplayRole && index.column() == Level)
        return isError ? tr("error") : isWarning ? tr("warning") : tr("note");
    if ((role == Qt::DisplayRole || role == Qt::ToolTipRole) && index.column() == Text)
        return QString::fromStdString(entry.text);
    if (role == Qt::DecorationRole && index.column() == Level)
        return isError     ? m_theme.icon(QStringLiteral("data-error"), Ink::Error)
            : isWarning ? m_theme.icon(QStringLiteral("data-warning"), Ink::Warning)
                        : m_theme.icon(QStringLiteral("data-information"), Ink::Accent);
    if (role == Qt::ForegroundRole && index.column() == Level)
        return m_theme.ink(isError ? Ink::Error : isWarning ? Ink::Warning : Ink::Secondary);
    return {};
}

QVariant RunLogModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Time: return tr("Time");
    case Level: return tr("Kind");
    case Text: return tr("What happened");
    default: return {};
    }
}

} // namespace gui
