#include "gui/pages/GroupKeysPopup.h"

#include <QFormLayout>
#include <QListWidget>
#include <QSignalBlocker>

#include "gui/app/Theme.h"

namespace gui {

GroupKeysPopup::GroupKeysPopup(QWidget* parent)
    : FormPopup(tr("Group by"), parent)
    , m_list(new QListWidget(this))
{
    setObjectName(QStringLiteral("groupKeys"));
    m_list->setObjectName(QStringLiteral("groupKeyList"));
    m_list->setAccessibleName(tr("Keys"));
    m_list->setToolTip(tr("Runs with the same values of all these keys are one group"));
    m_list->setFixedHeight(10 * Theme::rowHeight(m_list->font()));
    connect(m_list, &QListWidget::itemChanged, this, &GroupKeysPopup::changed);
    form().addRow(m_list);
}

/// Rows that are the same stay, so that an open list is not disturbed.
void GroupKeysPopup::setKeys(const Keys& keys, const QStringList& chosen)
{
    const QSignalBlocker quiet(m_list);
    if (m_keys != keys) {
        m_keys = keys;
        m_list->clear();
        for (const auto& entry : keys)
            m_list->addItem(entry.first);
    }
    for (int row = 0; row < m_list->count(); ++row)
        m_list->item(row)->setCheckState(chosen.contains(m_keys[row].second) ? Qt::Checked : Qt::Unchecked);
}

QStringList GroupKeysPopup::chosen() const
{
    QStringList chosen;
    for (int row = 0; row < m_list->count(); ++row)
        if (m_list->item(row)->checkState() == Qt::Checked)
            chosen << m_keys[row].second;
    return chosen;
}

} // namespace gui

#include "moc_GroupKeysPopup.cpp"
