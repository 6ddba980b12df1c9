#include "gui/pages/RunDelegates.h"

#include <QApplication>
#include <QHeaderView>
#include <QPainter>
#include <QTreeView>

#include "gui/app/Theme.h"
#include "gui/models/RunCells.h"
#include "gui/models/RunTableModel.h"

namespace gui {

namespace {
constexpr int markSize = 16;

/// A group's number of runs stands in the second column where that is empty, beside the name and wide enough, so that
/// more of the name is seen. Without a rectangle the width that it wants is asked for.
bool isCountBeside(const QStyleOptionViewItem& option, const QModelIndex& group)
{
    const QModelIndex beside = group.siblingAtColumn(1);
    const auto* table = qobject_cast<const QTreeView*>(option.widget);
    const QString count = group.data(RunTableModel::CountText).toString();
    if (count.isEmpty() || !beside.isValid() || !beside.data().toString().isEmpty() || table == nullptr)
        return false;
    const QHeaderView& header = *table->header();
    const int wanted = QFontMetrics(option.font).horizontalAdvance(count) + 2 * spacing::pair;
    return header.visualIndex(1) == header.visualIndex(RunTableModel::Name) + 1
        && (option.rect.isEmpty() || header.sectionSize(1) >= wanted);
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
    // Names of a group begin alike.
    option.textElideMode = index.parent().isValid() ? Qt::ElideLeft : Qt::ElideMiddle;
    QStyle* style = option.widget != nullptr ? option.widget->style() : QApplication::style();
    if (!index.data(RunTableModel::CountText).toString().isEmpty()) {
        paintGroup(*painter, option, index);
        return;
    }
    style->drawControl(QStyle::CE_ItemViewItem, &option, painter, option.widget);
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    QRect room = option.rect;
    if (index.data(RunTableModel::IsPinned).toBool())
        room = paintMark(*painter, room, QStringLiteral("window-pin"), isSelected);
    if (index.data(RunTableModel::IsBaseline).toBool()) {
        const int nameStart = style->subElementRect(QStyle::SE_ItemViewItemText, &option, option.widget).left();
        painter->setFont(option.font);
        const int nameWidth = spacing::control + option.fontMetrics.horizontalAdvance(option.text);
        paintBaseline(*painter, room, nameStart + nameWidth, isSelected);
    }
}

void RunNameDelegate::paintGroup(QPainter& painter, const QStyleOptionViewItem& given, const QModelIndex& index) const
{
    QStyleOptionViewItem option = given;
    QStyle* style = option.widget != nullptr ? option.widget->style() : QApplication::style();
    const QString name = std::exchange(option.text, QString());
    QRect room = style->subElementRect(QStyle::SE_ItemViewItemText, &given, given.widget).adjusted(2, 0, 0, 0);
    room.setRight(option.rect.right() - spacing::pair);
    style->drawControl(QStyle::CE_ItemViewItem, &option, &painter, option.widget);
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    const QColor ink = m_theme.ink(isSelected ? Ink::OnSelection : Ink::Text);
    const QColor note = m_theme.ink(isSelected ? Ink::OnSelection : Ink::Secondary);
    const QString count = isCountBeside(option, index) ? QString() : index.data(RunTableModel::CountText).toString();
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

QSize RunCellDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QStyleOptionViewItem asked = option;
    asked.rect = {};
    return QStyledItemDelegate::sizeHint(asked, index);
}

void RunCellDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const QString both = index.data(RunTableModel::IntervalText).toString();
    if (!both.isEmpty() && QFontMetrics(option->font).horizontalAdvance(both) + 2 * spacing::pair <= option->rect.width())
        option->text = both;
    const QModelIndex group = index.siblingAtColumn(RunTableModel::Name);
    if (index.column() == 1 && isCountBeside(*option, group)) {
        option->text = group.data(RunTableModel::CountText).toString();
        option->features |= QStyleOptionViewItem::HasDisplay;
        option->palette.setColor(QPalette::Text, m_theme.ink(Ink::Secondary));
    }
}

} // namespace gui

#include "moc_RunDelegates.cpp"
