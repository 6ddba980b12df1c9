#include "gui/app/MessageArea.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

#include "gui/app/IconLabel.h"
#include "gui/app/Theme.h"

namespace gui {

namespace {

class Bar final : public QWidget {
public:
    Bar(const Theme& theme, MessageArea::Kind kind, QWidget* parent)
        : QWidget(parent)
        , m_theme(theme)
        , m_kind(kind)
    {
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        const Colours& colours = m_theme.colours();
        QPainter painter(this);
        painter.fillRect(rect(), m_kind == MessageArea::Kind::Note        ? colours.header
                                     : m_kind == MessageArea::Kind::Error ? colours.errorGround
                                                                          : colours.warningGround);
        painter.fillRect(QRect(0, height() - 1, width(), 1), colours.border);
    }

private:
    const Theme& m_theme;
    const MessageArea::Kind m_kind;
};

QIcon iconOf(const Theme& theme, MessageArea::Kind kind)
{
    switch (kind) {
    case MessageArea::Kind::Note: return theme.icon(QStringLiteral("data-information"), Ink::Accent);
    case MessageArea::Kind::Warning: return theme.icon(QStringLiteral("data-warning"), Ink::Warning);
    case MessageArea::Kind::Error: return theme.icon(QStringLiteral("data-error"), Ink::Error);
    }
    return {};
}

} // namespace

MessageArea::MessageArea(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);
    hide();
}

void MessageArea::tell(const QString& key, const Message& message)
{
    take(key);
    QWidget* bar = makeBar(key, message);
    m_bars[key] = bar;
    m_column->addWidget(bar);
    show();
    if (!message.buttons.empty())
        bar->findChild<QPushButton*>()->setFocus();
}

QWidget* MessageArea::makeBar(const QString& key, const Message& message)
{
    auto* bar = new Bar(m_theme, message.kind, this);
    bar->setObjectName(key);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(spacing::page, spacing::pair, spacing::page, spacing::pair);
    row->setSpacing(spacing::control);
    row->addWidget(new IconLabel(iconOf(m_theme, message.kind), bar));
    auto* text = new QLabel(message.text, bar);
    text->setObjectName(QStringLiteral("text"));
    text->setTextFormat(Qt::PlainText);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    text->setWordWrap(true);
    row->addWidget(text, 1);
    for (const Button& button : message.buttons) {
        auto* widget = new QPushButton(button.text, bar);
        widget->setObjectName(button.name);
        widget->setDefault(row->count() == 2);
        widget->setAutoDefault(true);
        connect(widget, &QPushButton::clicked, this, [this, key, pressed = button.pressed] {
            take(key);
            pressed();
        });
        row->addWidget(widget);
    }
    if (message.buttons.empty()) {
        auto* close = new QToolButton(bar);
        close->setObjectName(QStringLiteral("closeBarButton"));
        close->setIcon(m_theme.icon(QStringLiteral("window-close")));
        close->setAutoRaise(true);
        close->setToolTip(tr("Close this message"));
        close->setAccessibleName(close->toolTip());
        connect(close, &QToolButton::clicked, this, [this, key] { take(key); });
        row->addWidget(close);
    }
    return bar;
}

void MessageArea::take(const QString& key)
{
    const auto found = m_bars.find(key);
    if (found == m_bars.end())
        return;
    found->second->hide();
    found->second->deleteLater();
    m_bars.erase(found);
    setVisible(!m_bars.empty());
}

QString MessageArea::text(const QString& key) const
{
    const auto found = m_bars.find(key);
    return found == m_bars.end() ? QString() : found->second->findChild<QLabel*>(QStringLiteral("text"))->text();
}

} // namespace gui

#include "moc_MessageArea.cpp"
