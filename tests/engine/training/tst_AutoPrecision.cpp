#include "engine/training/AutoPrecision.h"

#include "tests/support/TestMain.h"

using namespace engine;

/// What precision `auto` is, by machine and model.
class tst_AutoPrecision : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void itTakesBfloat16WhereItGains_data()
    {
        QTest::addColumn<bool>("isGpu");
        QTest::addColumn<QString>("flags");
        QTest::addColumn<bool>("narrow");
        QTest::addColumn<bool>("wide");
        const QString avx512 = QStringLiteral("fpu avx2 avx512f avx512bw");
        QTest::newRow("GPU") << true << avx512 << true << true;
        QTest::newRow("no bfloat16") << false << avx512 << false << false;
        QTest::newRow("AVX-512 BF16") << false << avx512 + QStringLiteral(" avx512_bf16") << false << true;
        QTest::newRow("AMX") << false << avx512 + QStringLiteral(" amx_bf16 amx_tile") << false << true;
        QTest::newRow("another word") << false << avx512 + QStringLiteral(" noavx512_bf16x") << false << false;
        QTest::newRow("nothing known") << false << QString() << false << false;
    }

    void itTakesBfloat16WhereItGains()
    {
        QFETCH(bool, isGpu);
        QFETCH(QString, flags);
        QFETCH(bool, narrow);
        QFETCH(bool, wide);
        const PrecisionMachine machine{isGpu, flags.toStdString()};
        QCOMPARE(autoIsBfloat16(machine, narrowestInBfloat16 - 1), narrow);
        QCOMPARE(autoIsBfloat16(machine, narrowestInBfloat16), wide);
        QCOMPARE(autoPrecisionText(machine).starts_with("bf16"), wide);
    }
};

MOLEX_TEST(tst_AutoPrecision)
#include "tst_AutoPrecision.moc"
