#include "gui/app/CommandPalette.h"

#include <algorithm>

#include <QAction>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include "gui/app/ActionText.h"
#include "gui/app/Theme.h"

namespace gui {

namespace {

constexpr int usualWidth = 480;
constexpr int rowsInSight = 10;
constexpr int paletteIconSide = 16;
constexpr int ActionRole = Qt::UserRole;

/// The keys at the right end of the row.
class KeysDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::paint(painter, option, index);
        const auto* action = index.data(ActionRole).value<QAction*>();
        painter->save();
        const bool isSelected = option.state.testFlag(QStyle::State_Selected);
        painter->setPen(option.palette.color(isSelected ? QPalette::HighlightedText : QPalette::PlaceholderText));
        painter->drawText(option.rect.adjusted(0, 0, -spacing::control, 0), Qt::AlignRight | Qt::AlignVCenter,
                          action->shortcut().toString(QKeySequence::NativeText));
        painter->restore();
    }

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const QSize size = QStyledItemDelegate::sizeHint(option, index);
        return {size.width(), Theme::rowHeight(option.font)};
    }
};

/// How well an action fits: 0 not at all, more is better. Every word must occur; at the start of one counts more.
int fit(const QString& text, const QStringList& words)
{
    int sum = 1;
    for (const QString& word : words) {
        const auto place = text.indexOf(word, 0, Qt::CaseInsensitive);
        if (place < 0)
            return 0;
        sum += place == 0 ? 3 : text[place - 1] == QLatin1Char(' ') ? 2 : 1;
    }
    return sum;
}

} // namespace

CommandPalette::CommandPalette(QList<QAction*> actions, QWidget* window)
    : QFrame(window, Qt::Popup)
    , m_actions(std::move(actions))
    , m_words(new QLineEdit(this))
    , m_found(new QListWidget(this))
{
    setObjectName(QStringLiteral("commandPalette"));
    setFrameShape(QFrame::StyledPanel);
    m_words->setObjectName(QStringLiteral("paletteWords"));
    m_words->setPlaceholderText(tr("What do you want to do?"));
    m_words->setAccessibleName(tr("Find an action"));
    m_found->setObjectName(QStringLiteral("paletteList"));
    m_found->setAccessibleName(tr("Actions found"));
    m_found->setFrameShape(QFrame::NoFrame);
    m_found->setFocusPolicy(Qt::NoFocus);
    m_found->setUniformItemSizes(true);
    m_found->setIconSize({paletteIconSide, paletteIconSide});
    m_found->setItemDelegate(new KeysDelegate(m_found));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(spacing::control, spacing::control, spacing::control, spacing::control);
    column->setSpacing(spacing::pair);
    column->addWidget(m_words);
    column->addWidget(m_found);
    m_words->installEventFilter(this);
    connect(m_words, &QLineEdit::textChanged, this, &CommandPalette::find);
    connect(m_found, &QListWidget::itemClicked, this, &CommandPalette::choose);
}

void CommandPalette::open()
{
    m_words->clear();
    find({});
    const QMargins margins = layout()->contentsMargins();
    m_found->setFixedHeight(rowsInSight * Theme::rowHeight(m_found->font()));
    setFixedWidth(qMin(usualWidth, parentWidget()->width() - 2 * margins.left()));
    adjustSize();
    move(parentWidget()->mapToGlobal(QPoint((parentWidget()->width() - width()) / 2, spacing::page * 4)));
    show();
    m_words->setFocus(Qt::PopupFocusReason);
}

void CommandPalette::find(const QString& words)
{
    const QStringList parts = words.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    std::vector<std::pair<int, QAction*>> fitting;
    for (QAction* action : std::as_const(m_actions))
        if (const int value = action->isEnabled() ? fit(plainText(*action), parts) : 0; value > 0)
            fitting.emplace_back(value, action);
    std::stable_sort(fitting.begin(), fitting.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    m_found->clear();
    for (const auto& [value, action] : fitting) {
        auto* row = new QListWidgetItem(iconInList(*action), plainText(*action), m_found);
        row->setData(ActionRole, QVariant::fromValue(action));
    }
    m_found->setCurrentRow(0);
}

void CommandPalette::choose()
{
    const QListWidgetItem* row = m_found->currentItem();
    if (row == nullptr)
        return;
    auto* action = row->data(ActionRole).value<QAction*>();
    close();
    action->trigger();
}

void CommandPalette::moveBy(int rows)
{
    const int count = m_found->count();
    if (count > 0)
        m_found->setCurrentRow(std::clamp(m_found->currentRow() + rows, 0, count - 1));
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    switch (static_cast<QKeyEvent*>(event)->key()) {
    case Qt::Key_Up:
        moveBy(-1);
        return true;
    case Qt::Key_Down:
        moveBy(1);
        return true;
    case Qt::Key_PageUp:
        moveBy(-rowsInSight);
        return true;
    case Qt::Key_PageDown:
        moveBy(rowsInSight);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        choose();
        return true;
    default:
        return QFrame::eventFilter(watched, event);
    }
}

} // namespace gui

#include "moc_CommandPalette.cpp"
