#include "engine/run/FittingKernels.h"

#include "tests/support/TestMain.h"

using namespace engine;

class tst_FittingKernels : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatTheProcessorCanDoDecides_data()
    {
        const QString avx2 = QStringLiteral("fpu sse2 avx fma avx2");
        const QString avx512 = avx2 + QStringLiteral(" avx512f avx512dq avx512bw avx512vl");
        QTest::addColumn<QString>("kernels");
        QTest::addColumn<QString>("flags");
        QTest::addColumn<QString>("wider");
        QTest::newRow("newer than the library") << "Prescott" << avx512 << "SkylakeX";
        QTest::newRow("taken for an older one") << "Haswell" << avx512 << "SkylakeX";
        QTest::newRow("without AVX-512") << "Prescott" << avx2 << "Haswell";
        QTest::newRow("known") << "Cooperlake" << avx512 << "";
        QTest::newRow("known, without AVX-512") << "Zen" << avx2 << "";
        QTest::newRow("old") << "Prescott" << "fpu sse2" << "";
        QTest::newRow("no x86") << "NEOVERSEN1" << "fp asimd" << "";
    }

    void whatTheProcessorCanDoDecides()
    {
        QFETCH(QString, kernels);
        QFETCH(QString, flags);
        QFETCH(QString, wider);
        QCOMPARE(QString::fromStdString(widerKernels(kernels.toStdString(), flags.toStdString())), wider);
    }

    void whatSomebodyHasSetStays()
    {
        const QByteArray before = qgetenv("OPENBLAS_CORETYPE");
        qputenv("OPENBLAS_CORETYPE", "Nehalem");
        QVERIFY(!chooseFittingKernels());
        QCOMPARE(qgetenv("OPENBLAS_CORETYPE"), QByteArray("Nehalem"));
        before.isNull() ? qunsetenv("OPENBLAS_CORETYPE") : qputenv("OPENBLAS_CORETYPE", before);
    }
};

MOLEX_TEST(tst_FittingKernels)
#include "tst_FittingKernels.moc"
