#pragma once

#include <string>
#include <vector>

#include <QStandardItemModel>

#include "gui/control/GpuNames.h"

namespace gui {

class Worker;

/// What the device of a run may be on this machine, for the form: a text, and the value as user data. The GPUs come
/// once the worker has looked; what a configuration of another machine asks for is added by the form.
class DeviceList final : public QStandardItemModel {
    Q_OBJECT

public:
    DeviceList(Worker& worker, const GpuNameReader& read, QObject* parent = nullptr);

private:
    void take(const std::vector<std::string>& gpus);
    void put(const QString& value, const QString& text);
};

} // namespace gui
