#include "gui/app/InterruptedOffer.h"

#include <algorithm>
#include <utility>

#include <QStringList>

#include "gui/app/AppSettings.h"
#include "gui/app/MessageArea.h"
#include "gui/control/RunLists.h"
#include "gui/control/RunScheduler.h"
#include "gui/control/StoreAccess.h"
#include "gui/control/TrainingController.h"

namespace gui {

namespace {

constexpr std::size_t mostNames = 3;

QString interruptedKey()
{
    return QStringLiteral("interrupted");
}

/// The same run may be interrupted once more.
QString endKey(const storage::RunRepository& repository, const storage::RunRecord& run)
{
    return QString::fromStdString(repository.workspace().string()) + QLatin1Char('#') + QString::number(run.id)
        + QLatin1Char('@') + QString::number(run.endedAt, 'f', 3);
}

} // namespace

InterruptedOffer::InterruptedOffer(const Parties& parties, QObject* parent)
    : QObject(parent)
    , m_parties(parties)
{
    if (parties.store.canWrite())
        connect(&parties.lists, &RunLists::refreshed, this, &InterruptedOffer::look, Qt::SingleShotConnection);
    connect(&parties.lists, &RunLists::refreshed, this, &InterruptedOffer::takeBackWhereDone);
}

void InterruptedOffer::look()
{
    m_parties.store.ask(
        this, {},
        [](storage::RunRepository& repository) {
            std::vector<Run> runs;
            for (const storage::RunRecord& run : RunScheduler(repository).interrupted())
                runs.push_back({run.id, QString::fromStdString(run.name), run.step, endKey(repository, run)});
            return runs;
        },
        [this](std::vector<Run> runs) { offer(std::move(runs)); });
}

void InterruptedOffer::offer(std::vector<Run> runs)
{
    const QStringList left = m_parties.settings.leftRuns();
    std::erase_if(runs, [&left](const Run& run) { return left.contains(run.key); });
    if (runs.empty())
        return;
    QStringList names;
    for (std::size_t i = 0; i < std::min(runs.size(), mostNames); ++i)
        names << runs[i].name;
    if (runs.size() > mostNames)
        names << tr("%1 more").arg(runs.size() - mostNames);
    const bool isOne = runs.size() == 1;
    const QString text = isOne ? tr("%1 was interrupted at step %2, before it was done.")
                                     .arg(runs.front().name, QString::number(runs.front().step))
                               : tr("Interrupted before they were done: %1.").arg(names.join(QStringLiteral(", ")));
    m_offered = std::move(runs);
    m_parties.messages.tell(
        interruptedKey(),
        {MessageArea::Kind::Note,
         text,
         {{QStringLiteral("goOnButton"), isOne ? tr("Go on with it") : tr("Go on with them"), [this] { goOn(); }},
          {QStringLiteral("leaveInterruptedButton"), isOne ? tr("Leave it") : tr("Leave them"), [this] { leave(); }}}});
}

void InterruptedOffer::goOn()
{
    std::vector<std::int64_t> runs;
    for (const Run& run : std::exchange(m_offered, {}))
        if (m_parties.lists.runs().stateOf(run.id) == storage::RunState::Interrupted)
            runs.push_back(run.id);
    m_parties.store.ask(
        this, {}, [runs](storage::RunRepository& repository) { RunScheduler(repository).requeueFirst(runs); },
        [this] {
            m_parties.lists.refresh();
            m_parties.controller.start();
        });
}

void InterruptedOffer::leave()
{
    QStringList keys;
    for (const Run& run : std::exchange(m_offered, {}))
        keys << run.key;
    m_parties.settings.leaveRuns(keys);
}

void InterruptedOffer::takeBackWhereDone()
{
    const auto isStill = [this](const Run& run) {
        return m_parties.lists.runs().stateOf(run.id) == storage::RunState::Interrupted;
    };
    if (m_offered.empty() || std::any_of(m_offered.begin(), m_offered.end(), isStill))
        return;
    m_offered.clear();
    m_parties.messages.take(interruptedKey());
}

} // namespace gui

#include "moc_InterruptedOffer.cpp"
