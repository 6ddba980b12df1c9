#pragma once

#include <QToolButton>

class QMenu;

namespace gui {

class AppSettings;
class RunTableModel;
class Theme;
struct RunView;

/// The button beside the filter: columns, order, groups, archived runs, and the views that were saved.
class RunViewMenu final : public QToolButton {
    Q_OBJECT

public:
    RunViewMenu(RunTableModel& runs, Theme& theme, AppSettings& settings, QWidget* parent = nullptr);

    /// Opens the list of all columns.
    void chooseColumns();
    /// Open a menu below the button.
    void chooseGroups();
    void chooseOrder();
    void chooseView();
    void showArchived(bool isShown);
    /// Asks for the name under which the present view is to be kept.
    void askName();

Q_SIGNALS:
    void viewChosen(const gui::RunView& view);
    /// A view is to be kept, or forgotten, under this name; as text, empty for none.
    void viewEdited(const QString& name, const QString& before, const QString& after);

private:
    void fill();
    void addGroups(QMenu& menu);
    void addOrder(QMenu& menu);
    void addSortKeys(QMenu& menu, bool areFurther);
    void addViews(QMenu& menu);
    void popUp(const char* name, void (RunViewMenu::*fillIn)(QMenu& menu));
    /// "2. accuracy, best, descending", with a number where there are several; the title alone of what is not sorted by.
    QString sortText(const std::string& key) const;
    /// Keys that groups could be made of: few values, more than one.
    QList<QByteArray> groupKeys() const;

    RunTableModel& m_runs;
    Theme& m_theme;
    AppSettings& m_settings;
    QMenu* m_menu;
};

} // namespace gui
