#pragma once

#include <QObject>

class QTabWidget;

namespace gui {

class LaunchPage;
class MainActions;
class QueuePanel;
class RunCommands;
class RunEditing;
class RunLists;
class RunPage;
class RunsPanel;
class StoreAccess;
class TrainingController;

/// Which actions are possible now, and where it is asked why one is not.
class ActionStates final : public QObject {
    Q_OBJECT

public:
    /// All outlive it.
    struct Parties
    {
        StoreAccess& store;
        TrainingController& controller;
        RunLists& lists;
        RunCommands& commands;
        RunEditing& editing;
        MainActions& actions;
        QueuePanel& queue;
        RunsPanel& runs;
        LaunchPage& launch;
        RunPage& runPage;
        QTabWidget& tabs;
    };

    explicit ActionStates(const Parties& parties, QObject* parent = nullptr);

    void update();

private:
    void updateStart(bool canWrite);
    void updateQueue(bool canWrite);
    void updateChosen(bool canWrite);
    QString whyNotMeasured() const;

    const Parties m_parties;
};

} // namespace gui
