#pragma once

#include <functional>

#include <QObject>

class QWidget;

namespace gui {

/// Work of a view that only who looks at it needs: done at once in sight, otherwise once, when the view is next shown,
/// however often it was asked for.
class WhenSeen final : public QObject {
public:
    /// A member of the view.
    WhenSeen(QWidget& view, std::function<void()> work);

    void ask();
    /// True where the view is out of sight: the work is then done when it is shown, and was not yet.
    bool putOff();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget& m_view;
    const std::function<void()> m_work;
    bool m_isDue = false;
};

} // namespace gui
