#include "gui/pages/MarkedSlider.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <QPainter>
#include <QStyle>
#include <QStyleOptionSlider>

#include "gui/app/Theme.h"

namespace gui {

namespace {

constexpr int markTop = 5; // below the middle
constexpr int markHeight = 5;
constexpr int leastHeight = 20; // with marks

} // namespace

MarkedSlider::MarkedSlider(const Theme& theme, QWidget* parent)
    : QSlider(Qt::Horizontal, parent)
    , m_theme(theme)
{
}

void MarkedSlider::setMarks(std::vector<int> values)
{
    if (values == m_marks)
        return;
    m_marks = std::move(values);
    update();
}

std::vector<int> MarkedSlider::markPlaces() const
{
    if (maximum() <= minimum())
        return {};
    const auto placeOf = [this](int value) {
        QStyleOptionSlider option;
        initStyleOption(&option);
        option.sliderPosition = value;
        return style()->subControlRect(QStyle::CC_Slider, &option, QStyle::SC_SliderHandle, this).center().x();
    };
    const int first = placeOf(minimum());
    const double pixels = double(placeOf(maximum()) - first) / double(maximum() - minimum()); // for each value
    std::vector<int> places;
    for (const int mark : m_marks)
        places.push_back(first + int(std::lround(pixels * double(mark - minimum()))));
    places.erase(std::unique(places.begin(), places.end()), places.end()); // of marks that lie close to each other
    return places;
}

QSize MarkedSlider::sizeHint() const
{
    return QSlider::sizeHint().expandedTo({0, leastHeight});
}

void MarkedSlider::paintEvent(QPaintEvent* event)
{
    QPainter painter(this);
    for (const int place : markPlaces())
        painter.fillRect(place, rect().center().y() + markTop, 1, markHeight, m_theme.colours().secondaryText);
    painter.end(); // the slider has a painter of its own, and its handle lies over the lines
    QSlider::paintEvent(event);
}

} // namespace gui

#include "moc_MarkedSlider.cpp"
