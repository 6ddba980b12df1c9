#pragma once

#include <optional>
#include <vector>

#include <QScrollArea>

#include "engine/training/SpeedProbe.h"
#include "gui/pages/LaunchCheck.h"

class QLabel;
class QToolButton;
class QVBoxLayout;

namespace gui {

class Theme;

/// What a run would train, run and need.
class CostPanel final : public QScrollArea {
    Q_OBJECT

public:
    explicit CostPanel(Theme& theme, QWidget* parent = nullptr);

    struct Price
    {
        LaunchCheck checked;
        int runs = 1;    ///< that a start makes
        int waiting = 0; ///< in the queue before them
        QString folder;  ///< that each writes to
        std::optional<engine::MeasuredSpeed> speed;
        std::int64_t evaluateEvery = 0;       ///< steps; 0 for each epoch's end
        QString whyNotMeasured;               ///< empty where it can be measured now
    };
    void setPrice(const Price& price);
    /// The form has changed since the cost was computed and is not valid.
    void setOutdated(bool isOutdated);
    /// Problems that belong to no field.
    void setProblems(const std::vector<engine::Issue>& problems);

    /// As wide as its content: figures are never cut.
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void measureRequested();

private:
    struct Table;
    QWidget* makeContent(const Price& price);
    void addParameters(Table& table, const engine::ParameterCounts& parameters);
    void addEvaluations(Table& table, const engine::CostEstimate& cost);
    void addMemory(Table& table, const LaunchCheck& checked);
    void addNeeds(Table& table, const Price& price);
    void addTime(Table& table, const Price& price);
    void addAllRuns(Table& table, const Price& price);
    /// A line on the ground of a warning, hidden with its parent.
    QLabel* makeNotice(const QString& name);
    void showCautions(const std::vector<engine::DataCaution>& cautions);

    Theme& m_theme;
    QVBoxLayout* m_column;
    QWidget* m_outdated;
    QLabel* m_cautions;
    QLabel* m_problems;
    QWidget* m_content;
    QToolButton* m_measure; ///< in the content where there is a time to be measured
};

} // namespace gui
