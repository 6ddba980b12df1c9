#pragma once

#include <vector>

#include <QWidget>

#include "gui/models/CompareResult.h"
#include "gui/pages/ColumnWidths.h"

class QLabel;
class QToolButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace gui {

class ElidedLabel;
class Theme;
class WrappedHeader;

/// What of configuration and surroundings differs between groups, and nothing else; other data, models or machines
/// come first, since they may be why results differ.
class CompareConfigView final : public QWidget {
    Q_OBJECT

public:
    explicit CompareConfigView(Theme& theme, QWidget* parent = nullptr);

    void setResult(const CompareResult& result, std::size_t task);
    /// To the next difference, or the previous one; around at the ends.
    void step(int by);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void addEnvironment(const CompareResult& result, std::size_t task);
    void addConfiguration(const std::vector<engine::ConfigDifference>& differences);
    QTreeWidgetItem* section(const QString& name);
    /// Keys and every group's values are in sight together: where there is too little room values are cut, then the
    /// names of the groups above them, and keys as the last; or they have a few letters each and a scroll bar.
    void fitColumns();
    /// What fitColumns() begins from; it takes time with rows and columns.
    void measureColumns();
    void setHead(const CompareResult& result, std::size_t differences);

    Theme& m_theme;
    ElidedLabel* m_head;
    QLabel* m_equal;
    QToolButton* m_previous;
    QToolButton* m_next;
    QTreeWidget* m_tree;
    WrappedHeader* m_titles;
    std::vector<ColumnWidth> m_wanted; ///< of the columns
};

} // namespace gui
