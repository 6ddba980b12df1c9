#include "gui/app/ButtonActions.h"

#include <QAction>
#include <QEvent>
#include <QMenu>
#include <QToolButton>

#include "gui/app/SegmentBar.h"

namespace gui {

namespace {

/// Keeps one action as its button is; lives with the button.
class PressedButton final : public QObject {
public:
    PressedButton(QAction& action, QAbstractButton& button)
        : QObject(&button)
        , m_action(action)
        , m_button(button)
    {
        button.installEventFilter(this);
        connect(&action, &QAction::triggered, this, [this] { press(); });
        if (button.isCheckable() && button.group() == nullptr) { // no segment
            action.setCheckable(true);
            action.setChecked(button.isChecked());
            connect(&button, &QAbstractButton::toggled, &action, &QAction::setChecked);
        }
        update();
    }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (event->type() == QEvent::Show || event->type() == QEvent::Hide || event->type() == QEvent::EnabledChange)
            update();
        return QObject::eventFilter(watched, event);
    }

private:
    void update() { m_action.setEnabled(m_button.isVisible() && m_button.isEnabled()); }

    /// A menu is opened without waiting for it.
    void press()
    {
        const auto* tool = qobject_cast<QToolButton*>(&m_button);
        if (tool != nullptr && tool->menu() != nullptr)
            tool->menu()->popup(tool->mapToGlobal(tool->rect().bottomLeft()));
        else
            m_button.click();
    }

    QAction& m_action;
    QAbstractButton& m_button;
};

QAbstractButton* buttonNamed(const QString& name, const QWidget& pages)
{
    const QString bar = name.section(QLatin1Char('/'), 0, 0);
    if (bar == name)
        return pages.findChild<QAbstractButton*>(name);
    return pages.findChild<SegmentBar*>(bar)->button(name.section(QLatin1Char('/'), 1).toInt());
}

} // namespace

void pressByActions(const QList<QAction*>& actions, const QWidget& pages)
{
    for (QAction* action : actions) {
        QAbstractButton* button = buttonNamed(action->data().toString(), pages);
        Q_ASSERT(button != nullptr);
        new PressedButton(*action, *button);
    }
}

} // namespace gui
