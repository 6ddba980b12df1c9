#include "gui/app/Format.h"

#include <cmath>

#include "tests/support/TestMain.h"

using namespace gui;

class tst_Format : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void valuesHaveSensibleDigits()
    {
        QCOMPARE(format::value(0.6489), QStringLiteral("0.649"));
        QCOMPARE(format::value(0.02484), QStringLiteral("0.0248"));
        QCOMPARE(format::value(2.083e-4), QStringLiteral("2.08e−4"));
        QCOMPARE(format::value(12.34), QStringLiteral("12.3"));
        QCOMPARE(format::value(13936), QStringLiteral("13,936"));
        QCOMPARE(format::value(-0.5), QStringLiteral("−0.500"));
        QCOMPARE(format::value(0), QStringLiteral("0"));
        QCOMPARE(format::value(NAN), QStringLiteral("not a number"));
    }

    void ticksAreShort()
    {
        QCOMPARE(format::shortForm(2500), QStringLiteral("2.5k"));
        QCOMPARE(format::shortForm(12500), QStringLiteral("12.5k"));
        QCOMPARE(format::shortForm(1240000), QStringLiteral("1.24M"));
        QCOMPARE(format::shortForm(0.25), QStringLiteral("0.25"));
        QCOMPARE(format::shortForm(800), QStringLiteral("800"));
    }

    void epochsTellStepsApart()
    {
        QCOMPARE(format::epochs(0.092), QStringLiteral("0.09"));
        QCOMPARE(format::epochs(1.25), QStringLiteral("1.25"));
        QCOMPARE(format::epochs(9.996), QStringLiteral("10.0"));
        QCOMPARE(format::epochs(41), QStringLiteral("41.0"));
    }

    void nothingIsMinusZero() { QCOMPARE(format::fixed(-0.001, 2), QStringLiteral("0.00")); }

    void unitsOfMemoryAndTime()
    {
        QCOMPARE(format::bytes(2.1 * 1024 * 1024 * 1024), QStringLiteral("2.1 GiB"));
        QCOMPARE(format::bytes(46.0 * 1024 * 1024), QStringLiteral("46 MiB"));
        QCOMPARE(format::bytes(512), QStringLiteral("512 B"));
        QCOMPARE(format::duration(412), QStringLiteral("6 min 52 s"));
        QCOMPARE(format::duration(11820), QStringLiteral("3 h 17 min"));
        QCOMPARE(format::duration(59.6), QStringLiteral("1 min 0 s"));
        QCOMPARE(format::duration(NAN), QStringLiteral("–"));
        QCOMPARE(format::clock(65), QStringLiteral("1:05"));
        QCOMPARE(format::clock(7380), QStringLiteral("2:03:00"));
        QCOMPARE(format::count(1240000), QStringLiteral("1.24 M"));
        QCOMPARE(format::percent(0.65), QStringLiteral("65 %"));
    }

    void longSentencesAreWrappedAtSpaces()
    {
        QCOMPARE(format::wrapped(QStringLiteral("one two three"), 7), QStringLiteral("one two\nthree"));
        QCOMPARE(format::wrapped(QStringLiteral("one two three"), 6), QStringLiteral("one\ntwo\nthree"));
        QCOMPARE(format::wrapped(QStringLiteral("unbreakable it is"), 5), QStringLiteral("unbreakable\nit is"));
        QCOMPARE(format::wrapped(QString(), 5), QString());
    }
};

MOLEX_TEST(tst_Format)
#include "tst_Format.moc"
