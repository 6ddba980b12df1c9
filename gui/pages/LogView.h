#pragma once

#include <QWidget>

#include "gui/models/RunModel.h"
#include "gui/pages/WhenSeen.h"

class QStackedLayout;
class QTreeView;

namespace gui {

class EmptyState;
class LogFilter;
class RunLogModel;
class Theme;

/// The Log tab; stays at the newest line unless the user scrolls up.
class LogView final : public QWidget {
    Q_OBJECT

public:
    explicit LogView(Theme& theme, QWidget* parent = nullptr);

    void setModel(RunModel* model);

private:
    void setUpView();
    void copyAll();
    void updateEmptyState();

    RunLogModel* m_lines;
    LogFilter* m_filter;
    QTreeView* m_view;
    EmptyState* m_empty;
    QStackedLayout* m_stack;
    WhenSeen m_toEnd; ///< to find the end, all lines are filtered and laid out
};

} // namespace gui
