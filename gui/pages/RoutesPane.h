#pragma once

#include <QWidget>

#include "gui/app/FileDialogs.h"
#include "gui/models/CountedUnits.h"
#include "gui/models/RouteFlow.h"
#include "gui/models/RunModel.h"
#include "gui/models/SampleSet.h"

class QComboBox;
class QLabel;
class QSpinBox;

namespace gui {

class RoutesPlot;
class Theme;

/// Routes through depth of the Routing tab with what it shows: how many of them one by one, and of which rows. Until
/// all rows of an evaluation have come from the store, those that the run keeps at hand are counted.
class RoutesPane final : public QWidget {
    Q_OBJECT

public:
    RoutesPane(Theme& theme, FileDialogs& dialogs, QWidget* parent = nullptr);

    /// What chooses the rows; a widget of its own, to be placed above.
    QWidget* controls() { return m_controls; }
    /// The model outlives this or is replaced; nullptr for none.
    void setModel(const RunModel* model);
    void setEvaluation(std::size_t evaluation);
    /// All rows of an evaluation that was asked for; nothing where the store does not have them.
    void setRows(std::int64_t run, const EvaluationKey& key, std::optional<engine::RowsEvaluated> rows);
    void setSelectedRoute(std::optional<std::size_t> route);
    const RouteFlow& flow() const;
    /// "dev rows": what takes a route.
    CountedUnits units() const;

Q_SIGNALS:
    void flowChanged();
    void rowsWanted(qint64 run, const gui::EvaluationKey& key);
    void routeChosen(std::size_t route);

private:
    QWidget* makeControls();
    void fillFilters();
    RouteFilter filter() const;
    void askForRows(const EvaluationKey& key);
    void updateFlow();

    Theme& m_theme;
    const RunModel* m_model = nullptr;
    std::size_t m_evaluation = 0;
    std::optional<EvaluationKey> m_asked;
    std::optional<engine::RowsEvaluated> m_rows; ///< of the evaluation asked for
    QWidget* m_controls;
    QSpinBox* m_most;
    QComboBox* m_filter;
    QLabel* m_choices;
    RoutesPlot* m_plot;
};

} // namespace gui
