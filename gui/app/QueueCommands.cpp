#include "gui/app/QueueCommands.h"

#include "gui/app/MessageArea.h"
#include "gui/control/RunLists.h"
#include "gui/control/RunScheduler.h"
#include "gui/control/StoreAccess.h"
#include "gui/models/EngineText.h"

namespace gui {

namespace {

const char* const undoKey = "removed";

class RemoveFromQueue final : public QUndoCommand {
public:
    RemoveFromQueue(QueueCommands& commands, std::vector<qint64> runs)
        : QUndoCommand(runs.size() == 1 ? QueueCommands::tr("remove from the queue")
                                        : QueueCommands::tr("remove %1 runs from the queue").arg(runs.size()))
        , m_commands(commands)
        , m_runs(std::move(runs))
    {
    }
    void redo() override
    {
        m_taken = std::make_shared<std::vector<TakenRun>>();
        m_commands.takeOut(m_runs, m_taken);
    }
    void undo() override { m_commands.putBack(m_taken); }
    const QueueCommands::Taken& taken() const { return m_taken; }

private:
    QueueCommands& m_commands;
    const std::vector<qint64> m_runs;
    QueueCommands::Taken m_taken;
};

/// Why one of them could not be taken out; empty when all were.
QString takeAllOut(storage::RunRepository& repository, const std::vector<qint64>& runs, std::vector<TakenRun>& taken)
{
    QString problem;
    for (const qint64 run : runs) {
        try {
            taken.push_back(RunScheduler(repository).takeOut(run));
        } catch (const engine::BadInput& bad) { // it has begun meanwhile
            problem = engineText(bad.what());
        }
    }
    return problem;
}

} // namespace

QueueCommands::QueueCommands(const Parties& parties, QObject* parent)
    : QObject(parent)
    , m_parties(parties)
{
    // The bar's Undo is for one removal, as long as nothing else was done since. Of the bars and the stack, which says
    // so when it is emptied, either may go first.
    connect(&parties.edits, &QUndoStack::indexChanged, &parties.messages,
            [&messages = parties.messages] { messages.take(QString::fromLatin1(undoKey)); });
}

void QueueCommands::move(qint64 run, qint64 next)
{
    m_parties.store.ask(
        this, {}, [run, next](storage::RunRepository& repository) { RunScheduler(repository).move(run, next); },
        [this] { m_parties.lists.refresh(); });
}

void QueueCommands::remove(const std::vector<qint64>& runs)
{
    if (!runs.empty())
        m_parties.edits.push(new RemoveFromQueue(*this, runs));
}

void QueueCommands::takeOut(const std::vector<qint64>& runs, const Taken& taken)
{
    m_parties.store.ask(
        this, {},
        [runs, taken](storage::RunRepository& repository) {
            const QString problem = takeAllOut(repository, runs, *taken);
            return std::pair(int(taken->size()), problem);
        },
        [this, taken](const std::pair<int, QString>& done) {
            m_parties.lists.refresh();
            if (done.first > 0)
                offerUndo(done.first, taken);
            if (!done.second.isEmpty())
                Q_EMIT troubled(done.second);
        });
}

void QueueCommands::putBack(const Taken& taken)
{
    m_parties.store.ask(
        this, {},
        [taken](storage::RunRepository& repository) {
            // The last first: each stands before one that is there again.
            for (std::size_t run = taken->size(); run > 0; --run)
                RunScheduler(repository).putBack((*taken)[run - 1]);
        },
        [this] { m_parties.lists.refresh(); });
}

void QueueCommands::offerUndo(int runs, const Taken& taken)
{
    const QUndoStack& edits = m_parties.edits;
    const auto* newest = dynamic_cast<const RemoveFromQueue*>(edits.command(edits.index() - 1));
    if (newest == nullptr || newest->taken() != taken)
        return; // the store has taken its time, and Undo is for something else by now
    const QString text =
        runs == 1 ? tr("1 run was taken out of the queue.") : tr("%1 runs were taken out of the queue.").arg(runs);
    m_parties.messages.tell(QString::fromLatin1(undoKey),
                            {MessageArea::Kind::Note, text,
                             {{QStringLiteral("undoRemoveButton"), tr("Undo"), [this] { m_parties.edits.undo(); }},
                              {QStringLiteral("keepRemovedButton"), tr("Close"), [] {}}}});
}

void QueueCommands::withConfig(qint64 run, Use use)
{
    m_parties.store.ask(
        this, {},
        [run](storage::RunRepository& repository) {
            StoredConfig stored;
            const auto record = repository.run(run);
            if (!record)
                return stored;
            stored.name = QString::fromStdString(record->name);
            stored.parsed = engine::configFromText(record->configJson);
            stored.start = RunScheduler(repository).startFor(*record, stored.parsed.config);
            return stored;
        },
        [this, use = std::move(use)](const StoredConfig& stored) { give(stored, use); });
}

void QueueCommands::give(const StoredConfig& stored, const Use& use)
{
    if (stored.name.isEmpty())
        return; // removed meanwhile
    if (!stored.parsed.issues.empty()) {
        Q_EMIT troubled(tr("The configuration of %1 cannot be read: %2")
                            .arg(stored.name, issueText(stored.parsed.issues.front())));
        return;
    }
    engine::RunConfig config = stored.parsed.config;
    if (!stored.start)
        Q_EMIT troubled(
            tr("%1 went on from the checkpoint %2, which did not come along when it was imported. Choose its "
               "folder here under “Go on from”, or leave that empty to start at the beginning.")
                .arg(stored.name, QString::fromStdString(config.training.continueFrom)));
    config.training.continueFrom = stored.start.value_or(std::string());
    use(config, stored.start.has_value());
}

} // namespace gui

#include "moc_QueueCommands.cpp"
