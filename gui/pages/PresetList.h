#pragma once

#include <vector>

#include <QMap>
#include <QTreeWidget>

#include "gui/pages/BuiltInPreset.h"

namespace gui {

/// The presets: the built-in ones, grouped by what they are for, with variants of one ("molex-paper-cola") below it, and
/// the user's own.
class PresetList final : public QTreeWidget {
    Q_OBJECT

public:
    explicit PresetList(QWidget* parent = nullptr);

    void setBuiltIn(const std::vector<BuiltInPreset>& presets); ///< sorted by name
    /// The user's own; the group hides without any.
    void setMine(const QStringList& names);
    bool isMine(const QString& name) const { return m_mine.contains(name); }
    void setCurrent(const QString& name);
    QString current() const { return m_current; }
    /// How many values differ from the current preset.
    void setChangedCount(int count);

Q_SIGNALS:
    void chosen(const QString& name);
    /// Another preset is the current one, or it has become the user's own or is no longer.
    void currentMayDiffer();

private:
    void makeGroups();
    QTreeWidgetItem* addGroup(const QString& title);
    QTreeWidgetItem* find(const QString& name) const;

    QString m_current;
    int m_changedCount = 0;
    QStringList m_mine;
    QMap<QString, QTreeWidgetItem*> m_groups; ///< of the built-in ones, by what they are for
    QTreeWidgetItem* m_mineGroup = nullptr;
};

} // namespace gui
