#include "gui/pages/CompareDelegate.h"

#include <algorithm>
#include <utility>

#include <QApplication>
#include <QPainter>

#include "gui/app/Theme.h"
#include "gui/models/ComparisonModel.h"

namespace gui {

namespace {

constexpr int margin = 6;
constexpr int slack = 2;              ///< letters may reach a little beyond their advance
constexpr int mostMetricLetters = 24; ///< a longer name is cut, so that tests stay in sight

QFont textFont(const QFont& font, const QModelIndex& index)
{
    return Theme::figures(index.column() == ComparisonModel::Difference ? Theme::medium(font) : font);
}

int widthOf(const QFont& font, const QString& text)
{
    return text.isEmpty() ? 0 : QFontMetrics(font).horizontalAdvance(text);
}

} // namespace

CompareDelegate::CompareDelegate(const Theme& theme, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

void CompareDelegate::paint(QPainter* painter, const QStyleOptionViewItem& given, const QModelIndex& index) const
{
    QStyleOptionViewItem option = given;
    initStyleOption(&option, index);
    const QString text = std::exchange(option.text, QString());
    const QString wholeNote = index.data(ComparisonModel::Note).toString();
    QStyle* style = option.widget != nullptr ? option.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &option, painter, option.widget);
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    const QFont strong = textFont(option.font, index);
    const QFont weak = Theme::figures(option.font);
    const int gap = text.isEmpty() || wholeNote.isEmpty() ? 0 : spacing::pair;
    const QRect room = option.rect.adjusted(margin, 0, -margin, 0);
    const QString shown = QFontMetrics(strong).elidedText(text, Qt::ElideRight, room.width());
    const int rest = std::max(room.width() - widthOf(strong, shown) - gap, 0);
    const QString note = QFontMetrics(weak).elidedText(wholeNote, Qt::ElideRight, rest); // is cut first
    const int noteWidth = widthOf(weak, note);
    const int width = widthOf(strong, shown) + gap + noteWidth;
    const bool isRight = option.displayAlignment.testFlag(Qt::AlignRight);
    const int left = isRight ? std::max(room.left(), room.right() - width + 1) : room.left();
    painter->save();
    painter->setFont(strong);
    painter->setPen(m_theme.ink(isSelected ? Ink::OnSelection : Ink::Text));
    painter->drawText(QRect(left, room.top(), room.right() - left + 1, room.height()), Qt::AlignLeft | Qt::AlignVCenter, shown);
    painter->setFont(weak);
    painter->setPen(m_theme.ink(isSelected ? Ink::OnSelection : Ink::Secondary));
    painter->drawText(QRect(left + width - noteWidth, room.top(), noteWidth + margin, room.height()),
                      Qt::AlignLeft | Qt::AlignVCenter, note);
    painter->restore();
}

QSize CompareDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const QString text = index.data().toString();
    const QString note = index.data(ComparisonModel::Note).toString();
    const int gap = text.isEmpty() || note.isEmpty() ? 0 : spacing::pair;
    int width = widthOf(textFont(option.font, index), text);
    if (index.column() == ComparisonModel::Metric)
        width = std::min(width, mostMetricLetters * QFontMetrics(option.font).averageCharWidth());
    return {width + gap + widthOf(Theme::figures(option.font), note) + 2 * margin + slack,
            Theme::rowHeight(option.font)};
}

} // namespace gui

#include "moc_CompareDelegate.cpp"
