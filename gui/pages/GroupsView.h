#pragma once

#include <QWidget>

#include "gui/models/CompareResult.h"

class QLabel;
class QTableWidget;

namespace gui {

class Theme;

/// All groups of a comparison side by side: a row for each, a column for each metric of each task.
class GroupsView final : public QWidget {
    Q_OBJECT

public:
    explicit GroupsView(Theme& theme, QWidget* parent = nullptr);

    /// `options`: whether marks are for p after the correction.
    void setResult(const CompareResult& result, const engine::ComparisonOptions& options);

private:
    QTableWidget* m_table;
    QLabel* m_note;
};

} // namespace gui
