#include "gui/models/SamplesFilter.h"

#include <algorithm>

#include "gui/models/SamplesModel.h"

namespace gui {

SamplesFilter::SamplesFilter(SamplesModel& samples, QObject* parent)
    : QSortFilterProxyModel(parent)
    , m_samples(samples)
{
    setSortRole(SamplesModel::SortKey);
    setSourceModel(&samples);
}

void SamplesFilter::setShow(Show show)
{
    m_show = show;
    invalidateFilter();
}

void SamplesFilter::setWords(const QString& words)
{
    m_words = words.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    invalidateFilter();
}

void SamplesFilter::setRoute(std::optional<std::pair<int, int>> positionAndLayer)
{
    m_route = positionAndLayer;
    invalidateFilter();
}

void SamplesFilter::setCell(std::optional<std::pair<int, int>> labelAndPrediction)
{
    m_cell = labelAndPrediction;
    invalidateFilter();
}

void SamplesFilter::setLabel(std::optional<int> label)
{
    m_label = label;
    invalidateFilter();
}

std::pair<int, Qt::SortOrder> SamplesFilter::naturalOrder(Show show)
{
    switch (show) {
    case Show::All:
        return {SamplesModel::Row, Qt::AscendingOrder};
    case Show::Best:
        return {SamplesModel::Loss, Qt::AscendingOrder};
    case Show::Right:
    case Show::Wrong:
    case Show::Worst:
    case Show::Changed:
        break;
    }
    return {SamplesModel::Loss, Qt::DescendingOrder};
}

bool SamplesFilter::isShown(std::size_t row) const
{
    const std::size_t rows = m_samples.samples()->rows.rows();
    switch (m_show) {
    case Show::All:
        return true;
    case Show::Right:
        return m_samples.samples()->hasClasses() && !m_samples.samples()->isWrong(row);
    case Show::Wrong:
        return m_samples.samples()->isWrong(row);
    case Show::Best:
        return m_samples.lossRank(row) < extremes;
    case Show::Worst:
        return m_samples.lossRank(row) + extremes >= rows;
    case Show::Changed:
        return m_samples.isChanged(row);
    }
    return true;
}

bool SamplesFilter::hasWords(int row) const
{
    if (m_words.isEmpty())
        return true;
    QString text;
    for (const int column : {SamplesModel::Sentence, SamplesModel::Label, SamplesModel::Prediction})
        text += m_samples.index(row, column).data().toString() + QLatin1Char('\n');
    return std::all_of(m_words.begin(), m_words.end(),
                       [&](const QString& word) { return text.contains(word, Qt::CaseInsensitive); });
}

bool SamplesFilter::filterAcceptsRow(int row, const QModelIndex&) const
{
    const auto place = std::size_t(row);
    const SampleSet& samples = *m_samples.samples();
    if (!isShown(place))
        return false;
    if (m_label && samples.rows.labels[place] != *m_label)
        return false;
    if (m_cell && (samples.rows.labels[place] != m_cell->first || samples.rows.predictions[place] != m_cell->second))
        return false;
    if (m_route) {
        const auto position = samples.placeOf(m_route->first);
        if (!position || !samples.goesThrough(place, *position, m_route->second))
            return false;
    }
    return hasWords(row);
}

bool SamplesFilter::lessThan(const QModelIndex& left, const QModelIndex& right) const
{
    const QVariant a = left.data(SamplesModel::SortKey);
    const QVariant b = right.data(SamplesModel::SortKey);
    if (a == b) // rows of one value stay in the split's order
        return sortOrder() == Qt::AscendingOrder ? left.row() < right.row() : left.row() > right.row();
    if (a.isValid() != b.isValid()) // what has no value is last in both orders
        return a.isValid() == (sortOrder() == Qt::AscendingOrder);
    return QSortFilterProxyModel::lessThan(left, right);
}

} // namespace gui
