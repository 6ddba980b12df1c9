#include "gui/app/PictureActions.h"

#include <QAction>
#include <QApplication>

namespace gui {

PictureActions::PictureActions(const QList<QAction*>& actions, const QWidget& pages, QObject* parent)
    : QObject(parent)
    , m_pages(pages)
{
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget*, QWidget* focused) { follow(focused); });
    for (int i = 0; i < actions.size(); ++i)
        connect(actions[i], &QAction::triggered, this, [this, i] {
            if (Plot* chosen = plot())
                chosen->exportActions()[i]->trigger();
            else
                Q_EMIT told(tr("There is no picture in sight"));
        });
}

void PictureActions::follow(QWidget* focused)
{
    for (QWidget* widget = focused; widget != nullptr; widget = widget->parentWidget())
        if (auto* focusedPlot = qobject_cast<Plot*>(widget)) {
            m_last = focusedPlot;
            return;
        }
}

Plot* PictureActions::plot() const
{
    if (m_last != nullptr && m_last->isVisible())
        return m_last;
    for (Plot* each : m_pages.findChildren<Plot*>())
        if (each->isVisible())
            return each;
    return nullptr;
}

} // namespace gui

#include "moc_PictureActions.cpp"
