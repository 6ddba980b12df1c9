#include "gui/pages/SystemPanel.h"

#include <QGridLayout>
#include <QLabel>

#include "gui/app/Format.h"
#include "gui/app/Theme.h"
#include "gui/control/Worker.h"
#include "gui/pages/Sparkline.h"

namespace gui {

namespace {
constexpr int intervalMilliseconds = 2000;
}

SystemPanel::SystemPanel(const std::filesystem::path& workspace, Worker& worker, Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_worker(worker)
    , m_probe(std::make_shared<SystemProbe>(workspace))
{
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(spacing::page, spacing::control, spacing::page, spacing::control);
    grid->setHorizontalSpacing(spacing::control);
    grid->setVerticalSpacing(spacing::control);
    grid->setColumnStretch(2, 1);
    m_processors = addLine(grid, 0, tr("CPU"));
    m_memory = addLine(grid, 1, tr("Memory"));
    m_disk = addLine(grid, 2, tr("Disk"));
    grid->setRowStretch(3, 1);
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    connect(&m_timer, &QTimer::timeout, this, &SystemPanel::ask);
    m_timer.start(intervalMilliseconds);
    ask();
}

SystemPanel::~SystemPanel() = default;

SystemPanel::Line SystemPanel::addLine(QGridLayout* grid, int row, const QString& name)
{
    Line line{new Sparkline(m_theme, this), new QLabel(this)};
    grid->addWidget(new QLabel(name, this), row, 0);
    grid->addWidget(line.curve, row, 1);
    grid->addWidget(line.text, row, 2);
    return line;
}

void SystemPanel::ask()
{
    m_worker.run(
        this, {}, [probe = m_probe] { return probe->read(); }, [this](const SystemReading& reading) { show(reading); });
}

void SystemPanel::show(const SystemReading& reading)
{
    if (reading.busyShare) {
        m_processors.curve->add(*reading.busyShare);
        const QString share = format::percent(*reading.busyShare);
        m_processors.text->setText(reading.threads == 1 ? tr("%1 of 1 thread").arg(share)
                                                        : tr("%1 of %2 threads").arg(share).arg(reading.threads));
        m_summary = tr("CPU %1").arg(share);
    }
    if (reading.memoryBytes > 0) {
        m_memory.curve->add(double(reading.memoryUsed) / double(reading.memoryBytes));
        m_memory.text->setText(tr("%1 of %2, %3 by this program")
                                   .arg(format::bytes(double(reading.memoryUsed)),
                                        format::bytes(double(reading.memoryBytes)),
                                        format::bytes(double(reading.ownMemory))));
    }
    if (reading.diskBytes > 0) {
        m_disk.curve->add(1 - double(reading.diskFree) / double(reading.diskBytes));
        m_disk.text->setText(tr("%1 of %2 free").arg(format::bytes(double(reading.diskFree)),
                                                     format::bytes(double(reading.diskBytes))));
    }
    Q_EMIT summaryChanged();
}

} // namespace gui

#include "moc_SystemPanel.cpp"
