#pragma once

#include <QObject>

class QAction;
class QWidget;

namespace gui {

class LaunchPage;
class RunExchange;

/// Files and folders dropped anywhere on the window, whatever lies below the pointer: runs are imported, all else goes
/// to Launch. No field gets a path as text.
class WindowDrops final : public QObject {
public:
    struct Parties
    {
        RunExchange& runs;
        LaunchPage& launch;
        QAction& importRun; ///< nothing is taken while it is disabled
    };

    WindowDrops(const Parties& parties, QWidget* window);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void take(const QString& path);

    const Parties m_parties;
    QWidget* m_window;
};

} // namespace gui
