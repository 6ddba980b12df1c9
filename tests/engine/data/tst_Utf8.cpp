#include "engine/data/Utf8.h"

#include "tests/support/TestMain.h"

using namespace engine;

class tst_Utf8 : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void validTextEndsWhereUnicodesTableEnds_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("valid");
        QTest::newRow("empty") << QByteArray("") << 0;
        QTest::newRow("one to four bytes") << QByteArray("a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80") << 10;
        QTest::newRow("lone continuation") << QByteArray("a\x80") << 1;
        QTest::newRow("cut in the middle") << QByteArray("a\xE2\x82") << 1;
        QTest::newRow("overlong slash") << QByteArray("\xC0\xAF") << 0;
        QTest::newRow("overlong in three") << QByteArray("\xE0\x9F\xBF") << 0;
        QTest::newRow("overlong in four") << QByteArray("\xF0\x8F\xBF\xBF") << 0;
        QTest::newRow("last before the surrogates") << QByteArray("\xED\x9F\xBF") << 3;
        QTest::newRow("surrogate") << QByteArray("\xED\xA0\x80") << 0;
        QTest::newRow("U+10FFFF") << QByteArray("\xF4\x8F\xBF\xBF") << 4;
        QTest::newRow("past U+10FFFF") << QByteArray("\xF4\x90\x80\x80") << 0;
        QTest::newRow("no such first byte") << QByteArray("\xFF") << 0;
    }

    void validTextEndsWhereUnicodesTableEnds()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, valid);
        QCOMPARE(int(validUtf8Prefix(bytes.toStdString())), valid);
    }

    void eachByteOfNoSequenceIsReplaced()
    {
        QCOMPARE(withInvalidReplaced(""), std::string());
        QCOMPARE(withInvalidReplaced("caf\xC3\xA9"), std::string("caf\xC3\xA9"));
        QCOMPARE(withInvalidReplaced("a\xE2\x82"
                                     "b"),
                 std::string("a\xEF\xBF\xBD\xEF\xBF\xBD"
                             "b"));
        QCOMPARE(withInvalidReplaced("\xFF"), std::string("\xEF\xBF\xBD"));
        const std::string any = QByteArray("\x80\xC3\xE2\x28\xA1\xF0\x9F", 7).toStdString();
        const std::string repaired = withInvalidReplaced(any);
        QCOMPARE(validUtf8Prefix(repaired), repaired.size());
    }

    void codePointsGoBothWays()
    {
        for (const char32_t codePoint :
             {U'a', U'\u00E9', U'\u07FF', U'\u0800', U'\uFFFD', U'\U00010000', U'\U0010FFFF'}) {
            std::string text;
            appendUtf8(text, codePoint);
            QCOMPARE(validUtf8Prefix(text), text.size());
            std::string_view rest = text;
            QCOMPARE(std::uint32_t(takeUtf8(rest)), std::uint32_t(codePoint));
            QVERIFY(rest.empty());
        }
    }
};

MOLEX_TEST(tst_Utf8)
#include "tst_Utf8.moc"
