#include "gui/plots/Hatch.h"

#include <QImage>
#include <QPainter>
#include "tests/support/TestMain.h"

using namespace gui;

/// Where a rectangle was hatched, as pixels that are not white.
class tst_Hatch : public QObject {
    Q_OBJECT

private:
    static int dark(const QImage& image, const QRect& rect)
    {
        int count = 0;
        for (int y = rect.top(); y <= rect.bottom(); ++y)
            for (int x = rect.left(); x <= rect.right(); ++x)
                count += image.pixel(x, y) != qRgb(255, 255, 255);
        return count;
    }

    static QImage white(int side, qreal ratio)
    {
        QImage image(side, side, QImage::Format_RGB32);
        image.fill(Qt::white);
        image.setDevicePixelRatio(ratio);
        return image;
    }

private Q_SLOTS:
    void aRectangleIsHatchedAndNothingElse_data()
    {
        QTest::addColumn<qreal>("ratio"); // of the screen
        QTest::addColumn<qreal>("scale"); // of the painter, as in a copied picture
        QTest::newRow("one pixel to one") << 1.0 << 1.0;
        QTest::newRow("a fine screen") << 2.0 << 1.0;
        QTest::newRow("copied from a fine screen") << 1.0 << 2.0;
        QTest::newRow("a screen between") << 1.5 << 1.0;
    }

    void aRectangleIsHatchedAndNothingElse()
    {
        QFETCH(const qreal, ratio);
        QFETCH(const qreal, scale);
        QImage image = white(200, ratio);
        QPainter painter(&image);
        painter.scale(scale, scale);
        Hatch hatch;
        hatch.add(QRect(20, 30, 40, 20));
        hatch.draw(painter, Qt::black);
        painter.end();
        const qreal whole = ratio * scale;
        const QRect rect(qRound(20 * whole), qRound(30 * whole), qRound(40 * whole), qRound(20 * whole));
        const int within = dark(image, rect);
        QCOMPARE(dark(image, image.rect()), within);
        const int pixels = rect.width() * rect.height();
        QVERIFY2(within > pixels / 5 && within < pixels * 4 / 5, qPrintable(QString::number(within)));
    }

    void neighboursMakeOneHatch()
    {
        QImage apart = white(100, 1.25);
        QImage one = apart;
        for (QImage* image : {&apart, &one}) {
            QPainter painter(image);
            Hatch hatch;
            if (image == &one) {
                hatch.add(QRect(10, 10, 44, 22));
            } else {
                hatch.add(QRect(10, 10, 22, 22));
                hatch.add(QRect(32, 10, 22, 22));
            }
            hatch.draw(painter, Qt::black);
        }
        QCOMPARE(apart, one);
    }
};

MOLEX_TEST(tst_Hatch)
#include "tst_Hatch.moc"
