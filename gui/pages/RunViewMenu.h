#pragma once

#include <QToolButton>

class QMenu;

namespace gui {

class AppSettings;
class RunTableModel;
class Theme;
struct RunView;

/// The button beside the filter: columns, groups, archived runs, and the views that were saved.
class RunViewMenu final : public QToolButton {
    Q_OBJECT

public:
    RunViewMenu(RunTableModel& runs, Theme& theme, AppSettings& settings, QWidget* parent = nullptr);

    /// Opens the list of all columns.
    void chooseColumns();

Q_SIGNALS:
    void viewChosen(const gui::RunView& view);
    /// A view is to be kept, or forgotten, under this name; as text, empty for none.
    void viewEdited(const QString& name, const QString& before, const QString& after);

private:
    void fill();
    void addGroups(QMenu& menu);
    void addViews(QMenu& menu);
    void askName();
    /// Keys that groups could be made of: few values, more than one.
    QList<QByteArray> groupKeys() const;

    RunTableModel& m_runs;
    Theme& m_theme;
    AppSettings& m_settings;
    QMenu* m_menu;
};

} // namespace gui
