#pragma once

#include <QTableView>

namespace gui {

class ComparisonModel;
class Theme;

/// One group beside the baseline. The columns up to the test share the width in sight: where it is too little, names of
/// groups are cut, then the metric's, then the test; numbers never are. Effects and other tests lie further right.
class CompareTable final : public QTableView {
    Q_OBJECT

public:
    CompareTable(const Theme& theme, ComparisonModel& model, QWidget* parent = nullptr);

    /// Again, after another result or where other columns are hidden.
    void fitColumns();

protected:
    void resizeEvent(QResizeEvent* event) override;
};

} // namespace gui
