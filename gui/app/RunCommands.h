#pragma once

#include <vector>

#include <QObject>

#include "engine/run/RunConfig.h"

namespace gui {

class MessageArea;
class RunLists;
class RunViewer;
class StoreAccess;
class TrainingController;

/// What the user does with runs: add and resume. Each goes to the store on its own thread and is then shown.
class RunCommands final : public QObject {
    Q_OBJECT

public:
    struct Parties
    {
        StoreAccess& store;
        TrainingController& controller;
        RunLists& lists;
        RunViewer& viewer;
        MessageArea& messages;
    };

    explicit RunCommands(const Parties& parties, QObject* parent = nullptr);

    /// Puts runs at the queue's end, all or none; with `starts` the queue is worked off.
    void add(const std::vector<engine::RunConfig>& configs, bool starts);
    bool canTrainMore(std::int64_t run) const;
    /// A new run that goes on from the newest checkpoint of this one.
    void trainMore(std::int64_t run, std::int64_t steps);
    bool canResume(std::int64_t run) const;
    void resume(std::int64_t run);
    bool canDelete(std::int64_t run) const;

Q_SIGNALS:
    /// It will be trained as soon as nothing else is.
    void startsSoon(qint64 run);
    void told(const QString& text);
    /// Something could not be done, in a sentence.
    void troubled(const QString& text);

private:
    void tellAdded(const std::vector<std::int64_t>& runs, const QString& name, bool starts);
    /// At the start: runs may wait since the window was closed.
    void offerQueue();
    bool nothingWaits() const;

    const Parties m_parties;
};

} // namespace gui
