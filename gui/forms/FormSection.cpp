#include "gui/forms/FormSection.h"

#include <algorithm>

#include <QGridLayout>
#include <QLabel>

#include "gui/app/IconLabel.h"
#include "gui/app/Theme.h"

namespace gui {

FormSection::FormSection(const QString& title, const FormTools& tools, QWidget* parent)
    : QWidget(parent)
    , m_tools(tools)
    , m_heading(new QWidget(this))
    , m_problems(new QWidget(m_heading))
    , m_problemCount(new QLabel(m_problems))
    , m_body(new QWidget(this))
    , m_grid(new QGridLayout(m_body))
{
    auto* name = new QLabel(title, m_heading);
    name->setFont(Theme::semibold(name->font()));
    tools.theme.paintIn(m_problemCount, Ink::Error);
    auto* problems = new QHBoxLayout(m_problems);
    problems->setContentsMargins(0, 0, 0, 0);
    problems->setSpacing(spacing::pair);
    problems->addWidget(new IconLabel(tools.theme.icon(QStringLiteral("data-error"), Ink::Error), m_problems));
    problems->addWidget(m_problemCount);
    m_problems->hide();
    auto* heading = new QHBoxLayout(m_heading);
    heading->setContentsMargins(0, 0, 0, spacing::pair);
    heading->addWidget(name);
    heading->addWidget(m_problems);
    heading->addStretch();
    m_heading->setVisible(!title.isEmpty());
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(spacing::control);
    m_grid->setVerticalSpacing(spacing::formRow);
    m_grid->setColumnStretch(1, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_heading);
    column->addWidget(m_body);
}

FormSection::~FormSection() = default;

bool FormSection::setFields(const std::vector<engine::FieldDescription>& fields)
{
    const bool isSame = std::equal(fields.begin(), fields.end(), m_rows.begin(), m_rows.end(),
                                   [](const auto& field, const auto& row) { return field.path == row->path(); });
    if (isSame)
        return false;
    // A selector that rebuilds its own section is still in its signal: its row stays, the others are made anew.
    const bool keepFirst = !m_rows.empty() && !fields.empty() && m_rows.front()->path() == fields.front().path;
    m_rows.resize(keepFirst ? 1 : 0);
    for (std::size_t i = m_rows.size(); i < fields.size(); ++i) {
        auto row = std::make_unique<FieldRow>(fields[i], m_tools, m_grid, int(2 * i));
        connect(row.get(), &FieldRow::edited, this, [this, made = row.get()] { Q_EMIT edited(made); });
        connect(row.get(), &FieldRow::focused, this, &FormSection::focused);
        m_rows.push_back(std::move(row));
    }
    return true;
}

int FormSection::labelWidth() const
{
    int width = 0;
    for (const auto& row : m_rows)
        width = std::max(width, row->isShown() ? row->labelWidth() : 0);
    return width;
}

int FormSection::editorWidth() const
{
    int width = 0;
    for (const auto& row : m_rows)
        width = std::max(width, row->isThere() ? row->editorWidth() : 0);
    return width;
}

void FormSection::setLabelWidth(int width)
{
    if (m_grid->columnMinimumWidth(0) != width) // which would lay the section out again
        m_grid->setColumnMinimumWidth(0, width);
}

void FormSection::showRows(bool all, const QStringList& words)
{
    bool any = false;
    for (const auto& row : m_rows) {
        const bool isWanted = all || row->field().field.basic || row->isChanged() || row->isSwept();
        const bool isShown = words.isEmpty() ? isWanted || row->hasProblem() : row->matches(words);
        row->setShown(isShown);
        any = any || isShown;
    }
    setVisible(any);
}

int FormSection::bringRows(int most)
{
    int brought = 0;
    m_grid->setEnabled(false); // or each widget that is shown lays all of the section and the form out
    for (const auto& row : m_rows)
        if (brought < most && row->isShown() && !row->isThere()) {
            row->come();
            ++brought;
        }
    m_grid->setEnabled(true);
    if (brought > 0 && isVisible())
        m_grid->activate(); // before anything is painted
    return brought;
}

void FormSection::countProblems()
{
    const auto count = std::count_if(m_rows.begin(), m_rows.end(), [](const auto& row) { return row->hasProblem(); });
    m_problemCount->setText(count == 1 ? tr("1 problem") : tr("%1 problems").arg(count));
    m_problems->setVisible(count > 0);
}

} // namespace gui

#include "moc_FormSection.cpp"
