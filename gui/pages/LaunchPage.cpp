#include "gui/pages/LaunchPage.h"

#include <algorithm>

#include <QDragEnterEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QMimeData>
#include <QSplitter>

#include "engine/run/Presets.h"
#include "engine/run/Resources.h"
#include "gui/app/AppSettings.h"
#include "gui/app/FileDialogs.h"
#include "gui/app/Theme.h"
#include "gui/control/Worker.h"
#include "gui/forms/ConfigForm.h"
#include "gui/models/RunRow.h"
#include "gui/pages/CostPanel.h"
#include "gui/pages/DroppedPath.h"
#include "gui/pages/FormPane.h"
#include "gui/pages/LaunchConfig.h"
#include "gui/pages/LaunchFiles.h"
#include "gui/pages/PresetList.h"
#include "gui/pages/PresetPane.h"
#include "gui/pages/StartCorner.h"

namespace gui {

namespace {

constexpr int settleMilliseconds = 250;

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
{
    setAcceptDrops(true);
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
    m_settle.setSingleShot(true);
    m_settle.setInterval(settleMilliseconds);
    connect(&m_settle, &QTimer::timeout, this, &LaunchPage::estimate);
    connect(m_pane, &FormPane::edited, this, &LaunchPage::onEdited);
    connect(&form(), &ConfigForm::focused, this, &LaunchPage::helped);
    connectFiles();
    choosePreset(m_tools.settings.preset());
}

QWidget* LaunchPage::makePresets()
{
    m_presets = onBase(new PresetPane(m_tools.form.theme, engine::presetFolder(m_tools.workspace), m_splitter));
    connect(&m_presets->list(), &PresetList::chosen, this, &LaunchPage::choosePreset);
    connect(m_presets, &PresetPane::nameWanted, this, [this] {
        const QString name = QString::fromStdString(config().name);
        m_named.reset();
        m_presets->askName(name.isEmpty() ? m_presets->list().current() + QStringLiteral("-mine") : name);
    });
    return m_presets;
}

QWidget* LaunchPage::makeForm()
{
    m_pane = onBase(new FormPane(m_tools.form, m_tools.settings, firstLaunchConfig(), m_splitter));
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
    connect(m_cost, &CostPanel::measureRequested, this, &LaunchPage::measure);
    m_corner = new StartCorner(m_tools.form.theme, page);
    connect(m_corner, &StartCorner::startRequested, this, &LaunchPage::start);
    connect(m_corner, &StartCorner::queueRequested, this, &LaunchPage::addToQueue);
    connect(m_corner, &StartCorner::fieldRequested, this,
            [this](const QString& path) { m_pane->focusField(path.toStdString()); });
    column->addWidget(m_corner);
    return page;
}

void LaunchPage::connectFiles()
{
    connect(m_files, &LaunchFiles::troubled, this, &LaunchPage::troubled);
    connect(m_files, &LaunchFiles::opened, this, [this](const engine::RunConfig& config) {
        setConfig(config);
        Q_EMIT taken();
    });
    connect(m_presets, &PresetPane::saveRequested, this,
            [this](const QString& name) { m_files->savePreset(name, engine::presetOf(m_named.value_or(config()))); });
    connect(m_files, &LaunchFiles::presetSaved, this, [this](const QString& name) {
        m_presets->refresh();
        if (!m_named)
            choosePreset(name);
        Q_EMIT helped(tr("The preset %1 is saved").arg(name));
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

void LaunchPage::setConfig(const engine::RunConfig& config)
{
    m_pane->clearSweep();
    form().setPreset(engine::Json::object());
    m_presets->list().setCurrent({});
    m_modelPath = config.model.path; // its way to start is part of the configuration
    form().setConfig(config);
}

void LaunchPage::choosePreset(const QString& name)
{
    try {
        const engine::Json preset = engine::loadPreset(name.toStdString(), engine::presetFolder(m_tools.workspace));
        engine::Json json = withoutPreset(engine::toJson(config()), form().preset(), preset);
        engine::overlay(json, preset);
        engine::ParsedConfig parsed = engine::configFromJson(json);
        m_presets->list().setCurrent(name);
        form().setPreset(preset);
        m_modelPath = parsed.config.model.path;
        form().setConfig(parsed.config);
        m_tools.settings.setPreset(name);
    } catch (const engine::BadInput& problem) {
        Q_EMIT troubled(QString::fromUtf8(problem.what()));
    }
}

void LaunchPage::askPresetName(const engine::RunConfig& config)
{
    m_named = config;
    m_presets->askName(QString::fromStdString(config.name));
}

void LaunchPage::onEdited()
{
    followModel();
    m_presets->list().setChangedCount(form().changedCount());
    m_isChecked = false;
    m_costJob.cancel();
    form().setFileIssues({});
    m_cost->setProblems({});
    m_cost->setOutdated(!m_pane->isReadable());
    if (m_pane->isReadable())
        m_settle.start();
    else
        m_settle.stop();
    updateStart();
}

void LaunchPage::followModel()
{
    const std::string path = config().model.path;
    if (path == m_modelPath)
        return;
    m_modelPath = path;
    if (QFileInfo(QString::fromStdString((engine::modelFolder(path) / "config.json").string())).isFile())
        form().setValue("model.initialize", std::string(engine::nameOf(startOf(path))));
}

void LaunchPage::estimate()
{
    const Job job = m_costJob.start();
    m_tools.worker.run(
        this, job,
        [tools = LaunchTools{m_tools.estimate, m_tools.machine, m_tools.workspace},
         plan = LaunchPlan{config(), m_pane->runs()},
         job] { return checkLaunch(tools, plan, [&job] { return job.isCurrent(); }); },
        [this](const LaunchCheck& checked) { showCheck(checked); });
}

void LaunchPage::showCheck(const LaunchCheck& checked)
{
    m_isChecked = true;
    m_checked = checked;
    std::vector<engine::Issue> issues;
    for (const engine::Issue& issue : checked.result.issues)
        issues.push_back(atField(issue, config()));
    form().setFileIssues(issues);
    std::erase_if(issues, [this](const engine::Issue& issue) { return form().hasField(issue.path); });
    form().setNote("model.path", QString::fromStdString(checked.result.cost.modelSummary));
    form().setNote("task.path", QString::fromStdString(checked.result.cost.dataSummary));
    m_cost->setProblems(issues);
    updateStart();
    showPrice();
}

void LaunchPage::showPrice()
{
    CostPanel::Price price;
    price.checked = m_checked;
    price.runs = int(m_pane->runs().size());
    price.waiting = m_waiting;
    price.folder = QString::fromStdString((m_tools.workspace / "runs").string()) + QStringLiteral("/…");
    price.whyNotMeasured = m_measured ? tr("Measuring…")
        : !m_isChecked || !canQueue() ? tr("Not valid yet")
        : !canStart()                 ? tr("Not enough free memory now")
                                      : m_whyNotMeasured;
    if (const auto known = m_speeds.find(speedKeyOf(config())); known != m_speeds.end())
        price.speed = known->second;
    price.evaluateEvery = config().training.evaluateEvery;
    m_cost->setPrice(price);
}

void LaunchPage::setSurroundings(int waiting, const QString& whyNotMeasured)
{
    if (waiting == m_waiting && whyNotMeasured == m_whyNotMeasured)
        return;
    m_waiting = waiting;
    m_whyNotMeasured = whyNotMeasured;
    if (!m_isChecked)
        return;
    showPrice();
    if (!m_checked.lacksNow.empty())
        m_settle.start(); // what held the memory may be gone
}

void LaunchPage::measure()
{
    if (!canStart() || m_measured)
        return;
    m_measured = m_pane->runs().front();
    showPrice();
    Q_EMIT measureRequested(*m_measured);
}

void LaunchPage::showSpeed(const engine::MeasuredSpeed& speed)
{
    const std::optional<engine::RunConfig> measured = std::exchange(m_measured, std::nullopt);
    if (measured && speed.measured > 0) {
        m_speeds[speedKeyOf(*measured)] = speed;
        Q_EMIT speedKnown(*measured, speed);
    }
    if (m_isChecked)
        showPrice();
}

QString LaunchPage::reason() const
{
    const std::vector<engine::Issue> issues = m_pane->issues();
    if (issues.empty())
        return {};
    const std::string& path = issues.front().path;
    const QString label = form().labelOf(path).toHtmlEscaped();
    QString text = form().hasField(path)
        ? tr("Cannot start: <a href=\"%1\">%2</a> %3")
              .arg(QString::fromStdString(path).toHtmlEscaped(), label,
                   QString::fromStdString(issues.front().message).toHtmlEscaped())
        : tr("Cannot start: %1").arg(QString::fromStdString(engine::toText(issues.front())).toHtmlEscaped());
    if (issues.size() > 1)
        text += QLatin1Char(' ') + tr("(and %1 more)").arg(issues.size() - 1);
    return text;
}

QString LaunchPage::lackNow() const
{
    if (!m_isChecked || m_checked.lacksNow.empty())
        return {};
    return tr("Cannot start now: the run %1. It can wait in the queue.")
        .arg(QString::fromStdString(m_checked.lacksNow).toHtmlEscaped());
}

void LaunchPage::updateStart()
{
    const bool could = canStart();
    const bool couldQueue = canQueue();
    const QString before = m_corner->whyNotStarted();
    const QString wrong = reason();
    m_corner->setState(
        {wrong.isEmpty() ? lackNow() : wrong, wrong.isEmpty(), !m_isChecked, int(m_pane->runs().size())});
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

void LaunchPage::take(const QString& path)
{
    using Kind = DroppedPath::Kind;
    const DroppedPath dropped = recognise(path);
    switch (dropped.kind) {
    case Kind::Configuration:
        m_files->open(path);
        return;
    case Kind::Model:
        form().setValue("model.path", path.toStdString());
        break;
    case Kind::Data:
        form().setValue("task.kind", std::string(engine::nameOf(dropped.task)));
        form().setValue("task.path", path.toStdString());
        if (dropped.glueTask)
            form().setValue("task.name", std::string(engine::nameOf(*dropped.glueTask)));
        break;
    case Kind::Unknown:
        Q_EMIT troubled(tr("%1 is neither a model folder (config.json) nor a data folder: GLUE (dev.tsv), E2E "
                           "(trainset.csv or train.txt), tables (train.csv, .tsv or .jsonl) or WordNet (data.noun).")
                            .arg(path));
        return;
    }
    Q_EMIT taken();
    Q_EMIT helped(recognisedText(dropped, path));
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

void LaunchPage::dragEnterEvent(QDragEnterEvent* event)
{
    const QList<QUrl> urls = event->mimeData()->urls();
    if (std::any_of(urls.begin(), urls.end(), [](const QUrl& url) { return url.isLocalFile(); }))
        acceptCopy(*event);
}

void LaunchPage::dropEvent(QDropEvent* event)
{
    for (const QUrl& url : event->mimeData()->urls())
        if (url.isLocalFile())
            take(url.toLocalFile());
    acceptCopy(*event);
}

} // namespace gui

#include "moc_LaunchPage.cpp"
