#pragma once

#include "gui/models/RoutingOffsets.h"
#include "gui/plots/Plot.h"

namespace gui {

/// How far from its own depth was chosen, as bars, against choosing every layer equally often.
class OffsetPlot final : public Plot {
    Q_OBJECT

public:
    OffsetPlot(Theme& theme, FileDialogs& dialogs, QWidget* parent = nullptr);

    void setOffsets(RoutingOffsets offsets);
    const RoutingOffsets& offsets() const { return m_offsets; }
    /// "self 29 %, mean 1.5; uniform would be 8 % and 4.0"
    static QString words(const RoutingOffsets& offsets);
    /// In this widget's pixels; valid once drawn.
    QRectF barRect(std::size_t offset) const;

protected:
    void prepare() override;

private:
    void draw(QPainter& painter) const;
    void drawLegend(QPainter& painter) const;

    RoutingOffsets m_offsets;
};

} // namespace gui
