#pragma once

#include <filesystem>
#include <memory>

#include <QTimer>
#include <QWidget>

#include "gui/control/SystemProbe.h"

class QGridLayout;
class QLabel;

namespace gui {

class Sparkline;
class Theme;
class Worker;

/// How busy processors, memory and disk are, over the last minute.
class SystemPanel final : public QWidget {
    Q_OBJECT

public:
    SystemPanel(const std::filesystem::path& workspace, Worker& worker, Theme& theme, QWidget* parent = nullptr);
    ~SystemPanel() override;

    /// "CPU 31 %"
    QString summary() const { return m_summary; }

Q_SIGNALS:
    void summaryChanged();

private:
    struct Line
    {
        Sparkline* curve = nullptr;
        QLabel* text = nullptr;
    };
    Line addLine(QGridLayout* grid, int row, const QString& name);
    void ask();
    void show(const SystemReading& reading);

    Theme& m_theme;
    Worker& m_worker;
    std::shared_ptr<SystemProbe> m_probe; ///< used on the worker only
    Line m_processors;
    Line m_memory;
    Line m_disk;
    QString m_summary;
    QTimer m_timer;
};

} // namespace gui
