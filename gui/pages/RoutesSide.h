#pragma once

#include <QWidget>

#include "gui/app/FileDialogs.h"
#include "gui/models/CountedUnits.h"
#include "gui/models/LayerUse.h"
#include "gui/models/RouteFlow.h"
#include "gui/models/RoutingOffsets.h"

class QLabel;
class QTreeView;
class QTreeWidget;

namespace gui {

class OffsetPlot;
class RouteTableModel;
class Theme;

/// Beside the routes through depth: the commonest ones as a table, how far from their own depth positions chose, and
/// how each layer fares. Of experts, which have no depth, the table and how each expert fares.
class RoutesSide final : public QWidget {
    Q_OBJECT

public:
    RoutesSide(Theme& theme, FileDialogs& dialogs, QWidget* parent = nullptr);

    /// `units`: what takes a route, "dev rows".
    void setFlow(const RouteFlow& flow, const CountedUnits& units);
    void setOffsets(const RoutingOffsets& offsets);
    void setLayers(const std::vector<LayerUse>& uses);
    void chooseRoute(std::size_t route);

Q_SIGNALS:
    /// Nothing where no row of the table is selected.
    void routeChosen(std::optional<std::size_t> route);

private:
    void setUpTable();
    void setUpLayers();
    QLayout* makeHead(QLabel* title, QLabel* note);
    void nameParts(bool countsExperts);

    Theme& m_theme;
    bool m_countsExperts = false;
    RouteTableModel* m_model;
    QTreeView* m_table;
    QLabel* m_routesNote;
    QLabel* m_offsetsTitle;
    OffsetPlot* m_offsets;
    QLabel* m_offsetsNote;
    QLabel* m_layersTitle;
    QTreeWidget* m_layers;
    QLabel* m_layersNote;
};

} // namespace gui
