#include "gui/app/DeviceChooser.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QStandardItemModel>
#include <QStylePainter>
#include <QWheelEvent>

#include "gui/app/Theme.h"
#include "gui/forms/ConfigForm.h"
#include "gui/forms/JsonPath.h"

namespace gui {

namespace {

const char* const devicePath = "runtime.device";
constexpr int leastLetters = 7;

/// Shows values, "cuda:0"; the open list has the names of the devices, too.
class DeviceBox final : public QComboBox {
public:
    using QComboBox::QComboBox;

    void showPopup() override
    {
        view()->setMinimumWidth(view()->sizeHintForColumn(0) + 2 * spacing::control);
        QComboBox::showPopup();
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QStylePainter painter(this);
        QStyleOptionComboBox option;
        initStyleOption(&option);
        option.currentText = currentData().toString();
        painter.drawComplexControl(QStyle::CC_ComboBox, option);
        painter.drawControl(QStyle::CE_ComboBoxLabel, option);
    }

    void wheelEvent(QWheelEvent* event) override { event->ignore(); } // not by accident
};

} // namespace

DeviceChooser::DeviceChooser(Theme& theme, ConfigForm& form, QWidget* parent)
    : QWidget(parent)
    , m_form(form)
    , m_box(new DeviceBox(this))
{
    auto* label = new QLabel(tr("Device"), this);
    label->setBuddy(m_box);
    theme.paintIn(label, Ink::Secondary);
    m_box->setObjectName(QStringLiteral("deviceChooser"));
    m_box->setAccessibleName(tr("Device"));
    m_box->setToolTip(tr("Where the run on the Launch page trains"));
    m_box->setModel(form.devices());
    m_box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_box->setMinimumContentsLength(leastLetters);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(spacing::control, 0, 0, 0);
    row->setSpacing(spacing::control);
    row->addWidget(label);
    row->addWidget(m_box);
    connect(m_box, &QComboBox::activated, this, &DeviceChooser::choose);
    connect(&form, &ConfigForm::edited, this, &DeviceChooser::follow);
    follow();
}

/// As typed, which need not be a device of this machine; the form has added it to the list.
void DeviceChooser::follow()
{
    const engine::Json* value = valueAt(m_form.json(), devicePath);
    const QString device =
        value != nullptr && value->is_string() ? QString::fromStdString(value->get<std::string>()) : QString();
    m_box->setCurrentIndex(m_box->findData(device));
}

void DeviceChooser::choose()
{
    const engine::Json chosen = m_box->currentData().toString().toStdString();
    const engine::Json* before = valueAt(m_form.json(), devicePath);
    if (before == nullptr || *before != chosen)
        m_form.setValue(devicePath, chosen);
}

void DeviceChooser::onlyRead(const QString& reason)
{
    m_box->setEnabled(false);
    m_box->setToolTip(reason);
}

void DeviceChooser::setRunning(const QString& device)
{
    if (m_box->isEnabled())
        m_box->setToolTip(
            tr("Where the run on the Launch page trains; the one that started last is on %1").arg(device));
}

} // namespace gui

#include "moc_DeviceChooser.cpp"
