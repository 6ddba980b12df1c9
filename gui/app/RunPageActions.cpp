#include "gui/app/RunPageActions.h"

#include "gui/app/MainActions.h"
#include "gui/app/SegmentBar.h"
#include "gui/pages/HeatmapPane.h"
#include "gui/pages/MetricsView.h"
#include "gui/pages/RoutingView.h"
#include "gui/pages/RunPage.h"

namespace gui {

namespace {
enum RoutingSegment { PositionsSegment, RoutesSegment }; // of RoutingView::pages()
}

RunPageActions::RunPageActions(MainActions& actions, RunPage& page, QObject* parent)
    : QObject(parent)
    , m_actions(actions)
    , m_page(page)
{
    connectTabs();
    connectRouting();
    connectColours();
    connect(actions.followLatest, &QAction::triggered, this, &RunPageActions::follow);
    connect(actions.showRun, &QAction::enabledChanged, this, &RunPageActions::update);
    update();
}

void RunPageActions::connectTabs()
{
    connect(&m_page, &RunPage::tabChanged, this, &RunPageActions::update);
    for (int tab = 0; tab < m_actions.runTabs.size(); ++tab)
        connect(m_actions.runTabs[tab], &QAction::triggered, this, [this, tab] {
            m_actions.showRun->trigger();
            m_page.showTab(RunPage::Tab(tab));
        });
}

void RunPageActions::connectRouting()
{
    SegmentBar& pages = m_page.routing().pages();
    SegmentBar& modes = m_page.heatmap().modes();
    connect(&pages, &SegmentBar::enabledChanged, this, &RunPageActions::update);
    connect(&modes, &SegmentBar::enabledChanged, this, &RunPageActions::update);
    // After the habits have reset what they know: they do not know which page of the routing is shown.
    connect(m_actions.resetLayout, &QAction::triggered, &m_page.routing(), &RoutingView::resetWidths,
            Qt::QueuedConnection);
    for (int mode = 0; mode < m_actions.routingModes.size(); ++mode)
        connect(m_actions.routingModes[mode], &QAction::triggered, this, [this, mode, &pages, &modes] {
            const bool isRoutes = m_actions.routingModes[mode] == m_actions.routingModes.last();
            m_actions.showRun->trigger();
            m_page.showTab(RunPage::Tab::Routing);
            pages.choose(isRoutes ? RoutesSegment : PositionsSegment);
            if (!isRoutes)
                modes.choose(mode);
        });
}

void RunPageActions::connectColours()
{
    const QList<QAction*> own = m_page.heatmap().colourActions();
    const QList<QAction*>& shown = m_actions.pages.heatmapColours;
    Q_ASSERT(own.size() == shown.size());
    for (int i = 0; i < shown.size(); ++i) {
        shown[i]->setChecked(own[i]->isChecked());
        connect(own[i], &QAction::toggled, shown[i], &QAction::setChecked);
        connect(shown[i], &QAction::triggered, this, [own = own[i], shown = shown[i]] {
            own->trigger();
            shown->setChecked(own->isChecked()); // a map that was chosen already stays so
        });
    }
}

void RunPageActions::update()
{
    const bool hasPage = m_actions.showRun->isEnabled();
    for (const QList<QAction*>* kind : {&m_actions.runTabs, &m_actions.pages.heatmapColours})
        for (QAction* action : *kind)
            action->setEnabled(hasPage);
    const auto last = m_actions.routingModes.size() - 1;
    for (int mode = 0; mode < last; ++mode)
        m_actions.routingModes[mode]->setEnabled(hasPage && m_page.heatmap().modes().isSegmentEnabled(mode));
    m_actions.routingModes[last]->setEnabled(hasPage && m_page.routing().pages().isSegmentEnabled(RoutesSegment));
    m_actions.followLatest->setEnabled(
        hasPage && (m_page.tab() == RunPage::Tab::Metrics || m_page.tab() == RunPage::Tab::Routing));
}

void RunPageActions::follow()
{
    m_actions.showRun->trigger();
    if (m_page.tab() == RunPage::Tab::Metrics)
        m_page.metrics().toggleFollowing();
    else
        m_page.routing().toggleFollowing();
}

} // namespace gui

#include "moc_RunPageActions.cpp"
