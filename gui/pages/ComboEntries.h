#pragma once

#include <utility>

#include <QList>
#include <QString>

class QComboBox;

namespace gui {

/// Text of an entry, and what it stands for.
using ComboEntries = QList<std::pair<QString, QString>>;

/// Leaves equal entries as they are, so that an open list is not disturbed. The one that stands for `chosen` is current
/// then, or else the first, without a signal.
void setEntries(QComboBox& box, const ComboEntries& entries, const QString& chosen);

/// `key`, or where an entry has it, since two things are called alike, another.
QString ownKey(const ComboEntries& entries, QString key);

} // namespace gui
