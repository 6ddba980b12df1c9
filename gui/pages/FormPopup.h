#pragma once

#include <QDialog>

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

private:
    QFormLayout* m_form;
};

} // namespace gui
