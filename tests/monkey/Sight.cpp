#include "tests/monkey/Sight.h"

#include <algorithm>
#include <array>

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QAction>
#include <QComboBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QRegion>
#include <QSplitter>
#include <QTabBar>

#include "tests/monkey/Dice.h"

namespace monkey {

namespace {

constexpr std::array shunnedNames = {"quit",           "editShortcuts",    "stopAndCloseButton",
                                     "openCheckpoint", "startTrial",       "openCheckpointToolButton",
                                     "guide",          "startTrialButton", "routingGuide",
                                     "comparisonGuide"};

bool isShunned(const QString& name)
{
    return std::any_of(shunnedNames.begin(), shunnedNames.end(),
                       [&](const char* shunned) { return name == QLatin1String(shunned); });
}

bool isViewportOf(const QWidget& widget, bool ofHeading)
{
    const auto* view = qobject_cast<QAbstractItemView*>(widget.parentWidget());
    return view != nullptr && view->viewport() == &widget
        && (qobject_cast<const QHeaderView*>(view) != nullptr) == ofHeading;
}

bool isPicture(const QWidget& widget)
{
    constexpr std::array pictures = {"QCustomPlot", "gui::ConfusionMatrix", "gui::RouteStrip", "gui::TokenVotes"};
    return std::any_of(pictures.begin(), pictures.end(), [&](const char* picture) { return widget.inherits(picture); });
}

bool isA(Thing thing, const QWidget& widget)
{
    switch (thing) {
    case Thing::Tab:
        return qobject_cast<const QTabBar*>(&widget) != nullptr;
    case Thing::Button:
        return qobject_cast<const QAbstractButton*>(&widget) != nullptr;
    case Thing::Choice:
        return qobject_cast<const QComboBox*>(&widget) != nullptr;
    case Thing::Slider:
        return qobject_cast<const QAbstractSlider*>(&widget) != nullptr;
    case Thing::Number:
        return qobject_cast<const QAbstractSpinBox*>(&widget) != nullptr;
    case Thing::Text:
        return qobject_cast<const QLineEdit*>(&widget) != nullptr;
    case Thing::Cell:
        return isViewportOf(widget, false);
    case Thing::Heading:
        return isViewportOf(widget, true);
    case Thing::Picture:
        return isPicture(widget);
    case Thing::Handle:
        return qobject_cast<const QSplitterHandle*>(&widget) != nullptr;
    }
    return false;
}

QPoint placeIn(const QRect& area, Dice& dice)
{
    return {area.left() + dice.below(area.width()), area.top() + dice.below(area.height())};
}

} // namespace

std::optional<Spot> spotOn(QWidget& widget, Dice& dice)
{
    QRect area = widget.visibleRegion().boundingRect();
    if (const auto* tabs = qobject_cast<QTabBar*>(&widget); tabs != nullptr && tabs->count() > 0)
        area &= tabs->tabRect(dice.below(tabs->count()));
    if (!widget.isVisible() || area.isEmpty())
        return std::nullopt;
    const QWidget* window = widget.window();
    const QPoint at = widget.mapTo(window, placeIn(area, dice));
    const QWidget* hit = window->childAt(at);
    if (hit != &widget && !widget.isAncestorOf(hit))
        return std::nullopt; // something is over it
    return Spot{&widget, at};
}

std::optional<Spot> findSpot(QWidget& window, Thing thing, Dice& dice)
{
    constexpr int attempts = 8;
    QWidgetList fitting;
    const QWidgetList parts = window.findChildren<QWidget*>();
    for (QWidget* part : parts)
        if (isA(thing, *part) && part->isVisible() && part->isEnabled() && part->window() == &window
            && isAllowed(*part))
            fitting << part;
    for (int attempt = 0; attempt < attempts && !fitting.isEmpty(); ++attempt)
        if (const std::optional<Spot> spot = spotOn(*dice.pick(fitting), dice))
            return spot;
    return std::nullopt;
}

QString nameOf(const QWidget& widget)
{
    const QWidget* named = &widget;
    while (named->parentWidget() != nullptr
           && (named->objectName().isEmpty() || named->objectName().startsWith(QLatin1String("qt_"))))
        named = named->parentWidget();
    return named == &widget
        ? named->objectName()
        : named->objectName() + QLatin1Char('/') + QString::fromLatin1(widget.metaObject()->className());
}

bool isAllowed(const QAction& action)
{
    return !isShunned(action.objectName());
}

bool isAllowed(const QWidget& widget)
{
    return !isShunned(widget.objectName());
}

} // namespace monkey
