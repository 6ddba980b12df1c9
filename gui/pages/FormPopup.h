#pragma once

#include <QDialog>

class QDoubleSpinBox;
class QFormLayout;

namespace gui {

/// A few settings, a row each, below the button that opens them.
class FormPopup : public QDialog {
    Q_OBJECT

public:
    void showBelow(const QWidget& button);

protected:
    FormPopup(const QString& title, QWidget* parent);

    QFormLayout& form() { return *m_form; }
    /// The title has the tool tip of what stands beside it.
    void addRow(const QString& title, QWidget* field);
    /// A row for a number with three decimals; one that is half typed does not count. `name` is the object's.
    QDoubleSpinBox* addNumber(const QString& title, const char* name, const QString& tip);

private:
    QFormLayout* m_form;
};

} // namespace gui
