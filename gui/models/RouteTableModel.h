#pragma once

#include <QAbstractTableModel>

#include "gui/models/CountedUnits.h"
#include "gui/models/RouteFlow.h"

namespace gui {

/// The commonest routes of a flow as rows: rank, share of the rows, part of them predicted right, and the route itself.
class RouteTableModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Rank, Share, Right, Route, columns };
    /// Of the column Route: the layers as a QList<qint64>, and T for their colours.
    enum Role { LayersOfRoute = Qt::UserRole, LayerCount };

    using QAbstractTableModel::QAbstractTableModel;

    /// `units`: what takes a route, "sentences".
    void setRoutes(const RouteFlow& flow, const CountedUnits& units);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString text(int row, int column) const;
    QString tip(int row) const;

    std::vector<RouteFlow::Route> m_routes;
    std::int64_t m_rows = 0;
    std::int64_t m_layers = 0;
    CountedUnits m_units;
};

} // namespace gui
