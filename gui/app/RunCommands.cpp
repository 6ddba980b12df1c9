#include "gui/app/RunCommands.h"

#include "gui/app/MessageArea.h"
#include "gui/control/RunLists.h"
#include "gui/control/RunScheduler.h"
#include "gui/control/RunViewer.h"
#include "gui/control/StoreAccess.h"
#include "gui/control/TrainingController.h"

namespace gui {

namespace {
const char* const offerKey = "waiting";
}

RunCommands::RunCommands(const Parties& parties, QObject* parent)
    : QObject(parent)
    , m_parties(parties)
{
    connect(&parties.lists, &RunLists::refreshed, this, &RunCommands::offerQueue, Qt::SingleShotConnection);
    connect(&parties.controller, &TrainingController::stateChanged, this, [this] {
        if (m_parties.controller.isBusy())
            m_parties.messages.take(QString::fromLatin1(offerKey));
    });
}

void RunCommands::offerQueue()
{
    const int waiting = m_parties.lists.queue().rowCount();
    if (waiting == 0 || m_parties.controller.isBusy())
        return;
    const QString text = waiting == 1 ? tr("1 run waits in the queue since last time.")
                                      : tr("%1 runs wait in the queue since last time.").arg(waiting);
    m_parties.messages.tell(QString::fromLatin1(offerKey),
                            {MessageArea::Kind::Note, text,
                             {{QStringLiteral("startWaitingButton"), tr("Start the queue"),
                               [this] { m_parties.controller.start(); }},
                              {QStringLiteral("leaveWaitingButton"), tr("Not now"), [] {}}}});
}

void RunCommands::add(const engine::RunConfig& config, bool starts)
{
    m_parties.store.ask(
        this, {},
        [config](storage::RunRepository& repository) {
            const std::int64_t id = RunScheduler(repository).add(config);
            return std::pair(id, repository.run(id)->name);
        },
        [this, starts](const std::pair<std::int64_t, std::string>& added) {
            const bool isNext = starts && nothingWaits();
            m_parties.lists.refresh();
            if (starts)
                m_parties.controller.start();
            if (isNext)
                Q_EMIT startsSoon(added.first);
            else
                Q_EMIT told(tr("%1 was added to the queue").arg(QString::fromStdString(added.second)));
        });
}

/// As far as the lists know: what is added now is trained at once.
bool RunCommands::nothingWaits() const
{
    return !m_parties.controller.isBusy() && m_parties.lists.queue().rowCount() == 0;
}

bool RunCommands::canResume(std::int64_t run) const
{
    const RunRow* row = m_parties.lists.runs().row(run);
    return row != nullptr && RunScheduler::canResume(row->record.state) && run != m_parties.controller.run();
}

void RunCommands::resume(std::int64_t run)
{
    if (!canResume(run))
        return;
    m_parties.store.ask(
        this, {}, [run](storage::RunRepository& repository) { RunScheduler(repository).requeue(run); },
        [this, run] {
            const bool isNext = nothingWaits();
            m_parties.lists.refresh();
            m_parties.controller.start();
            if (isNext)
                Q_EMIT startsSoon(run);
            else
                Q_EMIT told(tr("The run goes on when those before it are done"));
        });
}

bool RunCommands::canDelete(std::int64_t run) const
{
    using enum storage::RunState;
    const RunRow* row = m_parties.lists.runs().row(run);
    return row != nullptr && row->record.state != Running && row->record.state != Paused
        && run != m_parties.controller.run();
}

} // namespace gui

#include "moc_RunCommands.cpp"
