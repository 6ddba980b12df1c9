#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;
class QMenu;
class QTableView;

namespace gui {

class AppSettings;
class RunFilter;
class RunTableModel;
class Theme;

/// The table of all runs with its filter.
class RunsPanel final : public QWidget {
    Q_OBJECT

public:
    RunsPanel(RunTableModel& runs, Theme& theme, AppSettings& settings, QWidget* parent = nullptr);
    ~RunsPanel() override;

    /// The selected run, 0 for none.
    qint64 current() const;
    void select(qint64 run);
    /// Shown for the run under the pointer or the selected one.
    void setMenu(QMenu* menu) { m_menu = menu; }
    void focusFilter();
    /// Of the selected run, in the table.
    void editName();

Q_SIGNALS:
    void selected(qint64 run);

private:
    void makeTable(AppSettings& settings);
    void addMetricColumns(int first, int last);
    void chooseColumns(const QPoint& position);
    void showMenu(const QPoint& position);
    void count();

    RunTableModel& m_runs;
    AppSettings& m_settings;
    RunFilter* m_filter;
    QLineEdit* m_words;
    QTableView* m_table;
    QLabel* m_count;
    QMenu* m_menu = nullptr;
};

} // namespace gui
