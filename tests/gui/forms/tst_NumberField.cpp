#include "gui/forms/NumberField.h"

#include <QLabel>
#include <QLineEdit>

#include "engine/run/Describe.h"
#include "tests/support/GuiTestMain.h"

using namespace gui;
using engine::Json;

class tst_NumberField : public QObject {
    Q_OBJECT

private:
    const CountedUnits m_rows{QStringLiteral("row"), QStringLiteral("rows")};

private Q_SLOTS:
    void numbersAreWrittenAsPeopleWriteThem_data()
    {
        QTest::addColumn<double>("value");
        QTest::addColumn<QString>("text");
        QTest::newRow("small") << 0.0004 << QStringLiteral("4e-4");
        QTest::newRow("share") << 0.95 << QStringLiteral("0.95");
        QTest::newRow("zero") << 0.0 << QStringLiteral("0");
        QTest::newRow("whole") << 16.0 << QStringLiteral("16");
        QTest::newRow("large") << 1e9 << QStringLiteral("1e9");
        QTest::newRow("long fraction") << 0.1 + 0.2 << QStringLiteral("0.30000000000000004");
    }
    void numbersAreWrittenAsPeopleWriteThem()
    {
        QFETCH(double, value);
        QFETCH(QString, text);
        QCOMPARE(NumberField::text(Json(value)), text);
    }

    void wholeNumbersAreExactTo64Bits()
    {
        NumberField field({true, 0, engine::largestInteger}, {});
        field.setValue(Json(std::int64_t(9007199254740991)));
        QCOMPARE(field.value(), Json(std::int64_t(9007199254740991)));
    }

    void whatIsNoNumberStaysAsTyped()
    {
        NumberField field({true, 1, 10}, m_rows);
        QSignalSpy edited(&field, &NumberField::edited);
        QTest::keyClicks(&field, QStringLiteral("three"));
        QCOMPARE(field.value(), Json("three"));
        QCOMPARE(edited.count(), 5);
    }

    void valuesOutOfRangeAreKeptSoThatTheReaderCanNameThem()
    {
        NumberField field({true, 4, 512}, {QStringLiteral("token"), QStringLiteral("tokens")});
        field.setValue(Json(600));
        QCOMPARE(field.value(), Json(600));
    }

    void arrowsStepInDecimalsWithoutRoundingDirt()
    {
        NumberField field({false, 0, 1}, {});
        field.setValue(Json(0.95));
        QTest::keyClick(&field, Qt::Key_Up);
        QCOMPARE(field.value(), Json(0.96));
        field.setValue(Json(0.0004));
        QTest::keyClick(&field, Qt::Key_Up);
        QCOMPARE(field.value(), Json(0.0005));
        field.setValue(Json(1));
        QTest::keyClick(&field, Qt::Key_Up);
        QCOMPARE(field.value(), Json(1)); // not beyond the limit
    }

    void whatZeroStandsForTakesThePlaceOfTheUnit()
    {
        NumberField field({true, 0, 100}, m_rows, QStringLiteral("all"));
        field.setValue(Json(0));
        QCOMPARE(field.unit().text(), QStringLiteral("= all"));
        field.setValue(Json(12));
        QCOMPARE(field.unit().text(), QStringLiteral("rows"));
        field.setValue(Json(1));
        QCOMPARE(field.unit().text(), QStringLiteral("row"));
        QTest::keySequence(&field, QKeySequence::SelectAll);
        QTest::keyClicks(&field, QStringLiteral("0"));
        QCOMPARE(field.unit().text(), QStringLiteral("= all"));
    }

    void theWheelChangesNothingBeforeAClick()
    {
        NumberField field({true, 1, 100}, {});
        field.setValue(Json(8));
        QWheelEvent event({5, 5}, field.mapToGlobal(QPointF(5, 5)), {}, {0, 120}, Qt::NoButton, Qt::NoModifier,
                          Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(&field, &event);
        QCOMPARE(field.value(), Json(8));
        QVERIFY(!event.isAccepted());
    }
};

MOLEX_GUI_TEST(tst_NumberField)
#include "tst_NumberField.moc"
