#include "gui/app/EmptyState.h"

#include <QLabel>
#include <QVBoxLayout>

#include "gui/app/Theme.h"

namespace gui {

EmptyState::EmptyState(Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_title(new QLabel(this))
    , m_advice(new QLabel(this))
{
    m_title->setObjectName(QStringLiteral("emptyTitleLabel"));
    m_advice->setObjectName(QStringLiteral("emptyAdviceLabel"));
    m_title->setFont(Theme::semibold(font()));
    m_title->setAlignment(Qt::AlignCenter);
    m_advice->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    m_advice->setWordWrap(true);
    m_advice->setMinimumWidth(200);
    m_advice->setMaximumWidth(440);
    theme.paintIn(m_advice, Ink::Secondary);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(spacing::page, 2 * spacing::page, spacing::page, spacing::page);
    layout->setSpacing(spacing::pair);
    layout->addStretch(1);
    layout->addWidget(m_title, 0, Qt::AlignHCenter);
    auto* row = new QHBoxLayout;
    row->addStretch();
    row->addWidget(m_advice, 100);
    row->addStretch();
    layout->addLayout(row);
    layout->addStretch(2);
}

void EmptyState::setText(const QString& title, const QString& advice)
{
    m_title->setText(title);
    m_advice->setText(advice);
    m_saysNoRun = false;
}

void EmptyState::sayNoRun()
{
    setText(tr("No run is chosen"),
            m_isReadOnly ? tr("Choose one in the table of runs; those that another program trains appear there. This "
                              "window only reads and starts none.")
                         : tr("Choose one in the table of runs, or start one on the Launch page."));
    m_saysNoRun = true;
}

void EmptyState::onlyRead()
{
    m_isReadOnly = true;
    if (m_saysNoRun)
        sayNoRun();
}

QString EmptyState::title() const
{
    return m_title->text();
}

QString EmptyState::advice() const
{
    return m_advice->text();
}

} // namespace gui
