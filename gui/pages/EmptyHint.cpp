#include "gui/pages/EmptyHint.h"

#include <algorithm>
#include <utility>

#include <QAbstractItemView>
#include <QEvent>
#include <QFontMetrics>
#include <QPainter>

#include "gui/app/Theme.h"

namespace gui {

namespace {

constexpr int wordsFlags = int(Qt::AlignHCenter | Qt::AlignTop) | int(Qt::TextWordWrap);

} // namespace

EmptyHint::EmptyHint(const Theme& theme, QAbstractItemView* view, QString title, QString text)
    : QWidget(view->viewport())
    , m_theme(theme)
    , m_view(view)
    , m_model(view->model())
    , m_title(std::move(title))
    , m_text(std::move(text))
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    view->viewport()->installEventFilter(this);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &EmptyHint::update);
    connect(m_model, &QAbstractItemModel::rowsRemoved, this, &EmptyHint::update);
    connect(m_model, &QAbstractItemModel::modelReset, this, &EmptyHint::update);
    connect(m_model, &QAbstractItemModel::layoutChanged, this, &EmptyHint::update);
    update();
}

void EmptyHint::update()
{
    setVisible(m_model->rowCount() == 0);
}

bool EmptyHint::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize)
        setGeometry(m_view->viewport()->rect());
    return QWidget::eventFilter(watched, event);
}

EmptyHint::Places EmptyHint::places() const
{
    const QRect all(2 * spacing::page, 0, std::max(rect().width() - 4 * spacing::page, 0), QWIDGETSIZE_MAX);
    const int title = QFontMetrics(Theme::semibold(font())).boundingRect(all, wordsFlags, m_title).height();
    const int text = QFontMetrics(font()).boundingRect(all, wordsFlags, m_text).height();
    const int spare = rect().height() - title - spacing::pair - text;
    const int top = std::clamp(spare / 2, 0, 2 * spacing::page);
    return {{all.left(), top, all.width(), title}, {all.left(), top + title + spacing::pair, all.width(), text}};
}

QRect EmptyHint::wordsRect() const
{
    const Places both = places();
    return both.title.united(both.text);
}

void EmptyHint::paintEvent(QPaintEvent*)
{
    const Places both = places();
    QPainter painter(this);
    painter.setFont(Theme::semibold(font()));
    painter.setPen(m_theme.colours().text);
    painter.drawText(both.title, wordsFlags | int(Qt::TextDontClip), m_title);
    painter.setFont(font());
    painter.setPen(m_theme.colours().secondaryText);
    painter.drawText(both.text, wordsFlags | int(Qt::TextDontClip), m_text);
}

} // namespace gui

#include "moc_EmptyHint.cpp"
