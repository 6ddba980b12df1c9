#include "gui/pages/RunMarksDialog.h"

#include <QButtonGroup>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QGridLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QToolButton>

#include "gui/app/Theme.h"
#include "gui/models/RunSwatch.h"

namespace gui {

namespace {

constexpr int automatic = -1;

/// Empty where the runs have different ones.
QString noteOf(const SharedMarks& marks)
{
    return QString::fromStdString(marks.note.value_or(std::string()));
}

} // namespace

RunMarksDialog::RunMarksDialog(const Theme& theme, const QString& name, const SharedMarks& marks, QWidget* parent)
    : QDialog(parent)
    , m_marks(marks)
    , m_tags(new QLineEdit(QString::fromStdString(storage::joinedTags(marks.tags)), this))
    , m_note(new QPlainTextEdit(noteOf(marks), this))
    , m_colours(new QButtonGroup(this))
{
    setObjectName(QStringLiteral("runMarksDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(name);
    m_tags->setObjectName(QStringLiteral("tagsInput"));
    m_tags->setPlaceholderText(tr("paper, rerun"));
    m_note->setObjectName(QStringLiteral("noteInput"));
    m_note->setTabChangesFocus(true);
    if (!marks.note)
        m_note->setPlaceholderText(tr("These runs have different notes; what is written here replaces them."));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    connect(buttons, &QDialogButtonBox::accepted, this, &RunMarksDialog::take);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    auto* form = new QFormLayout(this);
    form->setContentsMargins(spacing::page, spacing::page, spacing::page, spacing::page);
    form->setVerticalSpacing(spacing::control);
    form->addRow(tr("&Tags"), m_tags);
    form->addRow(tr("&Note"), m_note);
    form->addRow(tr("Colour"), makeColours(theme));
    form->addRow(buttons);
}

QWidget* RunMarksDialog::makeColours(const Theme& theme)
{
    auto* panel = new QWidget(this);
    auto* grid = new QGridLayout(panel);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(spacing::pair);
    for (int colour = automatic; colour < 2 * runColourCount; ++colour) {
        auto* button = new QToolButton(panel);
        button->setCheckable(true);
        button->setAutoRaise(true);
        if (colour == automatic) {
            button->setText(tr("Automatic"));
            grid->addWidget(button, 0, 0, 1, runColourCount, Qt::AlignLeft);
        } else {
            button->setIcon(runSwatch(theme, colour));
            button->setToolTip(tr("Colour %1").arg(colour + 1));
            button->setAccessibleName(button->toolTip());
            grid->addWidget(button, 1 + colour / runColourCount, colour % runColourCount);
        }
        button->setChecked(m_marks.colour && colour == m_marks.colour->value_or(automatic));
        m_colours->addButton(button, colour + 1); // ids below 0 are given by Qt
    }
    grid->setColumnStretch(runColourCount, 1);
    return panel;
}

void RunMarksDialog::take()
{
    MarksChange change{m_marks.tags, storage::tagsFromText(m_tags->text().toStdString()), {}, {}};
    if (const QString note = m_note->toPlainText(); note != noteOf(m_marks))
        change.note = note.trimmed().toStdString();
    if (const int colour = m_colours->checkedId() - 1; colour >= automatic) { // otherwise none is chosen
        const std::optional<int> taken = colour == automatic ? std::nullopt : std::optional(colour);
        if (!m_marks.colour || *m_marks.colour != taken)
            change.colour.emplace(taken);
    }
    Q_EMIT chosen(change);
    close();
}

} // namespace gui

#include "moc_RunMarksDialog.cpp"
