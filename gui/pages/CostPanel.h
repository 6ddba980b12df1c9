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
struct CostTable;

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
        QString base;                         ///< method under the routing, "LoRA"; empty without one of them
        bool hasFixedMixing = false;          ///< layers are mixed by weights that are not trained
    };
    void setPrice(const Price& price);
    /// The form has changed since the cost was computed and is not valid: what it was computed with; empty where it is.
    void setOutdated(const QString& words);
    /// Problems that belong to no field.
    void setProblems(const std::vector<engine::Issue>& problems);

    /// As wide as its content: figures are never cut.
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void measureRequested();

private:
    QWidget* makeContent(const Price& price);
    void addParameters(CostTable& table, const Price& price);
    void addEvaluations(CostTable& table, const engine::CostEstimate& cost);
    void addMemory(CostTable& table, const LaunchCheck& checked);
    void addNeeds(CostTable& table, const Price& price);
    void addTime(CostTable& table, const Price& price);
    void addAllRuns(CostTable& table, const Price& price);
    /// A line on the ground of a warning, hidden with its parent.
    QLabel* makeNotice(const QString& name);
    void showCautions(const engine::CostResult& result);

    Theme& m_theme;
    QVBoxLayout* m_column;
    QLabel* m_outdated;
    QLabel* m_cautions;
    QLabel* m_problems;
    QWidget* m_content;
    QToolButton* m_measure; ///< in the content where there is a time to be measured
};

} // namespace gui
