#include "gui/models/MetricTitles.h"

#include "engine/run/TextStatistics.h"
#include "tests/support/TestMain.h"

using namespace gui;

class tst_MetricTitles : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keysHaveTheirNames()
    {
        QStringList names;
        for (const std::string_view key : engine::textMetrics)
            names.append(metricName(std::string(key)));
        QCOMPARE(names.join(u'|'), QStringLiteral("BLEU|NIST|METEOR (own)|ROUGE-L|CIDEr"));
        QCOMPARE(scoreTitle("bleu", "dev", false), QStringLiteral("BLEU, dev"));
        QCOMPARE(metricName("f1_macro"), QStringLiteral("F1 macro"));
        QCOMPARE(seriesTitle("peak_memory_bytes", false), QStringLiteral("peak memory (bytes)"));
    }
};

MOLEX_TEST(tst_MetricTitles)
#include "tst_MetricTitles.moc"
