#include "gui/app/SegmentBar.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QToolButton>

namespace gui {

SegmentBar::SegmentBar(QWidget* parent)
    : QWidget(parent)
    , m_group(new QButtonGroup(this))
    , m_layout(new QHBoxLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(0);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(m_group, &QButtonGroup::idClicked, this, &SegmentBar::chosen);
}

int SegmentBar::add(const QString& text, const QString& toolTip)
{
    const auto count = static_cast<int>(m_group->buttons().size());
    auto* button = new QToolButton(this);
    button->setText(text);
    button->setToolTip(toolTip);
    button->setCheckable(true);
    button->setChecked(count == 0);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setObjectName(text.toLower().remove(QLatin1Char(' ')) + QStringLiteral("ToolButton"));
    m_group->addButton(button, count);
    m_layout->addWidget(button);
    for (int index = 0; index <= count; ++index)
        m_group->button(index)->setProperty("segment", count == 0 ? "only"
                                                : index == 0      ? "first"
                                                : index == count  ? "last"
                                                                  : "middle");
    return count;
}

int SegmentBar::current() const
{
    return m_group->checkedId();
}

void SegmentBar::setCurrent(int segment)
{
    m_group->button(segment)->setChecked(true);
}

void SegmentBar::choose(int segment)
{
    if (segment != current())
        m_group->button(segment)->click();
}

bool SegmentBar::isSegmentEnabled(int segment) const
{
    return m_group->button(segment)->isEnabled();
}

QAbstractButton* SegmentBar::button(int segment) const
{
    return m_group->button(segment);
}

void SegmentBar::setSegmentEnabled(int segment, bool isEnabled, const QString& toolTip)
{
    m_group->button(segment)->setEnabled(isEnabled);
    m_group->button(segment)->setToolTip(toolTip);
    Q_EMIT enabledChanged();
}

} // namespace gui
