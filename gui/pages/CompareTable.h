#pragma once

#include <QTableView>

namespace gui {

class ComparisonModel;
class Theme;
class WrappedHeader;

/// One group beside the baseline. The columns up to the test share the width in sight: where it is too little, names of
/// groups take several lines, then the metric's is cut, then the test, and then theirs; numbers never are. Effects and
/// other tests lie further right.
class CompareTable final : public QTableView {
    Q_OBJECT

public:
    CompareTable(const Theme& theme, ComparisonModel& model, QWidget* parent = nullptr);

    /// Again, after another result or where other columns are hidden.
    void fitColumns();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    WrappedHeader* m_head;
};

} // namespace gui
