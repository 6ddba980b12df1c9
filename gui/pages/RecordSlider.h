#pragma once

#include <QWidget>

#include <cstdint>
#include <vector>

class QComboBox;
class QSpinBox;
class QTimer;
class QToolButton;

namespace gui {

class MarkedSlider;
class Theme;

/// Moves through routing records or evaluations: first, play, last, a slider, the step, and the speed of playing. On the
/// slider the arrow keys go on by one, the page keys by a twentieth, Home and End to the ends, and the space bar plays.
class RecordSlider final : public QWidget {
    Q_OBJECT

public:
    explicit RecordSlider(Theme& theme, QWidget* parent = nullptr);

    /// Rising steps of the records, and of what is marked below the slider at the nearest record: they outlive this or
    /// are replaced; nullptr for none. Where both are the same nothing is marked.
    void setSteps(const std::vector<std::int64_t>* steps, const std::vector<std::int64_t>* marked = nullptr);
    /// Records or marks were added.
    void refresh();
    std::size_t record() const { return m_record; }
    void setRecord(std::size_t record);
    bool isPlaying() const;

Q_SIGNALS:
    /// By the user or by playing.
    void recordChosen(std::size_t record);

protected:
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    bool isEmpty() const { return !m_steps || m_steps->empty(); }
    /// Of a step that has none of its own.
    std::size_t nearest(std::int64_t step) const;
    void setUpFields();
    void chooseStep(int step);
    void choose(std::size_t record);
    void playOrStop();
    void playOn();
    void display();
    void placeMarks();

    Theme& m_theme;
    const std::vector<std::int64_t>* m_steps = nullptr;
    const std::vector<std::int64_t>* m_marked = nullptr;
    std::size_t m_record = 0;
    double m_played = 0; ///< record with its fraction while playing
    QToolButton* m_first;
    QToolButton* m_play;
    QToolButton* m_last;
    MarkedSlider* m_slider;
    QSpinBox* m_step;
    QComboBox* m_speed;
    QTimer* m_timer;
};

} // namespace gui
