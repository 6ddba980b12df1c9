#pragma once

#include <QWidget>

#include "gui/models/RoutingGrid.h"

class QComboBox;
class QSlider;
class QSpinBox;
class QTimer;
class QToolButton;

namespace gui {

class Theme;

/// Moves through the routing records: first, play, last, a slider, the step, and the speed of playing.
class RecordSlider final : public QWidget {
    Q_OBJECT

public:
    explicit RecordSlider(Theme& theme, QWidget* parent = nullptr);

    /// The grid outlives this or is replaced; nullptr for none.
    void setGrid(const RoutingGrid* grid);
    /// Records were added.
    void refresh();
    std::size_t record() const { return m_record; }
    void setRecord(std::size_t record);
    bool isPlaying() const;

Q_SIGNALS:
    /// By the user or by playing.
    void recordChosen(std::size_t record);

private:
    void setUpFields();
    void chooseStep(int step);
    void choose(std::size_t record);
    void playOrStop();
    void playOn();
    void display();

    Theme& m_theme;
    const RoutingGrid* m_grid = nullptr;
    std::size_t m_record = 0;
    double m_played = 0; ///< record with its fraction while playing
    QToolButton* m_first;
    QToolButton* m_play;
    QToolButton* m_last;
    QSlider* m_slider;
    QSpinBox* m_step;
    QComboBox* m_speed;
    QTimer* m_timer;
};

} // namespace gui
