#pragma once

#include <QObject>

class QAction;
class QMainWindow;
class QToolButton;

namespace gui {

class QueuePanel;
class SystemPanel;
class Theme;
class WindowLog;

/// Buttons of the status bar that show and hide the lower docks and keep a line about each, so that hiding loses
/// nothing.
class DockButtons final : public QObject {
    Q_OBJECT

public:
    DockButtons(Theme& theme, QMainWindow& window);

    void addQueue(QAction* toggle, QueuePanel& queue);
    void addSystem(QAction* toggle, SystemPanel& system);
    void addLog(QAction* toggle, WindowLog& log);

private:
    QToolButton* add(QAction* toggle, const QString& icon);

    Theme& m_theme;
    QMainWindow& m_window;
};

} // namespace gui
