#include "gui/pages/StartCorner.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QTextDocumentFragment>

#include "gui/app/IconLabel.h"
#include "gui/app/Theme.h"

namespace gui {

StartCorner::StartCorner(Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_reasonRow(makeReason(theme))
    , m_add(new QPushButton(theme.icon(QStringLiteral("list-add")), tr("Add to queue"), this))
    , m_start(new QPushButton(theme.icon(QStringLiteral("media-playback-start"), Ink::OnSelection), tr("Start"), this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(spacing::page, spacing::control, spacing::page, spacing::page);
    column->addWidget(m_reasonRow);
    m_add->setObjectName(QStringLiteral("addToQueueButton"));
    connect(m_add, &QPushButton::clicked, this, &StartCorner::queueRequested);
    m_start->setObjectName(QStringLiteral("startButton"));
    m_start->setDefault(true);
    connect(m_start, &QPushButton::clicked, this, &StartCorner::startRequested);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_add, 1);
    buttons->addWidget(m_start, 1);
    column->addLayout(buttons);
}

QWidget* StartCorner::makeReason(Theme& theme)
{
    auto* widget = new QWidget(this);
    auto* row = new QHBoxLayout(widget);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(spacing::pair);
    row->addWidget(new IconLabel(theme.icon(QStringLiteral("data-error"), Ink::Error), widget), 0, Qt::AlignTop);
    m_reason = new QLabel(widget);
    m_reason->setObjectName(QStringLiteral("startReason"));
    m_reason->setWordWrap(true);
    m_reason->setTextFormat(Qt::RichText);
    theme.paintIn(m_reason, Ink::Error);
    connect(m_reason, &QLabel::linkActivated, this, &StartCorner::fieldRequested);
    row->addWidget(m_reason, 1);
    return widget;
}

void StartCorner::setState(const State& state)
{
    const bool hasReason = !state.reason.isEmpty();
    m_add->setText(state.runs > 1 ? tr("Add %1 to queue").arg(state.runs) : tr("Add to queue"));
    m_start->setText(state.runs > 1 ? tr("Start %1").arg(state.runs) : tr("Start"));
    m_reason->setText(state.reason);
    m_inFull = state.inFull.isEmpty() ? QTextDocumentFragment::fromHtml(state.reason).toPlainText() : state.inFull;
    m_reasonRow->setVisible(hasReason);
    m_canStart = !hasReason && !state.isWaiting;
    m_canQueue = (!hasReason || state.mayQueue) && !state.isWaiting;
    m_start->setEnabled(m_canStart);
    m_add->setEnabled(m_canQueue);
    const QString tip = !hasReason && state.isWaiting ? tr("The files are being looked at") : QString();
    for (QPushButton* button : {m_add, m_start})
        button->setToolTip(tip);
}

QString StartCorner::whyNotStarted() const
{
    return m_inFull.isEmpty() ? m_start->toolTip() : m_inFull;
}

} // namespace gui

#include "moc_StartCorner.cpp"
