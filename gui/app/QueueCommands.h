#pragma once

#include <functional>
#include <memory>
#include <vector>

#include <QUndoStack>

#include "engine/run/RunConfig.h"

namespace gui {

class MessageArea;
class RunLists;
class StoreAccess;
struct TakenRun;

/// What the user does with runs that wait: move, remove and put back, look at again as a configuration.
class QueueCommands final : public QObject {
    Q_OBJECT

public:
    struct Parties
    {
        StoreAccess& store;
        RunLists& lists;
        MessageArea& messages;
        QUndoStack& edits;
    };

    QueueCommands(const Parties& parties, QObject* parent = nullptr);

    /// Before `next` in the store; at the end where that is 0.
    void move(qint64 run, qint64 next);
    /// Can be undone, from a bar too.
    void remove(const std::vector<qint64>& runs);
    /// Reads the configuration of a run, waiting or not, and gives it to `use`.
    void withConfig(qint64 run, std::function<void(const engine::RunConfig&)> use);

Q_SIGNALS:
    void troubled(const QString& text);

public:
    // What the command on the stack does; `taken` belongs to the store's thread.
    using Taken = std::shared_ptr<std::vector<TakenRun>>;
    void takeOut(const std::vector<qint64>& runs, const Taken& taken);
    void putBack(const Taken& taken);

private:
    void offerUndo(int runs);

    const Parties m_parties;
};

} // namespace gui
