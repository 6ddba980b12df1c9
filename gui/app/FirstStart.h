#pragma once

#include <chrono>
#include <functional>
#include <vector>

#include <QObject>

#include "engine/run/RunConfig.h"
#include "engine/training/Environment.h"
#include "gui/pages/LaunchCheck.h"

namespace gui {

class EmptyPage;
class LaunchChecker;
class Worker;

/// Tells the first page what the machine offers and whether the trial can run on it. That is looked up as Launch does
/// it for a run of one's own, and again while the page is shown and when the window comes back to the front.
class FirstStart final : public QObject {
    Q_OBJECT

public:
    /// All outlive it; it may belong to the page.
    struct Parties
    {
        EmptyPage& page;
        Worker& worker;
        LaunchTools tools;
        std::function<std::vector<engine::Finding>()> examineMachine;
        std::chrono::milliseconds lookEvery = std::chrono::seconds(5); ///< at the machine, while the page is shown
    };

    explicit FirstStart(const Parties& parties, QObject* parent = nullptr);

Q_SIGNALS:
    /// A mixture, and the same without; nothing is wrong with them.
    void trialWanted(const std::vector<engine::RunConfig>& runs);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void take(std::vector<engine::RunConfig> trial);
    void lookAgain();
    void tell();

    const Parties m_parties;
    std::vector<engine::Finding> m_findings; ///< empty until the machine has been examined
    std::vector<engine::RunConfig> m_trial;
    LaunchChecker* m_checker;
};

} // namespace gui
