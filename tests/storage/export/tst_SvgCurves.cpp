#include "storage/export/SvgCurves.h"

#include <cmath>

#include <QRegularExpression>

#include "tests/support/TestMain.h"

using namespace storage;

class tst_SvgCurves : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// As the mean of three equal scores, which may differ from them by rounding.
    void curvesThatDifferByRoundingAreDrawn()
    {
        SvgPlot plot;
        const double score = 0.72;
        const double mean = (score + score + score) / 3;
        QVERIFY(mean != score);
        plot.curves = {{"a run", {1, 2}, {score, score}}, {"mean", {1, 2}, {mean, mean}}};
        QVERIFY(drawPlot(plot).find("<path") != std::string::npos);
    }

    /// As Student's t of two runs: the axis follows the curve, the band ends at the picture's edges.
    void aBandFarBeyondItsCurveIsCut()
    {
        SvgPlot plot;
        plot.curves = {{"mean", {1, 2}, {0.60, 0.62}}};
        plot.bands = {{{1, 2}, {-1, -1}, {2, 2}}};
        QString picture = QString::fromStdString(drawPlot(plot));
        const auto rowsOf = [&](const char* css) {
            const QRegularExpression path(QStringLiteral("class=\"%1 c0\" d=\"([^\"]*)").arg(QLatin1String(css)));
            static const QRegularExpression point(QStringLiteral("[ML][0-9.]+ (-?[0-9.]+)"));
            std::vector<double> rows;
            for (auto found = point.globalMatch(path.match(picture).captured(1)); found.hasNext();)
                rows.push_back(found.next().captured(1).toDouble());
            return rows;
        };
        const std::vector<double> curve = rowsOf("curve");
        QCOMPARE(curve.size(), std::size_t(2));
        QVERIFY(curve[0] - curve[1] > 40); // of 160
        const std::vector<double> whole = {204, 204, 44, 44}; // the picture, and no more
        QCOMPARE(rowsOf("band"), whole);
        plot.logarithmic = true; // as it stays, although the band goes below 0
        picture = QString::fromStdString(drawPlot(plot));
        QCOMPARE(rowsOf("band"), whole);
        const std::vector<double> logarithmic = rowsOf("curve");
        QCOMPARE(logarithmic.size(), std::size_t(2));
        const double height = std::log10(0.62 / 0.60) / (1.1 * std::log10(2 * 0.62 / (0.60 / 2))); // of the axis
        QVERIFY(std::abs(logarithmic[0] - logarithmic[1] - 160 * height) < 0.02);
    }
};

MOLEX_TEST(tst_SvgCurves)
#include "tst_SvgCurves.moc"
