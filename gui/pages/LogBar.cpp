#include "gui/pages/LogBar.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>

#include "gui/app/Format.h"
#include "gui/app/SegmentBar.h"
#include "gui/app/Theme.h"
#include "gui/models/LogFilter.h"

namespace gui {

LogBar::LogBar(LogFilter& filter, const QString& name, Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_filter(filter)
    , m_count(new QLabel(this))
{
    auto* levels = new SegmentBar(this);
    levels->setObjectName(name + QStringLiteral("LevelSegmentBar"));
    levels->add(tr("All"));
    levels->add(tr("Warnings and errors"));
    levels->add(tr("Errors"));
    auto* words = new QLineEdit(this);
    words->setObjectName(name + QStringLiteral("SearchLineEdit"));
    words->setAccessibleName(tr("Find in the log"));
    words->setPlaceholderText(tr("Find in the log"));
    words->setToolTip(tr("Every word must be in the line"));
    words->setClearButtonEnabled(true);
    words->setMaximumWidth(240);
    words->addAction(theme.icon(QStringLiteral("search"), Ink::Secondary), QLineEdit::LeadingPosition);
    m_count->setObjectName(name + QStringLiteral("CountLabel"));
    theme.paintIn(m_count, Ink::Secondary);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(spacing::control);
    row->addWidget(levels);
    row->addWidget(words);
    row->addWidget(m_count, 1);
    connect(levels, &SegmentBar::chosen, this, [this](int segment) { m_filter.setLowest(segment); });
    connect(words, &QLineEdit::textChanged, this, [this](const QString& text) { m_filter.setWords(text); });
    for (const QAbstractItemModel* model : {static_cast<const QAbstractItemModel*>(&filter),
                                            static_cast<const QAbstractItemModel*>(filter.sourceModel())}) {
        connect(model, &QAbstractItemModel::rowsInserted, this, &LogBar::updateCount);
        connect(model, &QAbstractItemModel::rowsRemoved, this, &LogBar::updateCount);
        connect(model, &QAbstractItemModel::modelReset, this, &LogBar::updateCount);
    }
    updateCount();
}

void LogBar::updateCount()
{
    const int shown = m_filter.rowCount();
    const int all = m_filter.sourceModel()->rowCount();
    const QString words = all == 1 ? tr("%1 of 1 line").arg(format::whole(shown))
                                   : tr("%1 of %2 lines").arg(format::whole(shown), format::whole(all));
    m_count->setText(shown == all ? QString() : words);
}

} // namespace gui
