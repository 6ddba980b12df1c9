#include "gui/pages/DeviceList.h"

#include "gui/control/Worker.h"

namespace gui {

DeviceList::DeviceList(Worker& worker, const GpuNameReader& read, QObject* parent)
    : QStandardItemModel(parent)
{
    for (const QString& value : {QStringLiteral("auto"), QStringLiteral("cpu")})
        put(value, value);
    worker.run(this, {}, read, [this](const std::vector<std::string>& gpus) { take(gpus); });
}

void DeviceList::take(const std::vector<std::string>& gpus)
{
    for (std::size_t number = 0; number < gpus.size(); ++number) {
        const QString value = QStringLiteral("cuda:%1").arg(number);
        const QString name = QString::fromStdString(gpus[number]);
        put(value, name.isEmpty() ? value : value + QStringLiteral(", ") + name);
    }
    put(QStringLiteral("auto"),
        tr("auto, here %1").arg(gpus.empty() ? QStringLiteral("cpu") : QStringLiteral("cuda:0")));
}

void DeviceList::put(const QString& value, const QString& text)
{
    const QModelIndexList found =
        rowCount() == 0 ? QModelIndexList() : match(index(0, 0), Qt::UserRole, value, 1, Qt::MatchExactly);
    QStandardItem* item = found.isEmpty() ? nullptr : itemFromIndex(found.front());
    if (item == nullptr) {
        item = new QStandardItem;
        item->setData(value, Qt::UserRole);
        appendRow(item);
    }
    item->setText(text);
}

} // namespace gui

#include "moc_DeviceList.cpp"
