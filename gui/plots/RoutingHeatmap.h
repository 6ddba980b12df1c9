#pragma once

#include <functional>
#include <memory>
#include <utility>

#include "gui/models/RoutingPicture.h"
#include "gui/plots/Plot.h"
#include "storage/export/ColorMaps.h"

namespace gui {

class HeatmapDrawing;

/// Position down, layer chosen across. The diagonal, where a position chooses its own layer, and dead layers are marked;
/// beside the rows stands each one's entropy.
class RoutingHeatmap final : public Plot {
    Q_OBJECT

public:
    RoutingHeatmap(Theme& theme, FileDialogs& dialogs, QWidget* parent = nullptr);
    ~RoutingHeatmap() override;

    /// Plain text for the cell under the mouse or the keys, lines apart.
    using CellText = std::function<QString(std::size_t row, std::int64_t layer)>;

    void setPicture(RoutingPicture picture);
    const RoutingPicture& picture() const;
    void setCellText(CellText text) { m_cellText = std::move(text); }
    void setMap(storage::SequentialMap map);
    storage::SequentialMap map() const;
    void setSelectedRow(std::size_t row);
    std::size_t selectedRow() const;
    /// Without, no row stands out; the keys mark their cell alone.
    void setRowsSelectable(bool areSelectable);

    /// In this widget's pixels; valid once drawn.
    QRect cellRect(std::size_t row, std::int64_t layer) const;
    QSize sizeHint() const override { return {500, 400}; }
    QSize minimumSizeHint() const override { return {280, 200}; }

Q_SIGNALS:
    /// By a click on a cell, or on a row's number or entropy, or by the arrow keys, which also say the cell's text.
    void rowChosen(std::size_t row);
    /// By a click, or by Enter on the cell that the arrow keys moved to.
    void cellChosen(std::size_t row, qint64 layer);

protected:
    void restyle() override;
    void prepare() override;
    void setExporting(bool isExporting) override;
    QSize exportSize() const override;
    bool eventFilter(QObject* object, QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void choose(std::size_t row);
    void handleMouse(QMouseEvent* event);
    QString entropyText(std::size_t row) const;
    void moveTo(std::int64_t layer);
    /// Row and layer that the keys are on.
    std::pair<std::size_t, std::int64_t> markedCell() const;
    QString markedText() const;
    /// For who hears the cell's text, and for who sees it.
    void describeCell();
    void showCellText();

    std::unique_ptr<HeatmapDrawing> m_drawing;
    CellText m_cellText;
    bool m_areRowsSelectable = true;
};

} // namespace gui
