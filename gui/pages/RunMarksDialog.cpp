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
}

RunMarksDialog::RunMarksDialog(const Theme& theme, const QString& name, const storage::RunMarks& marks, QWidget* parent)
    : QDialog(parent)
    , m_marks(marks)
    , m_tags(new QLineEdit(QString::fromStdString(storage::joinedTags(marks.tags)), this))
    , m_note(new QPlainTextEdit(QString::fromStdString(marks.note), this))
    , m_colours(new QButtonGroup(this))
{
    setObjectName(QStringLiteral("runMarksDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(name);
    m_tags->setObjectName(QStringLiteral("tagsInput"));
    m_tags->setPlaceholderText(tr("paper, rerun"));
    m_note->setObjectName(QStringLiteral("noteInput"));
    m_note->setTabChangesFocus(true);
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
        button->setChecked(colour == m_marks.colour.value_or(automatic));
        m_colours->addButton(button, colour + 1); // ids below 0 are given by Qt
    }
    grid->setColumnStretch(runColourCount, 1);
    return panel;
}

void RunMarksDialog::take()
{
    m_marks.tags = storage::tagsFromText(m_tags->text().toStdString());
    m_marks.note = m_note->toPlainText().trimmed().toStdString();
    const int colour = m_colours->checkedId() - 1;
    m_marks.colour = colour >= 0 ? std::optional(colour) : std::nullopt;
    Q_EMIT chosen(m_marks);
    close();
}

} // namespace gui

#include "moc_RunMarksDialog.cpp"
