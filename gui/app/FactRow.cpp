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
    return {480, fontMetrics().height() + 4};
}

void FactRow::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QFont plain = Theme::figures(font());
    const QFont strong = Theme::medium(plain);
    const int baseline = (height() + fontMetrics().ascent() - fontMetrics().descent()) / 2;
    int x = 0;
    for (const Fact& fact : m_facts) {
        const int nameWidth = QFontMetrics(plain).horizontalAdvance(fact.name) + spacing::pair;
        const int width = nameWidth + QFontMetrics(strong).horizontalAdvance(fact.value);
        if (x + width > this->width())
            break;
        painter.setFont(plain);
        painter.setPen(m_theme.colours().secondaryText);
        painter.drawText(x, baseline, fact.name);
        painter.setFont(strong);
        painter.setPen(m_theme.colours().text);
        painter.drawText(x + nameWidth, baseline, fact.value);
        x += width + betweenFacts;
    }
}

} // namespace gui
