#pragma once

#include <QWidget>

#include "gui/models/RunModel.h"

class QLabel;
class QProgressBar;

namespace gui {

class FactRow;
class IconLabel;
class Theme;

/// The line above a run's tabs: name, state, how far, how fast, how much memory; and why it failed.
class RunHeader final : public QWidget {
    Q_OBJECT

public:
    explicit RunHeader(Theme& theme, QWidget* parent = nullptr);

    /// Shows the model's state; nullptr for none.
    void display(const RunModel* model);

private:
    void setUpLabels();
    void displayState(const RunModel& model);
    void displayProgress(const RunModel& model);

    Theme& m_theme;
    QLabel* m_name;
    IconLabel* m_stateIcon;
    QLabel* m_state;
    FactRow* m_facts;
    QProgressBar* m_progress;
    QLabel* m_percent;
    QLabel* m_reason;
};

} // namespace gui
