#include "gui/pages/SystemPanel.h"

#include <utility>

#include <QGridLayout>
#include <QLabel>
#include <QScrollArea>
#include <QTimer>

#include "gui/app/ElidedLabel.h"
#include "gui/app/Format.h"
#include "gui/app/Theme.h"
#include "gui/control/Worker.h"
#include "gui/pages/Sparkline.h"

namespace gui {

namespace {

constexpr int intervalMilliseconds = 2000;
constexpr int columnsOfBlock = 3; // name, curve, text
constexpr int linesOfGpu = 3;
constexpr int belowAll = 99; // row

QString notKnown()
{
    return QStringLiteral("–");
}

} // namespace

SystemPanel::SystemPanel(Probes probes, Worker& worker, Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_worker(worker)
    , m_probes(std::move(probes))
    , m_content(new QWidget)
    , m_grid(new QGridLayout(m_content))
    , m_summary(tr("CPU %1").arg(notKnown()))
    , m_timer(new QTimer(this))
{
    m_grid->setContentsMargins(spacing::page, spacing::control, spacing::page, spacing::control);
    m_grid->setHorizontalSpacing(spacing::control);
    m_grid->setVerticalSpacing(spacing::control);
    m_grid->setColumnStretch(2, 1);
    m_processors = addLine(0, 0, tr("CPU"));
    m_memory = addLine(0, 1, tr("Memory"));
    m_disk = addLine(0, 2, tr("Disk"));
    for (const Line& line : {m_processors, m_memory, m_disk})
        line.text->setText(notKnown());
    m_grid->setRowStretch(belowAll, 1);
    auto* scroll = new QScrollArea(this);
    scroll->setObjectName(QStringLiteral("systemScrollArea"));
    scroll->setAccessibleName(tr("How busy this machine is"));
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setWidget(m_content);
    m_content->setBackgroundRole(QPalette::Base);
    m_content->setAutoFillBackground(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(scroll);
    m_timer->setObjectName(QStringLiteral("systemTimer"));
    connect(m_timer, &QTimer::timeout, this, &SystemPanel::ask);
    connect(&worker, &Worker::failed, this, [this] { m_isAsking = false; }); // the next tick asks again
    m_timer->start(intervalMilliseconds);
    ask();
}

SystemPanel::~SystemPanel() = default;

SystemPanel::Line SystemPanel::addLine(int block, int row, const QString& name)
{
    Line line{new Sparkline(m_theme, m_content), new ElidedLabel(m_content)};
    const int column = block * columnsOfBlock;
    auto* title = new QLabel(name, m_content);
    line.text->setObjectName(QStringLiteral("system%1%2Label").arg(block).arg(row));
    m_grid->addWidget(title, row, column);
    m_grid->addWidget(line.curve, row, column + 1);
    m_grid->addWidget(line.text, row, column + 2);
    return line;
}

/// One GPU needs no number.
void SystemPanel::addGpus(std::size_t count)
{
    m_grid->setColumnStretch(columnsOfBlock + 2, 1);
    for (std::size_t gpu = m_gpus.size(); gpu < count; ++gpu) {
        const int row = int(gpu) * linesOfGpu;
        const auto named = [&](const QString& name) {
            return count == 1 ? name : tr("%1 %2").arg(name).arg(gpu);
        };
        GpuLines lines;
        lines.busy = addLine(1, row, named(tr("GPU")));
        lines.memory = addLine(1, row + 1, named(tr("GPU memory")));
        lines.power = addLine(1, row + 2, named(tr("Power")));
        m_gpus.push_back(lines);
    }
}

/// A reading that waits is not asked for once more: those that pile up would all be made at once.
void SystemPanel::ask()
{
    if (std::exchange(m_isAsking, true))
        return;
    m_worker.run(
        this, {}, [probes = m_probes] { return std::pair(probes.system->read(), probes.gpus->read()); },
        [this](const std::pair<SystemReading, std::vector<GpuReading>>& read) {
            m_isAsking = false;
            showMachine(read.first);
            showGpus(read.second);
            Q_EMIT summaryChanged();
        });
}

void SystemPanel::showMachine(const SystemReading& reading)
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
        m_memory.text->setToolTip(m_memory.text->text()); // the longest, which a narrow dock cuts
    }
    if (reading.diskBytes > 0) {
        m_disk.curve->add(1 - double(reading.diskFree) / double(reading.diskBytes));
        m_disk.text->setText(tr("%1 of %2 free").arg(format::bytes(double(reading.diskFree)),
                                                     format::bytes(double(reading.diskBytes))));
    }
}

void SystemPanel::showGpus(const std::vector<GpuReading>& gpus)
{
    if (gpus.size() > m_gpus.size())
        addGpus(gpus.size());
    double busy = 0;
    int known = 0;
    for (std::size_t gpu = 0; gpu < gpus.size(); ++gpu) {
        showGpu(m_gpus[gpu], gpus[gpu]);
        busy += gpus[gpu].busyShare.value_or(0);
        known += gpus[gpu].busyShare ? 1 : 0;
    }
    if (known == 1)
        m_summary = tr("GPU %1").arg(format::percent(busy));
    else if (known > 1)
        m_summary = tr("%1 GPUs %2").arg(known).arg(format::percent(busy / known));
}

void SystemPanel::showGpu(const GpuLines& lines, const GpuReading& gpu)
{
    QStringList busy;
    if (gpu.busyShare) {
        lines.busy.curve->add(*gpu.busyShare);
        busy << format::percent(*gpu.busyShare);
    }
    if (gpu.celsius)
        busy << tr("%1 °C").arg(*gpu.celsius);
    lines.busy.text->setText(busy.isEmpty() ? tr("not told") : busy.join(QStringLiteral(", ")));
    for (const Line& line : {lines.busy, lines.memory, lines.power})
        line.text->setToolTip(QString::fromStdString(gpu.name));
    if (gpu.memoryBytes > 0) {
        lines.memory.curve->add(double(gpu.memoryUsed) / double(gpu.memoryBytes));
        lines.memory.text->setText(
            tr("%1 of %2").arg(format::bytes(double(gpu.memoryUsed)), format::bytes(double(gpu.memoryBytes))));
    }
    if (gpu.watts && gpu.wattsLimit && *gpu.wattsLimit > 0) {
        lines.power.curve->add(*gpu.watts / *gpu.wattsLimit);
        lines.power.text->setText(tr("%1 of %2 W").arg(qRound(*gpu.watts)).arg(qRound(*gpu.wattsLimit)));
    } else {
        lines.power.text->setText(gpu.watts ? tr("%1 W").arg(qRound(*gpu.watts)) : tr("not told"));
    }
}

} // namespace gui

#include "moc_SystemPanel.cpp"
