#pragma once

#include <QObject>

class QAction;
class QWidget;

namespace gui {

class LaunchPage;
class RunExchange;
class WindowHabits;

/// Files and folders dropped anywhere on the window, whatever lies below the pointer: Launch finds out what they are;
/// runs are imported, workspaces offered. No field gets a path as text.
class WindowDrops final : public QObject {
public:
    struct Parties
    {
        RunExchange& runs;
        LaunchPage& launch;
        WindowHabits& habits;
        QAction& importRun; ///< nothing is taken while it is disabled
    };

    WindowDrops(const Parties& parties, QWidget* window);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    const Parties m_parties;
    QWidget* m_window;
};

} // namespace gui
