#pragma once

#include <functional>
#include <string>

#include <QObject>

#include "gui/app/DesktopNote.h"
#include "gui/control/TelemetryBridge.h"

namespace gui {

class MessageArea;
class TrainingController;
class WindowLog;

/// Puts what happens into words: lines of the log, bars for what went wrong, short notes for the status bar, and
/// notifications of the desktop while no window of ours is in front.
class RunNarrator final : public QObject {
    Q_OBJECT

public:
    using Notify = std::function<void(const QString& title, const QString& text)>;

    struct Parties
    {
        TrainingController& controller;
        WindowLog& log;
        MessageArea& messages;
        Notify notify = notifyDesktop;
    };

    explicit RunNarrator(const Parties& parties, QObject* parent = nullptr);

    /// Something could not be done; a later report of the same key replaces this one.
    void report(const QString& key, const QString& text);
    /// A line of the window's own in the log.
    void log(const QString& text);

Q_SIGNALS:
    void told(const QString& text);
    /// "cpu, fp32"
    void deviceKnown(const QString& device);

private:
    void read(const EventBatch& batch);
    /// Why a run waits by itself; empty when it does not.
    void tellWaiting(const std::string& reason);
    void tellEnd(const engine::RunFinished& finished);
    void tellEnd(const QString& run, const QString& text, bool isFailed);
    void tellQueueEnd(qint64 left);
    void tellQueue(const QString& text);
    void notifyUnseen(const QString& title, const QString& text);
    void tellTrouble(const QString& text);
    void note(engine::LogLevel level, const QString& run, const QString& text);

    const Parties m_parties;
    int m_ended = 0; ///< runs since the queue was started
    int m_failed = 0;
};

} // namespace gui
