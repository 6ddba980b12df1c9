#include "gui/pages/RoutesPane.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSpinBox>

#include "gui/app/Theme.h"
#include "gui/plots/RoutesPlot.h"

namespace gui {

namespace {

constexpr int usualRoutes = 20;
constexpr int mostRoutes = 200;
/// What an entry of the filter is about, and for classes which one.
enum class Rows { All, Right, Wrong, OfClass };
constexpr int classRole = Qt::UserRole + 1;

} // namespace

RoutesPane::RoutesPane(Theme& theme, FileDialogs& dialogs, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_plot(new RoutesPlot(theme, dialogs, this))
{
    m_plot->setObjectName(QStringLiteral("routesPlot"));
    m_controls = makeControls();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_plot, 1);
    connect(m_plot, &RoutesPlot::routeChosen, this, &RoutesPane::routeChosen);
}

QWidget* RoutesPane::makeControls()
{
    auto* row = new QWidget(this);
    m_most = new QSpinBox(row);
    m_most->setObjectName(QStringLiteral("commonestRoutesSpinBox"));
    m_most->setRange(1, mostRoutes);
    m_most->setValue(usualRoutes);
    m_most->setToolTip(tr("Routes drawn one by one; all others are one grey band"));
    m_filter = new QComboBox(row);
    m_filter->setObjectName(QStringLiteral("routeRowsComboBox"));
    m_filter->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_filter->setToolTip(tr("Dev rows whose routes are counted"));
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing::control);
    const auto add = [&](const QString& text, QWidget* field) {
        auto* label = new QLabel(text, row);
        label->setBuddy(field);
        m_theme.paintIn(label, Ink::Secondary);
        layout->addWidget(label);
        layout->addWidget(field);
        layout->addSpacing(spacing::pair);
    };
    add(tr("Co&mmonest"), m_most);
    add(tr("Ro&ws"), m_filter);
    m_most->setAccessibleName(tr("Commonest routes"));
    m_filter->setAccessibleName(tr("Rows"));
    m_choices = new QLabel(row);
    m_choices->setObjectName(QStringLiteral("routeChoicesLabel"));
    m_choices->setToolTip(
        tr("This routing chooses several layers at each position; a route is drawn through the first"));
    m_theme.paintIn(m_choices, Ink::Secondary);
    layout->addWidget(m_choices);
    layout->addStretch();
    connect(m_most, &QSpinBox::valueChanged, this, &RoutesPane::updateFlow);
    connect(m_filter, &QComboBox::activated, this, &RoutesPane::updateFlow);
    return row;
}

void RoutesPane::setModel(const RunModel* model)
{
    m_model = model;
    m_evaluation = 0;
    m_asked.reset();
    m_rows.reset();
    m_filter->clear();
    updateFlow();
}

void RoutesPane::fillFilters()
{
    if (m_filter->count() > 0)
        return;
    const RoutingEvaluations& evaluations = m_model->routingEvaluations();
    m_filter->addItem(tr("all"), int(Rows::All));
    const std::size_t classes = evaluations.newest().rows.size();
    if (classes < 2)
        return;
    m_filter->addItem(tr("predicted right"), int(Rows::Right));
    m_filter->addItem(tr("predicted wrong"), int(Rows::Wrong));
    const auto& started = m_model->record().started;
    for (std::size_t index = 0; index < classes; ++index) {
        const bool isNamed = started && index < started->classes.size();
        const QString name = isNamed ? QString::fromStdString(started->classes[index]) : tr("class %1").arg(index);
        m_filter->addItem(tr("label %1").arg(name), int(Rows::OfClass));
        m_filter->setItemData(m_filter->count() - 1, int(index), classRole);
    }
}

RouteFilter RoutesPane::filter() const
{
    switch (Rows(m_filter->currentData().toInt())) {
    case Rows::All: return {};
    case Rows::Right: return {std::nullopt, true};
    case Rows::Wrong: return {std::nullopt, false};
    case Rows::OfClass: return {std::int64_t(m_filter->currentData(classRole).toInt()), std::nullopt};
    }
    return {};
}

void RoutesPane::setEvaluation(std::size_t evaluation)
{
    m_evaluation = evaluation;
    updateFlow();
}

void RoutesPane::askForRows(const EvaluationKey& key)
{
    if (m_asked == key)
        return;
    m_asked = key;
    m_rows.reset();
    Q_EMIT rowsWanted(m_model->record().id, key);
}

void RoutesPane::setRows(std::int64_t run, const EvaluationKey& key, std::optional<engine::RowsEvaluated> rows)
{
    if (!m_model || m_model->record().id != run || m_asked != key)
        return;
    m_rows = std::move(rows);
    if (m_rows)
        updateFlow();
    else
        m_asked.reset(); // the recorder may not have written them yet
}

void RoutesPane::updateFlow()
{
    if (!m_model || m_evaluation >= m_model->routingEvaluations().size()) {
        m_plot->setFlow({});
    } else {
        const engine::RoutingEvaluated& evaluated = m_model->routingEvaluations()[m_evaluation];
        fillFilters();
        askForRows({evaluated.step, evaluated.split});
        m_plot->setUnits(units());
        const bool hasAll = m_rows && !m_rows->positions.empty(); // older runs recorded some rows' experts alone
        RouteRows rows = hasAll ? routesOf(*m_rows, filter()) : routesOf(evaluated, filter());
        rows.countsExperts = m_model->routing().countsExperts();
        m_plot->setFlow(RouteFlow(rows, std::size_t(m_most->value())));
    }
    m_choices->setVisible(flow().choices() > 1);
    m_choices->setText(tr("first choice of %1").arg(flow().choices()));
    Q_EMIT flowChanged();
}

void RoutesPane::setSelectedRoute(std::optional<std::size_t> route)
{
    m_plot->setSelectedRoute(route);
}

const RouteFlow& RoutesPane::flow() const
{
    return m_plot->flow();
}

CountedUnits RoutesPane::units() const
{
    return {tr("dev row"), tr("dev rows")};
}

} // namespace gui
