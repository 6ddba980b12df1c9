#include "gui/pages/EmptyPage.h"

#include <tuple>

#include <QAction>
#include <QGridLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

#include "gui/app/ActionText.h"
#include "gui/app/Format.h"
#include "gui/app/IconLabel.h"
#include "gui/app/Theme.h"
#include "gui/models/EngineText.h"
#include "gui/pages/LaunchCheck.h"
#include "gui/pages/MachineFindings.h"

namespace gui {

namespace {

constexpr int textWidth = 560;
constexpr int numberWidth = 28; // of the steps
constexpr int sideWidth = 320;

class Rule final : public QWidget {
public:
    Rule(const Theme& theme, QWidget* parent)
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

/// A dashed frame: things may be dropped here.
class DropFrame final : public QWidget {
public:
    DropFrame(const Theme& theme, QWidget* parent)
        : QWidget(parent)
        , m_theme(theme)
    {
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.setPen(QPen(m_theme.colours().buttonBorder, 1, Qt::DashLine));
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }

private:
    const Theme& m_theme;
};

void empty(QGridLayout* grid)
{
    while (QLayoutItem* item = grid->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

} // namespace

EmptyPage::EmptyPage(Theme& theme, const Doors& doors, QWidget* parent)
    : QScrollArea(parent)
    , m_theme(theme)
    , m_page(new QWidget(this))
    , m_intro(label({}, font(), true))
{
    auto* main = new QVBoxLayout;
    main->setSpacing(spacing::page);
    main->addWidget(label(tr("Fine-tune a model, see which layers it borrows"), Theme::heading(font())));
    m_intro->setObjectName(QStringLiteral("introText"));
    main->addWidget(m_intro);
    addTrial(main);
    setHasRuns(false);
    auto* steps = new QGridLayout;
    steps->setHorizontalSpacing(spacing::page);
    steps->setVerticalSpacing(spacing::control);
    steps->setColumnMinimumWidth(0, numberWidth);
    steps->setColumnStretch(1, 1);
    addStep(steps, 1, tr("Choose a model folder"),
            tr("RoBERTa, BERT or GPT-2 in Hugging Face layout: config.json, tokenizer files, and weights as safetensors "
               "or pytorch_model.bin."),
            makeDropTarget());
    addStep(steps, 2, tr("Choose the data"),
            tr("A folder with a GLUE task, your own table (CSV, TSV, JSON Lines) or the E2E data, or the installed "
               "WordNet. Rows are counted and every problem is named before anything runs."), nullptr);
    auto* form = new QPushButton(theme.icon(QStringLiteral("document-new")), tr("Open the Launch form"), m_page);
    form->setObjectName(QStringLiteral("openFormButton"));
    connect(form, &QPushButton::clicked, this, &EmptyPage::formRequested);
    addStep(steps, 3, tr("Choose a preset and start"),
            tr("molex mixes layers, lora is the same budget without, fixed-random is the control. Run all three to know "
               "whether mixing helps."), form);
    main->addLayout(steps);
    main->addStretch();
    auto* columns = new QHBoxLayout(m_page);
    columns->setContentsMargins(4 * spacing::page, 2 * spacing::page, 2 * spacing::page, spacing::page);
    columns->setSpacing(4 * spacing::page);
    columns->addLayout(main, 1);
    columns->addWidget(makeSide(doors), 0, Qt::AlignTop);
    columns->addStretch();
    m_page->setBackgroundRole(QPalette::Base);
    viewport()->setBackgroundRole(QPalette::Base);
    setWidget(m_page);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
}

QLabel* EmptyPage::label(const QString& text, const QFont& font, bool isSecondary)
{
    auto* made = new QLabel(text, m_page);
    made->setFont(font);
    made->setWordWrap(true);
    made->setTextFormat(Qt::PlainText);
    made->setMaximumWidth(textWidth);
    if (isSecondary)
        m_theme.paintIn(made, Ink::Secondary);
    return made;
}

void EmptyPage::addTrial(QVBoxLayout* column)
{
    auto* words = new QVBoxLayout;
    words->setSpacing(spacing::pair);
    words->addWidget(label(tr("Trial run"), Theme::semibold(font())));
    m_trial = label(tr("The small model that comes with the program, definitions from WordNet, MoLEx over LoRA."),
                    font(), true);
    m_trial->setObjectName(QStringLiteral("trialText"));
    words->addWidget(m_trial);
    words->addWidget(makeReason());
    m_start = new QPushButton(m_theme.icon(QStringLiteral("media-playback-start"), Ink::OnSelection),
                              tr("Start the trial run"), m_page);
    m_start->setObjectName(QStringLiteral("startTrialButton"));
    m_start->setDefault(true);
    m_start->setEnabled(false);
    m_start->setToolTip(tr("Its files and the machine are being looked at"));
    connect(m_start, &QPushButton::clicked, this, &EmptyPage::trialRequested);
    auto* row = new QHBoxLayout;
    row->setSpacing(2 * spacing::page);
    row->addLayout(words, 1);
    row->addWidget(m_start, 0, Qt::AlignVCenter);
    auto* frame = new QWidget(m_page);
    frame->setMaximumWidth(textWidth);
    auto* inner = new QVBoxLayout(frame);
    inner->setContentsMargins(0, 0, 0, 0);
    inner->setSpacing(spacing::page);
    inner->addWidget(new Rule(m_theme, frame));
    inner->addLayout(row);
    inner->addWidget(new Rule(m_theme, frame));
    column->addWidget(frame);
}

QWidget* EmptyPage::makeReason()
{
    auto* widget = new QWidget(m_page);
    widget->hide();
    auto* row = new QHBoxLayout(widget);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(spacing::pair);
    row->addWidget(new IconLabel(m_theme.icon(QStringLiteral("data-error"), Ink::Error), widget), 0, Qt::AlignTop);
    m_reason = label({}, font());
    m_reason->setObjectName(QStringLiteral("trialReason"));
    m_reason->setTextInteractionFlags(Qt::TextSelectableByMouse); // it names what to install
    m_theme.paintIn(m_reason, Ink::Error);
    row->addWidget(m_reason, 1);
    return widget;
}

void EmptyPage::addStep(QGridLayout* grid, int number, const QString& title, const QString& text, QWidget* below)
{
    QLabel* figure = label(QString::number(number), Theme::heading(font()));
    m_theme.paintIn(figure, Ink::Link);
    const int row = 4 * number;
    grid->addWidget(figure, row, 0, 2, 1, Qt::AlignTop | Qt::AlignHCenter);
    grid->addWidget(label(title, Theme::semibold(font())), row, 1);
    grid->addWidget(label(text, font(), true), row + 1, 1);
    if (below != nullptr)
        grid->addWidget(below, row + 2, 1, below->inherits("QPushButton") ? Qt::AlignLeft : Qt::Alignment());
    grid->setRowMinimumHeight(row + 3, spacing::control);
}

QWidget* EmptyPage::makeDropTarget()
{
    auto* frame = new DropFrame(m_theme, m_page);
    frame->setMaximumWidth(textWidth - numberWidth - spacing::page);
    auto* row = new QHBoxLayout(frame);
    row->setContentsMargins(spacing::page, spacing::page, spacing::page, spacing::page);
    row->addWidget(new IconLabel(m_theme.icon(QStringLiteral("folder-add")), frame));
    auto* words = new QLabel(tr("Drop a model folder here, or"), frame);
    m_theme.paintIn(words, Ink::Secondary);
    row->addWidget(words);
    auto* button = new QPushButton(m_theme.icon(QStringLiteral("document-open")), tr("Open model folder…"), frame);
    button->setObjectName(QStringLiteral("openModelButton"));
    connect(button, &QPushButton::clicked, this, &EmptyPage::modelFolderRequested);
    row->addWidget(button);
    row->addStretch();
    return frame;
}

QWidget* EmptyPage::makeSide(const Doors& doors)
{
    auto* side = new QWidget(m_page);
    side->setFixedWidth(sideWidth);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(label(tr("This machine"), Theme::semibold(font())));
    auto* machine = new QWidget(side);
    machine->setObjectName(QStringLiteral("machine"));
    m_machine = new QGridLayout(machine);
    m_machine->setContentsMargins(0, 0, 0, 0);
    m_machine->setColumnStretch(2, 1);
    m_machine->addWidget(label(tr("Being looked at…"), font(), true), 0, 0);
    column->addWidget(machine);
    const std::pair<QString, const QList<QAction*>&> links[] = {{tr("Already have something?"), doors.having},
                                                                {tr("Learn"), doors.finding}};
    for (const auto& [title, actions] : links) {
        column->addSpacing(2 * spacing::page);
        column->addWidget(label(title, Theme::semibold(font())));
        for (QAction* action : actions)
            column->addLayout(makeLink(*action));
    }
    return side;
}

/// The action's icon, words and keys; the words are pressed.
QLayout* EmptyPage::makeLink(QAction& action)
{
    auto* words = new QLabel(m_page);
    words->setObjectName(action.objectName() + QStringLiteral("Link"));
    words->setTextFormat(Qt::RichText);
    words->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    QLabel* keys = label({}, Theme::small(font()), true);
    const auto tell = [&action, words, keys] {
        words->setText(QStringLiteral("<a href=\"open\">%1</a>").arg(action.text().remove(QLatin1Char('&')).toHtmlEscaped()));
        keys->setText(action.shortcut().toString(QKeySequence::NativeText));
    };
    connect(&action, &QAction::changed, words, tell);
    connect(words, &QLabel::linkActivated, &action, &QAction::trigger);
    tell();
    auto* row = new QHBoxLayout;
    row->setSpacing(spacing::control);
    row->addWidget(new IconLabel(iconInList(action), m_page));
    row->addWidget(words, 1);
    row->addWidget(keys);
    return row;
}

void EmptyPage::setHasRuns(bool hasRuns)
{
    const QString trial = tr("The trial needs nothing but this program and WordNet; your own model takes three steps.");
    m_intro->setText(hasRuns ? trial : tr("This workspace holds no runs yet.") + QLatin1Char(' ') + trial);
}

void EmptyPage::setMachine(const std::vector<engine::Finding>& findings, const LaunchCheck& trial)
{
    empty(m_machine);
    int row = 0;
    for (const engine::Finding& finding : machineFindings(findings, trial)) {
        addFinding(finding, row);
        row += 2;
    }
}

/// In this row and, what to do, in the next.
void EmptyPage::addFinding(const engine::Finding& finding, int row)
{
    const auto verdict = [&]() -> std::tuple<const char*, Ink, QString> {
        switch (finding.verdict) {
        case engine::Finding::Verdict::Good:
            return {"dialog-ok-apply", Ink::Success, tr("Good")};
        case engine::Finding::Verdict::Note:
            return {"data-information", Ink::Secondary, tr("Note")};
        case engine::Finding::Verdict::Warning:
            break;
        }
        return {"data-warning", Ink::Warning, tr("Warning")};
    };
    const auto [picture, ink, word] = verdict();
    auto* icon = new IconLabel(m_theme.icon(QLatin1String(picture), ink), m_page);
    icon->setAccessibleName(word);
    m_machine->addWidget(icon, row, 0, Qt::AlignTop);
    m_machine->addWidget(label(engineText(finding.key), Theme::medium(font())), row, 1, Qt::AlignTop);
    QLabel* value = label(engineText(finding.value), font());
    value->setAlignment(Qt::AlignRight | Qt::AlignTop);
    m_machine->addWidget(value, row, 2);
    if (!finding.advice.empty())
        m_machine->addWidget(label(engineText(finding.advice), Theme::small(font()), true), row + 1, 1, 1, 2);
}

void EmptyPage::setTrial(const LaunchCheck& trial)
{
    const engine::CostEstimate& cost = trial.result.cost;
    const std::vector<engine::Issue>& issues = trial.result.issues;
    if (cost.trainRows > 0)
        m_trial->setText(tr("The small model that comes with the program (%1 layers, %2 parameters), %3 definitions "
                            "from WordNet, MoLEx over LoRA and then LoRA alone, %4 steps each.")
                             .arg(format::whole(std::int64_t(cost.layerEvaluationsWithoutRouting)),
                                  format::count(double(cost.parameters.total)), format::whole(cost.trainRows),
                                  format::whole(cost.steps)));
    QString reason;
    if (!issues.empty())
        reason = tr("The trial cannot start. %1").arg(issueText(issues.front()));
    else if (!trial.lacksNow.empty())
        reason = tr("The trial cannot start now: it %1.").arg(QString::fromStdString(trial.lacksNow));
    if (issues.size() > 1)
        reason += QLatin1Char(' ') + tr("(and %1 more)").arg(issues.size() - 1);
    m_reason->setText(reason);
    m_reason->parentWidget()->setVisible(!reason.isEmpty());
    m_start->setEnabled(reason.isEmpty());
    m_start->setToolTip(reason);
}

} // namespace gui

#include "moc_EmptyPage.cpp"
