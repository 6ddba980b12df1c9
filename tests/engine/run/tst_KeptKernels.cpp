#include "engine/run/KeptKernels.h"

#include <array>

#include "tests/support/TestMain.h"

using namespace engine;

/// How many kernels of products oneDNN keeps. tst_Bf16Runs has whether it does.
class tst_KeptKernels : public QObject {
    Q_OBJECT

    static constexpr const char* name = "ONEDNN_PRIMITIVE_CACHE_CAPACITY";
    static constexpr const char* older = "DNNL_PRIMITIVE_CACHE_CAPACITY";
    std::array<QByteArray, 2> m_before;

    static void set(const char* variable, const QByteArray& value)
    {
        value.isNull() ? qunsetenv(variable) : qputenv(variable, value);
    }

private Q_SLOTS:
    void init()
    {
        m_before = {qgetenv(name), qgetenv(older)};
        qunsetenv(name);
        qunsetenv(older);
    }

    void cleanup()
    {
        set(name, m_before[0]);
        set(older, m_before[1]);
    }

    void theyAreThoseOfAMixture()
    {
        keepKernelsOfProducts();
        QCOMPARE(qgetenv(name), QByteArray("16384"));
    }

    void whatSomebodyHasSetStays()
    {
        qputenv(name, "7");
        keepKernelsOfProducts();
        QCOMPARE(qgetenv(name), QByteArray("7"));
    }

    void soDoesItsOlderName()
    {
        qputenv(older, "8");
        keepKernelsOfProducts();
        QVERIFY(!qEnvironmentVariableIsSet(name));
    }
};

MOLEX_TEST(tst_KeptKernels)
#include "tst_KeptKernels.moc"
