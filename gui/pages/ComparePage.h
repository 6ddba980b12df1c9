#pragma once

#include <memory>
#include <string>

#include <QWidget>

#include "gui/models/CompareResult.h"
#include "gui/models/CurveView.h"
#include "storage/export/Table.h"

class QLabel;
class QMenu;
class QStackedWidget;

namespace gui {

class AppSettings;
class CompareBar;
class CompareConfigView;
class CompareTable;
class CompareWordsView;
class ComparisonModel;
class ElidedLabel;
class EmptyState;
class FileDialogs;
class GroupPlot;
class GroupsView;
class PairedPlot;
class RoutingHeatmap;
class SegmentBar;
class SweepView;
class Theme;

/// The checked runs side by side. As groups: curves, the same seeds joined, what the routing learned, the numbers with
/// their tests, what differs between the configurations, and what of all that can be said in words. As a sweep: see
/// SweepView.
class ComparePage final : public QWidget {
    Q_OBJECT

public:
    ComparePage(Theme& theme, FileDialogs& dialogs, QWidget* parent = nullptr);
    ~ComparePage() override;

    CompareChoice choice() const;
    CurveView curveView() const;
    void setResult(std::shared_ptr<const CompareResult> result);
    /// Null without a comparison.
    std::shared_ptr<const CompareResult> result() const { return m_result; }
    /// That it was made with, and whether conclusions are corrected. There is a comparison.
    engine::ComparisonOptions options() const;
    /// The page begins as it was left; the settings outlive this.
    void remember(AppSettings& settings);
    QMenu* exportMenu() const;
    SweepView& sweep() const { return *m_sweep; }
    SegmentBar& segments() const { return *m_segments; } ///< groups, and the pictures of a sweep
    CompareConfigView& configuration() const { return *m_configuration; }
    /// The groups are in sight, not the sweep.
    bool showsGroups() const;
    /// Instead of a comparison: why there is none.
    void showProblem(const QString& problem);
    void showBusy();
    /// Measures what a comparison is shown with, where none is shown yet, so that the first is there sooner. The page
    /// is in sight.
    void makeReady();
    /// "10 runs compared, 3 tests by seed, 1 by example"; empty without a comparison.
    QString summary() const;
    /// The table in sight: one group against the baseline. troubled() says why it could not be written.
    void exportTable(storage::TableFormat format, const QString& path);
    /// All groups of all tasks; see reports::GroupsTable. troubled() says why they could not be written.
    void exportGroups(storage::TableFormat format, const QString& path);

Q_SIGNALS:
    void choiceChanged();
    /// Groups or sweep.
    void viewChanged();
    void summaryChanged(const QString& summary);
    void troubled(const QString& problem);

private:
    QWidget* makeSegments();
    void showSegment(int segment);
    void showSides();
    QWidget* makePlots(Theme& theme, FileDialogs& dialogs);
    QWidget* makeNumbers();
    void makeExports();
    using TableExport = void (ComparePage::*)(storage::TableFormat format, const QString& path);
    /// Entries for the formats of a table, in a menu.
    void addTableExports(QMenu& menu, const QString& name, TableExport write);
    void writeTable(const std::string& text, const QString& path);
    void showResult();
    void showRouting(const ComparedRouting* routing);
    void selectMetric();

    std::shared_ptr<const CompareResult> m_result;
    Theme& m_theme;
    FileDialogs& m_dialogs;
    SegmentBar* m_segments;
    SweepView* m_sweep;
    CompareBar* m_bar;
    GroupPlot* m_curves;
    PairedPlot* m_pairs;
    RoutingHeatmap* m_routing;
    ElidedLabel* m_routingTitle;
    QLabel* m_routingNote; ///< why all of it is hatched
    QWidget* m_routingPane;
    QMenu* m_routingExport = nullptr;
    ComparisonModel* m_numbers;
    CompareTable* m_table;
    GroupsView* m_groups;
    QStackedWidget* m_tables; ///< one group against the baseline, or all groups
    CompareWordsView* m_words;
    CompareConfigView* m_configuration;
    EmptyState* m_empty;
    QWidget* m_content;
    QStackedWidget* m_stack; ///< nothing yet, or the groups
    QStackedWidget* m_views; ///< groups or sweep
};

} // namespace gui
