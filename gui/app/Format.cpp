#include "gui/app/Format.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QStringList>

#include <cmath>
#include <utility>

namespace gui::format {

namespace {

/// The context of this file's texts in the catalogue.
struct FormatWords
{
    Q_DECLARE_TR_FUNCTIONS(Format)
};

QString withMinus(QString text)
{
    return text.replace(QLatin1Char('-'), QChar(0x2212));
}

const QLocale& english()
{
    static const QLocale locale(QLocale::English, QLocale::UnitedStates);
    return locale;
}

QString trimmed(QString text)
{
    if (!text.contains(QLatin1Char('.')))
        return text;
    while (text.endsWith(QLatin1Char('0')))
        text.chop(1);
    if (text.endsWith(QLatin1Char('.')))
        text.chop(1);
    return text;
}

QString prefixed(double value, const QString& gap)
{
    static constexpr struct
    {
        double size;
        char letter;
    } steps[] = {{1e12, 'T'}, {1e9, 'G'}, {1e6, 'M'}, {1e3, 'k'}};
    for (const auto& step : steps)
        if (std::abs(value) >= step.size)
            return withMinus(QString::number(value / step.size, 'g', 3)) + gap + QLatin1Char(step.letter);
    return withMinus(QString::number(value, 'g', 3));
}

} // namespace

QString whole(std::int64_t value)
{
    return withMinus(english().toString(static_cast<qlonglong>(value)));
}

QString value(double value)
{
    if (!std::isfinite(value))
        return std::isnan(value) ? FormatWords::tr("not a number")
                                 : withMinus(value > 0 ? QStringLiteral("∞") : QStringLiteral("-∞"));
    const double size = std::abs(value);
    if (size == 0)
        return QStringLiteral("0");
    if (size < 1e-3 || size >= 1e7) {
        QString text = QString::number(value, 'e', 2);
        const qsizetype exponent = text.indexOf(QLatin1Char('e'));
        return withMinus(text.left(exponent + 1) + QString::number(text.mid(exponent + 1).toInt()));
    }
    if (size >= 1000)
        return whole(std::llround(value));
    const int decimals = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : size >= 0.1 ? 3 : 4;
    return withMinus(QString::number(value, 'f', decimals));
}

QString fixed(double value, int decimals)
{
    const QString text = QString::number(value, 'f', decimals);
    return text.toDouble() == 0 ? QString::number(0.0, 'f', decimals) : withMinus(text);
}

QString epochs(double value)
{
    return fixed(value, value < 9.995 ? 2 : 1);
}

QString shortForm(double value)
{
    return std::abs(value) < 1000 ? withMinus(trimmed(QString::number(value, 'f', 6))) : prefixed(value, {});
}

QString count(double value)
{
    return std::abs(value) < 10000 ? whole(std::llround(value)) : prefixed(value, QStringLiteral(" "));
}

ByteUnit byteUnit(double value)
{
    ByteUnit unit;
    for (const char* larger : {"KiB", "MiB", "GiB", "TiB"})
        if (std::abs(value) >= 1024 * unit.size)
            unit = {1024 * unit.size, larger};
    return unit;
}

QString bytes(double value)
{
    const ByteUnit unit = byteUnit(value);
    value /= unit.size;
    const int decimals = unit.size > 1 && std::abs(value) < 10 ? 1 : 0;
    return fixed(value, decimals) + QLatin1Char(' ') + QLatin1String(unit.name);
}

QString duration(double seconds)
{
    if (!std::isfinite(seconds) || seconds < 0)
        return QStringLiteral("–");
    const auto whole = static_cast<std::int64_t>(std::llround(seconds));
    const std::int64_t days = whole / 86400;
    const std::int64_t hours = whole / 3600 % 24;
    const std::int64_t minutes = whole / 60 % 60;
    if (days > 0)
        return QStringLiteral("%1 d %2 h").arg(days).arg(hours);
    if (hours > 0)
        return QStringLiteral("%1 h %2 min").arg(hours).arg(minutes);
    if (minutes > 0)
        return QStringLiteral("%1 min %2 s").arg(minutes).arg(whole % 60);
    return QStringLiteral("%1 s").arg(whole);
}

QString clock(double seconds)
{
    const auto whole = static_cast<std::int64_t>(std::llround(std::max(seconds, 0.0)));
    const QChar zero = QLatin1Char('0');
    if (whole >= 3600)
        return QStringLiteral("%1:%2:%3").arg(whole / 3600).arg(whole / 60 % 60, 2, 10, zero).arg(whole % 60, 2, 10, zero);
    return QStringLiteral("%1:%2").arg(whole / 60).arg(whole % 60, 2, 10, zero);
}

QString percent(double share)
{
    return fixed(share * 100, 0) + QStringLiteral(" %");
}

QString time(double secondsSince1970)
{
    return QDateTime::fromSecsSinceEpoch(static_cast<qint64>(secondsSince1970)).toString(QStringLiteral("yyyy-MM-dd HH:mm"));
}

QString wrapped(const QString& text, int columns)
{
    QStringList lines;
    QString line;
    for (const QString& word : text.split(QLatin1Char(' '))) {
        if (!line.isEmpty() && line.size() + 1 + word.size() > columns)
            lines << std::exchange(line, QString());
        if (!line.isEmpty())
            line += QLatin1Char(' ');
        line += word;
    }
    return (lines << line).join(QLatin1Char('\n'));
}

} // namespace gui::format
