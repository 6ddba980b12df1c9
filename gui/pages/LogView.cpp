#include "gui/pages/LogView.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QScrollBar>
#include <QStackedLayout>
#include <QToolButton>
#include <QTreeView>

#include "gui/app/EmptyState.h"
#include "gui/app/SmallButton.h"
#include "gui/app/Theme.h"
#include "gui/models/LogFilter.h"
#include "gui/models/RunLogModel.h"
#include "gui/pages/LogBar.h"

namespace gui {

LogView::LogView(Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_lines(new RunLogModel(theme, this))
    , m_filter(new LogFilter(*m_lines, {RunLogModel::Text}, this))
    , m_view(new QTreeView(this))
    , m_empty(new EmptyState(theme, this))
    , m_stack(new QStackedLayout)
    , m_toEnd(*this, [this] { m_view->scrollToBottom(); })
{
    m_empty->setObjectName(QStringLiteral("logEmptyState"));
    m_empty->setText(tr("No log lines"), tr("What the run has to say appears here: what it loaded, warnings, why it ended."));
    setUpView();
    QToolButton* copy =
        makeSmallButton(theme, "edit-copy", tr("Copy"), tr("Copy the lines shown to the clipboard"), this);
    copy->setObjectName(QStringLiteral("copyLogToolButton"));

    auto* content = new QWidget(this);
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto* controls = new QHBoxLayout;
    controls->setContentsMargins(spacing::page, spacing::control, spacing::page, spacing::control);
    controls->addWidget(new LogBar(*m_filter, QStringLiteral("log"), theme, content), 1);
    controls->addWidget(copy);
    layout->addLayout(controls);
    layout->addWidget(m_view, 1);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(content);
    setLayout(m_stack);

    connect(copy, &QToolButton::clicked, this, &LogView::copyAll);
    updateEmptyState();
}

void LogView::setUpView()
{
    m_view->setObjectName(QStringLiteral("logTreeView"));
    m_view->setAccessibleName(tr("Log of the run"));
    m_view->setModel(m_filter);
    m_view->setRootIsDecorated(false);
    m_view->setUniformRowHeights(true);
    m_view->setAlternatingRowColors(true);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_view->setFont(Theme::figures(font()));
    m_view->setColumnWidth(RunLogModel::Time, fontMetrics().horizontalAdvance(QStringLiteral("0000-00-00 00:00:00")) + 24);
    m_view->setColumnWidth(RunLogModel::Level, fontMetrics().horizontalAdvance(QStringLiteral("warning")) + 64);
    connect(m_lines, &QAbstractItemModel::modelReset, this, [this] {
        updateEmptyState();
        m_toEnd.ask();
    });
    connect(m_lines, &QAbstractItemModel::rowsAboutToBeInserted, this, [this] {
        const QScrollBar* bar = m_view->verticalScrollBar();
        if (bar->value() == bar->maximum())
            QMetaObject::invokeMethod(this, [this] { m_toEnd.ask(); }, Qt::QueuedConnection);
    });
    connect(m_lines, &QAbstractItemModel::rowsInserted, this, &LogView::updateEmptyState);
}

void LogView::setModel(RunModel* model)
{
    m_lines->setRun(model);
}

void LogView::copyAll()
{
    QStringList lines;
    for (int row = 0; row < m_filter->rowCount(); ++row) {
        QStringList cells;
        for (int column = 0; column < RunLogModel::ColumnCount; ++column)
            cells.append(m_filter->index(row, column).data().toString());
        lines.append(cells.join(QLatin1Char('\t')));
    }
    QApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
}

void LogView::updateEmptyState()
{
    m_stack->setCurrentIndex(m_lines->rowCount() > 0 ? 1 : 0);
}

} // namespace gui
