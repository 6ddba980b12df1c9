#pragma once

#include <filesystem>

#include <QObject>

class QWidget;

namespace gui {

class FileDialogs;
class MainActions;
class RunLists;
class RunNarrator;
class RunsPanel;
class Worker;

/// Runs out of the workspace and in: asks for the file, or takes one that is dropped on the window, and lets the worker
/// read or write it over a connection of its own.
class RunExchange final : public QObject {
    Q_OBJECT

public:
    struct Parties
    {
        Worker& worker;
        RunLists& lists;
        RunsPanel& panel;
        MainActions& actions;
        RunNarrator& narrator;
        FileDialogs& dialogs;
        std::filesystem::path workspace;
    };

    /// Drops on `window` and on the widgets in it that take drops themselves.
    RunExchange(const Parties& parties, QWidget* window);

    void askExport();
    void askImport();
    void bringIn(const QString& path);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void write(qint64 run, const QString& path);

    const Parties m_parties;
    QWidget* m_window;
};

} // namespace gui
