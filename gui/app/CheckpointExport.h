#pragma once

#include <QObject>

namespace gui {

class FileDialogs;
class StoreAccess;
class TrainingController;
class Worker;

/// Hands a checkpoint over to the library PEFT: asks where to, reads the run's configuration, writes on the worker.
class CheckpointExport final : public QObject {
    Q_OBJECT

public:
    struct Parties
    {
        StoreAccess& store;
        Worker& worker;
        TrainingController& controller;
        FileDialogs& dialogs;
    };

    CheckpointExport(const Parties& parties, QWidget* window);

    void ask(qint64 run, const QString& checkpoint);

Q_SIGNALS:
    void told(const QString& text);
    void troubled(const QString& text);

private:
    void write(qint64 run, const QString& checkpoint, const QString& folder);

    const Parties m_parties;
    QWidget* m_window;
};

} // namespace gui
