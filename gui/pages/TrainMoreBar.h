#pragma once

#include <QWidget>

class QComboBox;
class QLabel;
class QSpinBox;
class QToolButton;

namespace gui {

class RunModel;
class Theme;

/// Asks for how much longer a run that is over is trained, as a new run.
class TrainMoreBar final : public QWidget {
    Q_OBJECT

public:
    explicit TrainMoreBar(Theme& theme, QWidget* parent = nullptr);

    /// Shows the bar for this run, or hides it for one that cannot be trained further.
    void ask(const RunModel& model);
    static bool canTrainMore(const RunModel* model);

Q_SIGNALS:
    void chosen(qint64 run, qint64 steps);

private:
    void update();
    qint64 steps() const;

    QSpinBox* m_count;
    QComboBox* m_unit;
    QToolButton* m_add;
    QLabel* m_text;
    qint64 m_run = 0;
    qint64 m_done = 0; ///< steps of the run
    qint64 m_stepsPerEpoch = 0;
};

} // namespace gui
