#include "gui/models/ComparisonModel.h"

#include <algorithm>
#include <cmath>

#include "gui/app/Format.h"
#include "gui/models/CautionText.h"
#include "gui/models/MetricTitles.h"
#include "gui/report/DifferenceTable.h"
#include "gui/report/DifferenceText.h"

namespace gui {

namespace {

constexpr int mostDecimals = 7; // smaller numbers have an exponent

/// Decimals that show so many significant digits.
int decimalsFor(double value, int digits)
{
    const double size = std::abs(value);
    return size < 1e-12 ? digits - 1 : std::max(digits - 1 - int(std::floor(std::log10(size))), 0);
}

/// Four significant digits, as decimals.
int decimalsOf(double value)
{
    return std::min(decimalsFor(value, 4), 4);
}

QString fixedOrShort(double value, int decimals)
{
    return decimals > mostDecimals ? format::value(value) : format::fixed(value, decimals);
}

/// As fine as the difference that it is of.
QString differenceInterval(const engine::Interval& interval, const engine::Difference& difference)
{
    const int decimals = std::max(decimalsOf(difference.baseline), decimalsFor(difference.difference, 2));
    return ComparisonModel::tr("%1 to %2")
        .arg(fixedOrShort(interval.low, decimals), fixedOrShort(interval.high, decimals));
}

QString costName(const std::string& key)
{
    static const std::pair<const char*, const char*> names[] = {
        {"steps", QT_TRANSLATE_NOOP("gui::ComparisonModel", "Training steps")},
        {"rows_trained", QT_TRANSLATE_NOOP("gui::ComparisonModel", "Rows trained on")},
        {"evaluations", QT_TRANSLATE_NOOP("gui::ComparisonModel", "Evaluations")},
        {"trainable_parameters", QT_TRANSLATE_NOOP("gui::ComparisonModel", "Trainable parameters")},
        {"layer_evaluations", QT_TRANSLATE_NOOP("gui::ComparisonModel", "Layer evaluations")},
        {"seconds", QT_TRANSLATE_NOOP("gui::ComparisonModel", "Training time")},
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
    const int decimals = size >= 99.5 ? 0 : size < 0.05 ? decimalsFor(size, 2) : 1;
    return QStringLiteral("(%1%2 %)").arg(sign, fixedOrShort(size, decimals));
}

QString testNote(const engine::TestResult& test)
{
    if (test.kind == engine::TestKind::Welch)
        return QStringLiteral("n = %1 + %2").arg(test.baselineRuns).arg(test.n - test.baselineRuns);
    return test.kind == engine::TestKind::None ? QString() : QStringLiteral("n = %1").arg(format::whole(test.n));
}

bool isTextColumn(int column)
{
    return column == ComparisonModel::Metric || column == ComparisonModel::Test;
}

} // namespace

QString signedNumber(double value, double like)
{
    const int decimals = std::max({decimalsOf(like), decimalsOf(value), decimalsFor(value, 2)});
    const QString text = fixedOrShort(std::abs(value), decimals);
    return (value < 0 ? QString(QChar(0x2212)) : QStringLiteral("+")) + text;
}

QString pText(double p)
{
    return p < 0.001 ? QStringLiteral("<0.001") : format::fixed(p, 3);
}

void ComparisonModel::setResult(const CompareResult& result, std::size_t task, std::size_t against)
{
    beginResetModel();
    m_rows.clear();
    m_values = {};
    m_isSquaredError = result.hasSquaredError;
    m_rope = result.options.rope.rope;
    m_level = result.options.resampling.level;
    const engine::TaskComparison* compared = result.tested(task);
    if (compared != nullptr && against < compared->against.size()) {
        const engine::GroupComparison& group = compared->against[against];
        m_baseline = result.tasks[task].groups[*compared->baseline].name;
        m_value = result.tasks[task].groups[group.group].name;
        m_values = reports::differenceTable(group, m_baseline.toStdString(), m_value.toStdString());
        for (const engine::SeedDifference& seeds : group.seeds)
            addSeeds(seeds);
        for (const engine::CostDifference& cost : group.costs)
            addCost(cost);
        for (const engine::RowDifference& rows : group.rows)
            addRows(rows);
    }
    endResetModel();
}

ComparisonModel::Row& ComparisonModel::addTest(const engine::Difference& difference, const QString& name)
{
    Row row;
    row.cells[Metric] = name;
    row.cells[Baseline] = format::fixed(difference.baseline, decimalsOf(difference.baseline));
    row.cells[Value] = format::fixed(difference.value, decimalsOf(difference.value));
    row.cells[Difference] = signedNumber(difference.difference, difference.baseline);
    row.notes[Difference] = percentNote(difference.percent);
    const engine::TestResult& test = difference.test;
    if (test.interval)
        row.cells[Interval] = differenceInterval(*test.interval, difference);
    if (test.p)
        row.cells[P] = pText(*test.p);
    if (difference.holm)
        row.cells[Holm] = pText(*difference.holm);
    row.cells[Test] = tr(engine::toText(test.kind));
    row.notes[Test] = test.p ? testNote(test) : tr("not defined");
    row.tip = undefinedText(test.undefined);
    if (test.effect)
        row.cells[Effect] = QStringLiteral("%1 %2").arg(QString::fromLatin1(engine::toText(test.effectKind)),
                                                        format::value(*test.effect));
    return m_rows.emplace_back(std::move(row));
}

void ComparisonModel::addSeeds(const engine::SeedDifference& seeds)
{
    const std::size_t metric = m_rows.size();
    Row& row =
        addTest(seeds.difference, scoreNameWithUnit(seeds.difference.metric, seeds.difference.split, m_isSquaredError));
    row.metric = metric;
    if (seeds.wilcoxon && seeds.wilcoxon->p) {
        row.cells[Wilcoxon] = (seeds.wilcoxon->isExact ? QString() : QStringLiteral("~")) + pText(*seeds.wilcoxon->p);
        if (seeds.wilcoxon->n != seeds.difference.test.n)
            row.notes[Wilcoxon] = testNote(*seeds.wilcoxon);
    }
    if (seeds.rope)
        row.cells[Rope] = QString::fromStdString(reports::ropeText(seeds.rope));
}

void ComparisonModel::addRows(const engine::RowDifference& rows)
{
    const engine::Difference& difference = rows.difference;
    Row& row = addTest(
        difference,
        QStringLiteral("%1, %2").arg(shortMetricName(difference.metric), QString::fromStdString(rows.pair.label)));
    if (rows.bootstrap.p)
        row.cells[BootstrapP] = pText(*rows.bootstrap.p);
    if (rows.randomisation.p && difference.test.kind != rows.randomisation.kind)
        row.cells[RandomisationP] = pText(*rows.randomisation.p);
    row.counts = QString::fromStdString(reports::discordantText(difference.test));
    QStringList lines;
    if (!row.tip.isEmpty())
        lines << row.tip;
    if (!row.counts.isEmpty())
        lines << tr("%1: examples right in the model of %2 alone, of %3 alone").arg(row.counts, m_baseline, m_value);
    if (difference.test.interval)
        lines << tr("The interval is the paired bootstrap's");
    row.tip = lines.join(QLatin1Char('\n'));
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

bool ComparisonModel::isEmpty(int column) const
{
    return std::all_of(m_rows.begin(), m_rows.end(),
                       [column](const Row& row) { return row.cells[column].isEmpty() && row.notes[column].isEmpty(); });
}

storage::Table ComparisonModel::table(bool hasHolm) const
{
    storage::Table table;
    table.rows.resize(m_rows.size());
    for (int column = 0; column < columns; ++column) {
        if ((column > Test && isEmpty(column)) || (column == Holm && !hasHolm))
            continue;
        table.columns.push_back({headerData(column, Qt::Horizontal, Qt::DisplayRole).toString().toStdString(),
                                 isTextColumn(column) ? storage::Table::Align::Left : storage::Table::Align::Right});
        for (std::size_t row = 0; row < m_rows.size(); ++row) {
            QString text = m_rows[row].cells[column] + QLatin1Char(' ') + m_rows[row].notes[column];
            if (column == Test && !m_rows[row].counts.isEmpty())
                text += QStringLiteral(", ") + m_rows[row].counts;
            table.rows[row].push_back(text.trimmed().toStdString());
        }
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
    case Qt::ToolTipRole: return tipOf(row, index.column());
    case Qt::TextAlignmentRole: return headerData(index.column(), Qt::Horizontal, role);
    default: return {};
    }
}

QString ComparisonModel::tipOf(const Row& row, int column)
{
    if (!isTextColumn(column))
        return row.tip;
    const QString whole = (row.cells[column] + QLatin1Char(' ') + row.notes[column]).trimmed();
    return row.tip.isEmpty() ? whole : whole + QLatin1Char('\n') + row.tip;
}

QVariant ComparisonModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columns)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(
            Qt::Alignment((isTextColumn(section) ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter));
    if (role == Qt::ToolTipRole)
        return headerTip(section);
    if (role != Qt::DisplayRole)
        return {};
    const QString interval = tr("%1 interval").arg(levelWords(m_level));
    const QString names[] = {tr("Metric"),
                             m_baseline,
                             m_value,
                             tr("Difference"),
                             interval,
                             tr("p"),
                             tr("Holm"),
                             tr("Test"),
                             tr("Effect"),
                             tr("Wilcoxon p"),
                             tr("Worse / same / better"),
                             tr("Bootstrap p"),
                             tr("Randomisation p")};
    return names[section];
}

QString ComparisonModel::headerTip(int section) const
{
    switch (section) {
    case Metric: return tr("Metrics over seeds, what the runs cost, and metrics over the examples of two runs");
    case Baseline: return m_baseline;
    case Value: return m_value;
    case Difference:
        return m_value.isEmpty() ? QString() : tr("%1 less %2, and in per cent of %2").arg(m_value, m_baseline);
    case Interval: return tr("%1 interval of the difference").arg(levelWords(m_level));
    case P: return tr("Probability of a difference at least as large if there were none, not corrected");
    case Holm: return tr("p after Holm's correction over all tests of this comparison");
    case Test: return tr("What p is of, and how many pairs, runs or examples it had");
    case Effect:
        return tr(
            "Cohen's d_z where seeds pair, otherwise Hedges' g. Over examples: Cohen's g with McNemar's test, the "
            "share of the examples right in one model alone that the other gets, less one half; otherwise d_rows, "
            "the difference in standard deviations of one example");
    case Wilcoxon:
        return tr("Signed ranks of the pairs that differ, whose n stands here where some do not; ~ stands before a "
                  "normal approximation");
    case Rope:
        return tr("Probabilities by a Bayesian correlated t-test; the same: within %1, the region of practical "
                  "equivalence (ROPE)")
            .arg(format::shortForm(m_rope));
    case BootstrapP: return tr("Paired bootstrap over examples");
    case RandomisationP: return tr("Approximate randomisation over examples, where it is not the test that decides");
    default: return {};
    }
}

} // namespace gui

#include "moc_ComparisonModel.cpp"
