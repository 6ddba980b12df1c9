#pragma once

#include <QWidget>

namespace gui {

class Theme;
class WindowLog;

/// The dock Log: what the window and its runs had to say, by level and words; stays at the newest line unless the user
/// scrolls up.
class LogPanel final : public QWidget {
    Q_OBJECT

public:
    /// The log outlives this.
    LogPanel(WindowLog& log, Theme& theme, QWidget* parent = nullptr);
};

} // namespace gui
