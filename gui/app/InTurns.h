#pragma once

#include <functional>

#include <QTimer>

namespace gui {

/// Work of the window's thread in small parts, a few in each turn of the event loop, so that the window goes on
/// meanwhile.
class InTurns final {
public:
    /// `work` does at most so many parts and returns how many it has done: none when nothing is left.
    InTurns(int mostInOneTurn, std::function<int(int most)> work);

    /// As much as this turn has room for, at once; what is left then follows by itself.
    void goOn();
    /// All that is left, at once.
    void finish();

private:
    const int m_most;
    const std::function<int(int most)> m_work;
    QTimer m_turn;  ///< ends the turn in which something was done
    int m_done = 0; ///< parts, in this turn
};

} // namespace gui
