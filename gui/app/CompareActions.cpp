#include "gui/app/CompareActions.h"

#include <iterator>

#include <QMenu>
#include <QTabWidget>

#include "gui/app/MainActions.h"
#include "gui/app/SegmentBar.h"
#include "gui/pages/CompareConfigView.h"
#include "gui/pages/ComparePage.h"
#include "gui/report/ComparisonReport.h"

namespace gui {

namespace {

/// Names of the page's own, in the order of PageActions::compareExports.
const char* const pageExports[] = {"comparison_csv", "comparison_md", "comparison_tex", "groups_csv",
                                   "groups_md",      "groups_tex",    "exportReport"};

} // namespace

CompareActions::CompareActions(const Parties& parties, QObject* parent)
    : QObject(parent)
    , m_parties(parties)
{
    connectViews();
    connectExports();
    connectSections();
    connect(parties.actions.showCompare, &QAction::enabledChanged, this, &CompareActions::update);
    connect(&parties.tabs, &QTabWidget::currentChanged, this, &CompareActions::update);
    connect(&parties.page, &ComparePage::viewChanged, this, &CompareActions::update);
    connect(&parties.page, &ComparePage::summaryChanged, this, &CompareActions::update);
    update();
}

void CompareActions::connectViews()
{
    const PageActions& pages = m_parties.actions.pages;
    for (int view = 0; view < pages.compareViews.size(); ++view)
        connect(pages.compareViews[view], &QAction::triggered, this, [this, view] {
            m_parties.actions.showCompare->trigger();
            m_parties.page.segments().choose(view);
        });
    connect(pages.previousDifference, &QAction::triggered, this, [this] { m_parties.page.configuration().step(-1); });
    connect(pages.nextDifference, &QAction::triggered, this, [this] { m_parties.page.configuration().step(1); });
}

void CompareActions::connectExports()
{
    const QList<QAction*>& exports = m_parties.actions.pages.compareExports;
    Q_ASSERT(std::size_t(exports.size()) == std::size(pageExports));
    for (int i = 0; i < exports.size(); ++i) {
        const auto* own = m_parties.page.exportMenu()->findChild<QAction*>(QString::fromLatin1(pageExports[i]));
        Q_ASSERT(own != nullptr);
        connect(exports[i], &QAction::triggered, own, &QAction::trigger);
    }
}

void CompareActions::connectSections()
{
    const std::vector<reports::Section>& sections = reports::allSections();
    for (std::size_t i = 0; i < sections.size(); ++i) {
        QAction* action = m_parties.actions.pages.reportSections[qsizetype(i)];
        auto* own = m_parties.page.exportMenu()->findChild<QAction*>(QStringLiteral("reportSection_")
                                                                     + QLatin1String(reports::toText(sections[i])));
        Q_ASSERT(own != nullptr);
        action->setText(tr("Report: %1").arg(own->text()));
        action->setChecked(own->isChecked());
        connect(action, &QAction::toggled, own, &QAction::setChecked);
        connect(own, &QAction::toggled, action, &QAction::setChecked);
    }
}

void CompareActions::update()
{
    const PageActions& pages = m_parties.actions.pages;
    for (QAction* view : pages.compareViews)
        view->setEnabled(m_parties.actions.showCompare->isEnabled());
    const bool isInSight = m_parties.tabs.currentWidget() == &m_parties.page && m_parties.page.showsGroups()
        && m_parties.page.result() != nullptr;
    for (QAction* action : pages.compareExports)
        action->setEnabled(isInSight);
    pages.previousDifference->setEnabled(isInSight);
    pages.nextDifference->setEnabled(isInSight);
}

} // namespace gui

#include "moc_CompareActions.cpp"
