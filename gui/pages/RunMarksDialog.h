#pragma once

#include <QDialog>

#include "storage/runs/RunMarks.h"

class QButtonGroup;
class QLineEdit;
class QPlainTextEdit;

namespace gui {

class Theme;

/// Tags, note and colour of runs. Not modal: a run that trains goes on, and so does the window.
class RunMarksDialog final : public QDialog {
    Q_OBJECT

public:
    RunMarksDialog(const Theme& theme, const QString& name, const storage::RunMarks& marks, QWidget* parent);

Q_SIGNALS:
    void chosen(const storage::RunMarks& marks);

private:
    QWidget* makeColours(const Theme& theme);
    void take();

    storage::RunMarks m_marks;
    QLineEdit* m_tags;
    QPlainTextEdit* m_note;
    QButtonGroup* m_colours;
};

} // namespace gui
