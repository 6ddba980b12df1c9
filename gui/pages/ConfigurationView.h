#pragma once

#include <QWidget>

#include "gui/models/RunModel.h"

class QStackedLayout;
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

private:
    QTreeWidget* makeTree(const char* name, const QStringList& header);
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
};

} // namespace gui
