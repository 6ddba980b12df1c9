#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include <QWidget>

#include "gui/control/GpuProbe.h"
#include "gui/control/SystemProbe.h"

class QGridLayout;
class QLabel;
class QTimer;

namespace gui {

class Sparkline;
class Theme;
class Worker;

/// How busy processors, memory, disk and GPUs are, over the last minute.
class SystemPanel final : public QWidget {
    Q_OBJECT

public:
    /// Both are used on the worker only.
    struct Probes
    {
        std::shared_ptr<SystemProbe> system;
        std::shared_ptr<GpuProbe> gpus;
    };

    /// What the worker is busy with delays the readings; they are asked for one at a time.
    SystemPanel(Probes probes, Worker& worker, Theme& theme, QWidget* parent = nullptr);
    ~SystemPanel() override;

    /// "GPU 93 %" where there is one, "CPU 31 %" otherwise; "CPU –" before that is known.
    QString summary() const { return m_summary; }

Q_SIGNALS:
    void summaryChanged();

private:
    struct Line
    {
        Sparkline* curve = nullptr;
        QLabel* text = nullptr;
    };
    struct GpuLines
    {
        Line busy;
        Line memory;
        Line power;
    };
    /// `block`: 0 for the machine, 1 for the GPUs beside it.
    Line addLine(int block, int row, const QString& name);
    void addGpus(std::size_t count);
    void ask();
    void showMachine(const SystemReading& reading);
    void showGpus(const std::vector<GpuReading>& gpus);
    void showGpu(const GpuLines& lines, const GpuReading& gpu);

    Theme& m_theme;
    Worker& m_worker;
    Probes m_probes;
    QWidget* m_content;
    QGridLayout* m_grid;
    Line m_processors;
    Line m_memory;
    Line m_disk;
    std::vector<GpuLines> m_gpus;
    QString m_summary;
    QTimer* m_timer;
    bool m_isAsking = false;
};

} // namespace gui
