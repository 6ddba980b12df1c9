#pragma once

#include <QObject>

#include "gui/control/TelemetryBridge.h"

namespace gui {

class MessageArea;
class TrainingController;
class WindowLog;

/// Puts what happens into words: lines of the log, bars for what went wrong, short notes for the status bar.
class RunNarrator final : public QObject {
    Q_OBJECT

public:
    RunNarrator(TrainingController& controller, WindowLog& log, MessageArea& messages, QObject* parent = nullptr);

    /// Something could not be done; a later report of the same key replaces this one.
    void report(const QString& key, const QString& text);

Q_SIGNALS:
    void told(const QString& text);
    /// "cpu, fp32"
    void deviceKnown(const QString& device);

private:
    void read(const EventBatch& batch);
    void tellEnd(const engine::RunFinished& finished);
    void tellTrouble(const QString& text);
    void note(engine::LogLevel level, const QString& run, const QString& text);

    TrainingController& m_controller;
    WindowLog& m_log;
    MessageArea& m_messages;
};

} // namespace gui
