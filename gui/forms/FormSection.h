#pragma once

#include <memory>
#include <vector>

#include <QWidget>

#include "gui/forms/FieldRow.h"

class QGridLayout;
class QLabel;

namespace gui {

/// The fields of one section under its heading, which counts the problems among them.
class FormSection final : public QWidget {
    Q_OBJECT

public:
    FormSection(const QString& title, const FormTools& tools, QWidget* parent = nullptr);
    ~FormSection() override;

    /// Makes the rows anew unless they are for these fields already; true when made. Without fields the section hides.
    bool setFields(const std::vector<engine::FieldDescription>& fields);
    const std::vector<std::unique_ptr<FieldRow>>& rows() const { return m_rows; }

    int labelWidth() const;  ///< of the rows that belong into sight
    int editorWidth() const; ///< the least, of the rows that are there
    void setLabelWidth(int width);
    /// Says what belongs into sight: basic rows, swept and changed ones and those with a problem; all when `all`. With
    /// words: those that match them, and no other. What does not belong there goes at once.
    void showRows(bool all, const QStringList& words = {});
    /// At most so many of those that belong into sight and are not there yet come; returns how many.
    int bringRows(int most);
    void countProblems();

Q_SIGNALS:
    void edited(gui::FieldRow* row);
    void focused(const QString& help);

private:
    const FormTools m_tools;
    QWidget* m_heading;
    QWidget* m_problems;
    QLabel* m_problemCount;
    QWidget* m_body;
    QGridLayout* m_grid;
    std::vector<std::unique_ptr<FieldRow>> m_rows;
};

} // namespace gui
