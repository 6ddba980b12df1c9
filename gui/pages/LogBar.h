#pragma once

#include <QWidget>

class QLabel;

namespace gui {

class LogFilter;
class Theme;

/// The line above a log: which levels, which words, and how many of the lines that leaves.
class LogBar final : public QWidget {
    Q_OBJECT

public:
    /// Its parts are called after the name. The filter outlives this.
    LogBar(LogFilter& filter, const QString& name, Theme& theme, QWidget* parent = nullptr);

private:
    void updateCount();

    LogFilter& m_filter;
    QLabel* m_count;
};

} // namespace gui
