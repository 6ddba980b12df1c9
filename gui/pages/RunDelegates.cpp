#include "gui/pages/RunDelegates.h"

#include <QApplication>
#include <QHeaderView>
#include <QLineEdit>
#include <QPainter>
#include <QTreeView>

#include "gui/app/Format.h"
#include "gui/app/Theme.h"
#include "gui/models/RunCells.h"
#include "gui/models/RunTableModel.h"

namespace gui {

namespace {
constexpr int markSize = 16;

const QStyle& styleOf(const QStyleOptionViewItem& option)
{
    return option.widget != nullptr ? *option.widget->style() : *QApplication::style();
}

/// What a cell leaves free at either side of its text.
int textMargin(const QStyleOptionViewItem& option)
{
    return styleOf(option).pixelMetric(QStyle::PM_FocusFrameHMargin, nullptr, option.widget) + 1;
}

/// As much of a name as there is room for.
QString nameIn(int room, const QString& name, const QFont& font)
{
    const QFontMetricsF metrics(font);
    return metrics.horizontalAdvance(name) <= room ? name
                                                   : metrics.elidedText(withoutKeys(name), Qt::ElideMiddle, room);
}

int marksWidth(const QModelIndex& run)
{
    const int marks = (run.data(RunTableModel::IsPinned).toBool() ? 1 : 0)
        + (run.data(RunTableModel::IsBaseline).toBool() ? 1 : 0);
    return marks * (markSize + spacing::pair);
}

/// A group's number of runs in the second column, where that is empty and beside the name, so that more of the name is
/// seen: in words, or the figure where these do not fit; empty where neither does. Without a rectangle the width that
/// it wants is asked for.
QString countBeside(const QStyleOptionViewItem& option, const QModelIndex& group)
{
    const QModelIndex beside = group.siblingAtColumn(1);
    const auto* table = qobject_cast<const QTreeView*>(option.widget);
    const QString words = group.data(RunTableModel::CountText).toString();
    if (words.isEmpty() || !beside.isValid() || !beside.data().toString().isEmpty() || table == nullptr)
        return {};
    const QHeaderView& header = *table->header();
    if (header.visualIndex(1) != header.visualIndex(RunTableModel::Name) + 1)
        return {};
    const QFontMetricsF metrics(option.font);
    const int room = header.sectionSize(1) - 2 * textMargin(option);
    for (const QString& count : {words, format::whole(group.model()->rowCount(group))})
        if (option.rect.isEmpty() || metrics.horizontalAdvance(count) <= room)
            return count;
    return {};
}
} // namespace

RunNameDelegate::RunNameDelegate(const Theme& theme, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

/// The width that is asked for is that of the name shown; the model has the whole one for tool tip, editor and readers.
void RunNameDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    if (const QModelIndex group = index.parent(); group.isValid())
        option->text = nameBelow(group.data().toString(), option->text);
}

void RunNameDelegate::setEditorData(QWidget* editor, const QModelIndex& index) const
{
    const auto* line = qobject_cast<const QLineEdit*>(editor);
    const bool isKept = line != nullptr && (line->isModified() || line->text() == index.data(Qt::EditRole).toString());
    if (!isKept) // the same text again would lose the selection
        QStyledItemDelegate::setEditorData(editor, index);
}

qreal RunNameDelegate::widestWithKeys(const QModelIndex& group, const QFont& font) const
{
    const auto [found, isNew] = m_widest.try_emplace(std::pair(group.row(), font), 0.0);
    if (!isNew)
        return found->second;
    const QFontMetricsF metrics(font);
    const QAbstractItemModel& runs = *group.model();
    for (int row = 0; row < runs.rowCount(group); ++row) {
        const QModelIndex run = runs.index(row, RunTableModel::Name, group);
        const QString name = nameBelow(group.data().toString(), run.data().toString());
        if (name.contains(QLatin1Char('=')))
            found->second = qMax(found->second, metrics.horizontalAdvance(name) + marksWidth(run));
    }
    return found->second;
}

QRect RunNameDelegate::paintMark(QPainter& painter, const QRect& room, const QString& icon, bool isSelected) const
{
    const QRect place(room.right() - markSize, room.top(), markSize, room.height());
    m_theme.icon(icon, isSelected ? Ink::OnSelection : Ink::Secondary).paint(&painter, place);
    return room.adjusted(0, 0, -markSize - spacing::pair, 0);
}

QRect RunNameDelegate::paintBaseline(QPainter& painter, const QRect& room, int nameEnd, bool isSelected) const
{
    const QString word = tr("baseline");
    const int wordWidth = painter.fontMetrics().horizontalAdvance(word) + spacing::pair;
    if (nameEnd + spacing::control + markSize + wordWidth > room.right())
        return paintMark(painter, room, QStringLiteral("flag"), isSelected);
    painter.save();
    painter.setPen(m_theme.ink(isSelected ? Ink::OnSelection : Ink::Secondary));
    painter.drawText(room, int(Qt::AlignRight | Qt::AlignVCenter), word);
    painter.restore();
    return paintMark(painter, room.adjusted(0, 0, -wordWidth, 0), QStringLiteral("flag"), isSelected);
}

void RunNameDelegate::paint(QPainter* painter, const QStyleOptionViewItem& given, const QModelIndex& index) const
{
    QStyleOptionViewItem option = given;
    initStyleOption(&option, index);
    if (!index.data(RunTableModel::CountText).toString().isEmpty()) {
        paintGroup(*painter, option, index);
        return;
    }
    const QStyle& style = styleOf(option);
    const bool isPinned = index.data(RunTableModel::IsPinned).toBool();
    const bool isBaseline = index.data(RunTableModel::IsBaseline).toBool();
    const QRect text = style.subElementRect(QStyle::SE_ItemViewItemText, &option, option.widget);
    const int textRoom = text.width() - 2 * textMargin(option);
    option.textElideMode = Qt::ElideMiddle;
    if (const QModelIndex group = index.parent(); group.isValid() && widestWithKeys(group, option.font) > textRoom)
        option.text = withoutKeys(option.text);
    option.text = nameIn(textRoom - marksWidth(index), option.text, option.font);
    style.drawControl(QStyle::CE_ItemViewItem, &option, painter, option.widget);
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    QRect room = option.rect;
    if (isPinned)
        room = paintMark(*painter, room, QStringLiteral("window-pin"), isSelected);
    if (isBaseline) {
        painter->setFont(option.font);
        const int nameWidth = spacing::control + option.fontMetrics.horizontalAdvance(option.text);
        paintBaseline(*painter, room, text.left() + nameWidth, isSelected);
    }
}

void RunNameDelegate::paintGroup(QPainter& painter, const QStyleOptionViewItem& given, const QModelIndex& index) const
{
    QStyleOptionViewItem option = given;
    const QStyle& style = styleOf(option);
    const QString name = std::exchange(option.text, QString());
    QRect room = style.subElementRect(QStyle::SE_ItemViewItemText, &given, given.widget).adjusted(2, 0, 0, 0);
    room.setRight(option.rect.right() - spacing::pair);
    style.drawControl(QStyle::CE_ItemViewItem, &option, &painter, option.widget);
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    const QColor ink = m_theme.ink(isSelected ? Ink::OnSelection : Ink::Text);
    const QColor note = m_theme.ink(isSelected ? Ink::OnSelection : Ink::Secondary);
    const bool isBeside = !countBeside(option, index).isEmpty();
    const QString count = isBeside ? QString() : index.data(RunTableModel::CountText).toString();
    const int countWidth = count.isEmpty() ? 0 : QFontMetrics(option.font).horizontalAdvance(count) + spacing::control;
    painter.save();
    const QFontMetrics nameMetrics(Theme::medium(option.font));
    painter.setFont(option.font);
    if (index.data(RunTableModel::IsBaseline).toBool())
        room = paintBaseline(painter, room, room.left() + nameMetrics.horizontalAdvance(name) + countWidth, isSelected);
    painter.setFont(Theme::medium(option.font));
    const int nameRoom = qMax(0, room.width() - countWidth);
    const QString shown = nameMetrics.elidedText(name, Qt::ElideMiddle, nameRoom);
    painter.setPen(ink);
    painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter, shown);
    painter.setFont(option.font);
    painter.setPen(note);
    painter.drawText(room.adjusted(nameMetrics.horizontalAdvance(shown) + spacing::pair + 2, 0, 0, 0),
                     Qt::AlignLeft | Qt::AlignVCenter, count);
    painter.restore();
}

RunCellDelegate::RunCellDelegate(const Theme& theme, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

/// Hundreds of columns, as many as there are keys, have few texts, and each takes long to be laid out.
QSize RunCellDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const auto measured = [this, &option, &index] {
        QStyleOptionViewItem asked = option;
        asked.rect = {};
        return QStyledItemDelegate::sizeHint(asked, index);
    };
    const QVariant text = index.data(Qt::DisplayRole);
    const bool isTextAlone = text.isValid() && !index.data(Qt::DecorationRole).isValid();
    if (!isTextAlone || index.column() == 1) // where a group may have its number of runs
        return measured();
    if (m_font != option.font) {
        m_font = option.font;
        m_sizes.clear();
    }
    const QString words = text.toString();
    const auto known = m_sizes.constFind(words);
    return known != m_sizes.cend() ? *known : *m_sizes.insert(words, measured());
}

void RunCellDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const QString both = index.data(RunTableModel::IntervalText).toString();
    if (!both.isEmpty() && QFontMetrics(option->font).horizontalAdvance(both) + 2 * spacing::pair <= option->rect.width())
        option->text = both;
    const QModelIndex group = index.siblingAtColumn(RunTableModel::Name);
    const QString count = index.column() == 1 ? countBeside(*option, group) : QString();
    if (!count.isEmpty()) {
        option->text = count;
        option->features |= QStyleOptionViewItem::HasDisplay;
        option->palette.setColor(QPalette::Text, m_theme.ink(Ink::Secondary));
    }
}

} // namespace gui

#include "moc_RunDelegates.cpp"
