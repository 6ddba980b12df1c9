#include "gui/app/ReadOnlySign.h"

#include <QHBoxLayout>
#include <QLabel>

#include "gui/app/IconLabel.h"
#include "gui/app/Theme.h"

namespace gui {

ReadOnlySign::ReadOnlySign(Theme& theme, QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("readOnlySign"));
    setToolTip(tr("This window only shows the workspace; another program may write it"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(spacing::control, 0, spacing::control, 0);
    row->setSpacing(spacing::pair);
    row->addWidget(new IconLabel(theme.icon(QStringLiteral("object-locked")), this));
    auto* word = new QLabel(tr("Read-only"), this);
    word->setObjectName(QStringLiteral("readOnlyLabel"));
    row->addWidget(word);
}

} // namespace gui

#include "moc_ReadOnlySign.cpp"
