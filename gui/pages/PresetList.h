#pragma once

#include <QTreeWidget>

namespace gui {

/// The built-in presets, grouped by what they are for; variants of one ("molex-paper-cola") stand below it.
class PresetList final : public QTreeWidget {
    Q_OBJECT

public:
    explicit PresetList(QWidget* parent = nullptr);

    void setCurrent(const QString& name);
    QString current() const { return m_current; }
    /// How many values differ from the current preset.
    void setChangedCount(int count);

Q_SIGNALS:
    void chosen(const QString& name);

private:
    void fill();
    QTreeWidgetItem* find(const QString& name) const;

    QString m_current;
};

} // namespace gui
