#include "gui/app/QueueCommands.h"

#include "engine/run/ConfigJson.h"
#include "gui/app/MessageArea.h"
#include "gui/control/RunLists.h"
#include "gui/control/RunScheduler.h"
#include "gui/control/StoreAccess.h"

namespace gui {

namespace {

const char* const undoKey = "removed";

/// What was taken out, or why one could not be.
struct Removal
{
    std::vector<TakenRun> taken;
    QString problem;
};

Removal takeOut(storage::RunRepository& repository, const std::vector<qint64>& runs)
{
    Removal removal;
    for (const qint64 run : runs) {
        try {
            removal.taken.push_back(RunScheduler(repository).takeOut(run));
        } catch (const engine::BadInput& problem) { // it has begun meanwhile
            removal.problem = QString::fromUtf8(problem.what());
        }
    }
    return removal;
}

} // namespace

QueueCommands::QueueCommands(const Parties& parties, QObject* parent)
    : QObject(parent)
    , m_parties(parties)
{
}

void QueueCommands::move(qint64 run, qint64 next)
{
    m_parties.store.ask(
        this, {}, [run, next](storage::RunRepository& repository) { RunScheduler(repository).move(run, next); },
        [this] { m_parties.lists.refresh(); });
}

void QueueCommands::remove(const std::vector<qint64>& runs)
{
    m_parties.store.ask(
        this, {}, [runs](storage::RunRepository& repository) { return takeOut(repository, runs); },
        [this](const Removal& removal) {
            m_parties.lists.refresh();
            if (!removal.taken.empty())
                offerUndo(removal.taken);
            if (!removal.problem.isEmpty())
                Q_EMIT troubled(removal.problem);
        });
}

void QueueCommands::offerUndo(const std::vector<TakenRun>& taken)
{
    const QString name = QString::fromStdString(taken.front().record.name);
    const QString text = taken.size() == 1 ? tr("%1 was taken out of the queue.").arg(name)
                                           : tr("%1 runs were taken out of the queue.").arg(taken.size());
    const auto undo = [this, taken] {
        m_parties.store.ask(
            this, {},
            [taken](storage::RunRepository& repository) {
                // The last first: each stands before one that is there again.
                for (auto run = taken.rbegin(); run != taken.rend(); ++run)
                    RunScheduler(repository).putBack(*run);
            },
            [this] { m_parties.lists.refresh(); });
    };
    m_parties.messages.tell(QString::fromLatin1(undoKey),
                            {MessageArea::Kind::Note,
                             text,
                             {{QStringLiteral("undoRemoveButton"), tr("Undo"), undo},
                              {QStringLiteral("keepRemovedButton"), tr("Close"), [] {}}}});
}

void QueueCommands::withConfig(qint64 run, std::function<void(const engine::RunConfig&)> use)
{
    m_parties.store.ask(
        this, {}, [run](storage::RunRepository& repository) { return repository.run(run); },
        [this, use = std::move(use)](const std::optional<storage::RunRecord>& record) {
            if (!record)
                return;
            const engine::ParsedConfig parsed = engine::configFromText(record->configJson);
            if (parsed.issues.empty())
                use(parsed.config);
            else
                Q_EMIT troubled(tr("The configuration of %1 cannot be read: %2")
                                    .arg(QString::fromStdString(record->name),
                                         QString::fromStdString(engine::toText(parsed.issues.front()))));
        });
}

} // namespace gui

#include "moc_QueueCommands.cpp"
