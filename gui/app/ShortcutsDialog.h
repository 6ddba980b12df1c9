#pragma once

#include <QDialog>

class QKeySequenceEdit;
class QLabel;
class QLineEdit;
class QPushButton;
class QTreeWidget;

namespace gui {

class Shortcuts;
class Theme;

/// The table of all actions with their keys, which can be changed. Stops nothing: runs go on behind it.
class ShortcutsDialog final : public QDialog {
    Q_OBJECT

public:
    ShortcutsDialog(Shortcuts& shortcuts, const Theme& theme, QWidget* parent = nullptr);

private:
    void makeTable();
    void fill();
    void filter(const QString& words);
    void showCurrent();
    /// Says whether the keys in the field are free, and takes them when they are.
    void take();
    QAction* current() const;

    Shortcuts& m_shortcuts;
    const Theme& m_theme;
    QLineEdit* m_words;
    QTreeWidget* m_table;
    QKeySequenceEdit* m_keys;
    QPushButton* m_clear;
    QPushButton* m_standard;
    QLabel* m_verdict;
};

} // namespace gui
