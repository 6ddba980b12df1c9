#pragma once

#include <QObject>

#include "gui/forms/FieldEditor.h"

class QGridLayout;
class QLabel;
class QLineEdit;

namespace gui {

/// One field of a section: label, editor and, below it, what is wrong or a note. Owns the widgets.
class FieldRow final : public QObject {
    Q_OBJECT

public:
    /// Takes two rows of `grid` from `row` on.
    FieldRow(const engine::FieldDescription& field, const FormTools& tools, QGridLayout* grid, int row);
    ~FieldRow() override;

    const std::string& path() const { return m_field.path; }
    const engine::FieldDescription& field() const { return m_field; }
    FieldEditor& editor() { return *m_editor; }
    int labelWidth() const;
    int editorWidth() const; ///< the least

    /// What the field's value turned out to be; stands below it while nothing is wrong.
    void setNote(const QString& text);
    /// What counts instead of the field; stands where the note would, while there is none. Empty for nothing.
    void setInstead(const QString& text);
    /// Shows the first one, and how many more its tool tip lists; empty when nothing is wrong.
    void setProblems(const QStringList& messages);
    bool hasProblem() const { return m_hasProblem; }
    /// A value that is not the preset's has a bold label.
    void setChanged(bool isChanged);
    bool isChanged() const { return m_isChanged; }
    /// Whether it belongs into sight. What does not goes at once; what does waits for come().
    void setShown(bool isShown);
    bool isShown() const { return m_isShown; }
    /// Shows its widgets, which takes their polish and a place in the layout.
    void come();
    bool isThere() const { return m_isThere; }
    /// The values that a sweep gives the field instead, in words; it cannot be edited meanwhile. Empty for none.
    void setSwept(const QString& values);
    bool isSwept() const;
    /// Every word is in its label, path or help.
    bool matches(const QStringList& words) const;

    /// "Max length: Longer texts are cut … Paper: 512"
    QString help() const;

Q_SIGNALS:
    void edited();
    /// What the field is for, or what is wrong with it: when the user comes to it and when that changes. Nothing when
    /// another has the keys.
    void focused(const QString& help);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void showWidgets();
    void showBelow();
    void tellHelp();
    QString toolTip() const;
    QString range() const;

    const engine::FieldDescription m_field;
    QGridLayout* const m_grid;
    const int m_gridRow;
    Theme& m_theme;
    QLabel* m_label;
    FieldEditor* m_editor;
    QWidget* m_problem;
    QLabel* m_problemText;
    QLabel* m_note;
    QString m_noteText;
    QString m_instead;
    QLineEdit* m_swept = nullptr; ///< in the editor's place while the field is swept
    bool m_hasProblem = false;
    bool m_isChanged = false;
    bool m_isShown = true;
    bool m_isThere = false;
};

} // namespace gui
