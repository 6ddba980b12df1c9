#include "gui/app/WorkbenchStyle.h"

#include <QHeaderView>
#include <QLabel>
#include <QPainter>
#include <QPainterPath>
#include <QStyleOption>
#include <QWidget>

#include "gui/app/StyleParts.h"
#include "gui/app/Theme.h"

namespace gui {

namespace {

constexpr qreal radius = 3;
constexpr int headerShift = 5;

QRectF crisp(const QRect& rect)
{
    return QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5);
}

/// A rectangle rounded at its left or right end only, or at both.
QPainterPath rounded(const QRectF& rect, bool left, bool right)
{
    QPainterPath path;
    path.setFillRule(Qt::WindingFill);
    path.addRoundedRect(rect, radius, radius);
    const qreal half = rect.width() / 2;
    if (!left)
        path.addRect(QRectF(rect.left(), rect.top(), half, rect.height()));
    if (!right)
        path.addRect(QRectF(rect.left() + half, rect.top(), half, rect.height()));
    return path.simplified();
}

QRect lowestLine(const QRect& rect)
{
    return {rect.left(), rect.bottom(), rect.width(), 1};
}

/// A cell whose word follows an icon: one space lies between them, not the margins of both.
bool hasIconBefore(const QStyleOption* option)
{
    const auto* item = qstyleoption_cast<const QStyleOptionViewItem*>(option);
    return item && item->features.testFlag(QStyleOptionViewItem::HasDecoration)
        && item->decorationPosition == QStyleOptionViewItem::Left && item->direction == Qt::LeftToRight;
}

/// As for an icon.
bool hasCheckBefore(const QStyleOption* option)
{
    const auto* item = qstyleoption_cast<const QStyleOptionViewItem*>(option);
    return item && item->features.testFlag(QStyleOptionViewItem::HasCheckIndicator) && item->direction == Qt::LeftToRight;
}

/// By how much what stands before a cell's word lets it begin earlier.
int shiftOfWord(const QStyleOption* option)
{
    if (!hasIconBefore(option))
        return 0;
    return spacing::control + (hasCheckBefore(option) ? spacing::control : 0);
}

} // namespace

WorkbenchStyle::WorkbenchStyle(const Theme& theme)
    : QProxyStyle(QStringLiteral("Fusion"))
    , m_theme(theme)
{
}

void WorkbenchStyle::polish(QPalette&) {} // the theme sets the palette; Fusion's own stays out

/// Before a label has measured its text, so that no markup in it has been laid out, nor a picture loaded. Tips and
/// message boxes are labels too.
void WorkbenchStyle::polish(QWidget* widget)
{
    QProxyStyle::polish(widget);
    if (auto* label = qobject_cast<QLabel*>(widget); label != nullptr && label->textFormat() == Qt::AutoText)
        label->setTextFormat(Qt::PlainText);
}

void WorkbenchStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                                   const QWidget* widget) const
{
    switch (element) {
    case PE_PanelButtonCommand:
        drawPanel(option, painter, widget);
        return;
    case PE_PanelButtonTool:
        if (const QString place = segmentPlace(widget); !place.isEmpty()) {
            drawSegment(option, painter, place);
            return;
        }
        break;
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck: styleparts::drawCheckBox(*painter, *option, m_theme.colours()); return;
    case PE_IndicatorRadioButton: styleparts::drawRadioButton(*painter, *option, m_theme.colours()); return;
    case PE_PanelLineEdit:
        if (const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option); frame && frame->lineWidth > 0) {
            styleparts::drawField(*painter, *option, m_theme.colours());
            return;
        }
        break;
    case PE_FrameTabBarBase: painter->fillRect(lowestLine(option->rect), m_theme.colours().border); return;
    case PE_FrameFocusRect:
        if (widget && (widget->inherits("QTabBar") || widget->inherits("QTreeView")))
            return; // the accent line and the selected row say it
        break;
    default: break;
    }
    QProxyStyle::drawPrimitive(element, option, painter, widget);
}

void WorkbenchStyle::drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                                 const QWidget* widget) const
{
    switch (element) {
    case CE_TabBarTabShape: drawTab(option, painter); return;
    case CE_HeaderSection: drawHeaderSection(option, painter); return;
    case CE_DockWidgetTitle:
        painter->save();
        painter->setFont(Theme::semibold(painter->font()));
        QProxyStyle::drawControl(element, option, painter, widget);
        painter->restore();
        if (const auto* dock = qstyleoption_cast<const QStyleOptionDockWidget*>(option); dock && widget)
            styleparts::drawDockNote(*painter, *dock, subElementRect(SE_DockWidgetTitleBarText, option, widget),
                                     widget->property("note").toString(), m_theme.colours());
        return;
    case CE_ToolBar:
        painter->fillRect(option->rect, m_theme.colours().window);
        painter->fillRect(lowestLine(option->rect), m_theme.colours().border);
        return;
    case CE_MenuBarEmptyArea: painter->fillRect(option->rect, m_theme.colours().window); return;
    case CE_MenuBarItem: // menus and tool bar are one ground, without Fusion's line between them
        QProxyStyle::drawControl(element, option, painter, widget);
        painter->fillRect(lowestLine(option->rect).adjusted(0, -1, 0, 0), m_theme.colours().window); // on two pixels at 2x
        return;
    case CE_HeaderLabel:
        if (const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(option)) {
            QStyleOptionHeader copy = *header; // text stands above that of the cells
            copy.version = QStyleOptionHeader::Version; // the copy lacks what later versions have
            copy.rect.adjust(headerShift, 0, -headerShift, 0);
            const auto* view = qobject_cast<const QHeaderView*>(widget);
            const int room = option->rect.width() - 2 * spacing::pair; // as sizeFromContents() gives it
            if (view != nullptr && view->textElideMode() != Qt::ElideNone)
                copy.text = copy.fontMetrics.elidedText(copy.text, view->textElideMode(), room);
            QProxyStyle::drawControl(element, &copy, painter, widget);
            return;
        }
        break;
    case CE_HeaderEmptyArea:
        painter->fillRect(option->rect, m_theme.colours().header);
        painter->fillRect(lowestLine(option->rect), m_theme.colours().border);
        return;
    case CE_ProgressBarGroove: painter->fillRect(option->rect, m_theme.colours().well); return;
    case CE_ProgressBarContents: drawProgress(option, painter); return;
    case CE_PushButtonLabel:
        if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option);
            button && (button->features & QStyleOptionButton::DefaultButton) && (option->state & State_Enabled)) {
            QStyleOptionButton copy = *button; // it stands on the accent colour
            copy.palette.setColor(QPalette::ButtonText, m_theme.colours().selectedText);
            QProxyStyle::drawControl(element, &copy, painter, widget);
            return;
        }
        break;
    case CE_ToolButtonLabel:
        if (!segmentPlace(widget).isEmpty() && (option->state & State_On)
            && (option->state & State_Enabled)) {
            auto copy = *qstyleoption_cast<const QStyleOptionToolButton*>(option);
            copy.palette.setColor(QPalette::ButtonText, m_theme.colours().selectedText);
            QProxyStyle::drawControl(element, &copy, painter, widget);
            return;
        }
        break;
    default: break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

QString WorkbenchStyle::segmentPlace(const QWidget* widget)
{
    return widget ? widget->property("segment").toString() : QString();
}

void WorkbenchStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                                        const QWidget* widget) const
{
    const Colours& colours = m_theme.colours();
    if (const auto* spin = qstyleoption_cast<const QStyleOptionSpinBox*>(option); spin && control == CC_SpinBox) {
        styleparts::drawSpinBox(*painter, *spin, colours, *this, widget);
        return;
    }
    if (const auto* combo = qstyleoption_cast<const QStyleOptionComboBox*>(option); combo && control == CC_ComboBox) {
        styleparts::drawComboBox(*painter, *combo, colours, *this, widget);
        return;
    }
    if (const auto* slider = qstyleoption_cast<const QStyleOptionSlider*>(option); slider && control == CC_Slider) {
        styleparts::drawSlider(*painter, *slider, colours, *this, widget);
        return;
    }
    if (const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option); bar && control == CC_ScrollBar) {
        styleparts::drawScrollBar(*painter, *bar, colours, *this, widget);
        return;
    }
    const auto* button = qstyleoption_cast<const QStyleOptionToolButton*>(option);
    if (control == CC_ToolButton && button && !segmentPlace(widget).isEmpty()) {
        QStyleOptionToolButton plain = *button; // the small arrow in the corner says less than the words
        plain.features &= ~QStyleOptionToolButton::HasMenu;
        QProxyStyle::drawComplexControl(control, &plain, painter, widget);
        return;
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

void WorkbenchStyle::drawPanel(const QStyleOption* option, QPainter* painter, const QWidget*) const
{
    const Colours& colours = m_theme.colours();
    const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option);
    const bool isEnabled = option->state & State_Enabled;
    const bool isDefault = button && (button->features & QStyleOptionButton::DefaultButton) && isEnabled;
    const bool isDown = option->state & (State_Sunken | State_On);
    const bool isHovered = isEnabled && (option->state & State_MouseOver);
    QColor fill = isDefault ? colours.selection : isDown ? colours.well : isHovered ? colours.header : colours.button;
    if (isDefault && (isDown || isHovered))
        fill = isDown ? fill.darker(112) : fill.lighter(112);
    if (!isEnabled)
        fill = colours.window;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const bool hasFocus = option->state & State_HasFocus;
    painter->setPen(hasFocus ? colours.accent : isDefault ? fill : isEnabled ? colours.buttonBorder : colours.border);
    painter->setBrush(fill);
    painter->drawRoundedRect(crisp(option->rect), radius, radius);
    painter->restore();
}

void WorkbenchStyle::drawSegment(const QStyleOption* option, QPainter* painter, const QString& place) const
{
    const Colours& colours = m_theme.colours();
    const bool isChecked = option->state & State_On;
    const bool isEnabled = option->state & State_Enabled;
    const bool isHovered = isEnabled && (option->state & State_MouseOver);
    const bool isFirst = place == QLatin1String("first") || place == QLatin1String("only");
    const bool isLast = place == QLatin1String("last") || place == QLatin1String("only");
    QRectF rect = crisp(option->rect);
    if (!isLast)
        rect.setRight(rect.right() + 1); // neighbours share one line
    QColor fill = isHovered ? colours.header : colours.button;
    if (isChecked)
        fill = isEnabled ? colours.selection : colours.well;
    painter->save();
    painter->setClipRect(option->rect);
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(isChecked && isEnabled ? colours.selection : isEnabled ? colours.buttonBorder : colours.border);
    painter->setBrush(fill);
    painter->drawPath(rounded(rect, isFirst, isLast));
    if (option->state & State_HasFocus && option->state & State_KeyboardFocusChange) {
        painter->setPen(QPen(isChecked ? colours.selectedText : colours.accent, 1, Qt::DotLine));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(rect.adjusted(3, 3, -3, -3));
    }
    painter->restore();
}

void WorkbenchStyle::drawTab(const QStyleOption* option, QPainter* painter) const
{
    const Colours& colours = m_theme.colours();
    const QRect rect = option->rect;
    const bool isSelected = option->state & State_Selected;
    if (!isSelected) {
        if ((option->state & State_MouseOver) && (option->state & State_Enabled))
            painter->fillRect(QRect(rect.left() + 8, rect.top(), rect.width() - 16, 2), colours.well);
        return;
    }
    painter->fillRect(rect, colours.base);
    painter->fillRect(QRect(rect.left(), rect.top(), 1, rect.height()), colours.border);
    painter->fillRect(QRect(rect.right(), rect.top(), 1, rect.height()), colours.border);
    painter->fillRect(QRect(rect.left(), rect.top(), rect.width(), 2), colours.accent);
}

void WorkbenchStyle::drawHeaderSection(const QStyleOption* option, QPainter* painter) const
{
    const Colours& colours = m_theme.colours();
    const QRect rect = option->rect;
    const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(option);
    painter->fillRect(rect, (option->state & State_Sunken) ? colours.well : colours.header);
    painter->fillRect(lowestLine(rect), colours.border);
    const bool isLast = header
        && (header->position == QStyleOptionHeader::End || header->position == QStyleOptionHeader::OnlyOneSection);
    if (!isLast)
        painter->fillRect(QRect(rect.right(), rect.top(), 1, rect.height()), colours.border);
}

void WorkbenchStyle::drawProgress(const QStyleOption* option, QPainter* painter) const
{
    const auto* bar = qstyleoption_cast<const QStyleOptionProgressBar*>(option);
    if (!bar)
        return;
    QRect rect = bar->rect;
    const int range = bar->maximum - bar->minimum;
    if (range > 0)
        rect.setWidth(int(rect.width() * (qint64(bar->progress) - bar->minimum) / double(range)));
    const bool isEnabled = bar->state & State_Enabled;
    if (rect.width() > 0)
        painter->fillRect(rect, isEnabled ? m_theme.colours().accent : m_theme.colours().plotAxis);
}

QSize WorkbenchStyle::sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                                       const QWidget* widget) const
{
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    if (type == CT_PushButton || type == CT_ComboBox || type == CT_LineEdit || type == CT_SpinBox)
        result.setHeight(qMax(24, option->fontMetrics.height() + 8));
    if (type == CT_PushButton)
        result.setHeight(qMax(spacing::button - 4, result.height()));
    if (type == CT_MenuBarItem)
        result.setHeight(qMax(24, option->fontMetrics.height() + 8));
    if (type == CT_TabBarTab)
        result = QSize(result.width() + 8, qMax(28, option->fontMetrics.height() + 10));
    if (type == CT_ToolButton && !segmentPlace(widget).isEmpty())
        result = QSize(result.width() + (segmentPlace(widget) == QLatin1String("only") ? 10 : spacing::pair),
                       qMax(24, option->fontMetrics.height() + 8));
    if (type == CT_ItemViewItem)
        result = QSize(result.width() - shiftOfWord(option),
                       qMax(result.height(), option->fontMetrics.height() + 8));
    if (type == CT_HeaderSection)
        result = QSize(result.width() + 2 * spacing::pair, qMax(24, option->fontMetrics.height() + 8));
    return result;
}

QRect WorkbenchStyle::subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const
{
    QRect rect = QProxyStyle::subElementRect(element, option, widget);
    if (element == SE_ItemViewItemText)
        rect.setLeft(rect.left() - shiftOfWord(option));
    if (element == SE_ItemViewItemDecoration && hasIconBefore(option) && hasCheckBefore(option))
        rect.translate(-spacing::control, 0);
    return rect;
}

QIcon WorkbenchStyle::standardIcon(StandardPixmap icon, const QStyleOption* option, const QWidget* widget) const
{
    const bool isOfDock = widget && widget->inherits("QDockWidget");
    if (isOfDock && icon == SP_TitleBarNormalButton)
        return m_theme.icon(QStringLiteral("window-duplicate"), Ink::Secondary);
    if (isOfDock && icon == SP_TitleBarCloseButton)
        return m_theme.icon(QStringLiteral("edit-delete-remove"), Ink::Secondary);
    return QProxyStyle::standardIcon(icon, option, widget);
}

int WorkbenchStyle::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const
{
    switch (metric) {
    case PM_TabBarTabShiftVertical:
    case PM_TabBarBaseOverlap: return 0;
    case PM_FocusFrameHMargin: return spacing::control - 1; // text of table cells stands below that of the header
    case PM_SplitterWidth:
    case PM_DockWidgetSeparatorExtent: return spacing::splitter;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical: return 0;
    case PM_LayoutHorizontalSpacing: return spacing::control;
    case PM_LayoutVerticalSpacing: return spacing::formRow;
    default: return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int WorkbenchStyle::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                              QStyleHintReturn* data) const
{
    switch (hint) {
    case SH_TabBar_ElideMode: return Qt::ElideNone;
    case SH_Slider_AbsoluteSetButtons: return Qt::LeftButton; // a click goes to the place clicked
    case SH_ItemView_ShowDecorationSelected: return 1;
    case SH_DialogButtonBox_ButtonsHaveIcons: // Qt's are dark, as the default button is
    case SH_ItemView_ActivateItemOnSingleClick: return 0; // a click chooses a row; a double click or Enter opens it
    case SH_UnderlineShortcut: return widget && (widget->inherits("QMenu") || widget->inherits("QMenuBar"));
    default: return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

} // namespace gui
