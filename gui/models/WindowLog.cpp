#include "gui/models/WindowLog.h"

#include <algorithm>

#include <QDateTime>

#include "gui/app/Theme.h"
#include "gui/models/LogFilter.h"

namespace gui {

namespace {

constexpr std::size_t limit = 10000;

QString levelWord(engine::LogLevel level)
{
    switch (level) {
    case engine::LogLevel::Info: return gui::WindowLog::tr("note");
    case engine::LogLevel::Warning: return gui::WindowLog::tr("warning");
    case engine::LogLevel::Error: return gui::WindowLog::tr("error");
    }
    return {};
}

QIcon levelIcon(const Theme& theme, engine::LogLevel level)
{
    switch (level) {
    case engine::LogLevel::Info: return theme.icon(QStringLiteral("data-information"), Ink::Secondary);
    case engine::LogLevel::Warning: return theme.icon(QStringLiteral("data-warning"), Ink::Warning);
    case engine::LogLevel::Error: return theme.icon(QStringLiteral("data-error"), Ink::Error);
    }
    return {};
}

} // namespace

WindowLog::WindowLog(const Theme& theme, QObject* parent)
    : QAbstractTableModel(parent)
    , m_theme(theme)
{
}

void WindowLog::add(std::vector<Line> lines)
{
    if (lines.size() > limit)
        lines.erase(lines.begin(), lines.end() - std::ptrdiff_t(limit));
    if (lines.empty())
        return;
    const std::size_t total = m_lines.size() + lines.size();
    if (total > limit) {
        const int surplus = int(total - limit);
        beginRemoveRows({}, 0, surplus - 1);
        m_lines.erase(m_lines.begin(), m_lines.begin() + surplus);
        endRemoveRows();
    }
    const auto warnings = int(std::count_if(lines.begin(), lines.end(), [](const Line& line) {
        return line.level != engine::LogLevel::Info;
    }));
    beginInsertRows({}, rowCount(), rowCount() + int(lines.size()) - 1);
    std::move(lines.begin(), lines.end(), std::back_inserter(m_lines));
    endInsertRows();
    if (warnings > 0) {
        m_warnings += warnings;
        Q_EMIT warningsChanged();
    }
}

void WindowLog::acknowledge()
{
    if (m_warnings == 0)
        return;
    m_warnings = 0;
    Q_EMIT warningsChanged();
}

int WindowLog::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_lines.size());
}

int WindowLog::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(columns);
}

QVariant WindowLog::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Line& line = m_lines[std::size_t(index.row())];
    if (role == LogFilter::levelRole)
        return int(line.level);
    if (role == Qt::DecorationRole && index.column() == Level)
        return levelIcon(m_theme, line.level);
    if (role == Qt::ToolTipRole && index.column() == Text)
        return line.text;
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Time:
        return QDateTime::fromMSecsSinceEpoch(qint64(line.time * 1000)).toString(QStringLiteral("HH:mm:ss"));
    case Level: return levelWord(line.level);
    case Run: return line.run;
    default: return line.text;
    }
}

QVariant WindowLog::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= columns)
        return {};
    static const char* const names[] = {QT_TR_NOOP("Time"), QT_TR_NOOP("Kind"), QT_TR_NOOP("Run"),
                                        QT_TR_NOOP("What happened")};
    return tr(names[section]);
}

} // namespace gui

#include "moc_WindowLog.cpp"
