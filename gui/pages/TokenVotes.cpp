#include "gui/pages/TokenVotes.h"

#include <QHelpEvent>
#include <QPainter>
#include <QResizeEvent>
#include <QToolTip>

#include <algorithm>
#include <map>

#include "gui/app/Theme.h"
#include "gui/pages/LayerCells.h"

namespace gui {

namespace {

constexpr int padding = 5;
constexpr int lineGap = 4;

QFont tokenFont(QFont font)
{
    if (font.pixelSize() > 0)
        font.setPixelSize(font.pixelSize() * 16 / 12);
    else
        font.setPointSizeF(font.pointSizeF() * 16 / 12);
    return font;
}

/// What is drawn of a token: blanks are seen where they are all there is.
QString shown(const QString& token)
{
    const QString trimmed = token.trimmed();
    return trimmed.isEmpty() ? QStringLiteral("␣") : trimmed;
}

} // namespace

TokenVotes::TokenVotes(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setTokens({}, {}, 0, false);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(&theme, &Theme::changed, this, [this] { update(); });
}

void TokenVotes::setTokens(QStringList tokens, QList<int> votes, int layers, bool countsExperts)
{
    m_tokens = std::move(tokens);
    m_votes = std::move(votes);
    m_layers = layers;
    m_countsExperts = countsExperts;
    setAccessibleName(countsExperts ? tr("Experts of the tokens") : tr("Votes of the tokens"));
    const QString voted = countsExperts ? tr("%1: expert %2") : tr("%1: layer %2");
    QStringList words;
    for (qsizetype i = 0; i < m_tokens.size(); ++i)
        words << (i < m_votes.size() && m_votes[i] >= 0 ? voted.arg(shown(m_tokens[i]), QString::number(m_votes[i]))
                                                        : shown(m_tokens[i]));
    setAccessibleDescription(words.join(QStringLiteral(", ")));
    updateGeometry();
    update();
}

QList<TokenVotes::Place> TokenVotes::places(int width) const
{
    const QFontMetrics word(tokenFont(font()));
    const QFontMetrics number(layercells::numberFont(font()));
    const int wordHeight = word.height() + 4;
    const int lineHeight = wordHeight + number.height() + lineGap;
    QList<Place> result;
    int x = 0;
    int y = 0;
    for (const QString& token : m_tokens) {
        const int wide = std::min(std::max(word.horizontalAdvance(shown(token)) + 2 * padding, wordHeight / 2), width);
        if (x > 0 && x + wide > width) {
            x = 0;
            y += lineHeight;
        }
        result.append({QRect(x, y, wide, wordHeight), QRect(x, y + wordHeight + 1, wide, number.height())});
        x += wide + lineGap;
    }
    return result;
}

int TokenVotes::heightForWidth(int width) const
{
    const QList<Place> all = places(std::max(width, 40));
    return all.isEmpty() ? 0 : all.back().number.bottom() + 1;
}

QSize TokenVotes::sizeHint() const
{
    return {400, heightForWidth(width())};
}

void TokenVotes::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        updateGeometry(); // another width, another number of lines
}

QSize TokenVotes::minimumSizeHint() const
{
    return {120, QFontMetrics(tokenFont(font())).height() + 4};
}

void TokenVotes::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QFont word = tokenFont(font());
    const QFont number = layercells::numberFont(font());
    const QList<Place> all = places(width());
    for (qsizetype i = 0; i < all.size(); ++i) {
        const bool votes = i < m_votes.size() && m_votes[i] >= 0;
        const QColor ground = votes ? layercells::colour(m_votes[i], m_layers) : m_theme.colours().well;
        painter.fillRect(all[i].word, ground);
        painter.setFont(word);
        painter.setPen(votes ? textOn(ground) : m_theme.colours().text);
        painter.drawText(all[i].word, Qt::AlignCenter,
                         painter.fontMetrics().elidedText(shown(m_tokens[i]), Qt::ElideRight, all[i].word.width()));
        if (!votes)
            continue;
        painter.setFont(number);
        painter.setPen(m_theme.colours().secondaryText);
        painter.drawText(all[i].number, Qt::AlignCenter, QString::number(m_votes[i]));
    }
}

bool TokenVotes::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const QList<Place> all = places(width());
    const auto found = std::find_if(all.begin(), all.end(), [&](const Place& place) {
        return place.word.united(place.number).contains(help->pos());
    });
    const qsizetype token = found - all.begin();
    if (found == all.end())
        QToolTip::hideText();
    else
        QToolTip::showText(help->globalPos(), tip(token), this);
    return true;
}

QString TokenVotes::tip(qsizetype token) const
{
    if (token >= m_votes.size() || m_votes[token] < 0)
        return (m_countsExperts ? tr("No expert took “%1”") : tr("“%1” has no vote")).arg(m_tokens[token]);
    return (m_countsExperts ? tr("“%1” went to expert %2") : tr("“%1” votes for layer %2"))
        .arg(m_tokens[token], QString::number(m_votes[token]));
}

VoteLegend::VoteLegend(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, [this] { update(); });
}

void VoteLegend::setVotes(const QList<int>& votes, int layers, const QString& words, bool countsExperts)
{
    m_countsExperts = countsExperts;
    std::map<int, int> counts;
    for (const int layer : votes)
        if (layer >= 0)
            ++counts[layer];
    m_counts = QList<std::pair<int, int>>(counts.begin(), counts.end());
    std::stable_sort(m_counts.begin(), m_counts.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    m_layers = layers;
    m_words = words;
    setAccessibleName(text());
    setToolTip(text());
    update();
}

QString VoteLegend::nameOf(int layer) const
{
    return (m_countsExperts ? tr("expert %1:") : tr("layer %1:")).arg(layer);
}

QString VoteLegend::tokenCount(int count)
{
    return count == 1 ? tr("1 token") : tr("%1 tokens").arg(count);
}

QString VoteLegend::text() const
{
    QStringList parts;
    for (const auto& [layer, count] : m_counts)
        parts << nameOf(layer) + QLatin1Char(' ') + tokenCount(count);
    return parts.isEmpty() ? m_words : parts.join(QStringLiteral(", ")) + QStringLiteral("; ") + m_words;
}

QSize VoteLegend::sizeHint() const
{
    return {300, fontMetrics().height() + 2};
}

void VoteLegend::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QFont plain = Theme::figures(font());
    const QFont bold = Theme::medium(plain);
    const int baseline = (height() + fontMetrics().ascent() - fontMetrics().descent()) / 2;
    int whole = QFontMetrics(plain).horizontalAdvance(m_words);
    for (const auto& [layer, count] : m_counts)
        whole += 14 + QFontMetrics(plain).horizontalAdvance(nameOf(layer)) + 5
            + QFontMetrics(bold).horizontalAdvance(tokenCount(count)) + 14;
    const bool isRoomy = whole <= width(); // else the words behind the counts alone say of what they are
    int x = 0;
    const auto write = [&](const QString& text, const QFont& with, const QColor& ink, int after) {
        painter.setFont(with);
        painter.setPen(ink);
        const int room = std::max(width() - x, 0);
        painter.drawText(x, baseline, painter.fontMetrics().elidedText(text, Qt::ElideRight, room));
        x += painter.fontMetrics().horizontalAdvance(text) + after;
    };
    for (const auto& [layer, count] : m_counts) {
        const QRect swatch(x, baseline - 9, 10, 10);
        painter.fillRect(swatch, layercells::colour(layer, m_layers));
        painter.setPen(m_theme.colours().plotAxis);
        painter.drawRect(swatch.adjusted(0, 0, -1, -1));
        x += 14;
        write(nameOf(layer), plain, m_theme.colours().secondaryText, 5);
        write(isRoomy ? tokenCount(count) : QString::number(count), bold, m_theme.colours().text, 14);
    }
    write(m_words, plain, m_theme.colours().secondaryText, 0);
}

} // namespace gui
