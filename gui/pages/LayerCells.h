#pragma once

#include <QList>
#include <QWidget>

class QPainter;

namespace gui {

class Theme;

/// Layers as small coloured cells with their numbers, which can be read without the colours.
namespace layercells {

QFont numberFont(const QFont& font);
/// Width and height of a cell that holds the numbers of so many layers.
int side(const QFont& font, int layers);
QColor colour(int layer, int layers);
/// A cell; nothing chosen (−1) is an empty frame.
void draw(QPainter& painter, const QRect& cell, int layer, int layers, const QColor& frame);

} // namespace layercells

/// The route of one text: a cell for each mixed position, or layer with experts, of which one is chosen.
class RouteStrip final : public QWidget {
    Q_OBJECT

public:
    explicit RouteStrip(const Theme& theme, QWidget* parent = nullptr);

    /// positions: depth indices; route: the layer at each; layers: T; countsExperts: they are layers and their experts.
    void setRoute(QList<int> positions, QList<int> route, int layers, bool countsExperts);
    /// Place among the positions; below 0 for none.
    void setChosen(int place);
    int chosen() const { return m_chosen; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    void placeChosen(int place);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    int placeAt(int x) const;
    QRect cell(int place) const;

    const Theme& m_theme;
    QList<int> m_positions;
    QList<int> m_route;
    int m_layers = 0;
    bool m_countsExperts = false;
    int m_chosen = -1;
};

} // namespace gui
