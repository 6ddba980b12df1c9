#pragma once

#include <functional>
#include <vector>

#include <QObject>

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
    };

    QueueCommands(const Parties& parties, QObject* parent = nullptr);

    /// Before `next` in the store; at the end where that is 0.
    void move(qint64 run, qint64 next);
    /// Offers to undo it in a bar.
    void remove(const std::vector<qint64>& runs);
    /// Reads the configuration of a run, waiting or not, and gives it to `use`.
    void withConfig(qint64 run, std::function<void(const engine::RunConfig&)> use);

Q_SIGNALS:
    void troubled(const QString& text);

private:
    void offerUndo(const std::vector<TakenRun>& taken);

    const Parties m_parties;
};

} // namespace gui
