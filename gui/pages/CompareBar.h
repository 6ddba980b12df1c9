#pragma once

#include <memory>

#include <QWidget>

#include "gui/models/CompareResult.h"
#include "gui/models/CurveView.h"

class QCheckBox;
class QComboBox;
class QHBoxLayout;
class QLabel;
class QMenu;

namespace gui {

class CurveViewPopup;
class GroupKeysPopup;
class TestSettingsPopup;
class Theme;

/// The line above a comparison: which groups, and what is chosen about them.
class CompareBar final : public QWidget {
    Q_OBJECT

public:
    explicit CompareBar(Theme& theme, QWidget* parent = nullptr);

    /// Without runs and colours, which are the table's.
    CompareChoice choice() const;
    /// What is kept between two starts: the keys that group, value, interval, correction, test settings, and how curves
    /// are drawn.
    QString state() const;
    void setState(const QString& state);
    /// Task and group that were chosen stay where they are in it. It has tasks.
    void setResult(const CompareResult& result);
    /// Index of the task, and of the group compared in it; 0 before there is a result.
    std::size_t task() const;
    std::size_t against() const;
    bool showsHolm() const;
    /// Side by side, instead of one against the baseline.
    bool showsAllGroups() const;
    QMenu* exportMenu() const { return m_export; }
    /// Task, baseline and the group compared with it: stands in another row, beside the segments.
    QWidget* sides() const { return m_sides; }
    /// Which series is drawn, and how: stands where the curves are.
    QWidget* curves() const { return m_curves; }
    CurveView curveView() const;

Q_SIGNALS:
    /// Everything is to be read and calculated again.
    void choiceChanged();
    /// Only another part of the same result is wanted.
    void viewChanged();

private:
    QComboBox* makeChoice(const QString& title, const char* name, void (CompareBar::*changed)());
    QComboBox* addChoice(const QString& title, const char* name, void (CompareBar::*changed)());
    void fillGroupKeys(const CompareResult& result);
    void showGroupKeys();
    void takeGroupKey();
    void fillCurves(const CompareResult& result);
    void fillValues(const engine::ComparedValue& chosen, const std::vector<std::int64_t>& steps);
    void fillIntervals(double level, const QString& chosen);
    void makeTestsButton();
    void makeCurves();
    void fillTasks(const CompareResult& result);
    void fillGroups(const CompareResult& result, std::size_t task);
    void setLegend(const ComparedTask& task);

    Theme& m_theme;
    QHBoxLayout* m_row;
    QWidget* m_sides;
    QLabel* m_legend;
    QComboBox* m_task;
    QCheckBox* m_all;
    QComboBox* m_against; ///< beside the baseline, where there is a choice
    QWidget* m_curves;
    QComboBox* m_curve;
    QComboBox* m_groupBy;
    GroupKeysPopup* m_groupKeys; ///< has the keys that can be chosen, and those that are
    QStringList m_grouping;      ///< keys wanted, also those that no run here has
    QComboBox* m_value;
    QComboBox* m_interval;
    QComboBox* m_correction;
    TestSettingsPopup* m_tests;
    CurveViewPopup* m_curveView;
    QMenu* m_export;
};

} // namespace gui
