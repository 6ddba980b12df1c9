#pragma once

#include <optional>

#include <QPoint>
#include <QString>

class QAction;
class QWidget;

namespace monkey {

class Dice;

/// Kinds of things that hands know how to use.
enum class Thing { Tab, Button, Choice, Slider, Number, Text, Cell, Heading, Picture, Handle };

/// Such a thing and a place on it that can be seen, in pixels of its window.
struct Spot
{
    QWidget* widget = nullptr;
    QPoint at = {};
};

/// A random one among those in sight of the window; nothing where there is none.
std::optional<Spot> findSpot(QWidget& window, Thing thing, Dice& dice);
/// A random place on it, where that can be seen.
std::optional<Spot> spotOn(QWidget& widget, Dice& dice);
/// Its object name, or that of what it is in and its class.
QString nameOf(const QWidget& widget);

/// False for what closes the window, starts other programs or a run of minutes, or gives keys another meaning.
bool isAllowed(const QAction& action);
bool isAllowed(const QWidget& widget);

} // namespace monkey
