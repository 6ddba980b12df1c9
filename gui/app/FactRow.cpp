#include "gui/app/FactRow.h"

#include <QPainter>

#include "gui/app/Theme.h"

namespace gui {

namespace {

constexpr int betweenFacts = 20;

} // namespace

FactRow::FactRow(Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, QOverload<>::of(&QWidget::update));
}

void FactRow::setFacts(const QVector<Fact>& facts)
{
    if (facts == m_facts)
        return;
    m_facts = facts;
    setAccessibleName(text());
    setToolTip(text().replace(QStringLiteral(", "), QStringLiteral("\n")));
    update();
}

QString FactRow::text() const
{
    QStringList texts;
    for (const Fact& fact : m_facts)
        texts.append(fact.name + QLatin1Char(' ') + fact.value);
    return texts.join(QStringLiteral(", "));
}

QSize FactRow::sizeHint() const
{
    return {480, fontMetrics().height()};
}

QVector<std::pair<int, int>> FactRow::places() const
{
    const QFont plain = Theme::figures(font());
    const QFontMetrics ofNames(plain);
    const QFontMetrics ofValues(Theme::medium(plain));
    QVector<std::pair<int, int>> result;
    int x = 0;
    for (const Fact& fact : m_facts) {
        const int value = x + ofNames.horizontalAdvance(fact.name) + spacing::pair;
        const int end = value + ofValues.horizontalAdvance(fact.value);
        if (end > width())
            break;
        result.append({x, value});
        x = end + betweenFacts;
    }
    return result;
}

void FactRow::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QFont plain = Theme::figures(font());
    const QFont strong = Theme::medium(plain);
    const int baseline = (height() + fontMetrics().ascent() - fontMetrics().descent()) / 2;
    const QVector<std::pair<int, int>> shown = places();
    for (int index = 0; index < shown.size(); ++index) {
        painter.setFont(plain);
        painter.setPen(m_theme.colours().secondaryText);
        painter.drawText(shown[index].first, baseline, m_facts[index].name);
        painter.setFont(strong);
        painter.setPen(m_theme.colours().text);
        painter.drawText(shown[index].second, baseline, m_facts[index].value);
    }
}

} // namespace gui
