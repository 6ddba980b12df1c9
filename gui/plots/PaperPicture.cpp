#include "gui/plots/PaperPicture.h"

#include <QBuffer>
#include <QImage>
#include <QPageLayout>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgGenerator>

namespace gui {

namespace {
constexpr int imageScale = 3; // about 300 dots per inch at the size on the screen
}

bool PaperPicture::canBe(const QString& suffix)
{
    return suffix == QLatin1String("png") || suffix == QLatin1String("svg") || suffix == QLatin1String("pdf");
}

QByteArray PaperPicture::as(const QString& suffix)
{
    QBuffer file;
    file.open(QIODevice::WriteOnly);
    bool isDrawn = false;
    if (suffix == QLatin1String("png")) {
        QImage image(size * imageScale, QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::transparent);
        isDrawn = draw(image) && image.save(&file, "PNG");
    } else if (suffix == QLatin1String("svg")) {
        QSvgGenerator generator;
        generator.setOutputDevice(&file);
        generator.setResolution(strokes.logicalDpiX());
        generator.setSize(size);
        generator.setViewBox(QRect(QPoint(), size));
        generator.setTitle(title);
        isDrawn = draw(generator);
    } else {
        QPdfWriter writer(&file);
        writer.setResolution(strokes.logicalDpiX()); // points of a font are as many pixels as on the screen
        writer.setPageLayout({QPageSize(QSizeF(size), QPageSize::Point, QString(), QPageSize::ExactMatch),
                              QPageLayout::Portrait, QMarginsF()});
        writer.setTitle(title);
        isDrawn = draw(writer);
    }
    return isDrawn ? file.data() : QByteArray();
}

bool PaperPicture::draw(QPaintDevice& onto)
{
    QPainter painter;
    if (!painter.begin(&onto))
        return false;
    painter.setWindow(QRect(QPoint(), size));
    return strokes.play(&painter) && painter.end();
}

} // namespace gui
