#include "gui/pages/FormPopup.h"

#include <algorithm>

#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QScreen>

#include "gui/app/Theme.h"

namespace gui {

FormPopup::FormPopup(const QString& title, QWidget* parent)
    : QDialog(parent, Qt::Popup)
    , m_form(new QFormLayout(this))
{
    setWindowTitle(title);
    m_form->setContentsMargins(spacing::page, spacing::page, spacing::page, spacing::page);
    m_form->setVerticalSpacing(spacing::control);
}

void FormPopup::showBelow(const QWidget& button)
{
    adjustSize();
    QPoint place = button.mapToGlobal(QPoint(0, button.height()));
    if (const QScreen* screen = button.screen())
        place.setX(std::min(place.x(), screen->availableGeometry().right() - width()));
    move(place);
    show();
}

void FormPopup::addRow(const QString& title, QWidget* field)
{
    m_form->addRow(title, field);
    m_form->labelForField(field)->setToolTip(field->toolTip());
}

QDoubleSpinBox* FormPopup::addNumber(const QString& title, const char* name, const QString& tip)
{
    auto* box = new QDoubleSpinBox(this);
    box->setObjectName(QLatin1String(name));
    box->setDecimals(3);
    box->setToolTip(tip);
    box->setKeyboardTracking(false);
    addRow(title, box);
    return box;
}

} // namespace gui

#include "moc_FormPopup.cpp"
