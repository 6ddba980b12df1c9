#include "gui/models/RunFilter.h"

#include <algorithm>

#include "gui/models/RunTableModel.h"

namespace gui {

RunFilter::RunFilter(QObject* parent)
    : QSortFilterProxyModel(parent)
{
    setSortRole(RunTableModel::SortKey);
    setSortLocaleAware(true);
}

void RunFilter::setWords(const QString& text)
{
    m_words = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    invalidateFilter();
}

bool RunFilter::filterAcceptsRow(int row, const QModelIndex& parent) const
{
    const QString text = sourceModel()->index(row, 0, parent).data(RunTableModel::FilterText).toString();
    return std::all_of(m_words.begin(), m_words.end(),
                       [&](const QString& word) { return text.contains(word, Qt::CaseInsensitive); });
}

bool RunFilter::lessThan(const QModelIndex& left, const QModelIndex& right) const
{
    const QVariant a = left.data(RunTableModel::SortKey);
    const QVariant b = right.data(RunTableModel::SortKey);
    if (!a.isValid() || !b.isValid()) // runs without a value come last in either order
        return a.isValid() != b.isValid() && (sortOrder() == Qt::AscendingOrder) == a.isValid();
    return QSortFilterProxyModel::lessThan(left, right);
}

} // namespace gui

#include "moc_RunFilter.cpp"
