#include "gui/models/SweepBrush.h"

#include <algorithm>
#include <cmath>

#include <QStringList>

#include "gui/models/RunView.h"
#include "storage/runs/RunArrangement.h"

namespace gui {

namespace {

constexpr int mostDigits = 17;

bool isIn(double value, const SweepBrush::Range& range)
{
    return value >= range.low && value <= range.high;
}

/// A word as a filter wants it.
QString quoted(const QString& word)
{
    const bool isPlain = std::none_of(word.begin(), word.end(),
                                      [](QChar c) { return c.isSpace() || QStringLiteral(":=<>|\"").contains(c); });
    return isPlain ? word : QStringLiteral("\"%1\"").arg(QString(word).remove(QLatin1Char('"')));
}

/// The shortest number from `outer` to `inner` (either may be the greater one), so that a range is short and has the
/// same runs.
QString shortest(double inner, double outer)
{
    const auto [low, high] = std::minmax(inner, outer);
    for (int digits = 1; digits < mostDigits; ++digits) {
        const double number = QString::number(inner, 'g', digits).toDouble();
        if (number >= low && number <= high)
            return QString::fromStdString(storage::plainNumber(number));
    }
    return QString::fromStdString(storage::plainNumber(inner));
}

QString wordsTerm(const SweepAxis& axis, const SweepBrush::Range& range)
{
    QStringList words;
    for (std::size_t word = 0; word < axis.words.size(); ++word)
        if (isIn(double(word), range))
            words << quoted(axis.words[word]);
    const QString term = QStringLiteral("%1=%2").arg(quoted(QString::fromStdString(axis.key)), QStringLiteral("%1"));
    if (words.isEmpty()) // between two words: none
        return term.arg(quoted(axis.words.front())) + QStringLiteral(" -") + term.arg(quoted(axis.words.front()));
    return term.arg(words.join(QLatin1Char('|')));
}

/// From the least chosen number to the greatest, ends as short as the range allows.
QString numbersTerm(const SweepAxis& axis, const SweepBrush::Range& range)
{
    double low = INFINITY;
    double high = -INFINITY;
    for (const double value : axis.values)
        if (isIn(value, range)) {
            low = std::min(low, value);
            high = std::max(high, value);
        }
    if (!(low <= high))
        low = high = (range.low + range.high) / 2; // between two runs: none of them
    const QString key = quoted(QString::fromStdString(axis.key));
    if (low == high)
        return QStringLiteral("%1:%2").arg(key, shortest(low, low));
    return QStringLiteral("%1:%2..%3").arg(key, shortest(low, range.low), shortest(high, range.high));
}

} // namespace

void SweepBrush::keepOnly(const SweepRuns& sweep, const SweepRuns* before)
{
    std::erase_if(m_ranges, [&](const auto& range) {
        const SweepAxis* axis = sweep.axis(range.first);
        const SweepAxis* old = before == nullptr ? nullptr : before->axis(range.first);
        return axis == nullptr || (old != nullptr && old->words != axis->words);
    });
}

std::vector<char> SweepBrush::chosen(const SweepRuns& sweep) const
{
    std::vector<char> chosen(sweep.runs.size(), 1);
    for (const auto& [key, range] : m_ranges)
        if (const SweepAxis* axis = sweep.axis(key))
            for (std::size_t run = 0; run < chosen.size(); ++run)
                chosen[run] &= char(isIn(axis->values[run], range));
    return chosen;
}

QString SweepBrush::filter(const SweepRuns& sweep) const
{
    QStringList terms;
    for (const auto& [key, range] : m_ranges)
        if (const SweepAxis* axis = sweep.axis(key))
            terms << (axis->isWords() ? wordsTerm(*axis, range) : numbersTerm(*axis, range));
    if (terms.isEmpty())
        return {};
    terms.prepend(QStringLiteral("%1=yes").arg(QLatin1String(checkedKey)));
    return terms.join(QLatin1Char(' '));
}

} // namespace gui
