#include "gui/models/ComparisonModel.h"

#include <algorithm>
#include <cmath>

#include "gui/app/Format.h"
#include "gui/models/CautionText.h"

namespace gui {

namespace {

/// Four significant digits, as decimals.
int decimalsOf(double value)
{
    const double size = std::abs(value);
    return size < 1e-12 ? 3 : std::clamp(3 - int(std::floor(std::log10(size))), 0, 4);
}

QString costName(const std::string& key)
{
    static const std::pair<const char*, const char*> names[] = {
        {"steps", QT_TRANSLATE_NOOP("gui::ComparisonModel", "Training steps")},
        {"rows_trained", QT_TRANSLATE_NOOP("gui::ComparisonModel", "Rows trained on")},
        {"evaluations", QT_TRANSLATE_NOOP("gui::ComparisonModel", "Evaluations")},
        {"trainable_parameters", QT_TRANSLATE_NOOP("gui::ComparisonModel", "Trainable parameters")},
        {"layer_evaluations", QT_TRANSLATE_NOOP("gui::ComparisonModel", "Layer evaluations")},
        {"seconds", QT_TRANSLATE_NOOP("gui::ComparisonModel", "Time per run")},
        {"peak_memory", QT_TRANSLATE_NOOP("gui::ComparisonModel", "Peak memory")}};
    for (const auto& [known, text] : names)
        if (key == known)
            return ComparisonModel::tr(text);
    return QString::fromStdString(key);
}

QString costText(const engine::CostDifference& cost, double value)
{
    const QString sign = value < 0 ? QString(QChar(0x2212)) : QString();
    const double size = std::abs(value);
    if (cost.unit == "s")
        return sign + format::duration(size);
    if (cost.unit == "bytes")
        return sign + format::bytes(size);
    return sign + (size == std::floor(size) ? format::whole(std::int64_t(size)) : format::value(size));
}

/// Exact by construction, or measured once per run and not tested.
bool isExact(const std::string& key)
{
    return key == "trainable_parameters" || key == "steps" || key == "rows_trained" || key == "evaluations";
}

QString percentNote(const std::optional<double>& percent)
{
    if (!percent)
        return {};
    const QString sign = *percent < 0 ? QString(QChar(0x2212)) : QStringLiteral("+");
    const double size = std::abs(*percent);
    return QStringLiteral("(%1%2 %)").arg(sign, format::fixed(size, size < 99.5 ? 1 : 0));
}

QString testNote(const engine::TestResult& test)
{
    if (test.kind == engine::TestKind::Welch)
        return QStringLiteral("n = %1 + %2").arg(test.baselineRuns).arg(test.n - test.baselineRuns);
    return test.kind == engine::TestKind::None ? QString() : QStringLiteral("n = %1").arg(format::whole(test.n));
}

QString metricName(const engine::Difference& difference)
{
    const QString key = QString::fromStdString(difference.metric);
    const QString split = QString::fromStdString(difference.split);
    return key.startsWith(split) ? key : QStringLiteral("%1, %2").arg(key, split);
}

} // namespace

QString signedNumber(double value, double like)
{
    const int decimals = std::max(decimalsOf(like), decimalsOf(value));
    const QString text = format::fixed(std::abs(value), decimals);
    return (value < 0 ? QString(QChar(0x2212)) : QStringLiteral("+")) + text;
}

QString pText(double p)
{
    return p < 0.001 ? QStringLiteral("<0.001") : format::fixed(p, 3);
}

void ComparisonModel::setResult(std::shared_ptr<const CompareResult> result, std::size_t task, std::size_t against)
{
    beginResetModel();
    m_rows.clear();
    const engine::TaskComparison& compared = result->comparison.tasks[task];
    if (against < compared.against.size()) {
        const engine::GroupComparison& group = compared.against[against];
        m_baseline = result->tasks[task].groups[*compared.baseline].name;
        m_value = result->tasks[task].groups[group.group].name;
        for (const engine::SeedDifference& seeds : group.seeds) {
            addTest(seeds.difference, metricName(seeds.difference));
            m_rows.back().metric = m_rows.size() - 1;
        }
        for (const engine::CostDifference& cost : group.costs)
            addCost(cost);
        for (const engine::RowDifference& rows : group.rows)
            addTest(rows.difference, QStringLiteral("%1, %2").arg(QString::fromStdString(rows.difference.metric),
                                                                  QString::fromStdString(rows.pair.label)));
    }
    endResetModel();
}

void ComparisonModel::addTest(const engine::Difference& difference, const QString& name)
{
    Row row;
    row.cells[Metric] = name;
    row.cells[Baseline] = format::fixed(difference.baseline, decimalsOf(difference.baseline));
    row.cells[Value] = format::fixed(difference.value, decimalsOf(difference.value));
    row.cells[Difference] = signedNumber(difference.difference, difference.baseline);
    row.notes[Difference] = percentNote(difference.percent);
    const engine::TestResult& test = difference.test;
    if (test.interval)
        row.cells[Interval] = tr("%1 to %2").arg(
            format::fixed(test.interval->low, decimalsOf(difference.baseline)),
            format::fixed(test.interval->high, decimalsOf(difference.baseline)));
    if (test.p)
        row.cells[P] = pText(*test.p);
    if (difference.holm)
        row.cells[Holm] = pText(*difference.holm);
    row.cells[Test] = tr(engine::toText(test.kind));
    row.notes[Test] = test.p ? testNote(test) : tr("not defined");
    row.tip = undefinedText(test.undefined);
    if (test.effect)
        row.tip = tr("Effect %1 = %2").arg(QString::fromLatin1(engine::toText(test.effectKind)), format::value(*test.effect));
    m_rows.push_back(std::move(row));
}

void ComparisonModel::addCost(const engine::CostDifference& cost)
{
    const double difference = cost.value - cost.baseline;
    Row row;
    row.cells[Metric] = costName(cost.key);
    row.cells[Baseline] = costText(cost, cost.baseline);
    row.cells[Value] = costText(cost, cost.value);
    row.cells[Difference] = (difference > 0 ? QStringLiteral("+") : QString()) + costText(cost, difference);
    if (cost.baseline > 0 && difference != 0)
        row.notes[Difference] = percentNote(100 * difference / cost.baseline);
    row.notes[Test] = isExact(cost.key) ? tr("exact") : tr("no test");
    if (cost.key == "layer_evaluations")
        row.tip = tr("Mean layer runs per forward pass; where a layer is mixed with another both are counted");
    m_rows.push_back(std::move(row));
}

std::optional<std::size_t> ComparisonModel::metricAt(int row) const
{
    return row >= 0 && row < rowCount() ? m_rows[std::size_t(row)].metric : std::nullopt;
}

storage::Table ComparisonModel::table() const
{
    storage::Table table;
    for (int column = 0; column < columns; ++column) {
        const bool isText = column == Metric || column == Test;
        table.columns.push_back({headerData(column, Qt::Horizontal, Qt::DisplayRole).toString().toStdString(),
                                 isText ? storage::Table::Align::Left : storage::Table::Align::Right});
    }
    for (const Row& row : m_rows) {
        std::vector<std::string>& cells = table.rows.emplace_back();
        for (int column = 0; column < columns; ++column)
            cells.push_back((row.cells[column] + QLatin1Char(' ') + row.notes[column]).trimmed().toStdString());
    }
    return table;
}

int ComparisonModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int ComparisonModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columns;
}

QVariant ComparisonModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row& row = m_rows[std::size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole: return row.cells[index.column()];
    case Note: return row.notes[index.column()];
    case Qt::ToolTipRole: return row.tip;
    case Qt::TextAlignmentRole: return headerData(index.column(), Qt::Horizontal, role);
    default: return {};
    }
}

QVariant ComparisonModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columns)
        return {};
    if (role == Qt::TextAlignmentRole) {
        const bool isText = section == Metric || section == Test;
        return QVariant::fromValue(Qt::Alignment((isText ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter));
    }
    if (role == Qt::ToolTipRole)
        return section == Holm ? tr("p after Holm's correction over all tests of this comparison") : QVariant();
    if (role != Qt::DisplayRole)
        return {};
    const QString names[] = {tr("Metric"),        m_baseline, m_value,    tr("Difference"),
                             tr("95 % interval"), tr("p"),    tr("Holm"), tr("Test")};
    return names[section];
}

} // namespace gui

#include "moc_ComparisonModel.cpp"
