#pragma once

#include <functional>

#include <QObject>

class QWidget;

namespace gui {

/// Calls once a window stands on the screen, painted. The window is one that show() was called for; minimised it may
/// not come that far.
class FirstShow final : public QObject {
public:
    FirstShow(QWidget& window, std::function<void()> call);

    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void callSoon();

    const std::function<void()> m_call;
};

} // namespace gui
