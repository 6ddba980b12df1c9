#include "gui/app/StyleParts.h"

#include <QPainter>
#include <QStyle>

#include "gui/app/Theme.h"

namespace gui::styleparts {

namespace {

constexpr qreal radius = 2;

QRectF crisp(const QRect& rect)
{
    return QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5);
}

bool has(const QStyleOption& option, QStyle::StateFlag flag)
{
    return option.state & flag;
}

QColor borderColour(const QStyleOption& option, const Colours& colours)
{
    if (!has(option, QStyle::State_Enabled))
        return colours.border;
    return has(option, QStyle::State_HasFocus) ? colours.accent : colours.buttonBorder;
}

QColor inkColour(const QStyleOption& option, const Colours& colours)
{
    return has(option, QStyle::State_Enabled) ? colours.text : colours.disabledText;
}

class Saved {
public:
    explicit Saved(QPainter& painter)
        : m_painter(painter)
    {
        m_painter.save();
        m_painter.setRenderHint(QPainter::Antialiasing);
    }
    ~Saved() { m_painter.restore(); }
    Saved(const Saved&) = delete;
    Saved& operator=(const Saved&) = delete;

private:
    QPainter& m_painter;
};

/// A chevron of two strokes, pointing down or up.
void drawChevron(QPainter& painter, QPointF centre, qreal half, bool isUp, const QColor& ink)
{
    const qreal rise = isUp ? half / 2 : -half / 2;
    painter.setPen(QPen(ink, 1.2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(QPolygonF{centre + QPointF(-half, rise), centre + QPointF(0, -rise), centre + QPointF(half, rise)});
}

void drawArrow(QPainter& painter, QPointF centre, bool isUp, const QColor& ink)
{
    const qreal rise = isUp ? 1.5 : -1.5;
    painter.setPen(Qt::NoPen);
    painter.setBrush(ink);
    painter.drawPolygon(QPolygonF{centre + QPointF(-3, rise), centre + QPointF(0, -rise * 1.2), centre + QPointF(3, rise)});
}

} // namespace

void drawCheckBox(QPainter& painter, const QStyleOption& option, const Colours& colours)
{
    const Saved saved(painter);
    const int side = qMin(option.rect.width(), option.rect.height());
    QRect square(0, 0, side, side);
    square.moveCenter(option.rect.center());
    painter.setPen(borderColour(option, colours));
    painter.setBrush(has(option, QStyle::State_Enabled) ? colours.base : colours.window);
    painter.drawRoundedRect(crisp(square), radius, radius);
    painter.setPen(QPen(inkColour(option, colours), 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const QPointF corner = square.topLeft();
    const qreal unit = side / 14.0;
    if (has(option, QStyle::State_On))
        painter.drawPolyline(QPolygonF{corner + unit * QPointF(3.2, 7.2), corner + unit * QPointF(6, 10),
                                       corner + unit * QPointF(11, 4.4)});
    else if (has(option, QStyle::State_NoChange))
        painter.drawLine(corner + unit * QPointF(4, 7), corner + unit * QPointF(10, 7));
}

void drawRadioButton(QPainter& painter, const QStyleOption& option, const Colours& colours)
{
    const Saved saved(painter);
    const QRectF circle = crisp(option.rect);
    painter.setPen(borderColour(option, colours));
    painter.setBrush(has(option, QStyle::State_Enabled) ? colours.base : colours.window);
    painter.drawEllipse(circle);
    if (!has(option, QStyle::State_On))
        return;
    painter.setPen(Qt::NoPen);
    painter.setBrush(inkColour(option, colours));
    painter.drawEllipse(circle.center(), circle.width() / 4, circle.width() / 4);
}

void drawField(QPainter& painter, const QStyleOption& option, const Colours& colours)
{
    const Saved saved(painter);
    painter.setPen(borderColour(option, colours));
    painter.setBrush(option.palette.color(has(option, QStyle::State_Enabled) ? QPalette::Active : QPalette::Disabled,
                                          QPalette::Base));
    painter.drawRoundedRect(crisp(option.rect), radius, radius);
}

void drawSpinBox(QPainter& painter, const QStyleOptionSpinBox& option, const Colours& colours, const QStyle& style,
                 const QWidget* widget)
{
    if (option.frame)
        drawField(painter, option, colours);
    if (option.buttonSymbols == QAbstractSpinBox::NoButtons)
        return;
    const Saved saved(painter);
    const auto draw = [&](QStyle::SubControl part, bool isUp, QAbstractSpinBox::StepEnabledFlag flag) {
        const QRect rect = style.subControlRect(QStyle::CC_SpinBox, &option, part, widget);
        const bool isEnabled = has(option, QStyle::State_Enabled) && (option.stepEnabled & flag);
        const bool isHovered = isEnabled && (option.activeSubControls & part) && has(option, QStyle::State_MouseOver);
        const QColor ink = !isEnabled ? colours.disabledText : isHovered ? colours.accent : colours.secondaryText;
        const QPointF shift(0, isUp ? 1.5 : -1.5);
        drawArrow(painter, QRectF(rect).center() + shift, isUp, ink);
    };
    draw(QStyle::SC_SpinBoxUp, true, QAbstractSpinBox::StepUpEnabled);
    draw(QStyle::SC_SpinBoxDown, false, QAbstractSpinBox::StepDownEnabled);
}

void drawComboBox(QPainter& painter, const QStyleOptionComboBox& option, const Colours& colours, const QStyle& style,
                  const QWidget* widget)
{
    const Saved saved(painter);
    const bool isEnabled = has(option, QStyle::State_Enabled);
    if (option.frame) {
        const bool isHovered = isEnabled && has(option, QStyle::State_MouseOver) && !option.editable;
        QColor fill = option.editable ? option.palette.color(QPalette::Base)
            : isHovered               ? colours.header
                                      : colours.button;
        if (!isEnabled)
            fill = colours.window;
        painter.setPen(borderColour(option, colours));
        painter.setBrush(fill);
        painter.drawRoundedRect(crisp(option.rect), radius, radius);
    }
    const QRectF arrow = style.subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxArrow, widget);
    drawChevron(painter, arrow.center(), 4, false, isEnabled ? colours.secondaryText : colours.disabledText);
}

void drawSlider(QPainter& painter, const QStyleOptionSlider& option, const Colours& colours, const QStyle& style,
                const QWidget* widget)
{
    const Saved saved(painter);
    const QRect handle = style.subControlRect(QStyle::CC_Slider, &option, QStyle::SC_SliderHandle, widget);
    const bool isHorizontal = option.orientation == Qt::Horizontal;
    const bool isEnabled = has(option, QStyle::State_Enabled);
    const QPoint middle = option.rect.center();
    QRectF groove = isHorizontal ? QRectF(option.rect.left() + 1, middle.y() - 1, option.rect.width() - 2, 4)
                                 : QRectF(middle.x() - 1, option.rect.top() + 1, 4, option.rect.height() - 2);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colours.well);
    painter.drawRoundedRect(groove, 2, 2);
    const QPointF centre(isHorizontal ? handle.center().x() + 0.5 : groove.center().x(),
                         isHorizontal ? groove.center().y() : handle.center().y() + 0.5);
    // Filled from the smallest value to the handle.
    if (isHorizontal)
        option.upsideDown ? groove.setLeft(centre.x()) : groove.setRight(centre.x());
    else
        option.upsideDown ? groove.setTop(centre.y()) : groove.setBottom(centre.y());
    painter.setBrush(isEnabled ? colours.accent : colours.plotAxis);
    painter.drawRoundedRect(groove, 2, 2);
    const bool isPressed = has(option, QStyle::State_Sunken) && (option.activeSubControls & QStyle::SC_SliderHandle);
    painter.setPen(QPen(isEnabled ? colours.accent : colours.plotAxis, 2));
    painter.setBrush(isPressed ? colours.well : colours.base);
    painter.drawEllipse(centre, 6, 6);
    if (has(option, QStyle::State_HasFocus) && has(option, QStyle::State_KeyboardFocusChange)) {
        painter.setPen(QPen(colours.accent, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(centre, 8.5, 8.5);
    }
}

void drawScrollBar(QPainter& painter, const QStyleOptionSlider& option, const Colours& colours, const QStyle& style,
                   const QWidget* widget)
{
    const bool isHorizontal = option.orientation == Qt::Horizontal;
    const auto place = [&](QStyle::SubControl part) {
        return style.subControlRect(QStyle::CC_ScrollBar, &option, part, widget);
    };
    const auto inkOf = [&](QStyle::SubControl part, const QColor& atRest) {
        const bool isActive = (option.activeSubControls & part) && has(option, QStyle::State_MouseOver);
        if (!isActive)
            return atRest;
        return has(option, QStyle::State_Sunken) ? colours.accent : colours.secondaryText;
    };
    painter.fillRect(option.rect, colours.window);
    const bool canMove = has(option, QStyle::State_Enabled) && option.maximum > option.minimum;
    if (canMove) {
        const QRect across = isHorizontal ? place(QStyle::SC_ScrollBarSlider).adjusted(1, 3, -1, -3)
                                          : place(QStyle::SC_ScrollBarSlider).adjusted(3, 1, -3, -1);
        const QColor ink = inkOf(QStyle::SC_ScrollBarSlider, colours.plotAxis);
        painter.fillRect(across.adjusted(1, 0, -1, 0), ink); // without its corners
        painter.fillRect(across.adjusted(0, 1, 0, -1), ink);
    }
    const Saved saved(painter);
    const auto drawEnd = [&](QStyle::SubControl part, bool isForward, bool isEnabled) {
        painter.save();
        painter.translate(QRectF(place(part)).center());
        painter.rotate(isHorizontal ? -90 : 0);
        const bool isUp = isHorizontal ? (isForward == (option.direction == Qt::RightToLeft)) : !isForward;
        drawChevron(painter, {}, 3, isUp, isEnabled ? inkOf(part, colours.secondaryText) : colours.disabledText);
        painter.restore();
    };
    drawEnd(QStyle::SC_ScrollBarSubLine, false, canMove && option.sliderValue > option.minimum);
    drawEnd(QStyle::SC_ScrollBarAddLine, true, canMove && option.sliderValue < option.maximum);
}

void drawDockNote(QPainter& painter, const QStyleOptionDockWidget& dock, const QRect& title, const QString& note,
                  const Colours& colours)
{
    const int name = QFontMetrics(Theme::semibold(painter.font())).horizontalAdvance(dock.title);
    const QRect rest = title.adjusted(name + spacing::control, 0, 0, 0);
    if (note.isEmpty() || dock.verticalTitleBar || rest.width() <= 0)
        return;
    const Saved saved(painter);
    painter.setPen(colours.secondaryText);
    painter.drawText(rest, int(Qt::AlignLeft | Qt::AlignVCenter),
                     painter.fontMetrics().elidedText(note, Qt::ElideRight, rest.width()));
}

} // namespace gui::styleparts
