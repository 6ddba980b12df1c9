#include "gui/pages/LaunchPage.h"

#include <algorithm>

#include <QDragEnterEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QMimeData>
#include <QSaveFile>
#include <QSplitter>
#include <QToolButton>

#include "engine/run/Resources.h"
#include "gui/app/AppSettings.h"
#include "gui/app/FileDialogs.h"
#include "gui/app/Theme.h"
#include "gui/control/Worker.h"
#include "gui/forms/ConfigForm.h"
#include "gui/pages/CostPanel.h"
#include "gui/pages/DroppedPath.h"
#include "gui/pages/LaunchCheck.h"
#include "gui/pages/LaunchConfig.h"
#include "gui/pages/PresetList.h"
#include "gui/pages/StartCorner.h"

namespace gui {

namespace {

constexpr int settleMilliseconds = 250;
constexpr std::uintmax_t largestConfig = 1 << 20; // bytes
const char* const splitterName = "launch";

QWidget* makeBase(QWidget* parent)
{
    auto* widget = new QWidget(parent);
    widget->setBackgroundRole(QPalette::Base);
    widget->setAutoFillBackground(true);
    return widget;
}

} // namespace

LaunchPage::LaunchPage(const Tools& tools, QWidget* parent)
    : QWidget(parent)
    , m_tools(tools)
    , m_splitter(new QSplitter(this))
{
    setAcceptDrops(true);
    m_splitter->addWidget(makePresets());
    m_splitter->addWidget(makeForm());
    m_splitter->addWidget(makePrice());
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({168, 568, 256});
    m_splitter->restoreState(m_tools.settings.layout(QString::fromLatin1(splitterName)));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_splitter);
    m_settle.setSingleShot(true);
    m_settle.setInterval(settleMilliseconds);
    connect(&m_settle, &QTimer::timeout, this, &LaunchPage::estimate);
    connect(m_form, &ConfigForm::edited, this, &LaunchPage::onEdited);
    connect(m_form, &ConfigForm::focused, this, &LaunchPage::helped);
    connect(m_presets, &PresetList::chosen, this, &LaunchPage::choosePreset);
    choosePreset(m_tools.settings.preset());
}

LaunchPage::~LaunchPage()
{
    m_tools.settings.setLayout(QString::fromLatin1(splitterName), m_splitter->saveState());
}

QWidget* LaunchPage::makePresets()
{
    QWidget* page = makeBase(m_splitter);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, spacing::page, 0, spacing::page);
    auto* heading = new QLabel(tr("Presets"), page);
    heading->setFont(Theme::semibold(heading->font()));
    heading->setContentsMargins(spacing::control, 0, 0, 0);
    column->addWidget(heading);
    m_presets = new PresetList(page);
    column->addWidget(m_presets);
    page->setMinimumWidth(120);
    return page;
}

QWidget* LaunchPage::makeForm()
{
    QWidget* page = makeBase(m_splitter);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_form = new ConfigForm(m_tools.form, firstLaunchConfig(), page);
    m_modelPath = m_form->config().model.path;
    m_form->setObjectName(QStringLiteral("configForm"));
    m_form->setShowAll(m_tools.settings.showsAllFields());
    column->addWidget(m_form, 1);
    m_allFields = new QToolButton(page);
    m_allFields->setObjectName(QStringLiteral("allFieldsButton"));
    m_allFields->setCheckable(true);
    m_allFields->setChecked(m_form->showsAll());
    m_allFields->setIcon(m_tools.form.theme.icon(QStringLiteral("configure")));
    m_allFields->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_allFields->setAutoRaise(true);
    connect(m_allFields, &QToolButton::toggled, this, [this](bool all) {
        m_form->setShowAll(all);
        m_tools.settings.setShowsAllFields(all);
        nameAllFields();
    });
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(spacing::page, spacing::pair, spacing::page, spacing::control);
    foot->addWidget(m_allFields);
    foot->addStretch();
    column->addLayout(foot);
    return page;
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
            [this](const QString& path) { m_form->focusField(path.toStdString()); });
    column->addWidget(m_corner);
    return page;
}

const engine::RunConfig& LaunchPage::config() const
{
    return m_form->config();
}

void LaunchPage::setConfig(const engine::RunConfig& config)
{
    m_form->setPreset(engine::Json::object());
    m_presets->setCurrent({});
    m_modelPath = config.model.path; // its way to start is part of the configuration
    m_form->setConfig(config);
}

void LaunchPage::choosePreset(const QString& name)
{
    try {
        const engine::Json preset = engine::loadPreset(name.toStdString());
        engine::Json json = engine::toJson(m_form->config());
        engine::overlay(json, preset);
        engine::ParsedConfig parsed = engine::configFromJson(json);
        m_presets->setCurrent(name);
        m_form->setPreset(preset);
        m_modelPath = parsed.config.model.path;
        m_form->setConfig(parsed.config);
        m_tools.settings.setPreset(name);
    } catch (const engine::BadInput& problem) {
        Q_EMIT troubled(QString::fromUtf8(problem.what()));
    }
}

void LaunchPage::onEdited()
{
    followModel();
    m_presets->setChangedCount(m_form->changedCount());
    nameAllFields();
    m_isChecked = false;
    m_costJob.cancel();
    m_form->setFileIssues({});
    m_cost->setProblems({});
    m_cost->setOutdated(!m_form->isReadable());
    if (m_form->isReadable())
        m_settle.start();
    else
        m_settle.stop();
    updateStart();
}

void LaunchPage::nameAllFields()
{
    m_allFields->setText(m_form->showsAll() ? tr("Show the main fields only")
                                            : tr("Show all fields (%1 more)").arg(m_form->advancedCount()));
}

void LaunchPage::followModel()
{
    const std::string path = m_form->config().model.path;
    if (path == m_modelPath)
        return;
    m_modelPath = path;
    if (QFileInfo(QString::fromStdString((engine::modelFolder(path) / "config.json").string())).isFile())
        m_form->setValue("model.initialize", std::string(engine::nameOf(startOf(path))));
}

void LaunchPage::estimate()
{
    m_tools.worker.run(
        this, m_costJob.start(),
        [estimator = m_tools.estimate, config = m_form->config(), workspace = m_tools.workspace] {
            return checkLaunch(estimator, config, workspace);
        },
        [this](const LaunchCheck& checked) { showCost(checked.result, checked.bytesFree); });
}

void LaunchPage::showCost(const engine::CostResult& result, std::int64_t bytesFree)
{
    m_isChecked = true;
    std::vector<engine::Issue> issues;
    for (const engine::Issue& issue : result.issues)
        issues.push_back(atField(issue, m_form->config()));
    m_form->setFileIssues(issues);
    std::erase_if(issues, [this](const engine::Issue& issue) { return m_form->hasField(issue.path); });
    m_form->setNote("model.path", QString::fromStdString(result.cost.modelSummary));
    m_form->setNote("task.path", QString::fromStdString(result.cost.dataSummary));
    m_cost->setProblems(issues);
    m_cost->setCost(result.cost, bytesFree);
    updateStart();
}

QString LaunchPage::reason() const
{
    const std::vector<engine::Issue> issues = m_form->issues();
    if (issues.empty())
        return {};
    const std::string& path = issues.front().path;
    const QString label = m_form->labelOf(path).toHtmlEscaped();
    QString text = m_form->hasField(path)
        ? tr("Cannot start: <a href=\"%1\">%2</a> %3")
              .arg(QString::fromStdString(path).toHtmlEscaped(), label,
                   QString::fromStdString(issues.front().message).toHtmlEscaped())
        : tr("Cannot start: %1").arg(QString::fromStdString(engine::toText(issues.front())).toHtmlEscaped());
    if (issues.size() > 1)
        text += QLatin1Char(' ') + tr("(and %1 more)").arg(issues.size() - 1);
    return text;
}

void LaunchPage::updateStart()
{
    const bool could = canStart();
    m_corner->setState(reason(), !m_isChecked);
    if (could != canStart())
        Q_EMIT canStartChanged();
}

bool LaunchPage::canStart() const
{
    return m_corner->canStart();
}

void LaunchPage::start()
{
    if (canStart())
        Q_EMIT startRequested(m_form->config());
}

void LaunchPage::addToQueue()
{
    if (canStart())
        Q_EMIT queueRequested(m_form->config());
}

void LaunchPage::take(const QString& path)
{
    using Kind = DroppedPath::Kind;
    const DroppedPath dropped = recognise(path);
    switch (dropped.kind) {
    case Kind::Configuration: openConfig(path); return;
    case Kind::Model: m_form->setValue("model.path", path.toStdString()); break;
    case Kind::Data:
        m_form->setValue("task.kind", std::string(engine::nameOf(dropped.task)));
        m_form->setValue("task.path", path.toStdString());
        if (dropped.glueTask)
            m_form->setValue("task.name", std::string(engine::nameOf(*dropped.glueTask)));
        break;
    case Kind::Unknown:
        Q_EMIT troubled(tr("%1 is neither a model folder (config.json) nor a data folder: GLUE (dev.tsv), E2E "
                           "(trainset.csv or train.txt), tables (train.csv, .tsv or .jsonl) or WordNet (data.noun).")
                            .arg(path));
        return;
    }
    Q_EMIT taken();
}

void LaunchPage::askOpen()
{
    m_tools.form.dialogs.openFile(
        this, {tr("Open configuration"), m_tools.settings.folder(), tr("Configuration (*.json)")},
        [this](const QString& path) { openConfig(path); });
}

void LaunchPage::askSave()
{
    m_tools.form.dialogs.saveFile(
        this, {tr("Save configuration"), m_tools.settings.folder(), tr("Configuration (*.json)")},
        [this](const QString& path) { saveConfig(path); });
}

void LaunchPage::openConfig(const QString& path)
{
    m_tools.worker.run(
        this, {},
        [file = path.toStdString()] {
            try {
                return engine::configFromText(engine::readTextFile(file, largestConfig), file);
            } catch (const engine::BadInput& problem) {
                return engine::ParsedConfig{{}, problem.issues()};
            }
        },
        [this, path](const engine::ParsedConfig& parsed) {
            m_tools.settings.setFolder(QFileInfo(path).absolutePath());
            QStringList problems;
            for (const engine::Issue& issue : parsed.issues)
                problems << QString::fromStdString(engine::toText(issue));
            if (!problems.isEmpty()) {
                Q_EMIT troubled(tr("%1 was not opened. %2").arg(path, problems.join(QLatin1Char('\n'))));
                return;
            }
            setConfig(parsed.config);
            Q_EMIT taken();
        });
}

void LaunchPage::saveConfig(const QString& path)
{
    m_tools.settings.setFolder(QFileInfo(path).absolutePath());
    m_tools.worker.run(
        this, {},
        [path, text = QByteArray::fromStdString(m_form->json().dump(2)) + '\n'] {
            QSaveFile file(path);
            const bool isSaved = file.open(QIODevice::WriteOnly) && file.write(text) == text.size() && file.commit();
            return isSaved ? QString() : file.errorString();
        },
        [this, path](const QString& problem) {
            if (!problem.isEmpty())
                Q_EMIT troubled(tr("%1 was not saved: %2").arg(path, problem));
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
