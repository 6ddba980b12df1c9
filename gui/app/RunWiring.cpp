#include "gui/app/RunWiring.h"

#include "gui/app/AppSettings.h"
#include "gui/app/CheckpointExport.h"
#include "gui/app/LaunchEdits.h"
#include "gui/app/MainActions.h"
#include "gui/app/QueueCommands.h"
#include "gui/app/RunCommands.h"
#include "gui/app/RunEdits.h"
#include "gui/app/RunNarrator.h"
#include "gui/app/RunPageActions.h"
#include "gui/app/ViewEdit.h"
#include "gui/control/RunLists.h"
#include "gui/control/RunViewer.h"
#include "gui/control/TrainingController.h"
#include "gui/pages/CheckpointsView.h"
#include "gui/pages/ConfigurationView.h"
#include "gui/pages/LaunchFiles.h"
#include "gui/pages/LaunchPage.h"
#include "gui/pages/LaunchPrice.h"
#include "gui/pages/MetricsView.h"
#include "gui/pages/PresetPane.h"
#include "gui/pages/QueuePanel.h"
#include "gui/pages/RunHeader.h"
#include "gui/pages/RunPage.h"
#include "gui/pages/RunViewMenu.h"
#include "gui/pages/RunsPanel.h"

namespace gui {

RunWiring::RunWiring(const Parties& parties, QObject* parent)
    : QObject(parent)
    , m_parties(parties)
{
    connectQueue();
    connectRunPage();
    connectEdits();
    connectChosenRun();
    connectSpeed();
    connectTable();
}

void RunWiring::connectQueue()
{
    QueuePanel& panel = m_parties.panel;
    connect(&m_parties.lists.queue(), &QueueModel::moved, &m_parties.queueCommands, &QueueCommands::move);
    RunModel& live = m_parties.viewer.live();
    connect(&live, &RunModel::progressChanged, this, [this, &live] {
        m_parties.lists.noteSecondsLeft(live.secondsLeft());
        if (const auto speed = live.speed(); speed && live.history().config)
            m_parties.lists.noteLiveSpeed(*live.history().config, *speed);
    });
    connect(&panel, &QueuePanel::removeRequested, &m_parties.queueCommands, &QueueCommands::remove);
    connect(&panel, &QueuePanel::startRequested, this, [this] { m_parties.controller.start(); });
    connect(&panel, &QueuePanel::holdRequested, m_parties.actions.holdQueue, &QAction::trigger);
    connect(&panel, &QueuePanel::changeRequested, this, &RunWiring::change);
    connect(&panel, &QueuePanel::goesOnChanged, this, [this](bool goesOn) {
        m_parties.controller.setGoesOnAfterFailure(goesOn);
        m_parties.settings.setGoesOnAfterFailure(goesOn);
    });
    const MainActions& actions = m_parties.actions;
    panel.setActions({actions.startQueue, actions.holdQueue, actions.queueEarlier, actions.queueLater,
                      actions.queueRemove, actions.queueChange, actions.queueGoesOn});
    panel.setGoesOnAfterFailure(m_parties.settings.goesOnAfterFailure());
    const auto report = [this](const QString& text) { m_parties.narrator.report(QStringLiteral("run"), text); };
    connect(&m_parties.queueCommands, &QueueCommands::troubled, this, report);
    connect(&m_parties.commands, &RunCommands::troubled, this, report);
    connect(&m_parties.exporter, &CheckpointExport::troubled, this, report);
    connect(&m_parties.exporter, &CheckpointExport::told, &m_parties.narrator, &RunNarrator::told);
}

void RunWiring::connectRunPage()
{
    new RunPageActions(m_parties.actions, m_parties.runPage, this);
    MetricsView& metrics = m_parties.runPage.metrics();
    connect(&metrics, &MetricsView::smoothingChosen, &m_parties.viewer, &RunViewer::setSmoothing);
    m_parties.viewer.setSmoothing(metrics.smoothing());
    ConfigurationView& configuration = m_parties.runPage.configuration();
    RunHeader& header = m_parties.runPage.header();
    header.setTrainMore(*m_parties.actions.trainMore);
    connect(&header, &RunHeader::trainMoreRequested, &m_parties.commands, &RunCommands::trainMore);
    connect(&configuration, &ConfigurationView::rerunRequested, this, &RunWiring::rerun);
    connect(&configuration, &ConfigurationView::changeRequested, this, &RunWiring::change);
    connect(&configuration, &ConfigurationView::presetRequested, this, [this](const engine::RunConfig& config) {
        m_parties.actions.newRun->trigger();
        m_parties.launch.askPresetName(config);
    });
    connect(&m_parties.runPage.checkpoints(), &CheckpointsView::exportRequested, &m_parties.exporter,
            &CheckpointExport::ask);
}

void RunWiring::connectEdits()
{
    RunEdits& edits = m_parties.edits;
    CheckpointsView& checkpoints = m_parties.runPage.checkpoints();
    PresetPane& presets = m_parties.launch.presets();
    LaunchFiles& files = m_parties.launch.files();
    connect(&checkpoints, &CheckpointsView::deleteRequested, &edits, &RunEdits::removeCheckpoint);
    connect(&edits, &RunEdits::checkpointsHidden, &checkpoints, &CheckpointsView::setDeleted);
    connect(&presets, &PresetPane::removeRequested, &edits, &RunEdits::removePreset);
    connect(&edits, &RunEdits::presetsHidden, &presets, &PresetPane::setHidden);
    connect(&edits, &RunEdits::presetPurged, &files, &LaunchFiles::removePreset);
    connect(&files, &LaunchFiles::presetSaved, &edits, &RunEdits::keepPreset);
    connect(&files, &LaunchFiles::presetPutBack, &edits, &RunEdits::keepPreset);
    auto* launchEdits = new LaunchEdits(edits.stack(), m_parties.launch, this);
    connect(launchEdits, &LaunchEdits::shown, m_parties.actions.newRun, &QAction::trigger);
    connect(launchEdits, &LaunchEdits::told, &m_parties.narrator, &RunNarrator::told);
    connect(&m_parties.runs, &RunsPanel::viewEdited, this,
            [this](const QString& name, const QString& before, const QString& after) {
                m_parties.edits.stack().push(new ViewEdit(m_parties.settings, {name, before, after}));
                Q_EMIT m_parties.narrator.told(ViewEdit::sentence({name, before, after}));
            });
    const auto report = [this](const QString& text) { m_parties.narrator.report(QStringLiteral("run"), text); };
    connect(&edits, &RunEdits::troubled, this, report);
    connect(&checkpoints, &CheckpointsView::troubled, this, report);
}

void RunWiring::connectChosenRun()
{
    const auto on = [this](QAction* action, auto slot) { connect(action, &QAction::triggered, this, slot); };
    on(m_parties.actions.rerun, [this] { rerun(m_parties.runs.current()); });
    on(m_parties.actions.changeRun, [this] { change(m_parties.runs.current()); });
    on(m_parties.actions.trainMore, [this] {
        m_parties.actions.showRun->trigger();
        m_parties.runPage.header().askTrainMore();
    });
    on(m_parties.actions.resumeRun, [this] { m_parties.commands.resume(m_parties.runs.current()); });
}

void RunWiring::rerun(qint64 run)
{
    m_parties.queueCommands.withConfig(run, [this](const engine::RunConfig& config, bool hasStart) {
        if (hasStart)
            m_parties.commands.add({config}, false);
        else
            showInLaunch(config);
    });
}

void RunWiring::change(qint64 run)
{
    m_parties.queueCommands.withConfig(run, [this](const engine::RunConfig& config, bool) { showInLaunch(config); });
}

void RunWiring::showInLaunch(const engine::RunConfig& config)
{
    m_parties.actions.newRun->trigger();
    m_parties.launch.setConfig(config); // then, since a change of page clears what the status bar says
}

void RunWiring::connectSpeed()
{
    LaunchPrice& price = m_parties.launch.price();
    connect(&price, &LaunchPrice::measureRequested, this, [this, &price](const engine::RunConfig& config) {
        if (!m_parties.controller.measure(config))
            price.showSpeed({});
    });
    connect(&m_parties.controller, &TrainingController::measured, &price, &LaunchPrice::showSpeed);
    connect(&m_parties.controller, &TrainingController::measuringFailed, this, [this, &price](const QString& reason) {
        price.showSpeed({});
        m_parties.narrator.report(QStringLiteral("speed"), tr("The speed could not be measured. %1").arg(reason));
    });
    connect(
        &price, &LaunchPrice::speedKnown, this,
        [this](const engine::RunConfig& config, const engine::MeasuredSpeed& speed) {
            m_parties.lists.noteSpeed(config, {speed.secondsPerStep, speed.stepsPerEpoch, speed.secondsPerEvaluation});
        });
}

void RunWiring::connectTable()
{
    const PageActions& pages = m_parties.actions.pages;
    RunViewMenu& menu = m_parties.runs.viewMenu();
    const RunTableModel& table = m_parties.lists.runs();
    connect(pages.chooseColumns, &QAction::triggered, &menu, &RunViewMenu::chooseColumns);
    connect(pages.groupRuns, &QAction::triggered, &menu, &RunViewMenu::chooseGroups);
    connect(pages.sortRuns, &QAction::triggered, &menu, &RunViewMenu::chooseOrder);
    connect(pages.chooseView, &QAction::triggered, &menu, &RunViewMenu::chooseView);
    connect(pages.saveView, &QAction::triggered, &menu, &RunViewMenu::askName);
    connect(pages.showArchived, &QAction::toggled, &menu, &RunViewMenu::showArchived);
    connect(m_parties.actions.resetLayout, &QAction::triggered, &m_parties.runs, &RunsPanel::reset);
    const auto follow = [&table, shown = pages.showArchived] { shown->setChecked(table.view().showsArchived); };
    connect(&table, &RunTableModel::arranged, pages.showArchived, follow);
    follow();
}

} // namespace gui

#include "moc_RunWiring.cpp"
