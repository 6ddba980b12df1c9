#include "gui/pages/MetricControls.h"

#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QSignalBlocker>
#include <QSlider>
#include <QTimer>
#include <QToolButton>

#include "gui/app/SegmentBar.h"
#include "gui/app/SmallButton.h"
#include "gui/app/Theme.h"
#include "gui/pages/MetricChoices.h"

namespace gui {

namespace {

constexpr XAxis::Kind axes[] = {XAxis::Kind::Step, XAxis::Kind::Epoch, XAxis::Kind::Time};
constexpr double defaultSmoothing = 0.94;
constexpr int iconButton = 36; // width of a button without its word
constexpr int sliderWidth = 72;

} // namespace

MetricControls::MetricControls(Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_smoothingTimer(new QTimer(this))
{
    m_smoothingTimer->setSingleShot(true);
    m_smoothingTimer->setInterval(40);
    connect(m_smoothingTimer, &QTimer::timeout, this, [this] { Q_EMIT smoothingChosen(smoothing()); });
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(spacing::page, spacing::control, spacing::page, spacing::control);
    layout->setSpacing(spacing::control);
    addAcross(*layout);
    layout->addSpacing(spacing::pair);
    addSmoothing(*layout);
    layout->addSpacing(spacing::pair);
    addBoxes(*layout);
    layout->addStretch();
    addButtons(*layout);
    m_narrow = sizeHint().width();
    for (const Worded& each : m_worded)
        m_narrow -= each.word;
    setMinimumWidth(m_narrow - sliderWidth - spacing::control);
}

QLabel* MetricControls::makeLabel(const QString& text)
{
    auto* label = new QLabel(text, this);
    m_theme.paintIn(label, Ink::Secondary);
    return label;
}

void MetricControls::addAcross(QHBoxLayout& layout)
{
    m_across = new SegmentBar(this);
    m_across->setObjectName(QStringLiteral("acrossSegmentBar"));
    m_across->add(tr("Step"));
    m_across->add(tr("Epoch"));
    m_across->add(tr("Time"), tr("Training time; pauses and evaluations do not count"));
    layout.addWidget(makeLabel(tr("Across")));
    layout.addWidget(m_across);
    connect(m_across, &SegmentBar::chosen, this, &MetricControls::axisChosen);
}

void MetricControls::addSmoothing(QHBoxLayout& layout)
{
    m_smoothing = new QSlider(Qt::Horizontal, this);
    m_smoothing->setObjectName(QStringLiteral("smoothingSlider"));
    m_smoothing->setAccessibleName(tr("Smoothing"));
    m_smoothing->setRange(0, 99);
    m_smoothing->setFixedWidth(sliderWidth);
    m_smoothingBox = new QDoubleSpinBox(this);
    m_smoothingBox->setObjectName(QStringLiteral("smoothingDoubleSpinBox"));
    m_smoothingBox->setAccessibleName(tr("Weight of the past"));
    m_smoothingBox->setRange(0, 0.999);
    m_smoothingBox->setSingleStep(0.01);
    m_smoothingBox->setDecimals(2);
    m_smoothingBox->setToolTip(tr("Weight of the past in the exponential mean; 0 shows the values as measured"));
    QLabel* label = makeLabel(tr("&Smoothing"));
    label->setBuddy(m_smoothingBox);
    layout.addWidget(label);
    layout.addWidget(m_smoothing);
    layout.addWidget(m_smoothingBox);
    connect(m_smoothing, &QSlider::valueChanged, m_smoothingBox,
            [this](int value) { m_smoothingBox->setValue(value / 100.0); });
    connect(m_smoothingBox, &QDoubleSpinBox::valueChanged, this, [this](double value) {
        const QSignalBlocker blocker(m_smoothing);
        m_smoothing->setValue(qRound(value * 100));
        m_smoothingTimer->start();
    });
    m_smoothingBox->setValue(defaultSmoothing);
}

void MetricControls::addBoxes(QHBoxLayout& layout)
{
    const auto add = [&](const QString& text, const char* name, const QString& toolTip) {
        auto* box = new QCheckBox(text, this);
        box->setObjectName(QLatin1String(name));
        box->setToolTip(toolTip);
        box->setChecked(true);
        layout.addWidget(box);
        return box;
    };
    m_raw = add(tr("&Raw"), "rawCurveCheckBox", tr("Draw the values as measured faintly behind the smoothed curve"));
    m_link = add(tr("&Link"), "linkCrosshairsCheckBox", tr("Show the crosshair at the same place in all plots"));
    m_follow = add(tr("&Follow"), "followCurvesCheckBox",
                   tr("Keep the newest steps in sight; zooming or moving a plot switches this off"));
    for (QCheckBox* box : {m_raw, m_link})
        connect(box, &QCheckBox::toggled, this, &MetricControls::drawingChanged);
    connect(m_follow, &QCheckBox::toggled, this, &MetricControls::followingChosen);
}

void MetricControls::addButtons(QHBoxLayout& layout)
{
    m_values = makeSmallButton(m_theme, "view-list-details", tr("Values"),
                               tr("Show all values under the crosshair as a table"), this);
    m_values->setObjectName(QStringLiteral("valuesToolButton"));
    m_values->setCheckable(true);
    QToolButton* choose = addMenuButton("configure", tr("Plots"), tr("Choose which plots are shown"), m_chooseMenu);
    choose->setObjectName(QStringLiteral("choosePlotsToolButton"));
    m_chooseMenu->setObjectName(QStringLiteral("choosePlotsMenu"));
    QToolButton* logarithmic =
        addMenuButton("view-statistics", tr("Log axes"),
                      tr("Choose which plots have a logarithmic axis; stays so for runs to come"), m_logarithmicMenu);
    logarithmic->setObjectName(QStringLiteral("logarithmicAxesToolButton"));
    m_logarithmicMenu->setObjectName(QStringLiteral("logarithmicAxesMenu"));
    m_wholeRange = makeSmallButton(m_theme, "zoom-fit-best", tr("Whole range"),
                                   tr("Show the run from its first step (double-click in a plot)"), this);
    m_wholeRange->setObjectName(QStringLiteral("wholeRangeToolButton"));
    for (QToolButton* button : {m_values, choose, logarithmic, m_wholeRange})
        layout.addWidget(button);
    for (QToolButton* button : {choose, m_wholeRange, logarithmic, m_values})
        m_worded.push_back({button, button->sizeHint().width() - iconButton});
    connect(m_values, &QToolButton::toggled, this, &MetricControls::valuesChosen);
    connect(m_wholeRange, &QToolButton::clicked, this, &MetricControls::wholeRangeChosen);
}

QToolButton* MetricControls::addMenuButton(const char* icon, const QString& text, const QString& toolTip, QMenu*& menu)
{
    QToolButton* button = makeSmallButton(m_theme, icon, text, toolTip, this);
    menu = new QMenu(button);
    button->setMenu(menu);
    button->setPopupMode(QToolButton::InstantPopup);
    return button;
}

void MetricControls::setChoices(const MetricChoices& choices)
{
    const QSignalBlocker quiet(this);
    m_across->setCurrent(choices.across);
    m_raw->setChecked(choices.isRawShown);
    m_link->setChecked(choices.isLinked);
    m_values->setChecked(choices.areValuesShown);
}

void MetricControls::readChoices(MetricChoices& choices) const
{
    choices.across = m_across->current();
    choices.isRawShown = isRawShown();
    choices.isLinked = isLinked();
    choices.areValuesShown = m_values->isChecked();
}

XAxis::Kind MetricControls::axis() const
{
    return axes[m_across->current()];
}

double MetricControls::smoothing() const
{
    return m_smoothingBox->value();
}

void MetricControls::setSmoothing(double weight)
{
    m_smoothingBox->setValue(weight);
    m_smoothingTimer->stop();
}

bool MetricControls::isRawShown() const
{
    return m_raw->isChecked();
}

bool MetricControls::isLinked() const
{
    return m_link->isChecked();
}

bool MetricControls::isFollowing() const
{
    return m_follow->isChecked();
}

void MetricControls::toggleFollowing()
{
    m_follow->toggle();
}

void MetricControls::setFollowing(bool isOn)
{
    const QSignalBlocker blocker(m_follow);
    m_follow->setChecked(isOn);
}

void MetricControls::setZoomed(bool isZoomed)
{
    m_wholeRange->setEnabled(isZoomed);
}

void MetricControls::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_smoothing->setVisible(width() >= m_narrow); // its number stays
    int room = width() - m_narrow;
    for (const Worded& each : m_worded) {
        room -= each.word;
        each.button->setToolButtonStyle(room >= 0 ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonIconOnly);
    }
}

} // namespace gui
