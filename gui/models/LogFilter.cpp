#include "gui/models/LogFilter.h"

#include <algorithm>
#include <utility>

namespace gui {

LogFilter::LogFilter(QAbstractItemModel& lines, QList<int> searched, QObject* parent)
    : QSortFilterProxyModel(parent)
    , m_searched(std::move(searched))
{
    setSourceModel(&lines);
}

void LogFilter::setLowest(int level)
{
    m_lowest = level;
    invalidateFilter();
}

void LogFilter::setWords(const QString& words)
{
    m_words = words.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    invalidateFilter();
}

bool LogFilter::filterAcceptsRow(int row, const QModelIndex& parent) const
{
    const QAbstractItemModel& lines = *sourceModel();
    if (lines.index(row, 0, parent).data(levelRole).toInt() < m_lowest)
        return false;
    if (m_words.isEmpty())
        return true;
    QString text;
    for (const int column : m_searched)
        text += lines.index(row, column, parent).data().toString() + QLatin1Char('\n');
    return std::all_of(m_words.begin(), m_words.end(),
                       [&](const QString& word) { return text.contains(word, Qt::CaseInsensitive); });
}

} // namespace gui
