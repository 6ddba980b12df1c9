#include "gui/app/ActionStates.h"

#include <QTabWidget>

#include "gui/app/MainActions.h"
#include "gui/app/RunCommands.h"
#include "gui/app/RunEditing.h"
#include "gui/control/RunLists.h"
#include "gui/control/StoreAccess.h"
#include "gui/control/TrainingController.h"
#include "gui/pages/LaunchPage.h"
#include "gui/pages/LaunchPrice.h"
#include "gui/pages/QueuePanel.h"
#include "gui/pages/RunPage.h"
#include "gui/pages/RunsPanel.h"

namespace gui {

ActionStates::ActionStates(const Parties& parties, QObject* parent)
    : QObject(parent)
    , m_parties(parties)
{
    connect(&parties.controller, &TrainingController::stateChanged, this, &ActionStates::update);
    connect(&parties.controller, &TrainingController::runStarting, this, &ActionStates::update);
    connect(&parties.launch, &LaunchPage::canStartChanged, this, &ActionStates::update);
    connect(&parties.runs, &RunsPanel::choiceChanged, this, &ActionStates::update);
}

void ActionStates::update()
{
    const bool canWrite = m_parties.store.canWrite();
    updateStart(canWrite);
    updateQueue(canWrite);
    updateChosen(canWrite);
    m_parties.editing.update(canWrite);
    m_parties.actions.showRun->setEnabled(m_parties.tabs.isTabEnabled(m_parties.tabs.indexOf(&m_parties.runPage)));
}

void ActionStates::updateStart(bool canWrite)
{
    const bool isThere = canWrite && m_parties.launch.isVisible();
    m_parties.actions.addToQueue->setEnabled(isThere && m_parties.launch.canQueue());
    m_parties.actions.start->setEnabled(isThere && m_parties.launch.canStart());
    if (canWrite)
        m_parties.actions.explainStart(m_parties.launch.whyNotStarted());
}

void ActionStates::updateQueue(bool canWrite)
{
    using State = TrainingController::State;
    const State state = m_parties.controller.state();
    const bool isHeld = m_parties.controller.isQueueHeld();
    const int waiting = m_parties.lists.queue().rowCount();
    MainActions& actions = m_parties.actions;
    actions.startQueue->setEnabled(canWrite && (state == State::Idle || isHeld) && waiting > 0);
    actions.holdQueue->setEnabled(state != State::Idle && state != State::Stopping && !isHeld && waiting > 0);
    m_parties.queue.setWork(state == State::Idle ? QueuePanel::Work::Idle
                                : isHeld         ? QueuePanel::Work::Held
                                                 : QueuePanel::Work::Working);
    m_parties.launch.price().setSurroundings(waiting + (state != State::Idle ? 1 : 0), whyNotMeasured());
    actions.pause->setEnabled(m_parties.controller.run() != 0 && state != State::Stopping);
    actions.setPaused(state == State::Pausing || state == State::Paused);
    actions.stop->setEnabled(m_parties.controller.isBusy() && state != State::Stopping);
}

void ActionStates::updateChosen(bool canWrite)
{
    const qint64 chosen = m_parties.runs.current();
    MainActions& actions = m_parties.actions;
    actions.rerun->setEnabled(canWrite && chosen != 0);
    actions.changeRun->setEnabled(canWrite && chosen != 0);
    actions.exportRun->setEnabled(chosen != 0);
    actions.trainMore->setEnabled(canWrite && m_parties.commands.canTrainMore(chosen));
    actions.resumeRun->setEnabled(canWrite && m_parties.commands.canResume(chosen));
}

QString ActionStates::whyNotMeasured() const
{
    if (m_parties.controller.isMeasuring())
        return tr("Measuring…");
    return m_parties.controller.isBusy()
        ? tr("Not while a run trains: it would disturb that run and be disturbed by it")
        : QString();
}

} // namespace gui

#include "moc_ActionStates.cpp"
