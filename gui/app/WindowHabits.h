#pragma once

#include <functional>

#include <QMap>
#include <QObject>
#include <QStringList>

class QMainWindow;
class QMenu;

namespace gui {

class AppSettings;
class CommandPalette;
class FileDialogs;
class MainActions;
class MessageArea;
class Shortcuts;
class StoreAccess;
class Theme;

/// What every good window does whatever it is for: keeps its layout, themes, shortcuts that can be changed, a command
/// palette, other workspaces.
class WindowHabits final : public QObject {
    Q_OBJECT

public:
    struct Parties
    {
        QMainWindow& window;
        MainActions& actions;
        AppSettings& settings;
        Theme& theme;
        FileDialogs& dialogs;
        MessageArea& messages;
        StoreAccess& store;
        QString whyReadOnly = {}; ///< told in a bar; empty where there is nothing to tell
        std::function<bool(const QStringList&)> startProgram = {}; ///< false where it could not; empty: this program
    };

    /// The window's menus, tool bar and docks are made; its layout becomes that of the last time.
    explicit WindowHabits(const Parties& parties, QObject* parent = nullptr);
    ~WindowHabits() override;

    void keepLayout();
    /// Asks in a bar whether, and how, the workspace in `folder` is to be opened.
    void offerWorkspace(const QString& folder);

Q_SIGNALS:
    void told(const QString& text);
    /// Something could not be done.
    void failed(const QString& reason);

protected:
    /// Of the window: full screen is checked when it is, whoever wanted it.
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void connectActions();
    void connectTheme();
    void restoreLayout();
    void resetLayout();
    void askWorkspace(bool readOnly);
    /// In a program of its own; a window that has it open already comes to the front.
    void openWorkspace(const QString& folder, bool readOnly);
    void fillRecent();
    void showAbout();
    /// By the desktop's program for it: a document that comes with the program.
    void openDocument(const char* name);

    const Parties m_parties;
    const QByteArray m_firstDocks;
    const QMap<QString, QByteArray> m_firstSplitters; ///< by name
    Shortcuts* m_shortcuts;
    CommandPalette* m_palette;
};

} // namespace gui
