#include "gui/pages/LaunchPage.h"

#include <QEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QSplitter>

#include "engine/run/Presets.h"
#include "gui/app/AppSettings.h"
#include "gui/app/FileDialogs.h"
#include "gui/app/Theme.h"
#include "gui/control/Worker.h"
#include "gui/forms/ConfigForm.h"
#include "gui/models/EngineText.h"
#include "gui/pages/CostPanel.h"
#include "gui/pages/DeviceList.h"
#include "gui/pages/DroppedPath.h"
#include "gui/pages/FormPane.h"
#include "gui/pages/LaunchChecker.h"
#include "gui/pages/LaunchConfig.h"
#include "gui/pages/LaunchFiles.h"
#include "gui/pages/LaunchPrice.h"
#include "gui/pages/LaunchReason.h"
#include "gui/pages/PresetList.h"
#include "gui/pages/PresetPane.h"
#include "gui/pages/StartCorner.h"

namespace gui {

namespace {

template <class Pane>
Pane* onBase(Pane* pane)
{
    pane->setBackgroundRole(QPalette::Base);
    pane->setAutoFillBackground(true);
    return pane;
}

} // namespace

LaunchPage::LaunchPage(const Tools& tools, QWidget* parent)
    : QWidget(parent)
    , m_tools(tools)
    , m_files(new LaunchFiles(tools.worker, engine::presetFolder(tools.workspace), this))
    , m_splitter(new QSplitter(this))
    , m_checker(
          new LaunchChecker(tools.worker, {tools.estimate, tools.machine, tools.workspace}, tools.lookEvery, this))
{
    m_splitter->addWidget(makePresets());
    m_splitter->addWidget(makeForm());
    m_splitter->addWidget(makePrice());
    m_splitter->setObjectName(QStringLiteral("launchSplitter"));
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({168, 568, 256});
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_splitter);
    connect(m_checker, &LaunchChecker::checked, this, &LaunchPage::showCheck);
    connect(m_pane, &FormPane::edited, this, &LaunchPage::onEdited);
    connect(m_pane, &FormPane::runsMade, this, &LaunchPage::checkRuns);
    connect(&form(), &ConfigForm::focused, this, &LaunchPage::helped);
    connectFiles();
}

QWidget* LaunchPage::makePresets()
{
    m_presets = onBase(new PresetPane(m_tools.form.theme, m_splitter));
    connect(m_files, &LaunchFiles::builtInPresetsRead, m_presets, &PresetPane::setBuiltIn);
    connect(m_files, &LaunchFiles::presetsListed, m_presets, &PresetPane::setNames);
    m_files->readBuiltInPresets(); // all three before what loads the engine
    m_files->listPresets();
    m_files->loadLastPreset(m_tools.settings.preset(), AppSettings::firstPreset());
    connect(&m_presets->list(), &PresetList::chosen, m_files, &LaunchFiles::loadPreset);
    connect(m_presets, &PresetPane::nameWanted, this, [this] {
        const QString name = QString::fromStdString(config().name);
        m_named.reset();
        m_presets->askName(name.isEmpty() ? m_presets->list().current() + QStringLiteral("-mine") : name);
    });
    return m_presets;
}

QWidget* LaunchPage::makeForm()
{
    FormTools tools = m_tools.form;
    tools.devices = new DeviceList(m_tools.worker, m_tools.gpus, this);
    m_pane = onBase(new FormPane({tools, m_tools.settings, m_tools.worker}, engine::RunConfig(), m_splitter));
    m_modelPath = config().model.path;
    return m_pane;
}

QWidget* LaunchPage::makePrice()
{
    auto* page = new QWidget(m_splitter);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_cost = new CostPanel(m_tools.form.theme, page);
    column->addWidget(m_cost, 1);
    m_corner = new StartCorner(m_tools.form.theme, page);
    connect(m_corner, &StartCorner::startRequested, this, &LaunchPage::start);
    connect(m_corner, &StartCorner::queueRequested, this, &LaunchPage::addToQueue);
    connect(m_corner, &StartCorner::fieldRequested, this,
            [this](const QString& path) { m_pane->focusField(path.toStdString()); });
    column->addWidget(m_corner);
    m_price = new LaunchPrice({*m_cost, *m_checker, *m_pane, *m_corner,
                               QString::fromStdString((m_tools.workspace / "runs").string()) + QStringLiteral("/…")},
                              this);
    return page;
}

void LaunchPage::connectFiles()
{
    connect(m_files, &LaunchFiles::troubled, this, &LaunchPage::troubled);
    connect(m_files, &LaunchFiles::opened, this, [this](const engine::RunConfig& config, const QString& path) {
        Q_EMIT taken();
        Q_EMIT told(recognisedText({.kind = DroppedPath::Kind::Configuration, .path = path}));
        setConfig(config);
    });
    connect(m_files, &LaunchFiles::saved, this,
            [this](const QString& path) { Q_EMIT told(tr("The configuration is saved as %1").arg(path)); });
    connect(m_files, &LaunchFiles::recognised, this, &LaunchPage::fillFrom);
    connect(m_files, &LaunchFiles::presetPutBack, this, [this](const QString& name, const engine::Json& preset) {
        if (name != m_presets->list().current())
            return;
        form().setPreset(preset);
        m_presets->list().setChangedCount(form().changedCount());
    });
    connect(m_presets, &PresetPane::saveRequested, this,
            [this](const QString& name) { m_files->savePreset(name, engine::presetOf(m_named.value_or(config()))); });
    connect(m_files, &LaunchFiles::presetLoaded, this, &LaunchPage::usePreset);
    connect(m_files, &LaunchFiles::presetSaved, this, [this](const QString& name, const engine::Json& preset) {
        if (!m_named)
            usePreset(name, preset);
        Q_EMIT told(tr("The preset %1 is saved").arg(name));
    });
}

ConfigForm& LaunchPage::form() const
{
    return m_pane->form();
}

const engine::RunConfig& LaunchPage::config() const
{
    return form().config();
}

void LaunchPage::onEdited()
{
    m_isEdited = true;
    followModel();
    m_presets->list().setChangedCount(form().changedCount());
    checkRuns();
}

void LaunchPage::checkRuns()
{
    if (m_pane->isReadable())
        m_checker->ask({config(), m_pane->runs()});
    else
        m_checker->forget();
    form().setFileIssues({});
    m_cost->setProblems({});
    m_price->setOutdated(!m_pane->isReadable() && !m_pane->isMakingRuns());
    updateStart();
}

void LaunchPage::followModel()
{
    const std::string path = config().model.path;
    if (path == m_modelPath)
        return;
    m_modelPath = path;
    m_tools.worker.run(
        this, m_modelJob.start(), [path] { return startOf(path); },
        [this, before = config().model.initialize](std::optional<engine::Initialize> start) {
            if (start && config().model.initialize == before) // nobody has said otherwise meanwhile
                form().setValue("model.initialize", std::string(engine::nameOf(*start)));
        });
}

std::int64_t LaunchPage::modelDepth() const
{
    return static_cast<std::int64_t>(m_checker->found().result.cost.layerEvaluationsWithoutRouting);
}

bool LaunchPage::fitTable()
{
    const std::int64_t layers = modelDepth();
    const auto table = tableForDepth(config(), form().preset(), layers);
    if (!table)
        return false;
    engine::Json preset = form().preset();
    preset["routing"]["table"] = *table;
    const bool wasEdited = m_isEdited;
    form().setPreset(preset);
    form().setValue("routing.table", *table);
    m_isEdited = wasEdited;
    Q_EMIT told(tr("The table of layers is in the reversed order of this model's %1 now").arg(layers));
    return true;
}

void LaunchPage::showCheck()
{
    if (fitTable())
        return; // to be checked again
    const LaunchCheck& checked = m_checker->found();
    std::vector<engine::Issue> issues;
    for (const engine::Issue& issue : checked.result.issues)
        issues.push_back(atField(issue, config()));
    form().setFileIssues(issues);
    std::erase_if(issues, [this](const engine::Issue& issue) { return form().hasField(issue.path); });
    form().setNote("model.path", engineText(checked.result.cost.modelSummary));
    form().setNote("task.path", engineText(checked.result.cost.dataSummary));
    m_cost->setProblems(issues);
    updateStart();
    m_price->show();
}

void LaunchPage::updateStart()
{
    const bool could = canStart();
    const bool couldQueue = canQueue();
    const QString before = m_corner->whyNotStarted();
    const QString wrong = whyNoStart(*m_pane);
    m_corner->setState({wrong.isEmpty() ? whyNotNow(*m_checker) : wrong, allThatIsWrong(*m_pane), wrong.isEmpty(),
                        !m_checker->isCurrent(), m_pane->runCount()});
    if (could != canStart() || couldQueue != canQueue() || before != m_corner->whyNotStarted())
        Q_EMIT canStartChanged();
}

bool LaunchPage::canStart() const
{
    return m_corner->canStart();
}

bool LaunchPage::canQueue() const
{
    return m_corner->canQueue();
}

QString LaunchPage::whyNotStarted() const
{
    return isVisible() ? m_corner->whyNotStarted() : tr("Starts what the Launch page shows; that page is not in front");
}

QString LaunchPage::problem() const
{
    return m_corner->inFull();
}

void LaunchPage::start()
{
    if (canStart())
        Q_EMIT startRequested(m_pane->runs());
}

void LaunchPage::addToQueue()
{
    if (canQueue())
        Q_EMIT queueRequested(m_pane->runs());
}

void LaunchPage::take(const QStringList& paths)
{
    m_checker->stepBack();
    m_files->lookAt(paths);
}

void LaunchPage::fillFrom(const DroppedPath& dropped, const QString& words)
{
    using Kind = DroppedPath::Kind;
    switch (dropped.kind) {
    case Kind::Configuration:
    case Kind::Run:
    case Kind::Workspace:
        return; // for others
    case Kind::Model:
        form().setValue("model.path", dropped.path.toStdString());
        break;
    case Kind::Data:
        form().setValue("task.kind", std::string(engine::nameOf(dropped.task)));
        form().setValue("task.path", dropped.path.toStdString());
        if (dropped.glueTask)
            form().setValue("task.name", std::string(engine::nameOf(*dropped.glueTask)));
        break;
    case Kind::Unknown:
        Q_EMIT troubled(unknownText(dropped));
        return;
    }
    Q_EMIT taken();
    Q_EMIT told(words);
}

void LaunchPage::askOpen()
{
    m_tools.form.dialogs.openFile(this,
                                  {tr("Open configuration"), m_tools.settings.folder(), tr("Configuration (*.json)")},
                                  [this](const QString& path) {
                                      m_tools.settings.setFolder(QFileInfo(path).absolutePath());
                                      m_files->open(path);
                                  });
}

void LaunchPage::askSave()
{
    m_tools.form.dialogs.saveFile(this,
                                  {tr("Save configuration"), m_tools.settings.folder(), tr("Configuration (*.json)")},
                                  [this](const QString& path) {
                                      m_tools.settings.setFolder(QFileInfo(path).absolutePath());
                                      m_files->save(path, form().json());
                                  });
}

bool LaunchPage::event(QEvent* event)
{
    if (event->type() == QEvent::WindowActivate)
        m_checker->lookAtMachine();
    else if (event->type() == QEvent::Show || event->type() == QEvent::Hide)
        m_checker->setWatching(event->type() == QEvent::Show);
    return QWidget::event(event);
}

} // namespace gui

#include "moc_LaunchPage.cpp"
