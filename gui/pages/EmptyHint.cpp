#include "gui/pages/EmptyHint.h"

#include <QAbstractItemView>
#include <QEvent>
#include <QPainter>

#include "gui/app/Theme.h"

namespace gui {

EmptyHint::EmptyHint(const Theme& theme, QAbstractItemView* view, const QString& title, const QString& text)
    : QWidget(view->viewport())
    , m_theme(theme)
    , m_view(view)
    , m_model(view->model())
    , m_title(title)
    , m_text(text)
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

void EmptyHint::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    QRect area = rect().adjusted(2 * spacing::page, 2 * spacing::page, -2 * spacing::page, 0);
    painter.setFont(Theme::semibold(font()));
    painter.setPen(m_theme.colours().text);
    QRect used;
    painter.drawText(area, Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap, m_title, &used);
    area.setTop(used.bottom() + spacing::pair);
    painter.setFont(font());
    painter.setPen(m_theme.colours().secondaryText);
    painter.drawText(area, Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap, m_text);
}

} // namespace gui

#include "moc_EmptyHint.cpp"
