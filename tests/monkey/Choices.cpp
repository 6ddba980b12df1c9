#include "tests/monkey/Choices.h"

#include <array>

#include <QAbstractItemView>
#include <QAction>
#include <QMainWindow>
#include <QMenu>

#include "gui/app/ActionText.h"
#include "tests/monkey/Hands.h"
#include "tests/monkey/Sight.h"

namespace monkey {

namespace {

using Kind = Deed::Kind;

struct WeighedThing
{
    Thing thing;
    int weight;
};
constexpr std::array weighedThings = {WeighedThing{Thing::Tab, 4},     WeighedThing{Thing::Button, 4},
                                      WeighedThing{Thing::Choice, 2},  WeighedThing{Thing::Slider, 2},
                                      WeighedThing{Thing::Number, 1},  WeighedThing{Thing::Text, 2},
                                      WeighedThing{Thing::Cell, 4},    WeighedThing{Thing::Heading, 2},
                                      WeighedThing{Thing::Picture, 5}, WeighedThing{Thing::Handle, 1}};

constexpr std::array typedWords = {
    "good", "molex", "short", "state:finished", "kind=molex", "loss>0.5", "seed:1..3", "0.5",
    "3",    "1",     "x",     "-state:failed",  "\"",         "a b c"};

constexpr std::array queueActions = {"pause",      "stop",        "startQueue", "holdQueue",  "rerun", "rerun",
                                     "resumeRun",  "trainMore",   "undo",       "undo",       "redo",  "queueEarlier",
                                     "queueLater", "queueRemove", "deleteRun",  "addToQueue", "start"};

Deed keysDeed(const QString& keys, const QString& on = {})
{
    Deed deed;
    deed.kind = Kind::Keys;
    deed.text = keys;
    deed.on = on;
    return deed;
}

Deed keysDeed(const char* keys)
{
    return keysDeed(QString::fromLatin1(keys));
}

Deed wordsDeed(const QString& words)
{
    Deed deed;
    deed.kind = Kind::Words;
    deed.text = words;
    return deed;
}

Deed pointDeed(Kind kind, const Spot& spot)
{
    Deed deed;
    deed.kind = kind;
    deed.at = spot.at;
    deed.on = nameOf(*spot.widget);
    return deed;
}

Deed dragDeed(const Deed& click, QPoint way)
{
    Deed deed = click;
    deed.kind = Kind::Drag;
    deed.to = click.at + way;
    return deed;
}

std::vector<Deed> several(const Deed& deed, int times)
{
    return std::vector<Deed>(static_cast<std::size_t>(times), deed);
}

/// What can be typed of the action's words.
QString lettersOf(const QAction& action)
{
    QString letters;
    for (const QChar letter : gui::plainText(action).toLower())
        if (letter.unicode() < 128)
            letters += letter;
    return letters;
}

} // namespace

Choices::Choices(QMainWindow& window, std::uint64_t seed)
    : m_window(window)
    , m_dice(seed)
{
}

std::vector<Deed> Choices::draw()
{
    struct Habit
    {
        Deeds (Choices::*draw)();
        int weight;
    };
    constexpr std::array habits = {Habit{&Choices::touchAnything, 60}, Habit{&Choices::press, 12},
                                   Habit{&Choices::workOnQueue, 12},   Habit{&Choices::findInPalette, 4},
                                   Habit{&Choices::compareTwo, 4},     Habit{&Choices::resize, 3},
                                   Habit{&Choices::changeTheme, 2}};
    QWidget& top = windowOnTop(m_window);
    if ((top.windowFlags() & Qt::WindowType_Mask) == Qt::Popup)
        return drawInPopup(top);
    if (&top != &m_window)
        return m_dice.happens(3, 4) ? touch(top) : Deeds{keysDeed("Esc")};
    return (this->*m_dice.pickByWeight(habits).draw)();
}

Choices::Deeds Choices::drawInPopup(QWidget& popup)
{
    if (popup.objectName() == QLatin1String("commandPalette"))
        return m_dice.happens(1, 2) ? askPalette() : Deeds{keysDeed("Esc")};
    const bool isList = qobject_cast<QMenu*>(&popup) != nullptr || popup.inherits("QComboBoxPrivateContainer");
    if (!isList)
        return m_dice.happens(3, 4) ? touch(popup) : Deeds{keysDeed("Esc")};
    Deeds deeds = several(keysDeed("Down"), m_dice.below(7));
    deeds.push_back(keysDeed(m_dice.happens(3, 5) ? "Return" : "Esc"));
    return deeds;
}

Choices::Deeds Choices::touchAnything()
{
    return touch(m_window);
}

Choices::Deeds Choices::touch(QWidget& window)
{
    const Thing thing = m_dice.pickByWeight(weighedThings).thing;
    const std::optional<Spot> spot = findSpot(window, thing, m_dice);
    if (!spot)
        return {};
    const Deed click = pointDeed(Kind::Click, *spot);
    const QSize size = spot->widget->size();
    switch (thing) {
    case Thing::Slider:
        if (m_dice.happens(1, 2))
            return {click, keysDeed(m_dice.pick(std::array{"Home", "End", "PgUp", "PgDown", "Left", "Right"}))};
        return {dragDeed(click, {m_dice.below(size.width()) / 2, m_dice.below(size.height()) / 2})};
    case Thing::Number:
        return {click, keysDeed(m_dice.happens(1, 2) ? "Up" : "Down"), keysDeed("Return")};
    case Thing::Text:
        return useText(click);
    case Thing::Cell:
        return useCell(click);
    case Thing::Heading:
        return {m_dice.happens(1, 8) ? pointDeed(Kind::RightClick, *spot) : click};
    case Thing::Picture:
        return usePicture(click);
    case Thing::Handle:
        return {dragDeed(click, {m_dice.below(201) - 100, m_dice.below(201) - 100})};
    case Thing::Tab:
    case Thing::Button:
    case Thing::Choice:
        break;
    }
    return {click};
}

Choices::Deeds Choices::useText(const Deed& click)
{
    Deeds deeds = {click, keysDeed("Ctrl+A"), wordsDeed(QString::fromLatin1(m_dice.pick(typedWords)))};
    if (m_dice.happens(1, 3))
        deeds.push_back(keysDeed("Return"));
    if (m_dice.happens(1, 2)) { // and on with everything in sight again
        deeds.push_back(keysDeed("Ctrl+A"));
        deeds.push_back(keysDeed("Backspace"));
    }
    return deeds;
}

Choices::Deeds Choices::useCell(const Deed& click)
{
    Deed deed = click;
    const int way = m_dice.below(12);
    if (way == 0)
        deed.kind = Kind::RightClick;
    else if (way == 1)
        deed.kind = Kind::DoubleClick;
    else if (way == 2)
        deed.held = Qt::ControlModifier;
    else if (way == 3)
        deed.held = Qt::ShiftModifier;
    return {deed};
}

Choices::Deeds Choices::usePicture(const Deed& click)
{
    Deed deed = click;
    switch (m_dice.below(6)) {
    case 0:
        deed.kind = Kind::DoubleClick;
        break;
    case 1:
        deed.kind = Kind::RightClick;
        break;
    case 2:
        return {dragDeed(click, {m_dice.below(241) - 120, m_dice.below(121) - 60})};
    case 3:
        deed.kind = Kind::Wheel;
        deed.to = {0, m_dice.happens(1, 2) ? 120 : -120};
        return several(deed, 1 + m_dice.below(5));
    default:
        break;
    }
    return {deed};
}

const QAction* Choices::drawAction()
{
    QList<QAction*> actions;
    const QList<QAction*> all = m_window.actions();
    for (QAction* action : all)
        if (action->isEnabled() && !action->shortcut().isEmpty() && isAllowed(*action))
            actions << action;
    return actions.isEmpty() ? nullptr : m_dice.pick(actions);
}

Choices::Deeds Choices::press()
{
    const QAction* action = drawAction();
    if (action == nullptr)
        return {};
    return {keysDeed(action->shortcut().toString(QKeySequence::PortableText), action->objectName())};
}

Choices::Deeds Choices::keysOf(const char* action) const
{
    const auto* found = m_window.findChild<QAction*>(QString::fromLatin1(action));
    if (found == nullptr || found->shortcut().isEmpty())
        return {};
    return {keysDeed(found->shortcut().toString(QKeySequence::PortableText), found->objectName())};
}

Choices::Deeds Choices::workOnQueue()
{
    const QString name = QString::fromLatin1(m_dice.pick(queueActions));
    Deeds deeds = keysOf(name.toLatin1().constData());
    if (deeds.empty())
        return {};
    if (name == QLatin1String("addToQueue") || name == QLatin1String("start")) {
        const Deeds launch = keysOf("showLaunch");
        deeds.insert(deeds.begin(), launch.begin(), launch.end());
    } else if (name == QLatin1String("pause")) { // and on again after a while
        const Deeds wait = several({}, 1 + m_dice.below(20));
        const Deed again = deeds.front();
        deeds.insert(deeds.end(), wait.begin(), wait.end());
        deeds.push_back(again);
    }
    return deeds;
}

Choices::Deeds Choices::findInPalette()
{
    Deeds deeds = keysOf("commandPalette");
    const Deeds words = askPalette();
    deeds.insert(deeds.end(), words.begin(), words.end());
    return deeds;
}

Choices::Deeds Choices::askPalette()
{
    const QAction* action = drawAction();
    if (action == nullptr)
        return {keysDeed("Esc")};
    return {wordsDeed(lettersOf(*action)), keysDeed("Return")};
}

Choices::Deeds Choices::compareTwo()
{
    const auto* table = m_window.findChild<QAbstractItemView*>(QStringLiteral("runTable"));
    if (table == nullptr)
        return {};
    Deeds deeds;
    for (int run = 0; run < 2; ++run)
        if (const std::optional<Spot> spot = spotOn(*table->viewport(), m_dice)) {
            deeds.push_back(pointDeed(Kind::Click, *spot));
            const Deeds check = keysOf("checkRun");
            deeds.insert(deeds.end(), check.begin(), check.end());
        }
    const Deeds compare = keysOf("compareChecked");
    deeds.insert(deeds.end(), compare.begin(), compare.end());
    return deeds;
}

Choices::Deeds Choices::resize()
{
    Deed deed;
    deed.kind = Kind::Resize;
    deed.at = {1280 + m_dice.below(321), 740 + m_dice.below(261)};
    return {deed};
}

Choices::Deeds Choices::changeTheme()
{
    return keysOf(m_dice.happens(1, 2) ? "themeLight" : "themeDark");
}

} // namespace monkey
