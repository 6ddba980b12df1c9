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

/// Runs out of the workspace and in: asks for the file, and lets the worker read or write it over a connection of its
/// own.
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

    RunExchange(const Parties& parties, QWidget* window);

    void askExport();
    void askImport();
    void bringIn(const QString& path);

private:
    void write(qint64 run, const QString& path);

    const Parties m_parties;
    QWidget* m_window;
};

} // namespace gui
