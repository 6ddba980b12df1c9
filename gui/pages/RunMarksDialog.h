#pragma once

#include <QDialog>

#include "gui/models/MarksChange.h"

class QButtonGroup;
class QLineEdit;
class QPlainTextEdit;

namespace gui {

class Theme;

/// Tags, note and colour that runs have in common. Not modal: a run that trains goes on, and so does the window.
class RunMarksDialog final : public QDialog {
    Q_OBJECT

public:
    RunMarksDialog(const Theme& theme, const QString& name, const SharedMarks& marks, QWidget* parent);

Q_SIGNALS:
    void chosen(const gui::MarksChange& change);

private:
    QWidget* makeColours(const Theme& theme);
    void take();

    const SharedMarks m_marks;
    QLineEdit* m_tags;
    QPlainTextEdit* m_note;
    QButtonGroup* m_colours;
};

} // namespace gui
