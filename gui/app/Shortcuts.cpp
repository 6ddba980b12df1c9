#include "gui/app/Shortcuts.h"

#include <algorithm>

#include <QAction>

#include "gui/app/AppSettings.h"

namespace gui {

namespace {

/// Whether one of them, or a beginning of it, is the other: Qt then sets off neither.
bool areAmbiguous(const QKeySequence& first, const QKeySequence& second)
{
    return !first.isEmpty() && !second.isEmpty()
        && (first.matches(second) != QKeySequence::NoMatch || second.matches(first) != QKeySequence::NoMatch);
}

} // namespace

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
    dropTaken(chosen);
}

void Shortcuts::dropTaken(const QMap<QString, QString>& chosen)
{
    const auto isTaken = [&](const QKeySequence& keys) {
        return std::any_of(m_actions.cbegin(), m_actions.cend(), [&](const QAction* action) {
            return chosen.contains(action->objectName()) && areAmbiguous(action->shortcut(), keys);
        });
    };
    for (QAction* action : std::as_const(m_actions))
        if (!chosen.contains(action->objectName()) && isTaken(action->shortcut()))
            action->setShortcut(QKeySequence());
}

bool Shortcuts::isStandard(const QAction* action) const
{
    return action->shortcut() == standard(action);
}

QAction* Shortcuts::owner(const QKeySequence& keys, const QAction* except) const
{
    for (QAction* action : m_actions)
        if (action != except && areAmbiguous(action->shortcut(), keys))
            return action;
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
