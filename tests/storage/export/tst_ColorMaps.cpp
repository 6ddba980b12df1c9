#include "storage/export/ColorMaps.h"

#include <cmath>
#include <limits>

#include "tests/support/TestMain.h"

using namespace storage;

class tst_ColorMaps : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void endsAndStopsAreTheNamedColours()
    {
        QCOMPARE(toHex(sequentialColor(0)), std::string("#440154"));
        QCOMPARE(toHex(sequentialColor(1)), std::string("#FDE725"));
        QCOMPARE(toHex(divergingColor(-1, false)), std::string("#0B4F8A"));
        QCOMPARE(toHex(divergingColor(0, false)), std::string("#F4F4F2"));
        QCOMPARE(toHex(divergingColor(0, true)), std::string("#1F2225"));
        QCOMPARE(toHex(layerColor(0, 12)), std::string("#011959"));
        QCOMPARE(toHex(layerColor(11, 12)), std::string("#FACCFA"));
        QCOMPARE(toHex(layerColor(0, 1)), std::string("#011959"));
    }

    void valuesOutsideTheRangeTakeTheNearestEnd()
    {
        QCOMPARE(sequentialColor(-5), sequentialColor(0));
        QCOMPARE(sequentialColor(std::numeric_limits<double>::infinity()), sequentialColor(1));
        QCOMPARE(sequentialColor(std::nan("")), sequentialColor(0));
        QCOMPARE(divergingColor(std::nan(""), true), divergingColor(0, true));
        QCOMPARE(layerColor(99, 12), layerColor(11, 12));
    }

    void shareGetsSteadilyBrighter()
    {
        const auto brightness = [](Rgb c) { return 0.2126 * c.red + 0.7152 * c.green + 0.0722 * c.blue; };
        for (int i = 1; i <= 100; ++i)
            QVERIFY2(brightness(sequentialColor(i / 100.0)) >= brightness(sequentialColor((i - 1) / 100.0)),
                     qPrintable(QString::number(i)));
    }

    void textStandsOutFromItsCell()
    {
        QCOMPARE(toHex(textOn(sequentialColor(0))), std::string("#FFFFFF"));
        QCOMPARE(toHex(textOn(sequentialColor(1))), std::string("#101214"));
    }

    void theEighthRunStartsAgain()
    {
        QCOMPARE(seriesColor(7, false), seriesColor(0, false));
        QVERIFY(seriesColor(0, false) != seriesColor(0, true));
    }
};

MOLEX_TEST(tst_ColorMaps)
#include "tst_ColorMaps.moc"
