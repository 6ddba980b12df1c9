#pragma once

#include <QProxyStyle>

namespace gui {

class Theme;

/// Fusion, flat: plain buttons and fields with one-pixel borders, an accent line over the active tab, a thin progress
/// bar, and joined segments. A row of checkable QToolButtons is drawn as segments when each has the dynamic property
/// "segment" ("first", "middle", "last" or "only"); see makeSegments(). Labels and tips are plain text unless they ask
/// for markup themselves: nothing that is stored or read from a file is taken for it.
class WorkbenchStyle final : public QProxyStyle {
    Q_OBJECT

public:
    explicit WorkbenchStyle(const Theme& theme);

    using QProxyStyle::polish;
    void polish(QPalette& palette) override;
    void polish(QWidget* widget) override;
    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
    void drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                     const QWidget* widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                            const QWidget* widget) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                           const QWidget* widget) const override;
    QRect subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const override;
    QIcon standardIcon(StandardPixmap icon, const QStyleOption* option, const QWidget* widget) const override;
    int pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const override;
    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                  QStyleHintReturn* data) const override;

private:
    static QString segmentPlace(const QWidget* widget);
    void drawPanel(const QStyleOption* option, QPainter* painter, const QWidget* widget) const;
    void drawSegment(const QStyleOption* option, QPainter* painter, const QString& place) const;
    void drawTab(const QStyleOption* option, QPainter* painter) const;
    void drawHeaderSection(const QStyleOption* option, QPainter* painter) const;
    void drawProgress(const QStyleOption* option, QPainter* painter) const;

    const Theme& m_theme;
};

} // namespace gui
