#pragma once

#include <QObject>

namespace gui {

class RunViewer;
class WindowLog;

/// Has in the log of the window what the run in sight warned of, once it is over: its own warnings and errors, and what
/// its routing ended with. A run in progress tells what it has to say as it goes.
class RunWarnings final : public QObject {
    Q_OBJECT

public:
    /// Both outlive it.
    RunWarnings(RunViewer& viewer, WindowLog& log, QObject* parent = nullptr);

private:
    void tell();

    RunViewer& m_viewer;
    WindowLog& m_log;
};

} // namespace gui
