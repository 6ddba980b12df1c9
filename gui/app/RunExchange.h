#pragma once

#include <filesystem>
#include <memory>

#include <QObject>

class QWidget;

namespace gui {

class FileDialogs;
class MainActions;
class RunLists;
class RunNarrator;
class RunsPanel;
class Worker;

/// Runs out of the workspace and in: asks for the file, and lets a worker of its own read or write it over a connection
/// of its own.
class RunExchange final : public QObject {
    Q_OBJECT

public:
    struct Parties
    {
        RunLists& lists;
        RunsPanel& panel;
        MainActions& actions;
        RunNarrator& narrator;
        FileDialogs& dialogs;
        std::filesystem::path workspace;
    };

    RunExchange(const Parties& parties, QWidget* window);
    ~RunExchange() override;

    void askExport();
    void askImport();
    void bringIn(const QString& path);

private:
    void write(qint64 run, const QString& path);

    const Parties m_parties;
    QWidget* m_window;
    std::unique_ptr<Worker> m_worker;
};

} // namespace gui
