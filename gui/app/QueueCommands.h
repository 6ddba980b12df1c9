#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <QUndoStack>

#include "engine/run/ConfigJson.h"

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

    explicit QueueCommands(const Parties& parties, QObject* parent = nullptr);

    /// Before `next` in the store; at the end where that is 0.
    void move(qint64 run, qint64 next);
    /// Can be undone, from a bar too.
    void remove(const std::vector<qint64>& runs);
    using Use = std::function<void(const engine::RunConfig& config, bool hasStart)>;
    /// Reads the configuration of a run, waiting or not, and gives it to `use` as a new run can have it. Without the
    /// checkpoint that the run went on from it says so, and leaves that field empty.
    void withConfig(qint64 run, Use use);

Q_SIGNALS:
    void troubled(const QString& text);

public:
    // What the command on the stack does; `taken` belongs to the store's thread.
    using Taken = std::shared_ptr<std::vector<TakenRun>>;
    void takeOut(const std::vector<qint64>& runs, const Taken& taken);
    void putBack(const Taken& taken);

private:
    struct StoredConfig
    {
        QString name; ///< empty: there is no such run
        engine::ParsedConfig parsed;
        std::optional<std::string> start;
    };
    void give(const StoredConfig& stored, const Use& use);
    void offerUndo(int runs, const Taken& taken);

    const Parties m_parties;
};

} // namespace gui
