#pragma once

#include <filesystem>

#include <QObject>

#include "gui/report/ComparisonReport.h"

class QAction;
class QMenu;

namespace gui {

class ComparePage;
class FileDialogs;
class RunNarrator;
class Worker;

/// The comparison on the page as a report in one HTML file: asks where to, with which sections, and lets the worker
/// read and write it over a connection of its own.
class ComparisonExport final : public QObject {
    Q_OBJECT

public:
    /// All outlive it.
    struct Parties
    {
        Worker& worker;
        ComparePage& page;
        RunNarrator& narrator;
        FileDialogs& dialogs;
        std::filesystem::path workspace;
    };

    /// Puts itself at the end of the page's export menu.
    explicit ComparisonExport(const Parties& parties, QObject* parent = nullptr);

protected:
    /// Choosing sections leaves their menu open.
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void ask();
    void write(const QString& path);
    reports::Options options() const;

    const Parties m_parties;
    QMenu* m_sections;
};

} // namespace gui
