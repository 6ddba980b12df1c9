#include "gui/pages/PresetPane.h"

#include <algorithm>

#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

#include "engine/run/Presets.h"
#include "gui/app/SmallButton.h"
#include "gui/app/Theme.h"
#include "gui/models/EngineText.h"
#include "gui/pages/PresetList.h"

namespace gui {

namespace {
QString removalText()
{
    return PresetPane::tr("Its file is removed when the window closes; until then Edit, Undo brings it back");
}
} // namespace

PresetPane::PresetPane(Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_list(new PresetList(this))
    , m_name(new QLineEdit(this))
    , m_problem(new QLabel(this))
    , m_save(makeSmallButton(theme, "document-save", tr("Save as preset"),
                             tr("Keep all values but name and group under a name of your own"), this))
    , m_delete(makeSmallButton(theme, "edit-delete", tr("Delete this preset"), removalText(), this))
{
    auto* heading = new QLabel(tr("Presets"), this);
    heading->setFont(Theme::semibold(heading->font()));
    heading->setContentsMargins(spacing::control, 0, 0, spacing::pair);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    m_list->installEventFilter(this);
    m_save->setObjectName(QStringLiteral("savePresetButton"));
    m_delete->setObjectName(QStringLiteral("deletePresetButton"));
    m_delete->hide();
    m_name->setObjectName(QStringLiteral("presetName"));
    m_name->setAccessibleName(tr("Name of the new preset"));
    m_name->setPlaceholderText(tr("Name, then Enter"));
    m_name->installEventFilter(this);
    m_name->hide();
    m_problem->setObjectName(QStringLiteral("presetProblem"));
    m_problem->setWordWrap(true);
    m_problem->setFont(Theme::small(m_problem->font()));
    theme.paintIn(m_problem, Ink::Error);
    m_problem->hide();
    auto* foot = new QVBoxLayout;
    foot->setContentsMargins(spacing::control, spacing::control, spacing::control, 0);
    foot->setSpacing(spacing::pair);
    foot->addWidget(m_problem);
    foot->addWidget(m_name);
    foot->addWidget(m_save, 0, Qt::AlignLeft);
    foot->addWidget(m_delete, 0, Qt::AlignLeft);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, spacing::page, 0, spacing::page);
    column->setSpacing(0);
    column->addWidget(heading);
    column->addWidget(m_list, 1);
    column->addLayout(foot);
    setMinimumWidth(120);
    connect(m_save, &QToolButton::clicked, this, [this] { m_name->isVisible() ? takeName() : Q_EMIT nameWanted(); });
    connect(m_name, &QLineEdit::returnPressed, this, &PresetPane::takeName);
    connect(m_name, &QLineEdit::textEdited, this, &PresetPane::showProblem);
    connect(m_delete, &QToolButton::clicked, this, [this] { Q_EMIT removeRequested(m_list->current()); });
    connect(m_list, &PresetList::currentMayDiffer, this,
            [this] { m_delete->setVisible(m_list->isMine(m_list->current())); });
    connect(m_list, &QWidget::customContextMenuRequested, this, &PresetPane::showMenu);
}

void PresetPane::setBuiltIn(const std::vector<BuiltInPreset>& presets)
{
    m_builtIn = presets;
    m_list->setBuiltIn(presets);
}

const BuiltInPreset* PresetPane::builtIn(const QString& name) const
{
    const auto found = std::find_if(m_builtIn.begin(), m_builtIn.end(),
                                    [&name](const BuiltInPreset& preset) { return preset.name == name; });
    return found == m_builtIn.end() ? nullptr : &*found;
}

std::optional<std::string> PresetPane::nameProblem() const
{
    std::vector<std::string> builtIn;
    for (const BuiltInPreset& preset : m_builtIn)
        builtIn.push_back(preset.name.toStdString());
    return engine::presetNameProblem(m_name->text().toStdString(), builtIn);
}

void PresetPane::listNames()
{
    QStringList names = m_names;
    names.removeIf([this](const QString& name) { return m_hidden.contains(name); });
    m_list->setMine(names);
}

void PresetPane::setNames(const QStringList& names)
{
    m_names = names;
    listNames();
}

void PresetPane::setHidden(const QStringList& names)
{
    m_hidden = names;
    listNames();
}

void PresetPane::askName(const QString& proposal)
{
    m_name->setText(proposal);
    m_name->show();
    m_name->setFocus();
    m_name->selectAll();
    m_save->setText(tr("Save"));
    showProblem();
}

void PresetPane::showProblem()
{
    const QString name = m_name->text();
    const auto problem = nameProblem();
    m_problem->setText(problem                    ? engineText(*problem)
                           : m_list->isMine(name) ? tr("replaces the preset of this name")
                                                  : QString());
    m_problem->setVisible(!m_problem->text().isEmpty() && !name.isEmpty());
    m_theme.paintNow(m_problem, problem ? Ink::Error : Ink::Secondary);
    m_save->setEnabled(!problem);
}

void PresetPane::takeName()
{
    const QString name = m_name->text();
    if (nameProblem())
        return;
    m_name->hide();
    m_problem->hide();
    m_save->setText(tr("Save as preset"));
    Q_EMIT saveRequested(name);
}

void PresetPane::showMenu(const QPoint& position)
{
    QTreeWidgetItem* item = m_list->itemAt(position);
    const QString name = item == nullptr ? QString() : item->text(0);
    if (!m_list->isMine(name))
        return;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    QAction* remove = menu->addAction(m_theme.icon(QStringLiteral("edit-delete")), tr("Delete this preset"));
    remove->setObjectName(QStringLiteral("deletePresetOfRow"));
    remove->setToolTip(removalText());
    connect(remove, &QAction::triggered, this, [this, name] { Q_EMIT removeRequested(name); });
    menu->popup(m_list->viewport()->mapToGlobal(position));
}

bool PresetPane::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (watched == m_name && key == Qt::Key_Escape) {
        m_name->hide();
        m_problem->hide();
        m_save->setText(tr("Save as preset"));
        m_save->setEnabled(true);
        return true;
    }
    if (watched == m_list && key == Qt::Key_Delete && m_list->isMine(m_list->current())) {
        Q_EMIT removeRequested(m_list->current());
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace gui

#include "moc_PresetPane.cpp"
