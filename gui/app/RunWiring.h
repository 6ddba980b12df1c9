#pragma once

#include <QObject>

#include "engine/run/RunConfig.h"

namespace gui {

class AppSettings;
class CheckpointExport;
class LaunchPage;
class MainActions;
class QueueCommands;
class QueuePanel;
class RunCommands;
class RunEdits;
class RunLists;
class RunNarrator;
class RunPage;
class RunViewer;
class RunsPanel;
class TrainingController;

/// Connects what the queue's panel, the run's page, Launch and the actions on a run ask for with those who do it.
class RunWiring final : public QObject {
    Q_OBJECT

public:
    struct Parties
    {
        TrainingController& controller;
        RunLists& lists;
        RunViewer& viewer;
        RunCommands& commands;
        RunEdits& edits;
        QueueCommands& queueCommands;
        RunNarrator& narrator;
        AppSettings& settings;
        MainActions& actions;
        QueuePanel& panel;
        RunsPanel& runs;
        LaunchPage& launch;
        RunPage& runPage;
        CheckpointExport& exporter;
    };

    RunWiring(const Parties& parties, QObject* parent);

private:
    void connectQueue();
    void connectRunPage();
    void connectEdits();
    void connectChosenRun();
    void connectSpeed();
    void connectTable();
    /// The same again at the queue's end; in Launch where the checkpoint is missing that it went on from.
    void rerun(qint64 run);
    /// Reads the configuration of a run and shows it in Launch, to be changed.
    void change(qint64 run);
    void showInLaunch(const engine::RunConfig& config);

    const Parties m_parties;
};

} // namespace gui
