#pragma once

#include <filesystem>
#include <vector>

#include <QList>
#include <QScrollArea>

#include "engine/training/CostEstimate.h"
#include "engine/training/Environment.h"

class QAction;
class QGridLayout;
class QLabel;
class QLayout;
class QVBoxLayout;

namespace gui {

class Theme;

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

    /// The disk is the workspace's; of capacity −1 where it is not known.
    void setMachine(std::vector<engine::Finding> findings, const std::filesystem::space_info& disk);
    void setTrial(const engine::CostEstimate& cost);

Q_SIGNALS:
    void trialRequested();
    void formRequested();
    void modelFolderRequested();

private:
    QLabel* label(const QString& text, const QFont& font, bool isSecondary = false);
    void addTrial(QVBoxLayout* column);
    void addStep(QGridLayout* grid, int number, const QString& title, const QString& text, QWidget* below);
    QWidget* makeDropTarget();
    QWidget* makeSide(const Doors& doors);
    QLayout* makeLink(QAction& action);

    Theme& m_theme;
    QWidget* m_page;
    QLabel* m_trial;
    QGridLayout* m_machine;
};

} // namespace gui
