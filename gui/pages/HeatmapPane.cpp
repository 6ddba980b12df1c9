#include "gui/pages/HeatmapPane.h"

#include <QAction>
#include <QActionGroup>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QToolButton>

#include <algorithm>
#include <numeric>

#include "gui/app/AppSettings.h"
#include "gui/app/ElidedLabel.h"
#include "gui/app/Format.h"
#include "gui/app/SegmentBar.h"
#include "gui/app/SmallButton.h"
#include "gui/app/Theme.h"
#include "gui/pages/ComboEntries.h"
#include "gui/pages/RivalRow.h"
#include "gui/plots/RoutingHeatmap.h"

namespace gui {

namespace {

using ChoiceKind = RoutingChoice::Kind;
constexpr ChoiceKind kinds[] = {ChoiceKind::Share, ChoiceKind::Probability, ChoiceKind::Change,
                                ChoiceKind::Class, ChoiceKind::Example,     ChoiceKind::Against};
enum Segment { ShareSegment, ProbabilitySegment, ChangeSegment, ClassSegment, ExampleSegment };
constexpr int longestName = 20; // characters, beside the colour bar

/// Runs of one experiment differ at the end.
QString shortName(const QString& name)
{
    const int half = longestName / 2;
    return name.size() <= longestName ? name : name.left(half) + QChar(0x2026) + name.right(half - 1);
}

} // namespace

HeatmapPane::HeatmapPane(Theme& theme, FileDialogs& dialogs, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_rivals(new RivalRow(theme, this))
    , m_heatmap(new RoutingHeatmap(theme, dialogs, this))
{
    m_rivals->setObjectName(QStringLiteral("rivalRow"));
    m_rivals->hide();
    connect(m_rivals, &RivalRow::changed, this, &HeatmapPane::updatePicture);
    m_controls = makeControls();
    m_heatmap->setObjectName(QStringLiteral("routingHeatmap"));
    m_heatmap->setCellText([this](std::size_t row, std::int64_t layer) { return textOf(row, layer); });
    m_itemRow = makeItemRow();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing::control);
    layout->addWidget(m_itemRow);
    layout->addWidget(m_rivals);
    layout->addWidget(m_heatmap, 1);
    connect(m_heatmap, &RoutingHeatmap::rowChosen, this, &HeatmapPane::rowChosen);
    connect(m_heatmap, &RoutingHeatmap::cellChosen, this, &HeatmapPane::cellChosen);
}

QWidget* HeatmapPane::makeControls()
{
    auto* row = new QWidget(this);
    m_mode = new SegmentBar(row);
    m_mode->setObjectName(QStringLiteral("routingModeSegmentBar"));
    m_mode->add(tr("Share"));
    m_mode->add(tr("Probability"));
    m_mode->add(tr("Change"), tr("Share minus the share in the first record"));
    m_mode->add(tr("Class"));
    m_mode->add(tr("Example"));
    m_mode->add(tr("Against"),
                tr("Share minus that of another run at the same step: a control, another seed, another method"));
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing::control);
    layout->addWidget(m_mode);
    layout->addWidget(makeColourButton(row));
    layout->addStretch();
    connect(m_mode, &SegmentBar::chosen, this, &HeatmapPane::chooseMode);
    return row;
}

QToolButton* HeatmapPane::makeColourButton(QWidget* parent)
{
    QToolButton* button = makeSmallButton(m_theme, "configure", {}, tr("Colours and scale of the heatmap"), parent);
    button->setObjectName(QStringLiteral("heatmapColoursToolButton"));
    auto* menu = new QMenu(button);
    menu->setObjectName(QStringLiteral("heatmapColoursMenu"));
    m_colours = new QActionGroup(menu);
    using storage::SequentialMap;
    const auto addMap = [&](const QString& text, const char* name, SequentialMap map) {
        QAction* action = menu->addAction(text);
        action->setObjectName(QLatin1String(name));
        action->setCheckable(true);
        action->setChecked(map == SequentialMap::Viridis);
        m_colours->addAction(action);
        connect(action, &QAction::triggered, this, [this, map, action] {
            m_heatmap->setMap(map);
            if (m_settings)
                m_settings->setHeatmapColours(action->objectName());
        });
    };
    menu->addSection(tr("Colours of shares"));
    addMap(tr("Viridis"), "viridisAction", SequentialMap::Viridis);
    addMap(tr("Cividis"), "cividisAction", SequentialMap::Cividis);
    menu->addSection(tr("Scale"));
    m_automatic = menu->addAction(tr("End at the largest value"));
    m_automatic->setObjectName(QStringLiteral("automaticScaleAction"));
    m_automatic->setCheckable(true);
    m_automatic->setToolTip(tr("Otherwise shares are drawn from 0 to 1 and differences from −0.6 to 0.6"));
    menu->setToolTipsVisible(true);
    connect(m_automatic, &QAction::toggled, this, [this](bool isOn) {
        m_choice.isAutomatic = isOn;
        if (m_settings)
            m_settings->setAutomaticScale(isOn);
        updatePicture();
    });
    button->setMenu(menu);
    button->setPopupMode(QToolButton::InstantPopup);
    return button;
}

QList<QAction*> HeatmapPane::colourActions() const
{
    return m_colours->actions() << m_automatic;
}

void HeatmapPane::remember(AppSettings& settings)
{
    for (QAction* colours : m_colours->actions())
        if (colours->objectName() == settings.heatmapColours())
            colours->trigger();
    m_automatic->setChecked(settings.hasAutomaticScale());
    m_settings = &settings;
}

QWidget* HeatmapPane::makeItemRow()
{
    auto* row = new QWidget(this);
    m_itemLabel = new QLabel(row);
    m_theme.paintIn(m_itemLabel, Ink::Secondary);
    m_item = new QComboBox(row);
    m_item->setObjectName(QStringLiteral("routingItemComboBox"));
    m_item->setAccessibleName(tr("Class or dev row that is shown"));
    m_item->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_itemLabel->setBuddy(m_item);
    m_itemNote = new ElidedLabel(row);
    m_itemNote->setObjectName(QStringLiteral("routingItemLabel"));
    m_itemNote->setFont(Theme::figures(Theme::small(font())));
    m_theme.paintIn(m_itemNote, Ink::Secondary);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing::control);
    layout->addWidget(m_itemLabel);
    layout->addWidget(m_item);
    layout->addWidget(m_itemNote, 1);
    row->hide();
    connect(m_item, &QComboBox::activated, this, &HeatmapPane::updatePicture);
    return row;
}

void HeatmapPane::setModel(const RunModel* model)
{
    m_model = model;
    m_choice.first = 0;
    m_choice.last = 0;
    m_choice.evaluation = 0;
    m_item->clear();
    m_rivals->setModel(model);
    m_heatmap->setPicture({});
    m_heatmap->setSelectedRow(0);
    updateSegments();
}

void HeatmapPane::refresh()
{
    updateSegments();
    if (!m_mode->isSegmentEnabled(m_mode->current())) {
        m_mode->setCurrent(ShareSegment);
        chooseMode(ShareSegment);
    }
    if (m_choice.kind == ChoiceKind::Against && !m_rivals->hasAsked())
        m_rivals->ask();
    if (m_model && showsEvaluation())
        fillItems();
}

void HeatmapPane::updateSegments()
{
    const bool hasProbability = m_model && m_model->routing().hasProbability();
    const bool hasEvaluation = m_model && !m_model->routingEvaluations().isEmpty();
    const bool hasExamples = hasEvaluation && !m_model->routingEvaluations().newest().examples.empty();
    const bool isOfExperts = m_model && m_model->routing().countsExperts();
    const QString none = tr("Recorded at evaluations; this run has none yet");
    m_choice.countsExperts = isOfExperts;
    m_mode->setSegmentEnabled(ShareSegment, true,
                              isOfExperts ? tr("Part of a layer's tokens that each expert got")
                                          : tr("Part of a position's votes that each layer got"));
    m_mode->setSegmentEnabled(ProbabilitySegment, hasProbability,
                              hasProbability ? tr("Mean gate probability over the voting tokens")
                                             : tr("This routing has no gate, so there are no probabilities"));
    m_mode->setSegmentEnabled(ClassSegment, hasEvaluation,
                              hasEvaluation ? tr("Shares of one class's dev rows, at an evaluation") : none);
    m_mode->setSegmentEnabled(ExampleSegment, hasExamples,
                              hasExamples && isOfExperts ? tr("One dev row: its router's probabilities")
                                  : hasExamples          ? tr("One dev row: its route and its gate's probabilities")
                                  : hasEvaluation
                                  ? tr("No rows were recorded: “Routing examples” is 0 in the configuration")
                                  : none);
}

void HeatmapPane::chooseMode(int segment)
{
    const bool didShowEvaluation = showsEvaluation();
    m_choice.kind = kinds[segment];
    m_itemRow->setVisible(showsEvaluation());
    m_rivals->setVisible(m_choice.kind == ChoiceKind::Against);
    if (m_choice.kind == ChoiceKind::Against)
        m_rivals->ask();
    m_item->clear();
    if (m_model && showsEvaluation())
        fillItems();
    if (showsEvaluation() != didShowEvaluation)
        Q_EMIT timelineChanged();
    updatePicture();
}

void HeatmapPane::setRecords(std::size_t first, std::size_t last)
{
    m_choice.first = first;
    m_choice.last = last;
    if (!showsEvaluation())
        updatePicture();
}

void HeatmapPane::setEvaluation(std::size_t evaluation)
{
    m_choice.evaluation = evaluation;
    if (!showsEvaluation())
        return;
    fillItems();
    updatePicture();
}

void HeatmapPane::setSelectedRow(std::size_t row)
{
    m_heatmap->setSelectedRow(row);
}

std::optional<int> HeatmapPane::label() const
{
    const bool isOfClass = m_model && m_choice.kind == ChoiceKind::Class && !m_model->routingEvaluations().isEmpty()
        && m_model->routingEvaluations().newest().rows.size() > 1;
    return isOfClass ? std::optional(int(m_choice.item)) : std::nullopt;
}

QString HeatmapPane::className(std::size_t index) const
{
    const auto& started = m_model->record().started;
    if (started && index < started->classes.size())
        return QString::fromStdString(started->classes[index]);
    return m_model->routingEvaluations().newest().rows.size() == 1 ? tr("all rows") : tr("class %1").arg(index);
}

QString HeatmapPane::labelText(double label) const
{
    const auto& started = m_model->record().started;
    const bool isClass = started && label >= 0 && label < double(started->classes.size());
    return isClass ? QString::fromStdString(started->classes[std::size_t(label)]) : format::value(label);
}

void HeatmapPane::fillItems()
{
    const RoutingEvaluations& evaluations = m_model->routingEvaluations();
    if (evaluations.isEmpty())
        return;
    const engine::RoutingEvaluated& evaluated = evaluations[std::min(m_choice.evaluation, evaluations.size() - 1)];
    const bool areClasses = m_choice.kind == ChoiceKind::Class;
    const QStringList items = areClasses ? classItems(evaluated) : exampleItems(evaluated);
    m_itemLabel->setText(areClasses ? tr("Clas&s") : tr("Ro&w"));
    m_item->setAccessibleName(areClasses ? tr("Class") : tr("Row of the dev split"));
    ComboEntries entries;
    for (const QString& item : items)
        entries << std::pair(item, QString::number(entries.size()));
    const auto last = int(entries.size()) - 1;
    setEntries(*m_item, entries, QString::number(std::min(m_item->currentIndex(), last)));
}

/// Each class, then each less the others.
QStringList HeatmapPane::classItems(const engine::RoutingEvaluated& evaluated) const
{
    QStringList items;
    const std::size_t classes = evaluated.rows.size();
    for (std::size_t index = 0; index < classes; ++index)
        items << className(index);
    for (std::size_t index = 0; index < classes && classes > 1; ++index)
        items << tr("%1 minus the others").arg(className(index));
    return items;
}

QStringList HeatmapPane::exampleItems(const engine::RoutingEvaluated& evaluated)
{
    QStringList items;
    for (const engine::RoutingEvaluated::Example& example : evaluated.examples)
        items << tr("row %1").arg(format::whole(example.row));
    return items;
}

void HeatmapPane::updatePicture()
{
    if (!m_model)
        return;
    if (!showsEvaluation()) {
        if (m_choice.last >= m_model->routing().size())
            return;
        if (m_choice.kind == ChoiceKind::Against)
            showAgainst();
        else
            m_heatmap->setPicture(pictureOf(m_model->routing(), m_choice));
        return;
    }
    if (m_item->currentIndex() < 0 || m_choice.evaluation >= m_model->routingEvaluations().size()) {
        m_heatmap->setPicture({});
        return;
    }
    const engine::RoutingEvaluated& evaluated = m_model->routingEvaluations()[m_choice.evaluation];
    const auto place = std::size_t(std::max(m_item->currentIndex(), 0));
    m_choice.isAgainstOthers = m_choice.kind == ChoiceKind::Class && place >= evaluated.rows.size();
    m_choice.item = m_choice.isAgainstOthers ? place - evaluated.rows.size() : place;
    m_heatmap->setPicture(pictureOf(evaluated, m_choice));
    updateItemNote();
}

void HeatmapPane::showAgainst()
{
    const RoutingRival* rival = m_rivals->rival();
    if (rival == nullptr) {
        m_heatmap->setPicture({});
        return;
    }
    const RoutingGrid& grid = m_model->routing();
    RoutingPicture picture = pictureOf(grid, rival->grid, m_choice);
    picture.title = tr("share, %1 minus %2")
                        .arg(shortName(QString::fromStdString(m_model->record().name)), shortName(rival->run.name));
    m_heatmap->setPicture(std::move(picture));
    const std::int64_t step = grid.step(m_choice.last);
    m_rivals->showSteps(step, rival->grid.step(*rival->grid.nearest(step)));
}

void HeatmapPane::updateItemNote()
{
    const engine::RoutingEvaluated& evaluated = m_model->routingEvaluations()[m_choice.evaluation];
    QString note;
    if (m_choice.kind == ChoiceKind::Class) {
        const std::int64_t all = std::accumulate(evaluated.rows.begin(), evaluated.rows.end(), std::int64_t(0));
        const QString rows = format::whole(evaluated.rows[m_choice.item]);
        note = all == 1 ? tr("%1 of 1 dev row").arg(rows) : tr("%1 of %2 dev rows").arg(rows, format::whole(all));
    } else {
        const auto& example = evaluated.examples[m_choice.item];
        const QString corners = m_choice.countsExperts ? tr("corners mark the experts of most of its tokens")
                                                       : tr("corners mark its route");
        note = example.label == example.prediction
            ? tr("%1, predicted right; %2").arg(labelText(example.label), corners)
            : tr("%1, predicted %2; %3").arg(labelText(example.label), labelText(example.prediction), corners);
    }
    m_itemNote->setText(note);
    m_itemNote->setToolTip(note);
}

QString HeatmapPane::textOf(std::size_t row, std::int64_t layer) const
{
    if (!m_model)
        return {};
    QString click;
    if (!m_model->routingEvaluations().isEmpty())
        click = m_model->routing().countsExperts()
            ? tr("\nClick or Enter: list the dev rows most of whose tokens went here")
            : tr("\nClick or Enter: list the dev rows routed here");
    if (showsEvaluation())
        return cellText(m_model->routingEvaluations()[m_choice.evaluation], m_choice, m_model->evaluatedUnits(), row,
                        layer)
            + click;
    if (const RoutingRival* rival = m_rivals->rival(); m_choice.kind == ChoiceKind::Against && rival != nullptr)
        return cellText(m_model->routing(), rival->grid, rival->run.name, m_choice, m_model->routedUnits(), row, layer)
            + click;
    return cellText(m_model->routing(), m_choice, m_model->routedUnits(), row, layer) + click;
}

} // namespace gui
