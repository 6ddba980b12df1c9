#pragma once

#include <QWidget>

#include "gui/app/FileDialogs.h"
#include "gui/models/RunModel.h"

class QCheckBox;
class QLabel;
class QStackedLayout;

namespace gui {

class EmptyState;
class PositionView;
class RecordSlider;
class RoutingHeatmap;
class SegmentBar;
class Theme;

/// The Routing tab: the heatmap with what controls it, and beside it what is known of one position.
class RoutingView final : public QWidget {
    Q_OBJECT

public:
    RoutingView(Theme& theme, FileDialogs& dialogs, QWidget* parent = nullptr);

    /// The model outlives this or is replaced; nullptr for none.
    void setModel(RunModel* model);

Q_SIGNALS:
    /// How many warnings stand beside the heatmap.
    void warningsChanged(int count);

private:
    QWidget* makeHeatmapSide(FileDialogs& dialogs);
    void connectHeatmapSide();
    void modelLoaded();
    void routingGrew();
    void showRecord(std::size_t record);
    void choosePosition(std::size_t row);
    void updateNote();
    void updateEmptyState();

    Theme& m_theme;
    RunModel* m_model = nullptr;
    QStackedLayout* m_stack;
    EmptyState* m_empty;
    SegmentBar* m_mode;
    RoutingHeatmap* m_heatmap;
    RecordSlider* m_slider;
    QCheckBox* m_follow;
    QLabel* m_note;
    PositionView* m_position;
};

/// Why a run has no routing to show, and what to do: title and advice.
std::pair<QString, QString> whyNoRouting(const RunModel& model);

} // namespace gui
