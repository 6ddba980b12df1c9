#include "tests/monkey/Deed.h"

#include <algorithm>
#include <array>
#include <iterator>

#include <QStringList>

namespace monkey {

namespace {

constexpr std::array deedNames = {"click", "double-click", "right-click", "drag", "wheel",
                                  "keys",  "words",        "resize",      "wait"};

QString wordOf(Deed::Kind kind)
{
    return QString::fromLatin1(deedNames[static_cast<std::size_t>(kind)]);
}

} // namespace

QString describe(const Deed& deed)
{
    const QString what = deed.on.isEmpty() ? deed.text : deed.on;
    return what.isEmpty() ? wordOf(deed.kind) : wordOf(deed.kind) + QStringLiteral(" on ") + what;
}

QString toLine(const Deed& deed)
{
    QStringList words = {QString::number(deed.since), wordOf(deed.kind)};
    for (const int number : {deed.at.x(), deed.at.y(), deed.to.x(), deed.to.y(), static_cast<int>(deed.held.toInt())})
        words << QString::number(number);
    words << deed.text << deed.on;
    return words.join(QLatin1Char('\t'));
}

std::optional<Deed> fromLine(const QString& line)
{
    const QStringList words = line.split(QLatin1Char('\t'));
    if (words.size() != 9)
        return std::nullopt;
    const auto name = std::find(deedNames.begin(), deedNames.end(), words[1].toStdString());
    if (name == deedNames.end())
        return std::nullopt;
    Deed deed;
    deed.since = words[0].toLongLong();
    deed.kind = static_cast<Deed::Kind>(std::distance(deedNames.begin(), name));
    deed.at = {words[2].toInt(), words[3].toInt()};
    deed.to = {words[4].toInt(), words[5].toInt()};
    deed.held = Qt::KeyboardModifiers::fromInt(words[6].toUInt());
    deed.text = words[7];
    deed.on = words[8];
    return deed;
}

} // namespace monkey
