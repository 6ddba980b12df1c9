#include "gui/models/RouteTableModel.h"

#include "gui/app/Format.h"

namespace gui {

namespace {

QString oneDecimal(double share)
{
    return format::fixed(share * 100, 1) + QStringLiteral(" %");
}

QString layersText(const RouteFlow::Route& route)
{
    QStringList layers;
    for (const std::int64_t layer : route.layers)
        layers.append(QString::number(layer));
    return layers.join(QLatin1Char(' '));
}

} // namespace

void RouteTableModel::setRoutes(const RouteFlow& flow, const CountedUnits& units)
{
    beginResetModel();
    m_routes = flow.routes();
    m_rows = flow.rows();
    m_layers = flow.layers();
    m_units = units;
    endResetModel();
}

int RouteTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_routes.size());
}

int RouteTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(columns);
}

QString RouteTableModel::text(int row, int column) const
{
    const RouteFlow::Route& route = m_routes[std::size_t(row)];
    switch (column) {
    case Rank: return QString::number(row + 1);
    case Share: return oneDecimal(route.share);
    case Right: return route.right ? format::percent(*route.right) : QStringLiteral("–");
    case Route: return layersText(route);
    default: return {};
    }
}

QString RouteTableModel::tip(int row) const
{
    const RouteFlow::Route& route = m_routes[std::size_t(row)];
    const QString count = tr("%1 of %2 %3").arg(format::whole(route.rows), format::whole(m_rows), m_units.of(m_rows));
    return layersText(route) + QLatin1Char('\n')
        + (route.right ? tr("%1, %2 of them right").arg(count, format::percent(*route.right)) : count);
}

QVariant RouteTableModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    switch (role) {
    case Qt::DisplayRole: return text(index.row(), index.column());
    case Qt::ToolTipRole: return tip(index.row());
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::Alignment((index.column() == Route ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter));
    case LayersOfRoute: {
        QList<qint64> layers;
        for (const std::int64_t layer : m_routes[std::size_t(index.row())].layers)
            layers.append(qint64(layer));
        return QVariant::fromValue(layers);
    }
    case LayerCount: return qlonglong(m_layers);
    default: return {};
    }
}

QVariant RouteTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columns)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::Alignment((section == Route ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter));
    if (role == Qt::ToolTipRole && section == Right)
        return tr("Part of these rows whose prediction is their label");
    if (role != Qt::DisplayRole)
        return {};
    static const char* const names[] = {QT_TR_NOOP("#"), QT_TR_NOOP("Share"), QT_TR_NOOP("Right"), QT_TR_NOOP("Route")};
    return tr(names[section]);
}

} // namespace gui
