#include "gui/models/RouteTableModel.h"

#include <QAbstractItemModelTester>

#include "tests/support/TestMain.h"

using namespace gui;

class tst_RouteTableModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rowsSayShareRightAndRoute()
    {
        RouteRows rows;
        rows.layers = 12;
        rows.positions = {0, 1, 2};
        for (int row = 0; row < 3; ++row)
            rows.add({1, 1, 11}, row > 0);
        rows.add({0, 2, 2}, -1);
        RouteTableModel model;
        QAbstractItemModelTester tester(&model);
        QCOMPARE(model.rowCount(), 0);
        model.setRoutes(RouteFlow(rows, 20), {QStringLiteral("dev row"), QStringLiteral("dev rows")});
        QCOMPARE(model.rowCount(), 2);
        const auto text = [&](int row, int column) { return model.index(row, column).data().toString(); };
        QCOMPARE(text(0, RouteTableModel::Rank), QStringLiteral("1"));
        QCOMPARE(text(0, RouteTableModel::Share), QStringLiteral("75.0 %"));
        QCOMPARE(text(0, RouteTableModel::Right), QStringLiteral("67 %"));
        QCOMPARE(text(0, RouteTableModel::Route), QStringLiteral("1 1 11"));
        QCOMPARE(text(1, RouteTableModel::Right), QStringLiteral("–"));
        const QModelIndex route = model.index(0, RouteTableModel::Route);
        QCOMPARE(route.data(RouteTableModel::LayersOfRoute).value<QList<qint64>>(), (QList<qint64>{1, 1, 11}));
        QCOMPARE(route.data(RouteTableModel::LayerCount).toLongLong(), 12);
        QVERIFY(route.data(Qt::ToolTipRole).toString().contains(QStringLiteral("3 of 4 dev rows, 67 % of them right")));
        RouteRows single;
        single.layers = 12;
        single.positions = {0, 1, 2};
        single.add({0, 2, 2}, -1);
        model.setRoutes(RouteFlow(single, 20), {QStringLiteral("dev row"), QStringLiteral("dev rows")});
        const QModelIndex only = model.index(0, RouteTableModel::Route);
        QVERIFY(only.data(Qt::ToolTipRole).toString().endsWith(QStringLiteral("\n1 of 1 dev row")));
    }
};

MOLEX_TEST(tst_RouteTableModel)
#include "tst_RouteTableModel.moc"
