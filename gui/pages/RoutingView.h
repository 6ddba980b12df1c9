#pragma once

#include <QWidget>

#include "gui/app/FileDialogs.h"
#include "gui/models/RoutedCell.h"
#include "gui/models/RunModel.h"
#include "gui/pages/WhenSeen.h"

class QCheckBox;
class QLabel;
class QSpinBox;
class QSplitter;
class QStackedLayout;
class QStackedWidget;

namespace gui {

class EmptyState;
class HeatmapPane;
class PositionView;
class RecordSlider;
class RoutesPane;
class RoutesSide;
class SegmentBar;
class Theme;

/// The Routing tab: positions as a heatmap, or routes through depth, with what moves them through the run below, and
/// beside them what is known of one position, or of the routes.
class RoutingView final : public QWidget {
    Q_OBJECT

public:
    RoutingView(Theme& theme, FileDialogs& dialogs, QWidget* parent = nullptr);

    /// The model outlives this or is replaced; nullptr for none.
    void setModel(RunModel* model);
    HeatmapPane& heatmap() { return *m_heatmap; }
    RoutesPane& routes() { return *m_routes; }
    /// Positions and Routes.
    SegmentBar& pages() { return *m_pages; }
    void toggleFollowing();
    /// Both pages are divided as on the first start.
    void resetWidths();

Q_SIGNALS:
    /// How many warnings stand beside the heatmap.
    void warningsChanged(int count);
    /// A cell of the heatmap was chosen, to see which rows went there; not where no rows are recorded.
    void cellChosen(const gui::RoutedCell& cell);

private:
    enum class Page { Positions, Routes };

    QWidget* makePictureSide();
    QLayout* makeHead();
    QLayout* makeFoot();
    void connectParts();
    bool showsEvaluation() const;
    const std::vector<std::int64_t>* timeline() const;
    /// Marked below the slider.
    const std::vector<std::int64_t>* evaluations() const
    {
        return m_model ? &m_model->routingEvaluations().steps() : nullptr;
    }
    void modelLoaded();
    void modelRewound();
    void routingGrew();
    void routingEvaluated();
    void catchUp();
    /// What is known of the tab out of sight too: why it is empty, which pages and modes there are, and how many
    /// warnings.
    void announce();
    void updatePages();
    void choosePage(Page page);
    QList<int> usualWidths() const;
    /// Another timeline: at the same step as before.
    void changeTimeline();
    void showAt(std::size_t index);
    void showRecord(std::size_t record);
    void showEvaluation(std::size_t evaluation);
    void updateRoutesSide();
    void choosePosition(std::size_t row);
    void chooseCell(std::size_t row, std::int64_t layer);
    void updateNote();
    void updateEmptyState();

    Theme& m_theme;
    RunModel* m_model = nullptr;
    Page m_page = Page::Positions;
    bool m_isWaiting = false; ///< to be seen: its parts have no model yet, but for the heatmap, which knows the modes
    bool m_isTimelineOfEvaluations = false;
    std::int64_t m_step = 0;  ///< of what is shown
    QList<int> m_otherWidths; ///< of the page that is not shown; empty until it was
    QStackedLayout* m_stack;
    EmptyState* m_empty;
    QSplitter* m_splitter;
    SegmentBar* m_pages;
    QStackedWidget* m_controls;
    QStackedWidget* m_pictures;
    QStackedWidget* m_sides;
    HeatmapPane* m_heatmap;
    RoutesPane* m_routes;
    RecordSlider* m_slider;
    QCheckBox* m_follow;
    QSpinBox* m_average;
    QLabel* m_note;
    PositionView* m_position;
    RoutesSide* m_routesSide;
    WhenSeen m_catchUp;
};

/// Why a run has no routing to show, and what to do, in a window that starts runs or in one that only reads: title and
/// advice.
std::pair<QString, QString> whyNoRouting(const RunModel& model, bool isReadOnly);

} // namespace gui
