#include "gui/app/Shortcuts.h"

#include <QAction>

#include "gui/app/AppSettings.h"

namespace gui {

Shortcuts::Shortcuts(QList<QAction*> actions, AppSettings& settings, QObject* parent)
    : QObject(parent)
    , m_actions(std::move(actions))
    , m_settings(settings)
{
    const QMap<QString, QString> chosen = settings.shortcuts();
    for (QAction* action : m_actions)
        m_standard[action] = action->shortcut();
    for (QAction* action : m_actions)
        if (const auto found = chosen.find(action->objectName()); found != chosen.end())
            action->setShortcut(QKeySequence(*found, QKeySequence::PortableText));
}

bool Shortcuts::isStandard(const QAction* action) const
{
    return action->shortcut() == standard(action);
}

QAction* Shortcuts::owner(const QKeySequence& keys, const QAction* except) const
{
    if (keys.isEmpty())
        return nullptr;
    for (QAction* action : m_actions) {
        const QKeySequence taken = action->shortcut();
        const bool meet = !taken.isEmpty()
            && (taken.matches(keys) != QKeySequence::NoMatch || keys.matches(taken) != QKeySequence::NoMatch);
        if (action != except && meet)
            return action;
    }
    return nullptr;
}

void Shortcuts::set(QAction* action, const QKeySequence& keys)
{
    Q_ASSERT(owner(keys, action) == nullptr);
    action->setShortcut(keys);
    store();
}

void Shortcuts::reset()
{
    for (QAction* action : m_actions)
        action->setShortcut(standard(action));
    store();
}

void Shortcuts::store()
{
    QMap<QString, QString> chosen;
    for (const QAction* action : std::as_const(m_actions))
        if (!isStandard(action))
            chosen[action->objectName()] = action->shortcut().toString(QKeySequence::PortableText);
    m_settings.setShortcuts(chosen);
    Q_EMIT changed();
}

} // namespace gui

#include "moc_Shortcuts.cpp"
