#pragma once

#include <QStringList>
#include <QWidget>

#include <optional>

#include "gui/models/SampleScores.h"

namespace gui {

class Theme;

/// Rows by label (down) and prediction (across), each cell as dark as its share of the label's rows.
class ConfusionMatrix final : public QWidget {
    Q_OBJECT

public:
    explicit ConfusionMatrix(const Theme& theme, QWidget* parent = nullptr);

    void setScores(const SampleScores& scores, QStringList classes);
    /// In this widget's pixels.
    QRect cellRect(std::size_t label, std::size_t prediction) const;
    /// "acceptable, predicted not acceptable: 12 rows, 4 % of the label's 322".
    QString cellText(std::size_t label, std::size_t prediction) const;
    QSize sizeHint() const override { return {300, 220}; }
    QSize minimumSizeHint() const override { return {220, 150}; }

Q_SIGNALS:
    void cellChosen(int label, int prediction);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    using Cell = std::pair<int, int>; ///< label, prediction

    QString name(std::size_t index) const;
    QPoint origin() const;
    QSize cellSize() const;
    int labelWidth() const;
    std::optional<Cell> cellAt(const QPoint& pixel) const;
    void drawCells(QPainter& painter) const;
    void drawNames(QPainter& painter) const;

    const Theme& m_theme;
    SampleScores m_scores;
    QStringList m_classes;
    std::optional<Cell> m_hovered;
    Cell m_focused{0, 0};
};

} // namespace gui
