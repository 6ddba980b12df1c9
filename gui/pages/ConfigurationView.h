#pragma once

#include <QWidget>

#include "gui/models/RunModel.h"
#include "gui/pages/WhenSeen.h"

class QStackedLayout;
class QToolButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace gui {

class EmptyState;
class Theme;

/// The Configuration tab: all that is needed to run again, what trains, and the machine it ran on.
class ConfigurationView final : public QWidget {
    Q_OBJECT

public:
    explicit ConfigurationView(Theme& theme, QWidget* parent = nullptr);

    void setModel(RunModel* model);
    /// What would add a run or a preset is disabled from now on, for this reason.
    void onlyRead(const QString& reason);

Q_SIGNALS:
    /// The same again, at the queue's end.
    void rerunRequested(qint64 run);
    /// Into the form.
    void changeRequested(qint64 run);
    void presetRequested(const engine::RunConfig& config);

private:
    QWidget* makeControls();
    QTreeWidget* makeTree(const char* name, const QStringList& header);
    void modelLoaded();
    void modelChanged();
    void fill();
    void fillConfiguration();
    void fillParameters();
    void fillEnvironment();
    QTreeWidgetItem* addSection(QTreeWidget* tree, const QString& title);

    Theme& m_theme;
    RunModel* m_model = nullptr;
    QTreeWidget* m_configuration;
    QTreeWidget* m_facts;
    EmptyState* m_empty;
    QStackedLayout* m_stack;
    QList<QToolButton*> m_withConfig; ///< of use where the configuration can be read
    bool m_isReadOnly = false;
    WhenSeen m_filling;
};

} // namespace gui
