#pragma once

#include <memory>

#include <QObject>

namespace gui {

class FileDialogs;
class StoreAccess;
class Worker;

/// Hands a checkpoint over to the library PEFT: asks where to, reads the run's configuration, writes on a worker of its
/// own, also while a run trains.
class CheckpointExport final : public QObject {
    Q_OBJECT

public:
    struct Parties
    {
        StoreAccess& store;
        FileDialogs& dialogs;
    };

    CheckpointExport(const Parties& parties, QWidget* window);
    ~CheckpointExport() override;

    void ask(qint64 run, const QString& checkpoint);

Q_SIGNALS:
    void told(const QString& text);
    void troubled(const QString& text);

private:
    void write(qint64 run, const QString& checkpoint, const QString& folder);

    const Parties m_parties;
    QWidget* m_window;
    std::unique_ptr<Worker> m_worker;
};

} // namespace gui
