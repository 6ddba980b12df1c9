#include "gui/pages/Bars.h"

#include <algorithm>

#include <QPainter>

#include "gui/app/Theme.h"

namespace gui {

ShareBar::ShareBar(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ShareBar::setParts(std::vector<Part> parts, double whole)
{
    m_parts = std::move(parts);
    m_whole = whole;
    update();
}

QSize ShareBar::sizeHint() const
{
    return {80, 12};
}

void ShareBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.colours().well);
    if (m_whole <= 0)
        return;
    double x = 0;
    for (const Part& part : m_parts) {
        if (part.value <= 0)
            continue;
        const double width = std::max(2.0, part.value / m_whole * this->width() - 1);
        painter.fillRect(QRectF(x, 0, width, height()), m_theme.run(part.run));
        x += width + 1;
    }
}

Swatch::Swatch(const Theme& theme, int run, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_run(run)
{
    setFixedSize(Swatch::sizeHint());
}

void Swatch::paintEvent(QPaintEvent*)
{
    QPainter(this).fillRect(rect(), m_theme.run(m_run));
}

} // namespace gui

#include "moc_Bars.cpp"
