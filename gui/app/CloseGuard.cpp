#include "gui/app/CloseGuard.h"

#include "gui/app/MessageArea.h"
#include "gui/control/TrainingController.h"

namespace gui {

namespace {

QString key()
{
    return QStringLiteral("close");
}

} // namespace

CloseGuard::CloseGuard(TrainingController& controller, MessageArea& messages, QObject* parent)
    : QObject(parent)
    , m_controller(controller)
    , m_messages(messages)
{
    connect(&controller, &TrainingController::stateChanged, this, [this] {
        if (m_controller.isBusy())
            return;
        m_messages.take(key());
        if (m_isClosing)
            Q_EMIT mayClose();
    });
}

bool CloseGuard::ask()
{
    if (!m_controller.isBusy())
        return true;
    if (m_isClosing)
        return false;
    const QString run = m_controller.runName().isEmpty() ? tr("A run") : m_controller.runName();
    m_messages.tell(key(),
                    {MessageArea::Kind::Warning,
                     tr("%1 is training. Closing ends it after its current step and saves a checkpoint from which it can "
                        "go on.").arg(run),
                     {{QStringLiteral("keepTrainingButton"), tr("Keep training"), [] {}},
                      {QStringLiteral("stopAndCloseButton"), tr("Save and close"), [this] { closeSoon(); }}}});
    return false;
}

void CloseGuard::closeSoon()
{
    m_isClosing = true;
    if (!m_controller.isBusy()) {
        Q_EMIT mayClose();
        return;
    }
    m_messages.tell(key(), {MessageArea::Kind::Note,
                            tr("Saving the checkpoint; the window then closes by itself."), {}});
    m_controller.interrupt();
}

} // namespace gui

#include "moc_CloseGuard.cpp"
