#include "engine/model/Torch.h"

#include "engine/training/AutoPrecision.h"

#include "engine/training/ComputeDevice.h"
#include "tests/support/TestMain.h"

using namespace engine;

class tst_AutoPrecision : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void bfloat16IsDoubtfulWithoutAvx512_data()
    {
        QTest::addColumn<QString>("flags");
        QTest::addColumn<bool>("isDoubtful");
        QTest::newRow("AVX2") << QStringLiteral("fpu sse2 avx fma avx2") << true;
        QTest::newRow("a part of AVX-512") << QStringLiteral("fpu sse2 avx fma avx2 avx512f avx512cd") << true;
        QTest::newRow("AVX-512") << QStringLiteral("fpu sse2 avx fma avx2 avx512f avx512dq avx512bw avx512vl") << false;
        QTest::newRow("no x86") << QString() << false;
    }

    void bfloat16IsDoubtfulWithoutAvx512()
    {
        QFETCH(QString, flags);
        QFETCH(bool, isDoubtful);
        QCOMPARE(!bfloat16Caution(flags.toStdString()).empty(), isDoubtful);
    }

    void nothingIsDoubtfulInFloat32()
    {
        QVERIFY(precisionCaution({}).empty());
    }
};

MOLEX_TEST(tst_AutoPrecision)
#include "tst_AutoPrecision.moc"
