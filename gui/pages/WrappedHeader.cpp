#include "gui/pages/WrappedHeader.h"

#include <algorithm>

#include <QRegularExpression>
#include <QStyleOption>

#include "gui/app/Theme.h"

namespace gui {

namespace {

constexpr qsizetype mostTitleLines = 4;
constexpr int letterSlack = 2; ///< letters may reach a little beyond their advance

/// With the spaces and signs after them: "fixed ", "random-", "gate".
QStringList piecesOf(const QString& title)
{
    static const QRegularExpression piece(QStringLiteral("[^-_/= ]*[-_/= ]*"));
    QStringList pieces;
    for (auto found = piece.globalMatch(title); found.hasNext();)
        if (const QString text = found.next().captured(); !text.isEmpty())
            pieces << text;
    return pieces;
}

/// As many pieces as fit beside each other, one at least.
QStringList brokenInto(int room, const QStringList& pieces, const QFontMetrics& metrics)
{
    QStringList lines;
    for (const QString& piece : pieces)
        if (lines.isEmpty() || metrics.horizontalAdvance((lines.last() + piece).trimmed()) > room)
            lines << piece;
        else
            lines.last() += piece;
    return lines;
}

} // namespace

WrappedHeader::WrappedHeader(QWidget* parent)
    : QHeaderView(Qt::Horizontal, parent)
{
    setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
}

QString WrappedHeader::title(int section) const
{
    return model()->headerData(section, Qt::Horizontal, Qt::DisplayRole).toString();
}

int WrappedHeader::margins() const
{
    return 2 * (spacing::pair + style()->pixelMetric(QStyle::PM_HeaderMargin, nullptr, this));
}

int WrappedHeader::leastWidth(int section) const
{
    const QFontMetrics metrics = fontMetrics();
    const QStringList pieces = piecesOf(title(section));
    int room = 0;
    for (const QString& piece : pieces)
        room = std::max(room, metrics.horizontalAdvance(piece.trimmed()));
    while (brokenInto(room, pieces, metrics).size() > mostTitleLines)
        room += spacing::pair;
    return room + letterSlack + margins();
}

QString WrappedHeader::shown(int section) const
{
    const QFontMetrics metrics = fontMetrics();
    const int room = sectionSize(section) - margins();
    QStringList lines = brokenInto(room, piecesOf(title(section)), metrics);
    if (lines.size() > mostTitleLines) {
        const QString rest = lines.mid(mostTitleLines - 1).join(QString());
        lines = lines.mid(0, mostTitleLines - 1) << rest;
    }
    for (QString& line : lines)
        line = metrics.elidedText(line.trimmed(), Qt::ElideMiddle, room);
    return lines.join(QLatin1Char('\n'));
}

void WrappedHeader::initStyleOptionForIndex(QStyleOptionHeader* option, int section) const
{
    QHeaderView::initStyleOptionForIndex(option, section);
    option->text = shown(section);
}

QSize WrappedHeader::sectionSizeFromContents(int section) const
{
    const QSize inOneLine = QHeaderView::sectionSizeFromContents(section);
    const int breaks = int(shown(section).count(QLatin1Char('\n')));
    return inOneLine + QSize(0, breaks * fontMetrics().lineSpacing());
}

} // namespace gui

#include "moc_WrappedHeader.cpp"
