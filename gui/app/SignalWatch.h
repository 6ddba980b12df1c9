#pragma once

#include <functional>

#include <QObject>

class QSocketNotifier;

namespace gui {

/// Turns SIGINT, SIGTERM and SIGHUP into a call on the window's thread. One at a time.
class SignalWatch final : public QObject {
    Q_OBJECT

public:
    explicit SignalWatch(std::function<void()> onSignal);
    ~SignalWatch() override;

private:
    std::function<void()> m_onSignal;
    QSocketNotifier* m_notifier = nullptr;
};

} // namespace gui
