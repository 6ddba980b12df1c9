#pragma once

#include <QAbstractScrollArea>
#include <QStringList>

#include <optional>
#include <utility>

#include "gui/models/SampleScores.h"

namespace gui {

class Theme;

/// Rows by label (down) and prediction (across), each cell as dark as its share of the label's rows. Cells fill the
/// room that there is; where their numbers could not be read there they scroll, with the classes' names beside them.
class ConfusionMatrix final : public QAbstractScrollArea {
    Q_OBJECT

public:
    explicit ConfusionMatrix(const Theme& theme, QWidget* parent = nullptr);

    void setScores(const SampleScores& scores, QStringList classes);
    /// In the viewport's pixels, also where it is scrolled out of sight.
    QRect cellRect(std::size_t label, std::size_t prediction) const;
    /// "acceptable, predicted not acceptable: 12 rows, 4 % of the label's 322".
    QString cellText(std::size_t label, std::size_t prediction) const;
    QSize sizeHint() const override { return {300, 220}; }
    QSize minimumSizeHint() const override { return {220, 150}; }

Q_SIGNALS:
    void cellChosen(int label, int prediction);

protected:
    bool viewportEvent(QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    using Cell = std::pair<int, int>; ///< label, prediction

    QString name(std::size_t index) const;
    /// Names and cells, and how far they scroll.
    void place();
    QRect cellArea() const; ///< what is seen of the cells
    bool isScrollable() const;
    std::optional<Cell> cellAt(const QPoint& pixel) const;
    std::optional<Cell> markedCell() const;
    void moveTo(const Cell& cell);
    void drawCells(QPainter& painter) const;
    void drawCell(QPainter& painter, std::size_t label, std::size_t prediction) const;
    void drawTitles(QPainter& painter) const;
    void drawNames(QPainter& painter) const;

    const Theme& m_theme;
    SampleScores m_scores;
    QStringList m_classes;
    std::int64_t m_largest = 0; ///< of all cells
    int m_labelWidth = 0;
    bool m_areNamesUpright = false; ///< of the predictions, where cells are too narrow for words
    QPoint m_origin;                ///< of the cells
    QSize m_cell{1, 1};
    std::optional<Cell> m_hovered;
    Cell m_focused{0, 0};
};

} // namespace gui
