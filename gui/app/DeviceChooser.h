#pragma once

#include <QWidget>

class QComboBox;

namespace gui {

class ConfigForm;
class Theme;

/// The tool bar's "Device [cuda:0]": the device of the form, chosen here as there.
class DeviceChooser final : public QWidget {
    Q_OBJECT

public:
    /// The form outlives what is chosen here, and has a list of devices.
    DeviceChooser(Theme& theme, ConfigForm& form, QWidget* parent = nullptr);

    /// Nothing can be chosen, and why.
    void onlyRead(const QString& reason);
    /// Of the run that has started last, as "cpu, fp32".
    void setRunning(const QString& device);

private:
    void follow();
    void choose();

    ConfigForm& m_form;
    QComboBox* m_box;
};

} // namespace gui
