#pragma once

#include <vector>

#include <QScrollArea>

#include "engine/training/CostEstimate.h"

class QLabel;
class QVBoxLayout;

namespace gui {

class Theme;

/// What a run would train, run and need.
class CostPanel final : public QScrollArea {
    Q_OBJECT

public:
    explicit CostPanel(Theme& theme, QWidget* parent = nullptr);

    /// bytesFree: on the workspace's disk; below 0 when unknown.
    void setCost(const engine::CostEstimate& cost, std::int64_t bytesFree);
    /// The form has changed since the cost was computed and is not valid.
    void setOutdated(bool isOutdated);
    /// Problems that belong to no field.
    void setProblems(const std::vector<engine::Issue>& problems);

    /// As wide as its content: figures are never cut.
    QSize minimumSizeHint() const override;

private:
    struct Table;
    QWidget* makeContent(const engine::CostEstimate& cost, std::int64_t bytesFree);
    void addParameters(Table& table, const engine::ParameterCounts& parameters);
    void addEvaluations(Table& table, const engine::CostEstimate& cost);
    void addNeeds(Table& table, const engine::CostEstimate& cost, std::int64_t bytesFree);
    QWidget* makeNotice();

    Theme& m_theme;
    QVBoxLayout* m_column;
    QWidget* m_outdated;
    QLabel* m_problems;
    QWidget* m_content;
};

} // namespace gui
