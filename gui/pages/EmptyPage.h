#pragma once

#include <vector>

#include <QList>
#include <QScrollArea>

#include "engine/training/Environment.h"

class QAction;
class QGridLayout;
class QLabel;
class QLayout;
class QPushButton;
class QVBoxLayout;

namespace gui {

class Theme;
struct LaunchCheck;

/// The first page of an empty workspace: a trial in one press, the three steps of a run of one's own, and what the
/// machine offers.
class EmptyPage final : public QScrollArea {
    Q_OBJECT

public:
    /// Actions that are offered as links.
    struct Doors
    {
        QList<QAction*> having; ///< for those who have something already
        QList<QAction*> finding; ///< ways around the window
    };

    EmptyPage(Theme& theme, const Doors& doors, QWidget* parent = nullptr);

    /// Without one until it is told otherwise.
    void setHasRuns(bool hasRuns);
    /// Whether disk and memory are enough is in the check of the trial, which may have found nothing yet.
    void setMachine(const std::vector<engine::Finding>& findings, const LaunchCheck& trial);
    /// It can be started where nothing is wrong with it; until then it is being looked at.
    void setTrial(const LaunchCheck& trial);

Q_SIGNALS:
    void trialRequested();
    void formRequested();
    void modelFolderRequested();

private:
    QLabel* label(const QString& text, const QFont& font, bool isSecondary = false);
    void addTrial(QVBoxLayout* column);
    QWidget* makeReason();
    void addFinding(const engine::Finding& finding, int row);
    void addStep(QGridLayout* grid, int number, const QString& title, const QString& text, QWidget* below);
    QWidget* makeDropTarget();
    QWidget* makeSide(const Doors& doors);
    QLayout* makeLink(QAction& action);

    Theme& m_theme;
    QWidget* m_page;
    QLabel* m_intro;
    QLabel* m_trial = nullptr;
    QLabel* m_reason = nullptr; ///< why the trial cannot be started
    QPushButton* m_start = nullptr;
    QGridLayout* m_machine = nullptr;
};

} // namespace gui
