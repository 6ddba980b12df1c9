#include "gui/pages/CompareConfigView.h"

#include <algorithm>
#include <numeric>
#include <set>

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QScrollBar>
#include <QStyledItemDelegate>
#include <QToolButton>
#include <QTreeWidget>
#include <QTreeWidgetItemIterator>
#include <QVBoxLayout>

#include "gui/app/ElidedLabel.h"
#include "gui/app/SmallButton.h"
#include "gui/app/Theme.h"
#include "gui/models/EngineText.h"
#include "gui/pages/WrappedHeader.h"

namespace gui {

namespace {

constexpr int leastKeyLetters = 10; // beside the indentation
constexpr int leastValueLetters = 6;
constexpr int configIndentation = spacing::control;

/// Keys that begin alike end differently: balance_coefficient, balance_loss.
class ConfigKeyDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        option->textElideMode = Qt::ElideMiddle;
    }
};

/// What a group's runs have for a key of the environment; several values with a bar between, a dash for none.
QString environmentOf(const CompareResult& result, const ComparedGroup& group, const std::string& key)
{
    std::set<std::string> values;
    for (const std::size_t run : group.runs) {
        const auto& own = result.comparison.runs[run].environment;
        const auto found = std::find_if(own.begin(), own.end(), [&](const auto& each) { return each.first == key; });
        values.insert(found == own.end() ? "–" : found->second);
    }
    QStringList texts;
    for (const std::string& value : values)
        texts << engineText(value);
    return texts.isEmpty() ? QStringLiteral("–") : texts.join(QStringLiteral(" | "));
}

QString valueText(const std::string& value)
{
    QString text = QString::fromStdString(value);
    text.remove(QLatin1Char('"'));
    return text.isEmpty() ? QStringLiteral("–") : text;
}

} // namespace

CompareConfigView::CompareConfigView(Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_head(new ElidedLabel(this))
    , m_equal(new QLabel(this))
    , m_previous(makeSmallButton(theme, "go-previous", {}, tr("Previous difference"), this))
    , m_next(makeSmallButton(theme, "go-next", {}, tr("Next difference"), this))
    , m_tree(new QTreeWidget(this))
    , m_titles(new WrappedHeader(m_tree))
{
    m_head->setObjectName(QStringLiteral("compareConfigHead"));
    theme.paintIn(m_head, Ink::Secondary);
    auto* title = new QLabel(tr("Configuration"), this);
    title->setFont(Theme::semibold(title->font()));
    m_equal->setObjectName(QStringLiteral("compareEqual"));
    m_equal->setWordWrap(true);
    m_equal->setFont(Theme::small(m_equal->font()));
    m_equal->setContentsMargins(spacing::control, spacing::pair, spacing::control, spacing::pair);
    theme.paintIn(m_equal, Ink::Secondary);
    m_previous->setObjectName(QStringLiteral("previousDifferenceButton"));
    m_next->setObjectName(QStringLiteral("nextDifferenceButton"));
    connect(m_previous, &QToolButton::clicked, this, [this] { step(-1); });
    connect(m_next, &QToolButton::clicked, this, [this] { step(1); });
    m_tree->setObjectName(QStringLiteral("compareConfigTree"));
    m_tree->setAccessibleName(tr("Differences of the configuration"));
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setAlternatingRowColors(true);
    m_tree->setUniformRowHeights(true);
    m_tree->setIndentation(configIndentation);
    m_tree->setRootIsDecorated(false); // which keys have more need of room for
    m_tree->setItemDelegateForColumn(0, new ConfigKeyDelegate(m_tree));
    m_tree->setHeader(m_titles);
    m_titles->setSectionsMovable(true);
    m_titles->setStretchLastSection(false);
    m_tree->viewport()->installEventFilter(this);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(spacing::control, 0, spacing::control, 0);
    head->setSpacing(spacing::pair);
    head->addWidget(title);
    head->addWidget(m_head, 1);
    head->addWidget(m_previous);
    head->addWidget(m_next);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(spacing::pair);
    column->addLayout(head);
    column->addWidget(m_tree, 1);
    column->addWidget(m_equal);
}

QTreeWidgetItem* CompareConfigView::section(const QString& name)
{
    for (int i = 0; i < m_tree->topLevelItemCount(); ++i)
        if (m_tree->topLevelItem(i)->text(0) == name)
            return m_tree->topLevelItem(i);
    auto* item = new QTreeWidgetItem(m_tree, {name});
    item->setFlags(Qt::ItemIsEnabled);
    item->setFont(0, Theme::medium(m_tree->font()));
    item->setFirstColumnSpanned(true);
    item->setExpanded(true);
    return item;
}

void CompareConfigView::setResult(const CompareResult& result, std::size_t task)
{
    const std::vector<engine::ConfigDifference>& differences = result.tasks[task].differences;
    const int scrolled = m_tree->verticalScrollBar()->value();
    m_tree->clear();
    QStringList titles{tr("Key")};
    for (const ComparedGroup& group : result.tasks[task].groups)
        titles << group.name;
    m_tree->setColumnCount(int(titles.size()));
    m_tree->setHeaderLabels(titles);
    for (int column = 0; column < m_tree->columnCount(); ++column)
        m_tree->headerItem()->setToolTip(column, titles[column]);
    addEnvironment(result, task);
    addConfiguration(differences);
    m_tree->doItemsLayout();
    measureColumns();
    fitColumns();
    m_tree->verticalScrollBar()->setValue(scrolled);
    setHead(result, differences.size());
}

void CompareConfigView::fitColumns()
{
    if (m_wanted.empty())
        return;
    const int letter = m_tree->fontMetrics().averageCharWidth();
    std::vector<ColumnWidth> columns = m_wanted;
    std::vector<int> all(columns.size());
    std::iota(all.begin(), all.end(), 0);
    int over = -m_tree->viewport()->width();
    for (const ColumnWidth& column : columns)
        over += column.width;
    over = narrowWidest(columns, all, over);
    for (std::size_t column = 1; column < columns.size(); ++column)
        columns[column].least = std::min(columns[column].width, leastValueLetters * letter);
    over = narrowWidest(columns, all, over);
    columns[0].least = std::min(columns[0].width, m_tree->indentation() + leastKeyLetters * letter);
    over = narrowWidest(columns, {0}, over);
    if (over < 0 && columns.size() > 1) // the values have what is left
        for (std::size_t column = 1; column < columns.size(); ++column)
            columns[column].width += -over / int(columns.size() - 1);
    for (const int column : all)
        m_tree->setColumnWidth(column, columns[std::size_t(column)].width);
}

void CompareConfigView::measureColumns()
{
    const QAbstractItemView& view = *m_tree; // where the hint is public
    const int letter = m_tree->fontMetrics().averageCharWidth();
    m_wanted.clear();
    for (int column = 0; column < m_tree->columnCount(); ++column) {
        const int wanted = std::max(view.sizeHintForColumn(column), m_titles->sectionSizeHint(column));
        const int least = column == 0 ? wanted : std::max(leastValueLetters * letter, m_titles->leastWidth(column));
        m_wanted.push_back({wanted, std::min(wanted, least)});
    }
}

void CompareConfigView::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    const bool hasOtherLetters = event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange;
    if (!hasOtherLetters || m_wanted.empty())
        return;
    measureColumns();
    fitColumns();
}

bool CompareConfigView::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize) // a scroll bar may follow
        QMetaObject::invokeMethod(this, &CompareConfigView::fitColumns, Qt::QueuedConnection);
    return QWidget::eventFilter(watched, event);
}

void CompareConfigView::addEnvironment(const CompareResult& result, std::size_t task)
{
    const std::vector<ComparedGroup>& groups = result.tasks[task].groups;
    std::vector<std::string> keys = {"Data hash", "Model hash"}; // first
    for (const ComparedGroup& group : groups)
        for (const std::size_t run : group.runs)
            for (const auto& [key, value] : result.comparison.runs[run].environment)
                if (std::find(keys.begin(), keys.end(), key) == keys.end())
                    keys.push_back(key);
    QStringList equal;
    for (const std::string& key : keys) {
        QStringList cells{engineText(key)};
        for (const ComparedGroup& group : groups)
            cells << environmentOf(result, group, key);
        const bool isSame = std::all_of(cells.begin() + 1, cells.end(), [&](const QString& cell) { return cell == cells[1]; });
        if (isSame && !cells[1].contains(QLatin1String(" | "))) {
            if (cells[1] != QStringLiteral("–"))
                equal << engineText(key).toLower();
            continue;
        }
        auto* item = new QTreeWidgetItem(section(tr("environment")), cells);
        item->setIcon(0, m_theme.icon(QStringLiteral("data-warning"), Ink::Warning));
        for (int column = 0; column < cells.size(); ++column)
            item->setToolTip(column, cells[column]);
    }
    m_equal->setText(equal.isEmpty() ? tr("Nothing of the environment is equal") : tr("Equal: %1").arg(equal.join(QStringLiteral(", "))));
}

void CompareConfigView::addConfiguration(const std::vector<engine::ConfigDifference>& differences)
{
    for (const engine::ConfigDifference& difference : differences) {
        const QString path = QString::fromStdString(difference.key);
        const auto dot = path.indexOf(QLatin1Char('.'));
        QStringList cells{path.mid(dot + 1)};
        for (const auto& value : difference.values)
            cells << (value ? valueText(*value) : QStringLiteral("–"));
        auto* item = new QTreeWidgetItem(section(dot < 0 ? tr("run") : path.left(dot)), cells);
        item->setToolTip(0, path);
        for (int column = 1; column < cells.size(); ++column) {
            item->setToolTip(column, cells[column]);
            if (cells[column] != QStringLiteral("–"))
                item->setFont(column, Theme::medium(m_tree->font()));
            else
                item->setForeground(column, m_theme.ink(Ink::Secondary));
        }
    }
}

void CompareConfigView::setHead(const CompareResult& result, std::size_t differences)
{
    m_head->setText((differences == 1 ? tr("1 of %1 differs") : tr("%1 of %2 differ").arg(differences))
                        .arg(result.keys));
    m_previous->setEnabled(m_tree->topLevelItemCount() > 0);
    m_next->setEnabled(m_tree->topLevelItemCount() > 0);
}

void CompareConfigView::step(int by)
{
    QList<QTreeWidgetItem*> items;
    for (QTreeWidgetItemIterator item(m_tree, QTreeWidgetItemIterator::NoChildren); *item != nullptr; ++item)
        items << *item;
    if (items.isEmpty())
        return;
    const auto at = items.indexOf(m_tree->currentItem());
    const auto next = at < 0 ? (by > 0 ? 0 : items.size() - 1) : (at + by + items.size()) % items.size();
    m_tree->setCurrentItem(items[next]);
    m_tree->scrollToItem(items[next]);
}

} // namespace gui

#include "moc_CompareConfigView.cpp"
