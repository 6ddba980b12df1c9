#include "gui/pages/ComboEntries.h"

#include <algorithm>

#include <QComboBox>
#include <QSignalBlocker>

namespace gui {

void setEntries(QComboBox& box, const ComboEntries& entries, const QString& chosen)
{
    bool isSame = box.count() == entries.size();
    for (int i = 0; isSame && i < box.count(); ++i)
        isSame = box.itemText(i) == entries[i].first && box.itemData(i).toString() == entries[i].second;
    const QSignalBlocker quiet(&box);
    if (!isSame) {
        box.clear();
        for (const auto& [text, data] : entries)
            box.addItem(text, data);
    }
    box.setCurrentIndex(std::max(0, box.findData(chosen)));
}

QString ownKey(const ComboEntries& entries, QString key)
{
    const auto hasKey = [&key](const auto& entry) { return entry.second == key; };
    while (std::any_of(entries.begin(), entries.end(), hasKey))
        key += QLatin1Char('\n');
    return key;
}

} // namespace gui
