#pragma once

#include <deque>
#include <functional>
#include <mutex>

#include <QtCore/QObject>

namespace gui {

/// Calls from any thread, made one by one and in order on the thread this object lives on. What is still waiting when
/// it is destroyed is not made.
///
/// Qt carries only an empty event; the calls wait behind a lock of ours, because the locks inside Qt's queue are unknown
/// to the thread sanitizer.
class Mailbox final : public QObject {
public:
    explicit Mailbox(QObject* parent = nullptr);

    /// From any thread. What `call` throws ends the program, as in any handler of an event.
    void post(std::function<void()> call);

protected:
    void customEvent(QEvent* event) override;

private:
    std::mutex m_mutex;
    std::deque<std::function<void()>> m_calls; ///< guarded by m_mutex
};

} // namespace gui
