#pragma once

#include <map>

#include <QKeySequence>
#include <QList>
#include <QMap>
#include <QObject>

class QAction;

namespace gui {

class AppSettings;

/// The shortcuts of the window's actions: what they start with, and what the user chose instead, which stays.
class Shortcuts final : public QObject {
    Q_OBJECT

public:
    /// The actions have their standard shortcuts and an object name each; the stored choices are applied, and a standard
    /// shortcut whose keys were chosen for another action is dropped.
    Shortcuts(QList<QAction*> actions, AppSettings& settings, QObject* parent = nullptr);

    const QList<QAction*>& actions() const { return m_actions; }
    QKeySequence standard(const QAction* action) const { return m_standard.at(action); }
    bool isStandard(const QAction* action) const;

    /// The other action that these keys, or a beginning of them, would set off; nullptr when they are free.
    QAction* owner(const QKeySequence& keys, const QAction* except) const;

    /// Empty keys take the shortcut away. The keys must be free.
    void set(QAction* action, const QKeySequence& keys);
    void reset();

Q_SIGNALS:
    void changed();

private:
    void dropTaken(const QMap<QString, QString>& chosen);
    void store();

    QList<QAction*> m_actions;
    AppSettings& m_settings;
    std::map<const QAction*, QKeySequence> m_standard;
};

} // namespace gui
