#include "gui/app/RunNarrator.h"

#include <utility>

#include <QApplication>
#include <QDateTime>

#include "gui/app/Format.h"
#include "gui/app/MessageArea.h"
#include "gui/control/TrainingController.h"
#include "gui/models/EngineText.h"
#include "gui/models/WindowLog.h"

namespace gui {

namespace {

double now()
{
    return double(QDateTime::currentMSecsSinceEpoch()) / 1000;
}

QString endText(const engine::RunFinished& finished)
{
    using enum engine::RunStatus;
    const QString reason = engineText(finished.reason);
    switch (finished.status) {
    case Finished:
        return reason.isEmpty() ? RunNarrator::tr("finished") : RunNarrator::tr("finished: %1").arg(reason);
    case Stopped:
        return RunNarrator::tr("stopped; it can go on from its checkpoint");
    case Interrupted:
        return RunNarrator::tr("interrupted; it can go on from its checkpoint");
    case Failed:
        return RunNarrator::tr("failed: %1").arg(reason);
    }
    return {};
}

} // namespace

RunNarrator::RunNarrator(const Parties& parties, QObject* parent)
    : QObject(parent)
    , m_parties(parties)
{
    const TrainingController& controller = parties.controller;
    connect(&controller, &TrainingController::eventsArrived, this, &RunNarrator::read);
    connect(&controller, &TrainingController::runRefused, this, [this](const QString& run, const QString& reason) {
        tellEnd(run, tr("failed: %1").arg(engineText(reason.toStdString())), true);
    });
    connect(&controller, &TrainingController::queueWorkedOff, this, &RunNarrator::tellQueueEnd);
    connect(&controller, &TrainingController::stateChanged, this, [this] {
        if (m_parties.controller.isBusy())
            m_parties.messages.take(QStringLiteral("queue"));
        else
            m_ended = m_failed = 0;
    });
    connect(&controller, &TrainingController::recorderTroubled, this, &RunNarrator::tellTrouble);
    connect(&controller, &TrainingController::failed, this,
            [this](const QString& text) { report(QStringLiteral("queue"), text); });
}

void RunNarrator::read(const EventBatch& batch)
{
    const QString run = m_parties.controller.runName();
    std::vector<WindowLog::Line> lines;
    for (const engine::RunEvent& event : batch.events) {
        if (const auto* line = std::get_if<engine::LogLine>(&event))
            lines.push_back({now(), line->level, run, QString::fromStdString(line->text)});
        else if (const auto* started = std::get_if<engine::RunStarted>(&event))
            Q_EMIT deviceKnown(QStringLiteral("%1, %2").arg(QString::fromStdString(started->device),
                                                            QString::fromStdString(started->precision)));
        else if (const auto* saved = std::get_if<engine::CheckpointSaved>(&event))
            Q_EMIT told(tr("Checkpoint saved at step %1, %2")
                            .arg(format::whole(saved->step), format::bytes(double(saved->bytes))));
        else if (const auto* paused = std::get_if<engine::RunPaused>(&event))
            tellWaiting(paused->reason);
        else if (std::holds_alternative<engine::RunResumed>(event))
            tellWaiting({});
        else if (const auto* finished = std::get_if<engine::RunFinished>(&event))
            tellEnd(*finished);
    }
    m_parties.log.add(std::move(lines));
}

/// Its line of the log comes from the run itself.
void RunNarrator::tellWaiting(const std::string& reason)
{
    const QString key = QStringLiteral("room");
    if (reason.empty())
        m_parties.messages.take(key);
    else
        m_parties.messages.tell(
            key,
            {MessageArea::Kind::Warning,
             QStringLiteral("%1: %2").arg(m_parties.controller.runName(), engineText(reason)),
             {}});
}

void RunNarrator::tellEnd(const engine::RunFinished& finished)
{
    tellWaiting({});
    tellEnd(m_parties.controller.runName(), endText(finished), finished.status == engine::RunStatus::Failed);
}

void RunNarrator::tellEnd(const QString& run, const QString& text, bool isFailed)
{
    ++m_ended;
    m_failed += isFailed ? 1 : 0;
    notifyUnseen(run, text);
    note(isFailed ? engine::LogLevel::Error : engine::LogLevel::Info, run, text);
    if (isFailed)
        m_parties.messages.tell(QStringLiteral("failed"),
                                {MessageArea::Kind::Error, QStringLiteral("%1 %2").arg(run, text), {}});
    else
        Q_EMIT told(QStringLiteral("%1 %2").arg(run, text));
}

void RunNarrator::tellQueueEnd(qint64 left)
{
    const int ended = std::exchange(m_ended, 0);
    const int failed = std::exchange(m_failed, 0);
    if (left > 0)
        tellQueue(left == 1 ? tr("the run that is left waits for another worker")
                            : tr("the %1 runs that are left wait for another worker").arg(left));
    else if (ended > 1)
        tellQueue(failed == 0 ? tr("all %1 runs have ended").arg(ended)
                              : tr("all %1 runs have ended, %2 of them failed").arg(ended).arg(failed));
}

void RunNarrator::tellQueue(const QString& text)
{
    notifyUnseen(tr("Queue"), text);
    note(engine::LogLevel::Info, {}, tr("Queue: %1").arg(text));
    Q_EMIT told(tr("Queue: %1").arg(text));
}

void RunNarrator::notifyUnseen(const QString& title, const QString& text)
{
    if (QApplication::activeWindow() == nullptr)
        m_parties.notify(title, text);
}

void RunNarrator::tellTrouble(const QString& text)
{
    const QString key = QStringLiteral("recorder");
    if (!text.isEmpty())
        report(key, tr("%1 It is paused and goes on by itself when the store can be written again.")
                        .arg(engineText(text.toStdString())));
    else if (m_parties.messages.has(key)) {
        m_parties.messages.take(key);
        note(engine::LogLevel::Info, m_parties.controller.runName(), tr("the store can be written again"));
    }
}

void RunNarrator::report(const QString& key, const QString& text)
{
    note(engine::LogLevel::Error, {}, text);
    m_parties.messages.tell(key, {MessageArea::Kind::Error, text, {}});
}

void RunNarrator::log(const QString& text)
{
    note(engine::LogLevel::Info, {}, text);
}

void RunNarrator::note(engine::LogLevel level, const QString& run, const QString& text)
{
    m_parties.log.add({{now(), level, run, text}});
}

} // namespace gui

#include "moc_RunNarrator.cpp"
