#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include <QMap>
#include <QWidget>

class QLabel;
class QLineEdit;
class QMenu;
class QTreeView;

namespace gui {

class AppSettings;
class RunTableModel;
class RunViewMenu;
class Theme;
struct RunView;

/// The table of all runs with its filter and views.
class RunsPanel final : public QWidget {
    Q_OBJECT

public:
    RunsPanel(RunTableModel& runs, Theme& theme, AppSettings& settings, QWidget* parent = nullptr);
    ~RunsPanel() override;

    /// The selected run, 0 for none or a group.
    qint64 current() const;
    /// The selected run, or those of the selected group.
    std::vector<std::int64_t> chosen() const;
    void select(qint64 run);
    /// Shown for the row under the pointer or the selected one.
    void setMenu(QMenu* menu) { m_menu = menu; }
    void focusFilter();
    /// Columns, widths, order, filter and groups are as on the first start; saved views stay.
    void reset();
    RunViewMenu& viewMenu() const { return *m_view; }
    /// Of the selected run, in the table.
    void editName();

Q_SIGNALS:
    void selected(qint64 run);
    /// A group was selected, or nothing, or a selected group has other runs: chosen() is another.
    void choiceChanged();
    /// As RunViewMenu's.
    void viewEdited(const QString& name, const QString& before, const QString& after);

protected:
    /// Of the table's viewport: with another width, as beside a scroll bar, columns have other room.
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void makeTable();
    void setView(const RunView& view);
    void filter(const QString& text);
    void showFilter();
    void sortByColumn(int section);
    void sizeColumns() { fitColumns(false); }
    void fitColumns(bool isScrolled);
    void keepWidth(int section, int width);
    std::optional<int> widthMadeByHand(int section) const;
    int widthForNames() const;
    void shrinkStates();
    void showSort();
    void showMenu(const QPoint& position);
    void keepPlace();
    void restorePlace();
    void count();

    RunTableModel& m_runs;
    Theme& m_theme;
    AppSettings& m_settings;
    QLineEdit* m_words;
    RunViewMenu* m_view;
    QTreeView* m_table;
    QLabel* m_count;
    QMenu* m_menu = nullptr;
    std::set<QString> m_collapsed; ///< groups
    std::vector<std::string> m_sizedKeys; ///< columns that have their width
    QMap<QString, int> m_widths;          ///< made by hand, by key
    bool m_isSizing = false;
    qint64 m_keptRun = 0;          ///< across a reset of the model
    QString m_keptGroup;           ///< likewise; empty for none
    std::vector<std::int64_t> m_keptChoice;
    int m_keptScroll = 0;
};

} // namespace gui
