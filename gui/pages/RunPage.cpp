#include "gui/pages/RunPage.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QTabBar>
#include <QTabWidget>

#include <utility>

#include "gui/app/IconLabel.h"
#include "gui/app/Theme.h"
#include "gui/pages/CheckpointsView.h"
#include "gui/pages/ConfigurationView.h"
#include "gui/pages/HeatmapPane.h"
#include "gui/pages/LogView.h"
#include "gui/pages/MetricsView.h"
#include "gui/pages/RoutingView.h"
#include "gui/pages/RunHeader.h"
#include "gui/pages/SamplesView.h"

namespace gui {

RunPage::RunPage(Theme& theme, FileDialogs& dialogs, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_header(new RunHeader(theme, this))
    , m_tabs(new QTabWidget(this))
    , m_metrics(new MetricsView(theme, dialogs, this))
    , m_routing(new RoutingView(theme, dialogs, this))
    , m_samples(new SamplesView(theme, dialogs, this))
    , m_configuration(new ConfigurationView(theme, this))
    , m_log(new LogView(theme, this))
    , m_checkpoints(new CheckpointsView(theme, this))
{
    setObjectName(QStringLiteral("runPage"));
    m_header->setObjectName(QStringLiteral("runHeader"));
    m_tabs->setObjectName(QStringLiteral("runTabWidget"));
    m_metrics->setObjectName(QStringLiteral("metricsView"));
    m_routing->setObjectName(QStringLiteral("routingView"));
    m_samples->setObjectName(QStringLiteral("samplesView"));
    m_configuration->setObjectName(QStringLiteral("configurationView"));
    m_log->setObjectName(QStringLiteral("logView"));
    m_checkpoints->setObjectName(QStringLiteral("checkpointsView"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_metrics, tr("Metrics"));
    m_tabs->addTab(m_routing, tr("Routing"));
    m_tabs->addTab(m_samples, tr("Samples"));
    m_tabs->addTab(m_configuration, tr("Configuration"));
    m_tabs->addTab(m_log, tr("Log"));
    m_tabs->addTab(m_checkpoints, tr("Checkpoints"));
    makeRoutingBadge();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_header);
    layout->addWidget(m_tabs, 1);
    connect(m_tabs, &QTabWidget::currentChanged, this, &RunPage::tabChanged);
    connect(m_routing, &RoutingView::warningsChanged, this, &RunPage::setWarningCount);
    connect(m_routing, &RoutingView::cellChosen, this, &RunPage::showSamplesOf);
    connect(&theme, &Theme::changed, this, &RunPage::updateHeader);
    updateHeader();
}

void RunPage::makeRoutingBadge()
{
    m_badge = new QWidget(this);
    m_badge->setObjectName(QStringLiteral("routingBadgeWidget"));
    auto* layout = new QHBoxLayout(m_badge);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing::pair);
    m_badgeCount = new QLabel(m_badge);
    m_badgeCount->setObjectName(QStringLiteral("routingBadgeLabel"));
    layout->addWidget(new IconLabel(m_theme.icon(QStringLiteral("data-warning"), Ink::Warning), m_badge));
    layout->addWidget(m_badgeCount);
    m_badge->hide();
}

void RunPage::setWarningCount(int count)
{
    if (m_badgeCount->text() == QString::number(count) && m_badge->isHidden() == (count == 0))
        return;
    m_badgeCount->setText(QString::number(count));
    m_badge->adjustSize();
    // The bar measures a button only when given it anew, and hides the old one.
    m_tabs->tabBar()->setTabButton(int(Tab::Routing), QTabBar::RightSide, nullptr);
    if (count > 0)
        m_tabs->tabBar()->setTabButton(int(Tab::Routing), QTabBar::RightSide, m_badge);
    m_badge->setVisible(count > 0);
    const QString warnings = count == 1 ? tr("1 warning on the routing") : tr("%1 warnings on the routing").arg(count);
    m_tabs->setTabToolTip(int(Tab::Routing), count > 0 ? warnings : QString());
}

void RunPage::setModel(RunModel* model)
{
    if (model == m_model)
        return; // its views have heard of all that was loaded into it, and who looks at them keeps the place
    if (m_model)
        m_model->disconnect(this);
    m_model = model;
    m_metrics->setModel(model);
    m_routing->setModel(model);
    m_samples->setModel(model);
    m_configuration->setModel(model);
    m_log->setModel(model);
    m_checkpoints->setModel(model);
    if (model) {
        connect(model, &QObject::destroyed, this, [this] {
            m_model = nullptr;
            updateHeader();
        });
        connect(model, &RunModel::loaded, this, &RunPage::updateHeader);
        connect(model, &RunModel::stateChanged, this, &RunPage::updateHeader);
        connect(model, &RunModel::progressChanged, this, &RunPage::updateHeader);
    }
    updateHeader();
}

void RunPage::showTab(Tab tab)
{
    m_tabs->setCurrentIndex(int(tab));
}

RunPage::Tab RunPage::tab() const
{
    return Tab(m_tabs->currentIndex());
}

void RunPage::showSamplesOf(const RoutedCell& cell)
{
    m_samples->showRoutedTo(cell);
    showTab(Tab::Samples);
}

void RunPage::remember(AppSettings& settings)
{
    m_metrics->remember(settings);
    m_routing->heatmap().remember(settings);
}

void RunPage::onlyRead(const QString& reason)
{
    m_header->onlyRead(reason);
    m_configuration->onlyRead(reason);
    m_checkpoints->onlyRead(reason);
}

HeatmapPane& RunPage::heatmap()
{
    return m_routing->heatmap();
}

RoutesPane& RunPage::routes()
{
    return m_routing->routes();
}

void RunPage::updateHeader()
{
    m_header->display(m_model);
    const QString title = m_model ? tr("Run: %1").arg(QString::fromStdString(m_model->record().name)) : tr("Run");
    if (std::exchange(m_title, title) != title)
        Q_EMIT titleChanged(title);
}

} // namespace gui
