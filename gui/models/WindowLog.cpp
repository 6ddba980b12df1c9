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

/// With the day where it is another.
QString timeOfLine(double seconds)
{
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(qint64(seconds * 1000));
    const bool isToday = time.date() == QDate::currentDate();
    return time.toString(isToday ? QStringLiteral("HH:mm:ss") : QStringLiteral("yyyy-MM-dd HH:mm"));
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
    const int first = int(m_lines.size());
    beginInsertRows({}, first, first + int(lines.size()) - 1);
    std::move(lines.begin(), lines.end(), std::back_inserter(m_lines));
    endInsertRows();
    if (warnings > 0) {
        m_warnings += warnings;
        Q_EMIT warningsChanged();
    }
}

void WindowLog::setOfRun(std::vector<Line> lines)
{
    std::erase_if(lines, [this](const Line& line) {
        return std::any_of(m_lines.begin(), m_lines.end(),
                           [&line](const Line& said) { return said.run == line.run && said.text == line.text; });
    });
    if (lines == m_ofRun)
        return;
    const int first = int(m_lines.size());
    if (!m_ofRun.empty()) {
        beginRemoveRows({}, first, rowCount() - 1);
        m_ofRun.clear();
        endRemoveRows();
    }
    if (!lines.empty()) {
        beginInsertRows({}, first, first + int(lines.size()) - 1);
        m_ofRun = std::move(lines);
        endInsertRows();
    }
    m_warningsOfRun = int(m_ofRun.size());
    Q_EMIT warningsChanged();
}

void WindowLog::acknowledge()
{
    if (warnings() == 0)
        return;
    m_warnings = m_warningsOfRun = 0;
    Q_EMIT warningsChanged();
}

const WindowLog::Line& WindowLog::lineAt(int row) const
{
    const auto place = std::size_t(row);
    return place < m_lines.size() ? m_lines[place] : m_ofRun[place - m_lines.size()];
}

int WindowLog::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_lines.size() + m_ofRun.size());
}

int WindowLog::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(columns);
}

QVariant WindowLog::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Line& said = lineAt(index.row());
    if (role == LogFilter::levelRole)
        return int(said.level);
    if (role == Qt::DecorationRole && index.column() == Level)
        return levelIcon(m_theme, said.level);
    if (role == Qt::ToolTipRole && index.column() == Text)
        return said.text;
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Time: return timeOfLine(said.time);
    case Level: return levelWord(said.level);
    case Run: return said.run;
    default: return said.text;
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
