#pragma once

#include <chrono>
#include <deque>
#include <functional>
#include <optional>
#include <utility>

#include <QObject>
#include <QPointer>
#include <QTimer>

namespace gui {

/// Pictures that are to be drawn, on the window's thread: as many in one turn of the event loop as it has room for, the
/// others in the next ones, so that a page of many pictures holds the window up little longer than one does.
class RedrawQueue final : public QObject {
public:
    static constexpr std::chrono::milliseconds usualRoom{12};

    /// The application's.
    static RedrawQueue& instance();

    /// How long one turn may draw before the rest waits; without, as at first, none waits for others.
    void setRoom(std::optional<std::chrono::milliseconds> room) { m_room = room; }
    /// `draw` is called once, soon, if `picture` is there then.
    void add(QObject& picture, std::function<void()> draw);
    /// Some wait for the next turn.
    bool isLate() const { return m_next.isActive(); }
    /// Pictures are painted as they were until it is their turn.
    bool isWaitedFor() const { return m_room.has_value() && (m_isAsked || isLate()); }

private:
    explicit RedrawQueue(QObject* application);
    void drawSome();

    std::optional<std::chrono::milliseconds> m_room;
    std::deque<std::pair<QPointer<QObject>, std::function<void()>>> m_waiting;
    bool m_isAsked = false; ///< for this turn
    QTimer m_next;
};

} // namespace gui
