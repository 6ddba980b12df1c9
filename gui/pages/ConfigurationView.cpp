#include "gui/pages/ConfigurationView.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QSplitter>
#include <QStackedLayout>
#include <QToolButton>
#include <QTreeWidget>

#include <functional>

#include "engine/run/FieldList.h"
#include "gui/app/EmptyState.h"
#include "gui/app/Format.h"
#include "gui/app/SmallButton.h"
#include "gui/app/Theme.h"
#include "gui/forms/FieldText.h"
#include "gui/models/EngineText.h"

namespace gui {

namespace {

QString inWords(const engine::Json& value)
{
    if (value.is_string())
        return QString::fromStdString(value.get<std::string>());
    if (value.is_boolean())
        return value.get<bool>() ? ConfigurationView::tr("yes") : ConfigurationView::tr("no");
    if (value.is_array()) {
        QStringList parts;
        for (const engine::Json& part : value)
            parts.append(inWords(part));
        return parts.join(QStringLiteral(", "));
    }
    return QString::fromStdString(value.dump());
}

QTreeWidgetItem* addRow(QTreeWidgetItem* section, const QString& name, const QString& value, const QString& tip = {})
{
    auto* item = new QTreeWidgetItem(section, {name, value});
    item->setToolTip(0, tip);
    item->setToolTip(1, tip.isEmpty() ? value : tip);
    return item;
}

} // namespace

ConfigurationView::ConfigurationView(Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_configuration(makeTree("configurationTreeWidget", {tr("Setting"), tr("Value"), tr("Key")}))
    , m_facts(makeTree("runFactsTreeWidget", {tr("What trains, and where"), tr("Value")}))
    , m_empty(new EmptyState(theme, this))
    , m_stack(new QStackedLayout)
    , m_filling(*this, std::bind_front(&ConfigurationView::fill, this))
{
    m_empty->setObjectName(QStringLiteral("configurationEmptyState"));
    m_empty->setText(tr("No run is chosen"), tr("Choose one in the table of runs to see what it was run with."));
    auto* splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setObjectName(QStringLiteral("configurationSplitter"));
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_configuration);
    splitter->addWidget(m_facts);
    splitter->setSizes({540, 460});
    auto* content = new QWidget(this);
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeControls());
    layout->addWidget(splitter, 1);
    m_facts->header()->resizeSection(0, 256);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(content);
    setLayout(m_stack);
    connect(&theme, &Theme::changed, this, [this] { m_filling.ask(); });
}

QWidget* ConfigurationView::makeControls()
{
    auto* widget = new QWidget(this);
    auto* row = new QHBoxLayout(widget);
    row->setContentsMargins(spacing::page, spacing::control, spacing::page, spacing::control);
    row->setSpacing(spacing::control);
    const auto add = [&](const char* name, const char* icon, const QString& text, const QString& tip) {
        QToolButton* button = makeSmallButton(m_theme, icon, text, tip, widget);
        button->setObjectName(QLatin1String(name));
        row->addWidget(button);
        return button;
    };
    QToolButton* again = add("rerunToolButton", "view-refresh", tr("Run again"),
                             tr("Add a run of the same configuration, seed included, to the queue"));
    QToolButton* change = add("changeRunToolButton", "document-edit", tr("Duplicate and change"),
                              tr("Put the configuration into Launch"));
    QToolButton* preset = add("presetToolButton", "document-save", tr("Save as preset"),
                              tr("Keep the values under a name of your own, for other runs"));
    row->addStretch();
    QToolButton* copy = add("copyConfigurationToolButton", "edit-copy", tr("Copy as JSON"),
                            tr("The configuration file of this run, to the clipboard"));
    m_withConfig = {again, change, preset};
    for (QToolButton* button : m_withConfig)
        button->setEnabled(false); // until there is a run
    connect(again, &QToolButton::clicked, this, [this] { Q_EMIT rerunRequested(m_model->record().id); });
    connect(change, &QToolButton::clicked, this, [this] { Q_EMIT changeRequested(m_model->record().id); });
    connect(preset, &QToolButton::clicked, this, [this] {
        engine::RunConfig config = *m_model->history().config;
        if (!m_model->record().imports.empty())
            config.training.continueFrom.clear(); // a place on the sender's machine
        Q_EMIT presetRequested(config);
    });
    connect(copy, &QToolButton::clicked, this, [this] {
        if (m_model)
            QApplication::clipboard()->setText(QString::fromStdString(m_model->record().configJson));
    });
    return widget;
}

QTreeWidget* ConfigurationView::makeTree(const char* name, const QStringList& header)
{
    auto* tree = new QTreeWidget(this);
    tree->setObjectName(QLatin1String(name));
    tree->setAccessibleName(header.first());
    tree->setHeaderLabels(header);
    tree->setUniformRowHeights(true);
    tree->setFrameShape(QFrame::NoFrame);
    tree->setIndentation(spacing::page + spacing::pair);
    tree->setFont(Theme::figures(font()));
    tree->header()->resizeSection(0, 200);
    tree->header()->resizeSection(1, 180);
    return tree;
}

void ConfigurationView::setModel(RunModel* model)
{
    if (m_model)
        m_model->disconnect(this);
    m_model = model;
    if (model) {
        connect(model, &QObject::destroyed, this, [this] {
            m_model = nullptr;
            modelLoaded();
        });
        connect(model, &RunModel::loaded, this, &ConfigurationView::modelLoaded);
        connect(model, &RunModel::stateChanged, this, &ConfigurationView::modelChanged);
    }
    modelLoaded();
}

void ConfigurationView::modelLoaded()
{
    m_configuration->clear();
    m_facts->clear();
    m_stack->setCurrentIndex(m_model ? 1 : 0);
    modelChanged();
}

void ConfigurationView::modelChanged()
{
    for (QToolButton* button : m_withConfig)
        button->setEnabled(!m_isReadOnly && m_model && m_model->history().config);
    m_filling.ask();
}

void ConfigurationView::onlyRead(const QString& reason)
{
    m_isReadOnly = true;
    for (QToolButton* button : m_withConfig) {
        button->setEnabled(false);
        button->setToolTip(reason);
    }
}

QTreeWidgetItem* ConfigurationView::addSection(QTreeWidget* tree, const QString& title)
{
    auto* item = new QTreeWidgetItem(tree, {title});
    item->setFirstColumnSpanned(true);
    item->setFont(0, Theme::semibold(tree->font()));
    for (int column = 0; column < tree->columnCount(); ++column)
        item->setBackground(column, m_theme.colours().alternateBase);
    item->setFlags(Qt::ItemIsEnabled);
    item->setExpanded(true);
    return item;
}

void ConfigurationView::fill()
{
    m_configuration->clear();
    m_facts->clear();
    if (!m_model)
        return;
    fillConfiguration();
    fillParameters();
    fillEnvironment();
}

void ConfigurationView::fillConfiguration()
{
    if (!m_model->history().config) {
        QTreeWidgetItem* section = addSection(m_configuration, tr("The stored configuration cannot be read"));
        addRow(section, tr("Text"), QString::fromStdString(m_model->record().configJson));
        return;
    }
    QTreeWidgetItem* section = nullptr;
    for (const engine::FieldDescription& field : engine::describeFields(*m_model->history().config)) {
        const QString title = field.section.empty() ? tr("Run") : fieldText(field.section.c_str());
        if (!section || section->text(0) != title)
            section = addSection(m_configuration, title);
        const bool isCounted = field.field.unit[0] != '\0' && field.value.is_number_integer();
        QString value = isCounted ? format::whole(field.value.get<std::int64_t>()) : inWords(field.value);
        if (field.field.nothing[0] != '\0' && (value.isEmpty() || field.value == engine::Json(0)))
            value = fieldText(field.field.nothing);
        else if (field.field.unit[0] != '\0' && !value.isEmpty())
            value += QLatin1Char(' ') + fieldUnits(field.field.unit).of(field.value == engine::Json(1) ? 1 : 0);
        QString tip = fieldText(field.field.help);
        if (field.field.paper[0] != '\0')
            tip += tr("\nIn the paper: %1").arg(fieldText(field.field.paper));
        QTreeWidgetItem* item = addRow(section, fieldText(field.field.label), value.isEmpty() ? tr("–") : value, tip);
        item->setText(2, QString::fromStdString(field.path));
        item->setForeground(2, m_theme.colours().secondaryText);
        item->setFont(1, Theme::medium(m_configuration->font()));
    }
}

void ConfigurationView::fillParameters()
{
    const auto& started = m_model->record().started;
    if (!started) {
        addRow(addSection(m_facts, tr("Trainable parameters")), tr("Known once the run has started"), {});
        return;
    }
    const engine::ParameterCounts& counts = started->parameters;
    QTreeWidgetItem* section = addSection(m_facts, tr("Trainable parameters"));
    for (const auto& group : counts.groups)
        addRow(section, engineText(group.name), format::whole(group.count));
    const double share = counts.total > 0 ? double(counts.trainable) / double(counts.total) * 100 : 0;
    QTreeWidgetItem* sum = addRow(section, tr("Together"), tr("%1, %2 % of %3")
                                                               .arg(format::whole(counts.trainable), format::value(share),
                                                                    format::count(double(counts.total))));
    sum->setFont(0, Theme::semibold(m_facts->font()));
    sum->setFont(1, Theme::semibold(m_facts->font()));
    addRow(section, tr("of them gates and mixing weights"), format::whole(counts.gates),
           tr("Gates are always counted as trainable"));
    QTreeWidgetItem* passes = addSection(m_facts, tr("Layer evaluations per pass"));
    addRow(passes, tr("This run, nominal"), format::shortForm(started->layerEvaluationsNominal),
           tr("Every routed position counts two layers"));
    if (m_model->record().finished && m_model->record().finished->layerEvaluations > 0)
        addRow(passes, tr("This run, as done"), format::fixed(m_model->record().finished->layerEvaluations, 2),
               tr("A position that chooses itself runs its layer once"));
    addRow(passes, tr("Without routing"), QString::number(started->layers));
}

void ConfigurationView::fillEnvironment()
{
    const storage::RunRecord& record = m_model->record();
    QTreeWidgetItem* run = addSection(m_facts, tr("Run"));
    addRow(run, tr("Number"), QString::number(record.id));
    if (record.startedAt > 0)
        addRow(run, tr("Started"), format::time(record.startedAt));
    if (record.endedAt > 0)
        addRow(run, tr("Ended"), format::time(record.endedAt));
    if (!record.started)
        return;
    QTreeWidgetItem* section = addSection(m_facts, tr("Environment"));
    addRow(section, tr("Device"), QString::fromStdString(record.started->device));
    addRow(section, tr("Precision"), QString::fromStdString(record.started->precision));
    for (const auto& [key, value] : record.started->environment)
        addRow(section, engineText(key), engineText(value));
}

} // namespace gui
