#include "gui/app/ThemeIcon.h"

#include <QFile>
#include <QIconEngine>
#include <QPaintEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QRegularExpression>
#include <QSvgRenderer>

namespace gui {

namespace {

QByteArray recoloured(const QString& svg, const QColor& ink, const QColor& mark)
{
    static const QRegularExpression marks(QStringLiteral("fill\\s*[:=]\\s*\"?#f(?:ff|fffff)\\b"));
    static const QRegularExpression inks(QStringLiteral("currentColor|#232629|#4d4d4d|#31363b"));
    QString text = svg;
    const bool isAttribute = text.contains(QLatin1String("fill=\"#fff"));
    text.replace(marks, (isAttribute ? QStringLiteral("fill=\"") : QStringLiteral("fill:")) + mark.name());
    text.replace(inks, ink.name());
    return text.toUtf8();
}

QRect squareIn(const QRect& rect)
{
    const int side = qMin(rect.width(), rect.height());
    QRect square(0, 0, side, side);
    square.moveCenter(rect.center());
    return square;
}

class ThemeIconEngine final : public QIconEngine {
public:
    ThemeIconEngine(QString name, QString svg, std::shared_ptr<const IconInks> inks)
        : m_name(std::move(name))
        , m_svg(std::move(svg))
        , m_inks(std::move(inks))
    {
    }

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override
    {
        const QRect square = squareIn(rect);
        if (painter->paintEngine()->type() != QPaintEngine::Raster)
            return render(*painter, square, mode); // as lines
        const qreal ratio = painter->device()->devicePixelRatio();
        QPixmap kept = pixmap((QSizeF(square.size()) * ratio).toSize(), mode, state);
        kept.setDevicePixelRatio(ratio);
        painter->drawPixmap(square.topLeft(), kept);
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State) override
    {
        if (size.isEmpty()) // of a bar that has no room
            return {};
        const QString key = QStringLiteral("molex-icon/%1/%2/%3/%4x%5")
                                .arg(m_name, ink(mode).name(), m_inks->mark.name())
                                .arg(size.width())
                                .arg(size.height());
        QPixmap pixmap;
        if (QPixmapCache::find(key, &pixmap))
            return pixmap;
        pixmap = QPixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        render(painter, squareIn(QRect(QPoint(), size)), mode);
        painter.end();
        QPixmapCache::insert(key, pixmap);
        return pixmap;
    }

    QString iconName() override { return m_name; }
    QIconEngine* clone() const override { return new ThemeIconEngine(m_name, m_svg, m_inks); }

private:
    void render(QPainter& painter, const QRect& square, QIcon::Mode mode) const
    {
        QSvgRenderer renderer(recoloured(m_svg, ink(mode), m_inks->mark));
        renderer.render(&painter, square);
    }

    QColor ink(QIcon::Mode mode) const
    {
        if (mode == QIcon::Disabled)
            return m_inks->disabled;
        return mode == QIcon::Selected ? m_inks->selected : m_inks->normal;
    }

    QString m_name;
    QString m_svg;
    std::shared_ptr<const IconInks> m_inks;
};

} // namespace

QIcon makeThemeIcon(const QString& name, std::shared_ptr<const IconInks> inks)
{
    QFile file(QStringLiteral(":/molex/icons/%1.svg").arg(name));
    const bool isOpen = file.open(QIODevice::ReadOnly);
    Q_ASSERT_X(isOpen, "makeThemeIcon", qPrintable(name));
    if (!isOpen)
        return {};
    return QIcon(new ThemeIconEngine(name, QString::fromUtf8(file.readAll()), std::move(inks)));
}

} // namespace gui
