#include "gui/models/RunTableModel.h"

#include <algorithm>

#include <QDateTime>
#include <QPainter>
#include <QPixmap>

#include "gui/app/Theme.h"

namespace gui {

namespace {

QString stepText(const storage::RunRecord& record)
{
    const QString step = groupedNumber(record.step);
    if (!record.started || record.started->totalSteps == 0 || record.step == record.started->totalSteps)
        return record.step == 0 ? QString() : step;
    return QStringLiteral("%1 / %2").arg(step, groupedNumber(record.started->totalSteps));
}

QString timeText(double secondsSince1970)
{
    if (secondsSince1970 == 0)
        return {};
    return QDateTime::fromMSecsSinceEpoch(qint64(secondsSince1970 * 1000)).toString(QStringLiteral("yyyy-MM-dd HH:mm"));
}

/// What an event changes in a table's row; true when something did.
struct RowUpdate
{
    storage::RunRecord& record;

    bool operator()(const engine::RunStarted& started) const
    {
        record.started = started;
        record.step = started.firstStep;
        record.state = storage::RunState::Running;
        return true;
    }
    bool operator()(const engine::StepDone& step) const
    {
        record.step = step.step;
        return true;
    }
    bool operator()(const engine::Evaluated& evaluated) const
    {
        record.lastEvaluation = evaluated.values;
        if (!evaluated.best || !record.started)
            return true;
        for (const engine::Measurement& value : evaluated.values)
            if (value.key == record.started->metric)
                record.best = engine::BestResult{value.key, value.value, evaluated.step};
        return true;
    }
    bool operator()(const engine::RunPaused&) const
    {
        record.state = storage::RunState::Paused;
        return true;
    }
    bool operator()(const engine::RunResumed&) const
    {
        record.state = storage::RunState::Running;
        return true;
    }
    bool operator()(const engine::RunFinished& finished) const
    {
        using storage::RunState;
        constexpr RunState states[] = {RunState::Finished, RunState::Stopped, RunState::Failed, RunState::Interrupted};
        record.state = states[std::size_t(finished.status)];
        record.reason = finished.reason;
        record.finished = finished;
        if (finished.best)
            record.best = finished.best;
        return true;
    }
    template <class Other>
    bool operator()(const Other&) const
    {
        return false;
    }
};

} // namespace

RunTableModel::RunTableModel(const Theme& theme, QObject* parent)
    : QAbstractTableModel(parent)
    , m_theme(theme)
{
    connect(&theme, &Theme::changed, this, [this] {
        m_swatches.clear();
        if (!m_rows.empty())
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    });
}

int RunTableModel::indexOfRun(std::int64_t run) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(),
                                    [run](const RunRow& row) { return row.record.id == run; });
    return found == m_rows.end() ? -1 : int(found - m_rows.begin());
}

const RunRow* RunTableModel::row(std::int64_t run) const
{
    const int found = indexOfRun(run);
    return found < 0 ? nullptr : &m_rows[std::size_t(found)];
}

QModelIndex RunTableModel::indexOf(std::int64_t run) const
{
    const int found = indexOfRun(run);
    return found < 0 ? QModelIndex() : index(found, 0);
}

void RunTableModel::setRows(std::vector<RunRow> rows)
{
    for (const RunRow& row : rows)
        addMetricColumns(row.record.lastEvaluation);
    mergeRows(std::move(rows));
}

void RunTableModel::mergeRows(std::vector<RunRow> rows)
{
    const auto isIn = [](const std::vector<RunRow>& list, std::int64_t id) {
        return std::any_of(list.begin(), list.end(), [id](const RunRow& row) { return row.record.id == id; });
    };
    for (int i = rowCount() - 1; i >= 0; --i) {
        if (isIn(rows, rowAt(i).record.id))
            continue;
        beginRemoveRows({}, i, i);
        m_rows.erase(m_rows.begin() + i);
        endRemoveRows();
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (i < m_rows.size() && m_rows[i].record.id == rows[i].record.id) {
            if (rows[i].record.state == m_rows[i].record.state) // the store lags a little behind a run in progress
                rows[i].record.step = std::max(rows[i].record.step, m_rows[i].record.step);
            m_rows[i] = std::move(rows[i]);
            Q_EMIT dataChanged(index(int(i), 0), index(int(i), columnCount() - 1));
            continue;
        }
        if (const int old = indexOfRun(rows[i].record.id); old >= 0) { // the order has changed
            beginRemoveRows({}, old, old);
            m_rows.erase(m_rows.begin() + old);
            endRemoveRows();
        }
        beginInsertRows({}, int(i), int(i));
        m_rows.insert(m_rows.begin() + std::ptrdiff_t(i), std::move(rows[i]));
        endInsertRows();
    }
}

void RunTableModel::apply(std::int64_t run, const std::vector<engine::RunEvent>& events)
{
    const int found = indexOfRun(run);
    if (found < 0)
        return;
    bool isChanged = false;
    for (const engine::RunEvent& event : events) {
        if (const auto* evaluated = std::get_if<engine::Evaluated>(&event)) {
            if (m_mainSplits.emplace(run, evaluated->split).first->second != evaluated->split)
                continue;
            addMetricColumns(evaluated->values);
        }
        isChanged = std::visit(RowUpdate{m_rows[std::size_t(found)].record}, event) || isChanged;
    }
    if (isChanged)
        Q_EMIT dataChanged(index(found, 0), index(found, columnCount() - 1));
}

void RunTableModel::addMetricColumns(const std::vector<engine::Measurement>& values)
{
    for (const engine::Measurement& value : values) {
        if (std::find(m_metrics.begin(), m_metrics.end(), value.key) != m_metrics.end())
            continue;
        beginInsertColumns({}, columnCount(), columnCount());
        m_metrics.push_back(value.key);
        endInsertColumns();
    }
}

int RunTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int RunTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : firstMetric + int(m_metrics.size());
}

Qt::ItemFlags RunTableModel::flags(const QModelIndex& index) const
{
    return QAbstractTableModel::flags(index).setFlag(Qt::ItemIsEditable, index.column() == Name);
}

bool RunTableModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (role != Qt::EditRole || index.column() != Name)
        return false;
    const storage::RunRecord& record = rowAt(index.row()).record;
    Q_EMIT renamed(record.id, QString::fromStdString(record.name), value.toString());
    return false;
}

const double* RunTableModel::metric(const RunRow& row, int column) const
{
    for (const engine::Measurement& value : row.record.lastEvaluation)
        if (value.key == m_metrics[std::size_t(column - firstMetric)])
            return &value.value;
    return nullptr;
}

QString RunTableModel::text(const RunRow& row, int column) const
{
    const storage::RunRecord& record = row.record;
    switch (column) {
    case Name: return QString::fromStdString(record.name);
    case State: return Theme::stateWord(record.state);
    case Best: return record.best ? scoreText(record.best->value) : QStringLiteral("–");
    case Step: return stepText(record);
    case What: return row.what;
    case Group: return QString::fromStdString(record.group);
    case Created: return timeText(record.createdAt);
    default: break;
    }
    const double* value = metric(row, column);
    return value == nullptr ? QStringLiteral("–") : scoreText(*value);
}

QVariant RunTableModel::sortKey(const RunRow& row, int column) const
{
    const storage::RunRecord& record = row.record;
    switch (column) {
    case Best: return record.best ? QVariant(record.best->value) : QVariant();
    case Step: return qlonglong(record.step);
    case Created: return record.createdAt;
    default: break;
    }
    if (column < firstMetric)
        return text(row, column);
    const double* value = metric(row, column);
    return value == nullptr ? QVariant() : QVariant(*value);
}

QVariant RunTableModel::decoration(const RunRow& row, int column) const
{
    if (column == Name)
        return swatch(row.record.id);
    return column == State ? QVariant(m_theme.stateIcon(row.record.state)) : QVariant();
}

QString RunTableModel::toolTip(const RunRow& row, int column) const
{
    const storage::RunRecord& record = row.record;
    if (column == State && !record.reason.empty())
        return QString::fromStdString(record.reason);
    if (column == Best && record.best)
        return tr("%1 %2 at step %3")
            .arg(QString::fromStdString(record.best->metric), scoreText(record.best->value),
                 groupedNumber(record.best->step));
    return column == Name ? QStringLiteral("%1\n%2").arg(text(row, Name), row.what) : QString();
}

QVariant RunTableModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const RunRow& row = rowAt(index.row());
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole: return text(row, column);
    case Qt::DecorationRole: return decoration(row, column);
    case Qt::ToolTipRole: return toolTip(row, column);
    case Qt::TextAlignmentRole: {
        const bool isNumber = column == Best || column == Step || column >= firstMetric;
        return QVariant::fromValue(Qt::Alignment((isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    }
    case RunId: return qlonglong(row.record.id);
    case SortKey: return sortKey(row, column);
    case FilterText:
        return QStringList{text(row, Name), text(row, Group), text(row, State), row.what}.join(QLatin1Char(' '));
    default: return {};
    }
}

QVariant RunTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    if (role == Qt::TextAlignmentRole) {
        const bool isNumber = section == Best || section == Step || section >= firstMetric;
        return QVariant::fromValue(Qt::Alignment((isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    }
    if (role != Qt::DisplayRole)
        return {};
    if (section >= firstMetric)
        return QString::fromStdString(m_metrics[std::size_t(section - firstMetric)]);
    static const char* const names[] = {QT_TR_NOOP("Run"),  QT_TR_NOOP("State"), QT_TR_NOOP("Best"),
                                        QT_TR_NOOP("Step"), QT_TR_NOOP("What"),  QT_TR_NOOP("Group"),
                                        QT_TR_NOOP("Created")};
    return tr(names[section]);
}

QIcon RunTableModel::swatch(std::int64_t run) const
{
    const int colour = int((run - 1) % (2 * runColourCount));
    auto found = m_swatches.find(colour);
    if (found != m_swatches.end())
        return found->second;
    QPixmap pixmap(32, 32);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.fillRect(QRect(6, 6, 20, 20), m_theme.run(colour));
    if (isDashed(colour)) {
        painter.setCompositionMode(QPainter::CompositionMode_Clear);
        painter.fillRect(QRect(14, 6, 4, 20), Qt::transparent);
    }
    QIcon icon(pixmap);
    painter.setCompositionMode(QPainter::CompositionMode_SourceOver);
    painter.setPen(QPen(m_theme.colours().selectedText, 2)); // blue on a blue row is not seen
    painter.drawRect(QRect(5, 5, 22, 22));
    painter.end();
    icon.addPixmap(pixmap, QIcon::Selected);
    return m_swatches.emplace(colour, icon).first->second;
}

} // namespace gui

#include "moc_RunTableModel.cpp"
