#pragma once

#include <utility>
#include <vector>

#include <QWidget>

class QAction;
class QLayout;
class QTableView;
class QAbstractButton;
class QCheckBox;
class QToolButton;

namespace gui {

class QueueModel;
class Theme;

/// The runs that wait: their order is dragged; buttons and keys act on the selected ones.
class QueuePanel final : public QWidget {
    Q_OBJECT

public:
    QueuePanel(QueueModel& queue, Theme& theme, QWidget* parent = nullptr);

    /// What the first button does now.
    enum class Work { Idle, Working, Held };
    void setWork(Work work);
    void setGoesOnAfterFailure(bool goesOn);

    /// Of a menu: all but the first two press the buttons, and can be chosen while these can. Tips name the keys.
    struct Actions
    {
        QAction* start;
        QAction* hold;
        QAction* earlier;
        QAction* later;
        QAction* remove;
        QAction* change;
        QAction* goesOn;
    };
    void setActions(const Actions& actions);
    /// "3 waiting, about 2 h 10 min", and whether they are paused; empty where nothing waits.
    QString summary() const { return m_summary; }

Q_SIGNALS:
    void startRequested();
    void holdRequested();
    void goesOnChanged(bool goesOn);
    void changeRequested(qint64 run);
    void removeRequested(const std::vector<qint64>& runs);
    void summaryChanged(const QString& summary);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QToolButton* addButton(const char* name, const char* icon, const QString& text, const QString& toolTip);
    QLayout* makeButtonColumn();
    void makeTable();
    std::vector<qint64> selected() const;
    void keepSelection();
    /// Up for −1, down for 1.
    void shift(int by);
    void showMenu(const QPoint& position);
    void update();
    void tellWork();

    QueueModel& m_queue;
    Theme& m_theme;
    QTableView* m_table;
    QToolButton* m_work = nullptr;
    QToolButton* m_change = nullptr;
    QToolButton* m_remove = nullptr;
    QToolButton* m_up = nullptr;
    QToolButton* m_down = nullptr;
    QCheckBox* m_goesOn = nullptr;
    QString m_summary;
    Work m_state = Work::Idle;
    const QAction* m_start = nullptr;
    const QAction* m_hold = nullptr;
    std::vector<std::pair<QAction*, QAbstractButton*>> m_actions;
    std::vector<qint64> m_kept; ///< selected before the rows were made anew
};

} // namespace gui
