#pragma once

#include <vector>

#include <QObject>

namespace gui {

class AppSettings;
class MessageArea;
class RunLists;
class StoreAccess;
class TrainingController;

/// At the start: names the runs that ended with the program instead of by themselves, and lets them go on before all
/// that waits. One that is left is not offered again.
class InterruptedOffer final : public QObject {
    Q_OBJECT

public:
    struct Parties
    {
        StoreAccess& store;
        TrainingController& controller;
        RunLists& lists;
        MessageArea& messages;
        AppSettings& settings;
    };

    explicit InterruptedOffer(const Parties& parties, QObject* parent = nullptr);

private:
    struct Run
    {
        qint64 id = 0;
        QString name;
        qint64 step = 0;
        QString key; ///< of this end of this run, in the settings
    };

    void look();
    void offer(std::vector<Run> runs);
    void goOn();
    void leave();
    void takeBackWhereDone(); ///< by another way

    const Parties m_parties;
    std::vector<Run> m_offered;
};

} // namespace gui
