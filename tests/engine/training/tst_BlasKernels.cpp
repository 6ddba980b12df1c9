#include "engine/training/BlasKernels.h"

#include "tests/support/TestMain.h"

using namespace engine;

class tst_BlasKernels : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void kernelsOlderThanTheProcessorAreTold_data()
    {
        const QString avx2 = QStringLiteral("fpu sse2 avx fma avx2");
        const QString avx512 = avx2 + QStringLiteral(" avx512f avx512dq avx512bw avx512vl");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("flags");
        QTest::addColumn<QString>("forced");
        QTest::addColumn<QString>("command");
        const QString none;
        const QString unset = QStringLiteral("unset OPENBLAS_CORETYPE");
        const auto row = [](const char* title, const char* name, const QString& flags, const QString& forced,
                            const QString& command) {
            QTest::newRow(title) << QString::fromLatin1(name) << flags << forced << command;
        };
        row("forced below AVX-512", "Haswell", avx512, QStringLiteral("Haswell"), unset);
        row("not known below AVX-512", "Zen", avx512, none, QStringLiteral("export OPENBLAS_CORETYPE=SkylakeX"));
        row("forced below AVX2", "Prescott", avx2, QStringLiteral("Prescott"), unset);
        row("not known below AVX2", "Nehalem", avx2, none, QStringLiteral("export OPENBLAS_CORETYPE=Haswell"));
        row("AVX-512", "SkylakeX", avx512, none, none);
        row("AVX2", "Haswell", avx2, none, none);
        row("a part of AVX-512", "Haswell", avx2 + QStringLiteral(" avx512f"), none, none);
        row("an old processor", "Prescott", QStringLiteral("fpu sse2"), none, none);
        row("no x86", "NEOVERSEN1", QStringLiteral("fp asimd"), none, none);
    }

    void kernelsOlderThanTheProcessorAreTold()
    {
        QFETCH(QString, name);
        QFETCH(QString, flags);
        QFETCH(QString, forced);
        QFETCH(QString, command);
        const Finding finding = examineKernels({name.toStdString(), flags.toStdString(), forced.toStdString()});
        QCOMPARE(finding.value, name.toStdString());
        QCOMPARE(finding.verdict == Finding::Verdict::Warning, !command.isEmpty());
        QVERIFY2(QString::fromStdString(finding.advice).contains(command), finding.advice.c_str());
        QCOMPARE(finding.advice.empty(), command.isEmpty());
    }
};

MOLEX_TEST(tst_BlasKernels)
#include "tst_BlasKernels.moc"
