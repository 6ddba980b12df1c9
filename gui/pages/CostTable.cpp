#include "gui/pages/CostTable.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>

#include "gui/app/ElidedLabel.h"

namespace gui {

CostTable::CostTable(Theme& chosen, QWidget* parent)
    : theme(chosen)
    , widget(new QWidget(parent))
    , grid(new QGridLayout(widget))
{
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(spacing::control);
    grid->setVerticalSpacing(spacing::pair);
    grid->setColumnStretch(1, 1);
}

QLabel* CostTable::label(const QString& text, const QFont& font, Ink ink)
{
    auto* made = new QLabel(text, widget);
    made->setFont(font);
    made->setTextFormat(Qt::PlainText);
    if (ink != Ink::Text)
        theme.paintIn(made, ink);
    return made;
}

void CostTable::heading(const QString& text, const QString& value)
{
    if (grid->rowCount() > 1)
        grid->setRowMinimumHeight(grid->rowCount(), spacing::control);
    line(label(text, Theme::semibold(widget->font())), label(value, Theme::semibold(widget->font())));
}

void CostTable::line(QLabel* name, QLabel* value, QWidget* swatch) const
{
    auto* parts = new QHBoxLayout;
    parts->setSpacing(spacing::control);
    if (swatch != nullptr)
        parts->addWidget(swatch);
    parts->addWidget(name, 1);
    parts->addWidget(value);
    grid->addLayout(parts, grid->rowCount(), 0, 1, 3);
}

void CostTable::row(const QString& text, const QString& value, QWidget* swatch)
{
    line(label(text, widget->font()), label(value, Theme::medium(widget->font())), swatch);
}

void CostTable::wide(QWidget* across) const
{
    grid->addWidget(across, grid->rowCount(), 0, 1, 3);
}

void CostTable::note(const QString& text)
{
    QLabel* made = label(text, Theme::small(widget->font()), Ink::Secondary);
    made->setWordWrap(true);
    wide(made);
}

void CostTable::path(const QString& name, const QString& text, const QString& tip)
{
    auto* made = new ElidedLabel(text, widget);
    made->setObjectName(name);
    made->setFont(Theme::small(widget->font()));
    made->setTextFormat(Qt::PlainText);
    made->setElideMode(Qt::ElideMiddle);
    made->setToolTip(tip);
    theme.paintIn(made, Ink::Secondary);
    wide(made);
}

} // namespace gui
