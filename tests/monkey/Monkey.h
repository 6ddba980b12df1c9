#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <vector>

#include <QElapsedTimer>
#include <QObject>
#include <QPointer>
#include <QWidget>

#include "tests/monkey/Choices.h"

namespace monkey {

/// Does something to the window every few hundredths of a second, while the event loop runs. Lives on the window's
/// thread.
class Monkey final : public QObject {
public:
    /// Called before each deed, so that a log has the one that the window did not survive.
    using Tell = std::function<void(const Deed& deed)>;

    Monkey(QMainWindow& window, std::uint64_t seed, Tell tell);

    void start();
    /// Does these instead, each not before its time.
    void repeat(const std::vector<Deed>& deeds);
    /// Nothing more, and what has popped up is closed.
    void rest();
    /// Nothing is being done any more: a menu's own loop has ended.
    bool isAtRest() const { return m_isResting && m_depth == 0; }

    std::int64_t count() const { return m_count; }
    const Deed& last() const { return m_last; }

private:
    void act();
    void doNext();

    QMainWindow& m_window;
    Choices m_choices;
    const Tell m_tell;
    QElapsedTimer m_clock;
    std::deque<Deed> m_next;
    bool m_isRepeating = false;
    bool m_isResting = false;
    int m_depth = 0; ///< deeds that have begun and not ended: those that have opened a menu wait for it
    QPointer<QWidget> m_typedInto; ///< the popup that is getting letters: nothing comes between them
    std::int64_t m_count = 0;
    Deed m_last;
};

} // namespace monkey
