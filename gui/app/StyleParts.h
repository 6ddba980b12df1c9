#pragma once

#include <QStyleOption>

#include "gui/app/Colours.h"

class QPainter;
class QStyle;
class QWidget;

/// The flat controls of WorkbenchStyle, one function each. Geometry is the style's, only the drawing is ours.
namespace gui::styleparts {

void drawCheckBox(QPainter& painter, const QStyleOption& option, const Colours& colours);
void drawRadioButton(QPainter& painter, const QStyleOption& option, const Colours& colours);
/// The frame and ground of a text field.
void drawField(QPainter& painter, const QStyleOption& option, const Colours& colours);
void drawSpinBox(QPainter& painter, const QStyleOptionSpinBox& option, const Colours& colours, const QStyle& style,
                 const QWidget* widget);
void drawComboBox(QPainter& painter, const QStyleOptionComboBox& option, const Colours& colours, const QStyle& style,
                  const QWidget* widget);
void drawSlider(QPainter& painter, const QStyleOptionSlider& option, const Colours& colours, const QStyle& style,
                const QWidget* widget);
/// Of opaque rectangles: what is translucent, smooth or a gradient and covers many rows Qt hands to a thread of its own
/// and waits for, which takes long where training has the processors.
void drawScrollBar(QPainter& painter, const QStyleOptionSlider& option, const Colours& colours, const QStyle& style,
                   const QWidget* widget);
/// What a dock says of its content, behind its title.
void drawDockNote(QPainter& painter, const QStyleOptionDockWidget& dock, const QRect& title, const QString& note,
                  const Colours& colours);

} // namespace gui::styleparts
