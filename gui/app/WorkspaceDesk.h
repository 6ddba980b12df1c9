#pragma once

#include <atomic>
#include <filesystem>
#include <memory>

#include <QObject>
#include <QString>

class QWidget;

namespace gui {

class AppSettings;
class FileDialogs;
class MainActions;
class MessageArea;
class RunEdits;
class RunLists;
class RunViewer;
class StoreAccess;
class TrainingController;
class Worker;

/// What the File menu does with the workspace's database as a whole: back up, restore, compact. Looks for damage once
/// when the window opens, and where there is none backs up once a day, as the settings have it. All of it on a thread
/// of its own.
class WorkspaceDesk final : public QObject {
    Q_OBJECT

public:
    struct Parties
    {
        QWidget& window;
        MainActions& actions;
        AppSettings& settings;
        FileDialogs& dialogs;
        MessageArea& messages;
        StoreAccess& store;
        TrainingController& controller;
        RunLists& lists;
        RunViewer& viewer;
        RunEdits& edits;
    };

    explicit WorkspaceDesk(const Parties& parties, QObject* parent = nullptr);
    ~WorkspaceDesk() override;

Q_SIGNALS:
    void told(const QString& text);
    /// For the log alone.
    void noted(const QString& text);
    /// Something could not be done.
    void failed(const QString& reason);

private:
    void lookForDamage();
    void connectDailyBackup();
    void backUpDaily();
    void askBackup();
    void backUp(const QString& file);
    void askRestore();
    void confirmRestore(const QString& file);
    void restore(const QString& file);
    void replaceBy(const QString& file);
    void compact();
    /// Why the database cannot be replaced or rewritten now; empty where it can.
    QString hindrance() const;

    const Parties m_parties;
    const std::filesystem::path m_workspace;
    std::shared_ptr<std::atomic<bool>> m_isLookWanted;
    std::shared_ptr<std::atomic<bool>> m_isWindowThere;
    std::unique_ptr<Worker> m_worker;
};

} // namespace gui
