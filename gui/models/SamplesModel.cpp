#include "gui/models/SamplesModel.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "gui/app/Format.h"
#include "gui/app/Theme.h"

namespace gui {

SamplesModel::SamplesModel(const Theme& theme, QObject* parent)
    : QAbstractTableModel(parent)
    , m_theme(theme)
{
}

void SamplesModel::setSamples(std::shared_ptr<const SampleSet> samples)
{
    beginResetModel();
    m_samples = std::move(samples);
    m_earlier.reset();
    rankLosses();
    endResetModel();
}

void SamplesModel::setEarlier(std::shared_ptr<const SampleSet> earlier)
{
    beginResetModel();
    m_earlier = std::move(earlier);
    endResetModel();
}

void SamplesModel::setTexts(std::shared_ptr<const SampleTexts> texts)
{
    m_texts = std::move(texts);
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, Sentence), index(rowCount() - 1, Sentence));
}

void SamplesModel::rankLosses()
{
    const std::size_t rows = m_samples ? m_samples->rows.rows() : 0;
    std::vector<std::size_t> order(rows);
    std::iota(order.begin(), order.end(), std::size_t(0));
    const auto loss = [&](std::size_t row) { // what is not a number is the worst
        const float value = m_samples->rows.losses[row];
        return std::isnan(value) ? HUGE_VALF : value;
    };
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return loss(a) < loss(b); });
    m_lossRanks.resize(rows);
    for (std::size_t rank = 0; rank < rows; ++rank)
        m_lossRanks[order[rank]] = rank;
}

bool SamplesModel::isChanged(std::size_t row) const
{
    return m_earlier && row < m_earlier->rows.rows()
        && m_earlier->rows.predictions[row] != m_samples->rows.predictions[row];
}

const SampleTexts::Text* SamplesModel::text(std::size_t row) const
{
    if (!m_texts || !m_samples)
        return nullptr;
    const auto found = m_texts->splits.find(m_samples->rows.split);
    return found == m_texts->splits.end() || row >= found->second.size() ? nullptr : &found->second[row];
}

int SamplesModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_samples ? 0 : int(m_samples->rows.rows());
}

int SamplesModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columns;
}

QString SamplesModel::routeText(std::size_t row) const
{
    QStringList layers;
    for (std::size_t place = 0; place < m_samples->rows.positions.size(); ++place)
        layers << QString::number(m_samples->layer(row, place));
    return layers.join(QLatin1Char(' '));
}

QString SamplesModel::display(std::size_t row, int column) const
{
    const engine::RowsEvaluated& rows = m_samples->rows;
    switch (column) {
    case Row:
        return format::whole(std::int64_t(row));
    case Sentence: {
        const SampleTexts::Text* found = text(row);
        return found ? found->line() : m_texts ? QStringLiteral("–") : QString();
    }
    case Label:
        return m_samples->word(rows.labels[row]);
    case Before:
        return m_earlier && row < m_earlier->rows.rows() ? m_samples->word(m_earlier->rows.predictions[row])
                                                         : QString();
    case Prediction:
        return m_samples->word(rows.predictions[row]);
    case Confidence:
        return rows.isRegression() ? QString() : format::fixed(double(rows.probability[row]), 2);
    case Loss:
        return format::fixed(double(rows.losses[row]), 2);
    case Route:
        return routeText(row);
    default:
        return {};
    }
}

QVariant SamplesModel::sortKey(std::size_t row, int column) const
{
    const engine::RowsEvaluated& rows = m_samples->rows;
    switch (column) {
    case Row:
        return qlonglong(row);
    case Label:
        return rows.labels[row];
    case Before:
        return m_earlier && row < m_earlier->rows.rows() ? QVariant(m_earlier->rows.predictions[row]) : QVariant();
    case Prediction:
        return rows.predictions[row];
    case Confidence:
        return rows.isRegression() ? QVariant() : QVariant(double(rows.probability[row]));
    case Loss:
        return qlonglong(m_lossRanks[row]);
    case Route: {
        QString key; // layers in two digits each sort as numbers do
        for (std::size_t place = 0; place < rows.positions.size(); ++place)
            key += QStringLiteral("%1").arg(m_samples->layer(row, place), 4, 10, QLatin1Char('0'));
        return key;
    }
    default:
        return display(row, column);
    }
}

QVariant SamplesModel::decoration(std::size_t row, int column) const
{
    if (m_samples->isRegression() || (column != Prediction && column != Before))
        return {};
    if (column == Before && (!m_earlier || row >= m_earlier->rows.rows()))
        return {};
    const double said = column == Before ? m_earlier->rows.predictions[row] : m_samples->rows.predictions[row];
    return said == m_samples->rows.labels[row] ? m_theme.icon(QStringLiteral("dialog-ok-apply"), Ink::Success)
                                               : m_theme.icon(QStringLiteral("edit-delete-remove"), Ink::Error);
}

QString SamplesModel::toolTip(std::size_t row, int column) const
{
    const engine::RowsEvaluated& rows = m_samples->rows;
    if (column == Sentence) {
        const SampleTexts::Text* found = text(row);
        if (!found)
            return m_texts ? m_texts->problem : QString();
        return found->second.isEmpty() ? found->first : found->first + QLatin1Char('\n') + found->second;
    }
    if (column == Prediction && !rows.isRegression())
        return m_samples->isWrong(row) ? tr("Wrong: the label is %1").arg(display(row, Label)) : tr("Right");
    if (column == Confidence && !rows.isRegression())
        return tr("Probability of %1: %2; of the label %3: %4")
            .arg(display(row, Prediction), format::value(double(rows.probability[row])), display(row, Label),
                 format::value(double(rows.labelProbability[row])));
    if (column == Loss)
        return rows.isRegression() ? tr("Squared error %1").arg(format::value(double(rows.losses[row])))
                                   : tr("Cross-entropy %1 nats").arg(format::value(double(rows.losses[row])));
    if (column == Route && !rows.positions.empty())
        return tr("Layers chosen at positions %1 to %2: %3")
            .arg(rows.positions.front())
            .arg(rows.positions.back())
            .arg(routeText(row));
    return {};
}

QVariant SamplesModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const auto row = std::size_t(index.row());
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return display(row, column);
    case Qt::DecorationRole:
        return decoration(row, column);
    case Qt::ToolTipRole:
        return toolTip(row, column);
    case Qt::TextAlignmentRole: {
        const bool isNumber = column == Row || column == Loss || (m_samples->isRegression() && column != Sentence);
        return QVariant::fromValue(Qt::Alignment((isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    }
    case SortKey:
        return sortKey(row, column);
    case Layers: {
        QList<int> layers;
        for (std::size_t place = 0; place < m_samples->rows.positions.size(); ++place)
            layers << m_samples->layer(row, place);
        return QVariant::fromValue(layers);
    }
    case LayerCount:
        return int(m_samples->rows.layers);
    default:
        return {};
    }
}

QVariant SamplesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columns)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(
            Qt::Alignment((section == Row || section == Loss ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    if (role == Qt::ToolTipRole && section == Confidence)
        return tr("Probability of the predicted class");
    if (role == Qt::ToolTipRole && section == Loss)
        return m_samples && m_samples->isRegression() ? tr("Squared error") : tr("Cross-entropy of the label, in nats");
    if (role != Qt::DisplayRole)
        return {};
    if (section == Route && m_samples && !m_samples->rows.positions.empty()) {
        const engine::RowsEvaluated& rows = m_samples->rows;
        const QString route = tr("Route, positions %1 to %2").arg(rows.positions.front()).arg(rows.positions.back());
        return rows.choices > 1 ? route + tr(", first choice of %1").arg(rows.choices) : route;
    }
    static const char* const names[] = {QT_TR_NOOP("Row"),    QT_TR_NOOP("Sentence"),   QT_TR_NOOP("Label"),
                                        QT_TR_NOOP("Before"), QT_TR_NOOP("Prediction"), QT_TR_NOOP("Confidence"),
                                        QT_TR_NOOP("Loss"),   QT_TR_NOOP("Route")};
    return tr(names[section]);
}

} // namespace gui
