#pragma once

#include <QWidget>

#include "gui/models/RunModel.h"

class QAction;
class QLabel;
class QProgressBar;
class QToolButton;

namespace gui {

class FactRow;
class IconLabel;
class Theme;
class TrainMoreBar;

/// The lines above a run's tabs: state, how far, how fast, how much memory; and why it failed. Its name is said by
/// who shows the page.
class RunHeader final : public QWidget {
    Q_OBJECT

public:
    explicit RunHeader(Theme& theme, QWidget* parent = nullptr);

    /// Shows the model's state; nullptr for none.
    void display(const RunModel* model);
    /// For a run that is over: shows where to say how much.
    void askTrainMore();
    /// Whose keys the button's tip names, as they are.
    void setTrainMore(const QAction& action);
    /// Training more is disabled from now on, for this reason.
    void onlyRead(const QString& reason);

Q_SIGNALS:
    void trainMoreRequested(qint64 run, qint64 steps);

private:
    void setUpLabels();
    void displayState(const RunModel& model);
    void displayProgress(const RunModel& model);

    Theme& m_theme;
    IconLabel* m_stateIcon;
    QLabel* m_state;
    FactRow* m_facts;     ///< how far
    FactRow* m_resources; ///< how fast, on what
    QProgressBar* m_progress;
    QLabel* m_percent;
    QLabel* m_reason;
    QToolButton* m_more;
    TrainMoreBar* m_moreBar;
    const RunModel* m_model = nullptr;
    qint64 m_run = 0;
    bool m_isReadOnly = false;
};

} // namespace gui
