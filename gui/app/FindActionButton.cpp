#include "gui/app/FindActionButton.h"

#include <QAction>
#include <QPainter>

#include "gui/app/ActionText.h"
#include "gui/app/Theme.h"

namespace gui {

namespace {
constexpr int magnifierSide = 16;
constexpr int fieldRadius = 2;
} // namespace

FindActionButton::FindActionButton(const Theme& theme, QAction& palette, QWidget* parent)
    : QToolButton(parent)
    , m_theme(theme)
    , m_palette(palette)
{
    setText(tr("Find an action"));
    setIcon(theme.icon(QStringLiteral("search"), Ink::Secondary));
    setAttribute(Qt::WA_Hover);
    const auto tellKeys = [this] {
        setToolTip(withKeys(tr("Do anything by its name"), m_palette));
        updateGeometry();
        update();
    };
    connect(&palette, &QAction::changed, this, tellKeys);
    connect(&theme, &Theme::changed, this, [this] { update(); });
    connect(this, &QToolButton::clicked, &palette, &QAction::trigger);
    tellKeys();
}

QString FindActionButton::keys() const
{
    return m_palette.shortcut().toString(QKeySequence::NativeText);
}

QSize FindActionButton::sizeHint() const
{
    const int words = fontMetrics().horizontalAdvance(text());
    const int ofKeys = QFontMetrics(Theme::small(font())).horizontalAdvance(keys());
    return {spacing::control + magnifierSide + spacing::control + words + 2 * spacing::page + ofKeys + spacing::control,
            Theme::rowHeight(font())};
}

void FindActionButton::paintEvent(QPaintEvent*)
{
    const Colours& colours = m_theme.colours();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(hasFocus() || underMouse() ? colours.accent : colours.buttonBorder);
    painter.setBrush(isDown() ? colours.well : colours.base);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), fieldRadius, fieldRadius);
    const QRect room = rect().adjusted(spacing::control, 0, -spacing::control, 0);
    icon().paint(&painter, QRect(room.left(), 0, magnifierSide, height()));
    painter.setPen(colours.secondaryText);
    painter.drawText(room.adjusted(magnifierSide + spacing::control, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, text());
    painter.setFont(Theme::small(font()));
    painter.drawText(room, Qt::AlignRight | Qt::AlignVCenter, keys());
}

} // namespace gui

#include "moc_FindActionButton.cpp"
