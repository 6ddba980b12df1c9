#include "gui/pages/ProbabilityBars.h"

#include <QPainter>

#include <algorithm>

#include "gui/app/Format.h"
#include "gui/app/Theme.h"

namespace gui {

namespace {
constexpr qsizetype mostClasses = 5;
constexpr qsizetype likeliest = 3; // of more classes, so that what stands below is seen without scrolling
}

ProbabilityBars::ProbabilityBars(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, [this] { update(); });
}

void ProbabilityBars::setEntries(QList<Entry> entries)
{
    m_entries = std::move(entries);
    std::stable_sort(m_entries.begin(), m_entries.end(),
                     [](const Entry& a, const Entry& b) { return a.probability > b.probability; });
    QStringList words;
    for (const Entry& entry : m_entries)
        words << QStringLiteral("%1 %2").arg(entry.name, format::fixed(entry.probability, 2));
    setAccessibleName(tr("Probabilities: %1").arg(words.join(QStringLiteral(", "))));
    setToolTip(words.join(QLatin1Char('\n')));
    updateGeometry();
    update();
}

qsizetype ProbabilityBars::drawn() const
{
    return m_entries.size() > mostClasses ? likeliest : m_entries.size();
}

int ProbabilityBars::lineHeight() const
{
    return fontMetrics().height() + 6;
}

QSize ProbabilityBars::sizeHint() const
{
    const qsizetype lines = drawn() + (drawn() < m_entries.size() ? 1 : 0);
    return {260, int(lines) * lineHeight()};
}

QSize ProbabilityBars::minimumSizeHint() const
{
    return {160, sizeHint().height()};
}

void ProbabilityBars::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QFont figures = Theme::medium(Theme::figures(font()));
    const int valueWidth = QFontMetrics(figures).horizontalAdvance(QStringLiteral("0.00")) + 8;
    int nameWidth = 0;
    for (const Entry& entry : m_entries)
        nameWidth = std::max(nameWidth, QFontMetrics(Theme::medium(font())).horizontalAdvance(entry.name) + 12);
    nameWidth = std::min(nameWidth, width() / 2);
    const int line = lineHeight();
    int y = 0;
    for (qsizetype i = 0; i < drawn(); ++i, y += line) {
        const Entry& entry = m_entries[i];
        const QRect bar(nameWidth, y + line / 2 - 6, std::max(width() - nameWidth - valueWidth, 8), 12);
        painter.fillRect(bar, m_theme.colours().well);
        const int filled = qRound(std::clamp(entry.probability, 0.0, 1.0) * bar.width());
        painter.fillRect(QRect(bar.topLeft(), QSize(filled, bar.height())),
                         i == 0 ? m_theme.colours().accent : m_theme.colours().plotAxis);
        painter.setPen(m_theme.colours().text);
        painter.setFont(i == 0 ? Theme::medium(font()) : font());
        painter.drawText(QRect(0, y, nameWidth - 8, line), Qt::AlignVCenter | Qt::AlignLeft,
                         painter.fontMetrics().elidedText(entry.name, Qt::ElideRight, nameWidth - 8));
        painter.setFont(figures);
        painter.drawText(QRect(bar.right() + 1, y, valueWidth, line), Qt::AlignVCenter | Qt::AlignRight,
                         format::fixed(entry.probability, 2));
    }
    if (drawn() == m_entries.size())
        return;
    painter.setFont(font());
    painter.setPen(m_theme.colours().secondaryText);
    const qsizetype others = m_entries.size() - drawn();
    painter.drawText(QRect(0, y, width(), line), Qt::AlignVCenter | Qt::AlignLeft,
                     others == 1 ? tr("and 1 less likely class") : tr("and %1 less likely classes").arg(others));
}

} // namespace gui
