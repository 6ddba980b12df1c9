#include "gui/app/RunCommands.h"

#include "gui/app/MessageArea.h"
#include "gui/control/RunLists.h"
#include "gui/control/RunScheduler.h"
#include "gui/control/RunViewer.h"
#include "gui/control/StoreAccess.h"
#include "gui/control/TrainingController.h"
#include "gui/models/EngineText.h"

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
    if (waiting == 0 || m_parties.controller.isBusy() || !m_parties.store.canWrite())
        return;
    const QString text = waiting == 1 ? tr("1 run waits in the queue since last time.")
                                      : tr("%1 runs wait in the queue since last time.").arg(waiting);
    m_parties.messages.tell(QString::fromLatin1(offerKey),
                            {MessageArea::Kind::Note, text,
                             {{QStringLiteral("startWaitingButton"), tr("Start the queue"),
                               [this] { m_parties.controller.start(); }},
                              {QStringLiteral("leaveWaitingButton"), tr("Not now"), [] {}}}});
}

void RunCommands::add(const std::vector<engine::RunConfig>& configs, bool starts)
{
    if (configs.empty())
        return;
    m_parties.store.ask(
        this, {},
        [configs](storage::RunRepository& repository) {
            std::vector<std::int64_t> ids = RunScheduler(repository).add(configs);
            std::string name = repository.run(ids.front())->name;
            return std::pair(std::move(ids), std::move(name));
        },
        [this, starts](const std::pair<std::vector<std::int64_t>, std::string>& added) {
            tellAdded(added.first, QString::fromStdString(added.second), starts);
        });
}

void RunCommands::tellAdded(const std::vector<std::int64_t>& runs, const QString& name, bool starts)
{
    const bool isNext = starts && nothingWaits();
    m_parties.lists.refresh();
    if (starts)
        m_parties.controller.start();
    if (isNext)
        Q_EMIT startsSoon(runs.front());
    else
        Q_EMIT told(runs.size() == 1 ? tr("%1 was added to the queue").arg(name)
                                     : tr("%1 runs were added to the queue").arg(runs.size()));
}

bool RunCommands::canTrainMore(std::int64_t run) const
{
    const auto state = m_parties.lists.runs().stateOf(run);
    return state && RunScheduler::canTrainMore(*state) && m_parties.lists.runs().stepOf(run) > 0
        && run != m_parties.controller.run();
}

void RunCommands::trainMore(std::int64_t run, std::int64_t steps)
{
    struct Added
    {
        std::int64_t run = 0;
        QString name;
        QString problem;
    };
    m_parties.store.ask(
        this, {},
        [run, steps](storage::RunRepository& repository) {
            Added added;
            try {
                added.run = RunScheduler(repository).trainMore(run, steps);
                added.name = QString::fromStdString(repository.run(added.run)->name);
            } catch (const engine::BadInput& problem) {
                added.problem = engineText(problem.what());
            }
            return added;
        },
        [this](const Added& added) {
            if (!added.problem.isEmpty())
                Q_EMIT troubled(added.problem);
            else
                tellAdded({added.run}, added.name, true);
        });
}

/// As far as the lists know: what is added now is trained at once.
bool RunCommands::nothingWaits() const
{
    return !m_parties.controller.isBusy() && m_parties.lists.queue().rowCount() == 0;
}

bool RunCommands::canResume(std::int64_t run) const
{
    const auto state = m_parties.lists.runs().stateOf(run);
    return state && RunScheduler::canResume(*state) && run != m_parties.controller.run();
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
    const auto state = m_parties.lists.runs().stateOf(run);
    return state && *state != Running && *state != Paused && run != m_parties.controller.run();
}

} // namespace gui

#include "moc_RunCommands.cpp"
