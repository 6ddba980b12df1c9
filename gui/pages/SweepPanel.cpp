#include "gui/pages/SweepPanel.h"

#include <algorithm>

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>
#include <QVBoxLayout>

#include "engine/run/ConfigJson.h"
#include "gui/app/SmallButton.h"
#include "gui/app/Theme.h"
#include "gui/forms/JsonPath.h"

namespace gui {

namespace {

const char* const seedPath = "runtime.seed";
constexpr int offeredSeeds = 5;

/// A table, for instance, must be written first.
bool needsMore(const std::string& path, const std::string& kind)
{
    engine::Json json;
    setValueAt(json, path, kind);
    return !engine::configFromJson(json).issues.empty();
}

/// A first proposal: five seeds, every choice, both ways of a switch, or the value that the field has.
QString proposalFor(const engine::FieldDescription& field)
{
    using engine::FieldType;
    if (field.path == seedPath && field.value.is_number_integer()) {
        const auto first = field.value.get<qint64>();
        return QStringLiteral("%1:%2").arg(first).arg(first + offeredSeeds - 1);
    }
    if (field.type == FieldType::Choice || field.type == FieldType::Kind) {
        QStringList choices;
        for (const std::string& choice : field.choices)
            if (field.type == FieldType::Choice || !needsMore(field.path, choice))
                choices << QString::fromStdString(choice);
        return choices.join(QStringLiteral(", "));
    }
    if (field.type == FieldType::Switch)
        return QStringLiteral("true, false");
    return QString::fromStdString(field.value.is_string() ? field.value.get<std::string>() : field.value.dump());
}

} // namespace

struct SweepPanel::Row
{
    QWidget* widget = nullptr;
    QComboBox* field = nullptr;
    QLineEdit* values = nullptr;
    QLabel* count = nullptr;

    std::string path() const { return field->currentText().toStdString(); }
};

SweepPanel::SweepPanel(Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_column(new QVBoxLayout)
    , m_add(makeSmallButton(theme, "list-add", tr("Add a field"),
                            tr("Run the configuration with several values of a field"), this))
    , m_total(new QLabel(this))
{
    m_add->setObjectName(QStringLiteral("sweepAddButton"));
    m_total->setObjectName(QStringLiteral("sweepTotal"));
    m_total->setFont(Theme::medium(Theme::figures(font())));
    auto* title = new QLabel(tr("Sweep"), this);
    title->setFont(Theme::semibold(font()));
    title->setMinimumHeight(Theme::rowHeight(font())); // of the row beside it
    auto* foot = new QHBoxLayout;
    foot->setSpacing(spacing::control);
    foot->addWidget(m_add);
    foot->addWidget(m_total);
    foot->addStretch();
    m_column->setSpacing(spacing::pair);
    m_column->addLayout(foot);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(spacing::page, spacing::control, spacing::page, spacing::control);
    row->setSpacing(spacing::page);
    row->addWidget(title, 0, Qt::AlignTop);
    row->addLayout(m_column, 1);
    connect(m_add, &QToolButton::clicked, this, &SweepPanel::addNext);
    update();
}

SweepPanel::~SweepPanel() = default;

void SweepPanel::setFields(const std::vector<engine::FieldDescription>& fields)
{
    std::vector<engine::FieldDescription> before = std::move(m_fields);
    m_fields = fields;
    std::erase_if(m_fields, [](const auto& field) { return field.section.empty(); }); // name and group
    if (std::equal(before.begin(), before.end(), m_fields.begin(), m_fields.end(),
                   [](const auto& a, const auto& b) { return a.path == b.path; }))
        return; // a path that is being typed stays
    for (const auto& row : m_rows)
        fillFields(*row, row->path());
}

void SweepPanel::fillFields(Row& row, const std::string& path)
{
    QStringList paths;
    for (const engine::FieldDescription& field : m_fields)
        paths << QString::fromStdString(field.path);
    if (!paths.contains(QString::fromStdString(path)))
        paths << QString::fromStdString(path); // of another kind, which a sweep may choose
    const QSignalBlocker quiet(row.field);
    row.field->clear();
    row.field->addItems(paths);
    row.field->setCurrentText(QString::fromStdString(path));
}

void SweepPanel::addNext()
{
    // Seeds first; then the first field that is not swept yet and has choices.
    const auto isFree = [this](const std::string& path) {
        return std::none_of(m_rows.begin(), m_rows.end(), [&](const auto& row) { return row->path() == path; });
    };
    auto next = std::find_if(m_fields.begin(), m_fields.end(),
                             [&](const auto& field) { return field.path == seedPath && isFree(field.path); });
    if (next == m_fields.end())
        next = std::find_if(m_fields.begin(), m_fields.end(), [&](const auto& field) {
            return field.path == "training.learning_rate" && isFree(field.path);
        });
    if (next == m_fields.end())
        next = std::find_if(m_fields.begin(), m_fields.end(), [&](const auto& field) {
            return field.type == engine::FieldType::Choice && isFree(field.path);
        });
    if (next == m_fields.end())
        return;
    addRow(next->path, proposalFor(*next));
    m_rows.back()->values->setFocus();
    m_rows.back()->values->selectAll();
    Q_EMIT changed();
}

void SweepPanel::addRow(const std::string& path, const QString& values)
{
    auto row = std::make_unique<Row>();
    Row* made = row.get();
    made->widget = new QWidget(this);
    made->field = new QComboBox(made->widget);
    made->field->setObjectName(QStringLiteral("sweepField"));
    made->field->setAccessibleName(tr("Swept field"));
    made->field->setEditable(true);
    made->field->setInsertPolicy(QComboBox::NoInsert);
    made->field->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    made->field->setMinimumContentsLength(16);
    made->values = new QLineEdit(values, made->widget);
    made->values->setObjectName(QStringLiteral("sweepValues"));
    made->values->setAccessibleName(tr("Values of the swept field"));
    made->values->setToolTip(tr("A list: 4, 8, 16. Whole numbers: 1:5. Five numbers at equal distances: 0.1:0.5:5, at "
                                "equal ratios: 1e-5:1e-3:5:log."));
    made->count = new QLabel(made->widget);
    m_theme.paintIn(made->count, Ink::Secondary);
    made->count->setMinimumWidth(fontMetrics().horizontalAdvance(tr("%1 values").arg(1000)));
    QToolButton* remove = makeSmallButton(m_theme, "list-remove", {}, tr("Do not sweep this field"), made->widget);
    remove->setObjectName(QStringLiteral("sweepRemoveButton"));
    auto* line = new QHBoxLayout(made->widget);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(spacing::control);
    line->addWidget(made->field, 2);
    line->addWidget(made->values, 3);
    line->addWidget(remove);
    line->addWidget(made->count);
    fillFields(*made, path);
    connect(remove, &QToolButton::clicked, this, [this, made] { removeRow(made); });
    connect(made->values, &QLineEdit::textEdited, this, [this] {
        update();
        Q_EMIT changed();
    });
    connect(made->field, &QComboBox::activated, this, [this, made] {
        for (const engine::FieldDescription& field : m_fields)
            if (field.path == made->path())
                made->values->setText(proposalFor(field));
        update();
        Q_EMIT changed();
    });
    connect(made->field->lineEdit(), &QLineEdit::textEdited, this, &SweepPanel::changed);
    m_column->insertWidget(m_column->count() - 1, made->widget);
    m_rows.push_back(std::move(row));
    update();
}

void SweepPanel::removeRow(Row* row)
{
    row->widget->hide();
    row->widget->deleteLater(); // its button is still in its signal
    std::erase_if(m_rows, [row](const auto& other) { return other.get() == row; });
    update();
    Q_EMIT changed();
}

void SweepPanel::clear()
{
    while (!m_rows.empty()) {
        m_rows.back()->widget->deleteLater();
        m_rows.back()->widget->hide();
        m_rows.pop_back();
    }
    update();
}

std::vector<SweepLine> SweepPanel::lines() const
{
    std::vector<SweepLine> lines;
    for (const auto& row : m_rows)
        lines.push_back({row->path(), row->values->text()});
    return lines;
}

engine::Sweep SweepPanel::sweep(std::vector<engine::Issue>& issues) const
{
    engine::Sweep sweep;
    for (const auto& row : m_rows)
        sweep.axes.push_back(
            {row->path(), engine::sweepValues(row->path(), row->values->text().toStdString(), issues)});
    return sweep;
}

void SweepPanel::update()
{
    QStringList factors;
    std::vector<engine::Issue> issues;
    const engine::Sweep now = sweep(issues);
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const auto count = int(now.axes[i].values.size());
        m_rows[i]->count->setText(count == 1 ? tr("1 value") : tr("%1 values").arg(count));
        factors << QString::number(count);
    }
    const auto runs = engine::countRuns(now);
    const QString total = runs > engine::mostSweptRuns ? tr("more than %1 runs").arg(engine::mostSweptRuns)
        : runs == 1                                    ? tr("1 run")
                                                       : tr("%1 runs").arg(runs);
    if (m_rows.empty())
        m_total->clear();
    else
        m_total->setText(factors.size() == 1 ? total : tr("%1 = %2").arg(factors.join(QStringLiteral(" × ")), total));
    m_add->setText(m_rows.empty() ? tr("Seeds or other values") : tr("Another field"));
}

} // namespace gui

#include "moc_SweepPanel.cpp"
