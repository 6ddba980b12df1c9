#pragma once

#include <cstdint>
#include <vector>

#include "tests/monkey/Deed.h"
#include "tests/monkey/Dice.h"

class QAction;
class QMainWindow;
class QWidget;

namespace monkey {

/// What a restless user might do next: looks at what can be seen and draws something that can be done with it.
class Choices {
public:
    Choices(QMainWindow& window, std::uint64_t seed);

    /// To be done one after the other; empty where what was drawn cannot be done now.
    std::vector<Deed> draw();

private:
    using Deeds = std::vector<Deed>;

    Deeds drawInPopup(QWidget& popup);
    Deeds touch(QWidget& window);
    Deeds touchAnything();
    Deeds useText(const Deed& click);
    Deeds useCell(const Deed& click);
    Deeds usePicture(const Deed& click);
    Deeds press();
    Deeds workOnQueue();
    Deeds findInPalette();
    Deeds askPalette();
    Deeds compareTwo();
    Deeds resize();
    Deeds changeTheme();
    Deeds keysOf(const char* action) const;
    const QAction* drawAction();

    QMainWindow& m_window;
    Dice m_dice;
};

} // namespace monkey
