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
class RunLists;
class RunNarrator;
class RunPage;
class TrainingController;

/// Connects what the queue's panel, the run's page and Launch ask for with those who do it.
class RunWiring final : public QObject {
    Q_OBJECT

public:
    struct Parties
    {
        TrainingController& controller;
        RunLists& lists;
        RunCommands& commands;
        QueueCommands& queueCommands;
        RunNarrator& narrator;
        AppSettings& settings;
        MainActions& actions;
        QueuePanel& panel;
        LaunchPage& launch;
        RunPage& runPage;
        CheckpointExport& exporter;
    };

    RunWiring(const Parties& parties, QObject* parent);

private:
    void connectQueue();
    void connectRunPage();
    void connectSpeed();
    /// A configuration to look at and change.
    void showInLaunch(const engine::RunConfig& config);

    const Parties m_parties;
};

} // namespace gui
