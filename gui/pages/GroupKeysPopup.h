#pragma once

#include <utility>

#include <QStringList>

#include "gui/pages/FormPopup.h"

class QListWidget;

namespace gui {

/// Keys that runs are grouped by together.
class GroupKeysPopup final : public FormPopup {
    Q_OBJECT

public:
    using Keys = QList<std::pair<QString, QString>>; ///< text and key

    explicit GroupKeysPopup(QWidget* parent = nullptr);

    void setKeys(const Keys& keys, const QStringList& chosen);
    const Keys& keys() const { return m_keys; }
    QStringList chosen() const; ///< in the order of the list

Q_SIGNALS:
    /// By the person.
    void changed();

private:
    Keys m_keys;
    QListWidget* m_list;
};

} // namespace gui
