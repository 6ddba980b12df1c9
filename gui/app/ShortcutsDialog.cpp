#include "gui/app/ShortcutsDialog.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeWidget>

#include "gui/app/ActionText.h"
#include "gui/app/Shortcuts.h"
#include "gui/app/Theme.h"

namespace gui {

namespace {
enum Column { What, Keys, Standard };
}

ShortcutsDialog::ShortcutsDialog(Shortcuts& shortcuts, const Theme& theme, QWidget* parent)
    : QDialog(parent)
    , m_shortcuts(shortcuts)
    , m_theme(theme)
    , m_words(new QLineEdit(this))
    , m_table(new QTreeWidget(this))
    , m_keys(new QKeySequenceEdit(this))
    , m_clear(new QPushButton(tr("&None"), this))
    , m_standard(new QPushButton(tr("&Standard"), this))
    , m_verdict(new QLabel(this))
{
    setObjectName(QStringLiteral("shortcutsDialog"));
    setWindowTitle(tr("Keyboard shortcuts"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_words->setObjectName(QStringLiteral("shortcutFilter"));
    m_words->setPlaceholderText(tr("Filter actions"));
    m_words->setAccessibleName(tr("Filter actions"));
    m_words->setClearButtonEnabled(true);
    m_keys->setObjectName(QStringLiteral("shortcutKeys"));
    m_keys->setAccessibleName(tr("New keys for the selected action"));
    m_clear->setObjectName(QStringLiteral("shortcutNoneButton"));
    m_clear->setToolTip(tr("Take the shortcut of the selected action away"));
    m_standard->setObjectName(QStringLiteral("shortcutStandardButton"));
    m_standard->setToolTip(tr("Give the selected action the keys that it came with"));
    for (QPushButton* button : {m_clear, m_standard})
        button->setAutoDefault(false); // Return is for the field
    m_verdict->setObjectName(QStringLiteral("shortcutVerdict"));
    m_verdict->setWordWrap(true);
    makeTable();
    auto* edit = new QHBoxLayout;
    auto* label = new QLabel(tr("New &keys"), this);
    label->setBuddy(m_keys);
    edit->addWidget(label);
    edit->addWidget(m_keys, 1);
    edit->addWidget(m_clear);
    edit->addWidget(m_standard);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    QPushButton* reset = buttons->addButton(tr("Reset all"), QDialogButtonBox::ResetRole);
    reset->setObjectName(QStringLiteral("shortcutResetButton"));
    reset->setAutoDefault(false);
    auto* column = new QVBoxLayout(this);
    column->addWidget(m_words);
    column->addWidget(m_table, 1);
    column->addLayout(edit);
    column->addWidget(m_verdict);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    connect(reset, &QPushButton::clicked, &m_shortcuts, &Shortcuts::reset);
    connect(m_words, &QLineEdit::textChanged, this, &ShortcutsDialog::filter);
    connect(m_table, &QTreeWidget::currentItemChanged, this, &ShortcutsDialog::showCurrent);
    connect(m_keys, &QKeySequenceEdit::editingFinished, this, &ShortcutsDialog::take);
    connect(m_clear, &QPushButton::clicked, this, [this] { m_shortcuts.set(current(), {}); });
    connect(m_standard, &QPushButton::clicked, this, [this] {
        m_keys->setKeySequence(m_shortcuts.standard(current()));
        take();
    });
    connect(&m_shortcuts, &Shortcuts::changed, this, &ShortcutsDialog::fill);
    resize(560, 520);
}

void ShortcutsDialog::makeTable()
{
    m_table->setObjectName(QStringLiteral("shortcutTable"));
    m_table->setAccessibleName(tr("Actions and their keys"));
    m_table->setHeaderLabels({tr("Action"), tr("Keys"), tr("Standard")});
    m_table->setRootIsDecorated(false);
    m_table->setAlternatingRowColors(true);
    m_table->setUniformRowHeights(true);
    for (QAction* action : m_shortcuts.actions()) {
        auto* row = new QTreeWidgetItem(m_table);
        row->setText(What, plainText(*action));
        row->setIcon(What, iconInList(*action));
        row->setText(Standard, m_shortcuts.standard(action).toString(QKeySequence::NativeText));
    }
    m_table->header()->setStretchLastSection(false);
    m_table->header()->setSectionResizeMode(What, QHeaderView::Stretch);
    fill();
    m_table->resizeColumnToContents(Keys);
    m_table->resizeColumnToContents(Standard);
    m_table->setCurrentItem(m_table->topLevelItem(0));
    showCurrent();
}

void ShortcutsDialog::fill()
{
    for (int row = 0; row < m_table->topLevelItemCount(); ++row) {
        const QAction* action = m_shortcuts.actions()[row];
        QTreeWidgetItem* item = m_table->topLevelItem(row);
        item->setText(Keys, action->shortcut().toString(QKeySequence::NativeText));
        QFont font = m_table->font();
        font.setBold(!m_shortcuts.isStandard(action)); // as a value that differs from the preset
        item->setFont(Keys, font);
    }
    showCurrent();
}

void ShortcutsDialog::filter(const QString& words)
{
    for (int row = 0; row < m_table->topLevelItemCount(); ++row) {
        QTreeWidgetItem* item = m_table->topLevelItem(row);
        item->setHidden(!item->text(What).contains(words, Qt::CaseInsensitive)
                        && !item->text(Keys).contains(words, Qt::CaseInsensitive));
    }
}

QAction* ShortcutsDialog::current() const
{
    const int row = m_table->indexOfTopLevelItem(m_table->currentItem());
    return row < 0 ? nullptr : m_shortcuts.actions()[row];
}

void ShortcutsDialog::showCurrent()
{
    const QAction* action = current();
    m_keys->setEnabled(action != nullptr);
    m_clear->setEnabled(action != nullptr && !action->shortcut().isEmpty());
    m_standard->setEnabled(action != nullptr && !m_shortcuts.isStandard(action));
    m_keys->setKeySequence(action == nullptr ? QKeySequence() : action->shortcut());
    m_verdict->setText(tr("Select an action and press its new keys in the field."));
    m_theme.paintNow(m_verdict, Ink::Secondary);
}

void ShortcutsDialog::take()
{
    QAction* action = current();
    const QKeySequence keys = m_keys->keySequence();
    if (action == nullptr || keys == action->shortcut())
        return;
    if (const QAction* other = m_shortcuts.owner(keys, action)) {
        m_verdict->setText(tr("%1 already belongs to “%2”; take it away there first.")
                               .arg(keys.toString(QKeySequence::NativeText), plainText(*other)));
        m_theme.paintNow(m_verdict, Ink::Error);
        return;
    }
    m_shortcuts.set(action, keys);
}

} // namespace gui

#include "moc_ShortcutsDialog.cpp"
