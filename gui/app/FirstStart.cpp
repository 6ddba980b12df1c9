#include "gui/app/FirstStart.h"

#include <QEvent>

#include "engine/run/ConfigJson.h"
#include "engine/run/Resources.h"
#include "gui/control/Attempt.h"
#include "gui/control/Worker.h"
#include "gui/pages/EmptyPage.h"
#include "gui/pages/LaunchChecker.h"

namespace gui {

namespace {

std::vector<engine::RunConfig> readTrial()
{
    const auto preset = [](const char* name) { return engine::configFromJson(engine::loadPreset(name)).config; };
    return {preset("starter"), preset("starter-lora")};
}

} // namespace

FirstStart::FirstStart(const Parties& parties, QObject* parent)
    : QObject(parent)
    , m_parties(parties)
    , m_checker(new LaunchChecker(parties.worker, parties.tools, parties.lookEvery, this))
{
    connect(m_checker, &LaunchChecker::checked, this, &FirstStart::tell);
    connect(&parties.page, &EmptyPage::trialRequested, this, [this] { Q_EMIT trialWanted(m_trial); });
    parties.page.installEventFilter(this);
    parties.worker.run(
        this, {}, [] { return attempt(&readTrial); },
        [this](Attempt<std::vector<engine::RunConfig>> read) {
            if (read.result) {
                take(std::move(*read.result));
                return;
            }
            LaunchCheck unreadable;
            unreadable.result.issues.push_back({{}, read.problem.toStdString()});
            m_parties.page.setTrial(unreadable);
        });
    parties.worker.run(this, {}, parties.examineMachine, [this](std::vector<engine::Finding> findings) {
        m_findings = std::move(findings);
        tell();
    });
}

void FirstStart::take(std::vector<engine::RunConfig> trial)
{
    m_trial = std::move(trial);
    m_checker->ask({m_trial.front(), m_trial});
}

/// What was missing may have been installed meanwhile.
void FirstStart::lookAgain()
{
    if (!m_checker->isCurrent())
        return;
    if (m_checker->found().result.issues.empty())
        m_checker->lookAtMachine();
    else
        m_checker->ask({m_trial.front(), m_trial});
}

void FirstStart::tell()
{
    if (m_checker->isCurrent())
        m_parties.page.setTrial(m_checker->found());
    if (!m_findings.empty()) // which need not wait for a trial that may never be known
        m_parties.page.setMachine(m_findings, m_checker->found());
}

bool FirstStart::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Show || event->type() == QEvent::Hide)
        m_checker->setWatching(event->type() == QEvent::Show);
    if (event->type() == QEvent::Show || (event->type() == QEvent::WindowActivate && m_parties.page.isVisible()))
        lookAgain();
    return QObject::eventFilter(watched, event);
}

} // namespace gui

#include "moc_FirstStart.cpp"
