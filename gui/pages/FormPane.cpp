#include "gui/pages/FormPane.h"

#include <algorithm>
#include <utility>

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QStackedWidget>
#include <QToolButton>

#include "gui/app/AppSettings.h"
#include "gui/app/SegmentBar.h"
#include "gui/app/SmallButton.h"
#include "gui/app/Theme.h"
#include "gui/control/Worker.h"
#include "gui/forms/ConfigForm.h"
#include "gui/forms/JsonView.h"
#include "gui/pages/SweepPanel.h"

namespace gui {

namespace {

enum View { Form, Text };

constexpr std::int64_t mostRunsAtOnce = 32; ///< more would be felt while typing: each is read as a whole configuration

/// A line of one pixel between the parts of a pane.
class Line final : public QWidget {
public:
    Line(const Theme& theme, QWidget* parent)
        : QWidget(parent)
        , m_theme(theme)
    {
        setFixedHeight(1);
    }

protected:
    void paintEvent(QPaintEvent*) override { QPainter(this).fillRect(rect(), m_theme.colours().border); }

private:
    const Theme& m_theme;
};

/// The values in words, as the field of a swept value shows them.
QString valuesInWords(const std::vector<engine::Json>& values)
{
    QStringList words;
    for (const engine::Json& value : values)
        words << QString::fromStdString(value.is_string() ? value.get<std::string>() : value.dump());
    const bool isRange = values.size() > 3
        && std::all_of(values.begin(), values.end(), [](const auto& value) { return value.is_number_integer(); })
        && values.back().get<std::int64_t>() - values.front().get<std::int64_t>() == std::int64_t(values.size()) - 1;
    return isRange ? FormPane::tr("%1 to %2").arg(words.front(), words.back()) : words.join(QStringLiteral(", "));
}

} // namespace

FormPane::FormPane(const Tools& tools, const engine::RunConfig& config, QWidget* parent)
    : QWidget(parent)
    , m_settings(tools.settings)
    , m_worker(tools.worker)
    , m_form(new ConfigForm(tools.form, config, this))
    , m_json(new JsonView(tools.form.theme, this))
    , m_stack(new QStackedWidget(this))
    , m_sweep(new SweepPanel(tools.form.theme, this))
{
    m_form->setObjectName(QStringLiteral("configForm"));
    m_form->setShowAll(m_settings.showsAllFields());
    m_sweep->setObjectName(QStringLiteral("sweepPanel"));
    m_stack->addWidget(m_form);
    m_stack->addWidget(m_json);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeFoot(tools.form)); // above: it says what is below
    column->addWidget(m_stack, 1);
    column->addWidget(new Line(tools.form.theme, this));
    column->addWidget(m_sweep);
    connect(m_form, &ConfigForm::edited, this, [this] {
        if (!m_isReadingJson && (m_stack->currentWidget() == m_json || m_json->problem()))
            m_json->setJson(m_form->json());
        update();
    });
    connect(m_sweep, &SweepPanel::changed, this, &FormPane::update);
    connect(m_json, &JsonView::edited, this, &FormPane::readJson);
    connect(m_json, &JsonView::problemChanged, this, [this] {
        m_view->setSegmentEnabled(Form, !m_json->problem(),
                                  m_json->problem() ? tr("The text cannot be read yet") : QString());
        if (!m_isReadingJson)
            update();
    });
    update();
}

QWidget* FormPane::makeFoot(const FormTools& tools)
{
    auto* widget = new QWidget(this);
    m_search = new QLineEdit(widget);
    m_search->setObjectName(QStringLiteral("fieldSearch"));
    m_search->setAccessibleName(tr("Find a field"));
    m_search->setPlaceholderText(tr("Find a field"));
    m_search->setToolTip(tr("Words of a field's name, its key or its help"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(tools.theme.icon(QStringLiteral("search"), Ink::Secondary), QLineEdit::LeadingPosition);
    m_found = new QLabel(widget);
    m_found->setObjectName(QStringLiteral("fieldsFound"));
    tools.theme.paintIn(m_found, Ink::Secondary);
    m_allFields = new QToolButton(widget);
    m_allFields->setObjectName(QStringLiteral("allFieldsButton"));
    m_allFields->setIcon(tools.theme.icon(QStringLiteral("configure")));
    m_allFields->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_allFields->setAutoRaise(true);
    m_view = new SegmentBar(widget);
    m_view->setObjectName(QStringLiteral("formViewBar"));
    m_view->add(tr("Form"), {});
    m_view->add(tr("JSON"), tr("The same configuration as the text of its file"));
    auto* row = new QHBoxLayout(widget);
    row->setContentsMargins(spacing::page, spacing::control, spacing::page, 0);
    row->setSpacing(spacing::control);
    row->addWidget(m_search, 1);
    row->addWidget(m_found);
    row->addWidget(m_allFields);
    row->addWidget(m_view);
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString& words) {
        m_form->setSearch(words);
        m_found->setText(words.trimmed().isEmpty() ? QString() : tr("%1 found").arg(m_form->shownCount()));
    });
    connect(m_allFields, &QToolButton::clicked, this, [this] { // its words say what it will do: nothing to be checked
        const bool all = !m_form->showsAll();
        m_form->setShowAll(all);
        m_settings.setShowsAllFields(all);
        nameAllFields();
    });
    connect(m_view, &SegmentBar::chosen, this, [this](int view) { showJson(view == Text); });
    return widget;
}

void FormPane::nameAllFields()
{
    m_allFields->setText(m_form->showsAll() ? tr("Show main fields only")
                                            : tr("Show all fields (%1 more)").arg(m_form->advancedCount()));
}

void FormPane::showJson(bool isShown)
{
    if (isShown)
        m_json->setJson(m_form->json());
    m_stack->setCurrentWidget(isShown ? static_cast<QWidget*>(m_json) : m_form);
    m_search->setEnabled(!isShown);
    m_allFields->setEnabled(!isShown);
    if (isShown)
        m_json->setFocus();
}

void FormPane::readJson(const engine::Json& json)
{
    m_isReadingJson = true;
    m_form->setJson(json);
    m_isReadingJson = false;
}

void FormPane::update()
{
    m_sweep->setFields(engine::describeFields(m_form->config()));
    expand();
    nameAllFields();
    Q_EMIT edited();
}

void FormPane::expand()
{
    m_runs.clear();
    m_sweepIssues.clear();
    m_makingJob.cancel();
    m_making = 0;
    if (m_json->problem()) {
        m_sweepIssues = {*m_json->problem()};
        return;
    }
    if (m_sweep->isEmpty()) {
        m_form->setSwept({});
        if (m_form->isReadable())
            m_runs = {m_form->config()};
        return;
    }
    const engine::Sweep sweep = m_sweep->sweep(m_sweepIssues);
    std::map<std::string, QString> swept;
    for (const engine::SweepAxis& axis : sweep.axes)
        if (!axis.values.empty())
            swept[axis.path] = valuesInWords(axis.values);
    m_form->setSwept(swept);
    if (m_sweepIssues.empty())
        expand(sweep);
}

void FormPane::expand(const engine::Sweep& sweep)
{
    const std::int64_t count = engine::countRuns(sweep);
    if (count <= mostRunsAtOnce) {
        take(engine::expandSweep(m_form->json(), sweep));
        return;
    }
    m_making = int(std::min(count, engine::mostSweptRuns));
    m_worker.run(
        this, m_makingJob.start(), [base = m_form->json(), sweep] { return engine::expandSweep(base, sweep); },
        [this](engine::SweptRuns made) {
            m_making = 0;
            take(std::move(made));
            Q_EMIT runsMade();
        });
}

void FormPane::take(engine::SweptRuns made)
{
    m_sweepIssues = std::move(made.issues);
    if (m_form->isReadable())
        m_runs = std::move(made.runs);
}

std::vector<engine::Issue> FormPane::issues() const
{
    std::vector<engine::Issue> all = m_form->issues();
    if (m_json->problem())
        all.clear(); // of a configuration that the text does not mean any more
    for (const engine::Issue& issue : m_sweepIssues)
        if (std::find(all.begin(), all.end(), issue) == all.end())
            all.push_back(issue);
    return all;
}

void FormPane::clearSweep()
{
    m_sweep->clear();
}

std::vector<SweepLine> FormPane::sweepLines() const
{
    return m_sweep->lines();
}

void FormPane::setContent(const engine::Json& values, const std::vector<SweepLine>& sweep)
{
    m_sweep->clear();
    for (const SweepLine& line : sweep)
        m_sweep->addRow(line.path, line.values);
    m_form->setJson(values);
}

void FormPane::focusField(const std::string& path)
{
    if (m_json->problem())
        return;
    m_view->setCurrent(Form);
    showJson(false);
    m_search->clear();
    m_form->focusField(path);
}

} // namespace gui

#include "moc_FormPane.cpp"
