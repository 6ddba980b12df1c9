#pragma once

#include <QObject>

namespace gui {

class MessageArea;
class TrainingController;

/// Keeps the window open until the run in progress has saved its checkpoint. Asks first, in a bar.
class CloseGuard final : public QObject {
    Q_OBJECT

public:
    CloseGuard(TrainingController& controller, MessageArea& messages, QObject* parent = nullptr);

    /// True when the window may go now; otherwise the user is asked, and mayClose() follows if they agree.
    bool ask();
    /// As when the user has agreed.
    void closeSoon();

Q_SIGNALS:
    void mayClose();

private:
    TrainingController& m_controller;
    MessageArea& m_messages;
    bool m_isClosing = false;
};

} // namespace gui
