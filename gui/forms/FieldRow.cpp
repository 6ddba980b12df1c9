#include "gui/forms/FieldRow.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <QFocusEvent>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>

#include "gui/app/Format.h"
#include "gui/app/IconLabel.h"
#include "gui/app/Theme.h"
#include "gui/forms/FieldText.h"
#include "gui/forms/NumberField.h"

namespace gui {

namespace {

constexpr int columnsOfTip = 80;

QWidget* makeProblem(const FormTools& tools, QWidget* parent, QLabel*& text)
{
    auto* widget = new QWidget(parent);
    auto* row = new QHBoxLayout(widget);
    row->setContentsMargins(0, 0, 0, spacing::pair);
    row->setSpacing(spacing::pair);
    row->addWidget(new IconLabel(tools.theme.icon(QStringLiteral("data-error"), Ink::Error), widget), 0, Qt::AlignTop);
    text = new QLabel(widget);
    text->setWordWrap(true);
    text->setTextFormat(Qt::PlainText);
    text->setFont(Theme::small(text->font()));
    tools.theme.paintIn(text, Ink::Error);
    row->addWidget(text, 1);
    widget->hide();
    return widget;
}

/// Until a list or menu closes, or the window comes to the front again.
bool isForAWhile(const QFocusEvent& left)
{
    return left.reason() == Qt::PopupFocusReason || left.reason() == Qt::MenuBarFocusReason
        || left.reason() == Qt::ActiveWindowFocusReason;
}

} // namespace

FieldRow::FieldRow(const engine::FieldDescription& field, const FormTools& tools, QGridLayout* grid, int row)
    : m_field(field)
    , m_grid(grid)
    , m_gridRow(row)
    , m_theme(tools.theme)
    , m_label(new QLabel(grid->parentWidget()))
    , m_editor(makeFieldEditor(field, tools, grid->parentWidget()))
    , m_problem(makeProblem(tools, grid->parentWidget(), m_problemText))
    , m_note(new QLabel(grid->parentWidget()))
{
    const QString name = fieldText(field.field.label);
    if (!m_editor->hasOwnLabel())
        m_label->setText(name);
    m_label->setBuddy(m_editor);
    m_label->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    const QString objectName = QString::fromStdString(field.path);
    m_editor->setObjectName(objectName);
    m_editor->focusProxy()->setObjectName(objectName + QStringLiteral(".input"));
    m_editor->focusProxy()->setAccessibleName(name);
    m_editor->focusProxy()->setAccessibleDescription(fieldText(field.field.help));
    m_problemText->setObjectName(objectName + QStringLiteral(".problem"));
    m_note->setObjectName(objectName + QStringLiteral(".note"));
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    m_note->setFont(Theme::small(m_note->font()));
    m_note->hide();
    tools.theme.paintIn(m_note, Ink::Secondary);
    for (QWidget* widget : {static_cast<QWidget*>(m_label), static_cast<QWidget*>(m_editor)}) {
        widget->setToolTip(toolTip());
        widget->hide(); // or the layout would show it by itself
    }
    m_editor->setValue(field.value);
    m_editor->focusProxy()->installEventFilter(this);
    connect(m_editor, &FieldEditor::edited, this, &FieldRow::edited);
    grid->addWidget(m_label, row, 0);
    grid->addWidget(m_editor, row, 1);
    grid->addWidget(m_problem, row + 1, 1);
    grid->addWidget(m_note, row + 1, 1); // never both
}

FieldRow::~FieldRow()
{
    delete m_label;
    m_editor->focusProxy()->removeEventFilter(this); // that it loses the keys now is told to nobody
    m_editor->hide();
    m_editor->setParent(nullptr);
    m_editor->deleteLater(); // its box may be in its signal: a choice can change which fields there are
    delete m_problem;
    delete m_note;
    delete m_swept;
}

int FieldRow::labelWidth() const
{
    QFont bold = m_label->font();
    bold.setBold(true);
    return QFontMetrics(bold).horizontalAdvance(m_label->text());
}

int FieldRow::editorWidth() const
{
    return m_editor->minimumSizeHint().width();
}

void FieldRow::setNote(const QString& text)
{
    m_noteText = text;
    m_note->setText(m_noteText.isEmpty() ? m_instead : m_noteText);
    showBelow();
}

void FieldRow::setInstead(const QString& text)
{
    if (std::exchange(m_instead, text) != text)
        setNote(m_noteText);
}

void FieldRow::setProblems(const QStringList& messages)
{
    QString text = messages.value(0);
    if (messages.size() > 1)
        text += QLatin1Char(' ') + tr("(and %1 more)").arg(messages.size() - 1);
    const bool isOther = text != m_problemText->text();
    m_hasProblem = !messages.isEmpty();
    m_problemText->setText(text);
    m_problemText->setToolTip(messages.size() > 1 ? messages.join(QLatin1Char('\n')) : QString());
    m_editor->setProblem(m_hasProblem);
    showBelow();
    if (isOther && m_editor->focusProxy()->hasFocus())
        tellHelp();
}

void FieldRow::showBelow()
{
    m_problem->setVisible(m_isThere && m_hasProblem);
    m_note->setVisible(m_isThere && !m_hasProblem && !m_note->text().isEmpty());
}

void FieldRow::setChanged(bool isChanged)
{
    m_isChanged = isChanged;
    QWidget* bearer = m_editor->hasOwnLabel() ? m_editor->focusProxy() : m_label;
    QFont font = bearer->font();
    font.setWeight(isChanged ? QFont::DemiBold : QFont::Normal);
    bearer->setFont(font);
}

void FieldRow::setShown(bool isShown)
{
    m_isShown = isShown;
    m_isThere = m_isThere && isShown;
    showWidgets();
}

void FieldRow::come()
{
    m_isThere = true;
    showWidgets();
}

void FieldRow::showWidgets()
{
    m_label->setVisible(m_isThere);
    m_editor->setVisible(m_isThere && !isSwept());
    if (m_swept != nullptr)
        m_swept->setVisible(m_isThere && isSwept());
    showBelow();
}

bool FieldRow::isSwept() const
{
    return m_swept != nullptr && !m_swept->text().isEmpty();
}

void FieldRow::setSwept(const QString& values)
{
    if (m_swept == nullptr && values.isEmpty())
        return;
    if (m_swept == nullptr) {
        m_swept = new QLineEdit(m_editor->parentWidget());
        m_swept->setObjectName(QString::fromStdString(m_field.path) + QStringLiteral(".swept"));
        m_swept->setAccessibleName(tr("Swept values of %1").arg(fieldText(m_field.field.label)));
        m_swept->setEnabled(false);
        m_theme.paintIn(m_swept, Ink::Secondary); // to be read, other than what is disabled
        m_grid->addWidget(m_swept, m_gridRow, 1);
    }
    const QString text = values.isEmpty() ? QString() : tr("swept: %1").arg(values);
    m_swept->setText(text);
    m_swept->setCursorPosition(0);
    m_swept->setToolTip(text);
    showWidgets();
}

bool FieldRow::matches(const QStringList& words) const
{
    const QString text = fieldText(m_field.field.label) + QLatin1Char(' ')
        + QString::fromStdString(m_field.path) + QLatin1Char(' ') + QString::fromStdString(m_field.section)
        + QLatin1Char(' ') + fieldText(m_field.field.help);
    return std::all_of(words.begin(), words.end(),
                       [&](const QString& word) { return text.contains(word, Qt::CaseInsensitive); });
}

QString FieldRow::range() const
{
    const engine::Field& field = m_field.field;
    if (m_field.type != engine::FieldType::Integer && m_field.type != engine::FieldType::Real)
        return {};
    const auto text = [](double limit) { return NumberField::text(engine::Json(limit)); };
    const auto unit = [&field](double limit) {
        return field.unit[0] == '\0' ? QString() : QLatin1Char(' ') + fieldUnits(field.unit).of(limit == 1 ? 1 : 0);
    };
    if (std::isfinite(field.minimum) && std::isfinite(field.maximum))
        return tr("From %1 to %2%3.").arg(text(field.minimum), text(field.maximum), unit(field.maximum));
    if (std::isfinite(field.minimum))
        return tr("At least %1%2.").arg(text(field.minimum), unit(field.minimum));
    return {};
}

QString FieldRow::help() const
{
    QStringList parts = {fieldText(m_field.field.help)};
    if (const QString limits = range(); !limits.isEmpty())
        parts << limits;
    if (m_field.field.paper[0] != '\0')
        parts << tr("Paper: %1.").arg(fieldText(m_field.field.paper));
    return fieldText(m_field.field.label) + QStringLiteral(": ") + parts.join(QLatin1Char(' '));
}

QString FieldRow::toolTip() const
{
    QStringList lines = {fieldText(m_field.field.label), format::wrapped(fieldText(m_field.field.help), columnsOfTip)};
    if (const QString limits = range(); !limits.isEmpty())
        lines << limits;
    if (m_field.field.paper[0] != '\0')
        lines << format::wrapped(tr("In the paper: %1").arg(fieldText(m_field.field.paper)), columnsOfTip);
    lines << tr("Key: %1").arg(QString::fromStdString(m_field.path));
    return lines.join(QLatin1Char('\n'));
}

void FieldRow::tellHelp()
{
    Q_EMIT focused(m_hasProblem ? fieldText(m_field.field.label) + QStringLiteral(": ") + m_problemText->text()
                                : help());
}

bool FieldRow::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::FocusIn)
        tellHelp();
    else if (event->type() == QEvent::FocusOut && !isForAWhile(static_cast<const QFocusEvent&>(*event)))
        Q_EMIT focused({});
    return QObject::eventFilter(watched, event);
}

} // namespace gui

#include "moc_FieldRow.cpp"
