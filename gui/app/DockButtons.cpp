#include "gui/app/DockButtons.h"

#include <QAction>
#include <QMainWindow>
#include <QStatusBar>
#include <QToolButton>

#include "gui/app/Theme.h"
#include "gui/models/WindowLog.h"
#include "gui/pages/QueuePanel.h"
#include "gui/pages/SystemPanel.h"

namespace gui {

DockButtons::DockButtons(Theme& theme, QMainWindow& window)
    : QObject(&window)
    , m_theme(theme)
    , m_window(window)
{
    window.statusBar()->setSizeGripEnabled(false);
}

QToolButton* DockButtons::add(QAction* toggle, const QString& icon)
{
    auto* button = new QToolButton(&m_window);
    button->setObjectName(toggle->objectName() + QStringLiteral("Button"));
    button->setIcon(m_theme.icon(icon));
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setAutoRaise(true);
    button->setCheckable(true);
    button->setChecked(toggle->isChecked());
    button->setText(toggle->text());
    button->setAccessibleName(toggle->text());
    button->setToolTip(tr("Show or hide %1").arg(toggle->text()));
    connect(toggle, &QAction::toggled, button, &QToolButton::setChecked);
    connect(button, &QToolButton::clicked, toggle, [toggle, button] {
        if (button->isChecked() != toggle->isChecked())
            toggle->trigger();
    });
    m_window.statusBar()->addPermanentWidget(button);
    return button;
}

void DockButtons::addQueue(QAction* toggle, QueuePanel& queue)
{
    QToolButton* button = add(toggle, QStringLiteral("clock"));
    const auto tell = [button](const QString& summary) {
        button->setText(summary.isEmpty() ? tr("Queue: empty") : tr("Queue: %1").arg(summary));
    };
    connect(&queue, &QueuePanel::summaryChanged, button, tell);
    tell(queue.summary());
}

void DockButtons::addSystem(QAction* toggle, SystemPanel& system)
{
    QToolButton* button = add(toggle, QStringLiteral("speedometer"));
    connect(&system, &SystemPanel::summaryChanged, button, [button, &system] { button->setText(system.summary()); });
}

void DockButtons::addLog(QAction* toggle, WindowLog& log)
{
    QToolButton* button = add(toggle, QStringLiteral("view-list-details"));
    connect(toggle, &QAction::triggered, &log, &WindowLog::acknowledge);
    connect(&log, &WindowLog::warningsChanged, button, [this, button, &log] {
        const int count = log.warnings();
        button->setText(count == 0 ? tr("Log") : count == 1 ? tr("Log: 1 warning") : tr("Log: %1 warnings").arg(count));
        button->setIcon(count == 0 ? m_theme.icon(QStringLiteral("view-list-details"))
                                   : m_theme.icon(QStringLiteral("data-warning"), Ink::Warning));
    });
}

} // namespace gui

#include "moc_DockButtons.cpp"
