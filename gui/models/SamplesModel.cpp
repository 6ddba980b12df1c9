#include "gui/models/SamplesModel.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "gui/app/Format.h"
#include "gui/app/Theme.h"

namespace gui {

namespace {

/// A language model's rows have something else to say there.
bool isWorded(int column)
{
    return column >= SamplesModel::Sentence && column <= SamplesModel::Confidence;
}

} // namespace

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
    m_bleu.clear();
    rankLosses();
    endResetModel();
    askForScores();
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
    m_bleu.clear();
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, Sentence), index(rowCount() - 1, Confidence));
    askForScores();
}

void SamplesModel::askForScores()
{
    if (m_texts && m_samples && !m_samples->rows.texts.empty() && m_texts->splits.contains(m_samples->rows.split))
        Q_EMIT scoresWanted({m_samples, m_texts});
}

void SamplesModel::setScores(const WrittenRows& of, std::vector<double> bleu)
{
    if (of.samples != m_samples || of.texts != m_texts || rowCount() == 0)
        return;
    m_bleu = std::move(bleu);
    Q_EMIT dataChanged(index(0, Confidence), index(rowCount() - 1, Confidence));
}

double SamplesModel::bleu(std::size_t row) const
{
    return m_bleu.empty() || m_samples->rows.written(row) == nullptr ? std::nan("")
                                                                     : m_bleu[std::size_t(m_samples->rows.textOf[row])];
}

QString SamplesModel::writtenText(const SampleSet& samples, std::size_t row)
{
    const std::string* written = samples.rows.written(row);
    return written == nullptr ? QString() : QString::fromStdString(*written).simplified();
}

QString SamplesModel::bleuHelp()
{
    return tr("BLEU of the text by itself against all references of its prompt");
}

QString SamplesModel::reference(std::size_t row) const
{
    const SampleTexts::Text* found = text(row);
    return found == nullptr ? QString() : found->second.simplified();
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
    if (!m_earlier || row >= m_earlier->rows.rows())
        return false;
    if (m_samples->isWritten())
        return writtenText(*m_earlier, row) != writtenText(*m_samples, row);
    return m_earlier->rows.predictions[row] != m_samples->rows.predictions[row];
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

QString SamplesModel::displayWritten(std::size_t row, int column) const
{
    switch (column) {
    case Sentence: {
        const SampleTexts::Text* found = text(row);
        return found ? found->first.simplified() : m_texts ? QStringLiteral("–") : QString();
    }
    case Label:
        return reference(row);
    case Before:
        return m_earlier && row < m_earlier->rows.rows() ? writtenText(*m_earlier, row) : QString();
    case Prediction:
        return writtenText(*m_samples, row);
    default:
        return std::isnan(bleu(row)) ? QString() : format::fixed(bleu(row), 2);
    }
}

QString SamplesModel::display(std::size_t row, int column) const
{
    if (m_samples->isWritten() && isWorded(column))
        return displayWritten(row, column);
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
    if (m_samples->isWritten() && column == Confidence)
        return std::isnan(bleu(row)) ? QVariant() : QVariant(bleu(row));
    if (m_samples->isWritten() && isWorded(column))
        return displayWritten(row, column);
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
    if (!m_samples->hasClasses() || (column != Label && column != Prediction && column != Before))
        return {};
    if (column == Label) // of no judgement, in line with the icons of the predictions
        return m_theme.icon(QStringLiteral("tag"), Ink::Secondary);
    if (column == Before && (!m_earlier || row >= m_earlier->rows.rows()))
        return {};
    const double said = column == Before ? m_earlier->rows.predictions[row] : m_samples->rows.predictions[row];
    return said == m_samples->rows.labels[row] ? m_theme.icon(QStringLiteral("dialog-ok-apply"), Ink::Success)
                                               : m_theme.icon(QStringLiteral("edit-delete-remove"), Ink::Error);
}

QString SamplesModel::withCausality(const QString& ofLoss) const
{
    if (!m_samples->isNotCausal)
        return ofLoss;
    return ofLoss + QLatin1Char('\n')
        + tr("Not that of a causal model: later tokens vote on the layers of earlier ones");
}

QString SamplesModel::toolTip(std::size_t row, int column) const
{
    const engine::RowsEvaluated& rows = m_samples->rows;
    if (column == Sentence && !text(row))
        return m_texts ? m_texts->problem : QString();
    if (m_samples->isWritten() && isWorded(column))
        return column == Confidence ? bleuHelp() : displayWritten(row, column);
    if (m_samples->isWritten() && column == Loss)
        return withCausality(
            tr("Cross-entropy %1 nats a token of the reference").arg(format::value(double(rows.losses[row]))));
    if (column == Sentence) {
        const SampleTexts::Text* found = text(row);
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
        return (m_samples->countsExperts ? tr("Experts of most tokens in layers %1 to %2: %3")
                                         : tr("Layers chosen at positions %1 to %2: %3"))
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
    const bool isWritten = m_samples && m_samples->isWritten();
    if (role == Qt::ToolTipRole && section == Confidence)
        return isWritten ? bleuHelp() : tr("Probability of the predicted class");
    if (role == Qt::ToolTipRole && section == Loss && isWritten)
        return withCausality(tr("Cross-entropy of the reference, in nats a token"));
    if (role == Qt::ToolTipRole && section == Loss)
        return m_samples && m_samples->isRegression() ? tr("Squared error") : tr("Cross-entropy of the label, in nats");
    if (role != Qt::DisplayRole)
        return {};
    if (section == Route && m_samples && !m_samples->rows.positions.empty()) {
        const engine::RowsEvaluated& rows = m_samples->rows;
        const QString route = (m_samples->countsExperts ? tr("Experts, layers %1 to %2") : tr("Route, positions %1 to %2"))
                                  .arg(rows.positions.front())
                                  .arg(rows.positions.back());
        return rows.choices > 1 ? route + tr(", first choice of %1").arg(rows.choices) : route;
    }
    static const char* const names[] = {QT_TR_NOOP("Row"),    QT_TR_NOOP("Sentence"),   QT_TR_NOOP("Label"),
                                        QT_TR_NOOP("Before"), QT_TR_NOOP("Prediction"), QT_TR_NOOP("Confidence"),
                                        QT_TR_NOOP("Loss"),   QT_TR_NOOP("Route")};
    static const char* const writtenNames[] = {QT_TR_NOOP("Meaning representation"), QT_TR_NOOP("Reference"),
                                               QT_TR_NOOP("Before"), QT_TR_NOOP("Text"), QT_TR_NOOP("BLEU")};
    return tr(isWritten && isWorded(section) ? writtenNames[section - Sentence] : names[section]);
}

} // namespace gui
