#pragma once

#include <string>

#include <QWidget>

#include "gui/models/SweepBrush.h"

class QComboBox;
class QHBoxLayout;
class QLabel;
class QMenu;
class QToolButton;

namespace gui {

class Theme;

/// Pictures of the compared runs as a sweep.
enum class SweepMode { Scatter, Parallel, Cost };

/// The line above a picture of a sweep: what its axes are, how runs are grouped, and which are chosen by dragging.
class SweepBar final : public QWidget {
    Q_OBJECT

public:
    explicit SweepBar(Theme& theme, QWidget* parent = nullptr);

    void setMode(SweepMode mode);
    /// Keeps what is chosen where the runs still have it.
    void setSweep(const SweepRuns& sweep);
    void setBrush(const SweepRuns& sweep, const SweepBrush& brush);
    std::string xKey() const;
    std::string yKey() const;
    std::string metricKey() const;
    std::string costKey() const;
    /// As SweepWish::groupBy.
    std::string groupBy() const;
    QMenu* exportMenu() const { return m_export; }

Q_SIGNALS:
    /// Another axis.
    void axesChanged();
    /// The groups are to be made again.
    void groupByChanged();
    void cleared();

private:
    QComboBox* addChoice(const QString& title, const char* name, void (SweepBar::*changed)());
    void fillAxes(const SweepRuns& sweep);
    void fillGroups(const SweepRuns& sweep);
    static std::string keyOf(const QComboBox& box);

    QHBoxLayout* m_row;
    QComboBox* m_x;
    QComboBox* m_y;
    QComboBox* m_cost;
    QComboBox* m_metric;
    QComboBox* m_groupBy;
    QLabel* m_chosen;
    QToolButton* m_clear;
    QMenu* m_export;
    bool m_isTouched = false; ///< a person has chosen axes of the scatter
};

} // namespace gui
