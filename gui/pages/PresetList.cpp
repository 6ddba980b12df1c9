#include "gui/pages/PresetList.h"

#include <QHeaderView>
#include <QRegularExpression>

#include "engine/run/Resources.h"

namespace gui {

namespace {

constexpr int nameRole = Qt::UserRole;
constexpr int fewestVariants = 3; // from which on a preset gets a branch of its own

void setCount(QTreeWidgetItem& item, int count)
{
    item.setText(1, count == 0 ? QString() : PresetList::tr("%1 changed").arg(count));
    item.setFirstColumnSpanned(count == 0);
}

/// The preset that `name` is a variant of, as molex-paper of molex-paper-cola; empty for none.
QString parentOf(const QString& name, const QStringList& all)
{
    const QString parent = name.left(name.lastIndexOf(QLatin1Char('-')));
    const QStringList variants = all.filter(QRegularExpression(QStringLiteral("^%1-[^-]+$").arg(
        QRegularExpression::escape(parent))));
    return parent != name && all.contains(parent) && variants.size() >= fewestVariants ? parent : QString();
}

} // namespace

PresetList::PresetList(QWidget* parent)
    : QTreeWidget(parent)
{
    setObjectName(QStringLiteral("presetList"));
    setColumnCount(2);
    setHeaderHidden(true);
    setFrameShape(QFrame::NoFrame);
    setRootIsDecorated(true);
    setIndentation(16);
    setUniformRowHeights(true);
    header()->setStretchLastSection(false);
    header()->setSectionResizeMode(0, QHeaderView::Stretch);
    header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    fill();
    connect(this, &QTreeWidget::itemClicked, this,
            [this](QTreeWidgetItem* item) { Q_EMIT chosen(item->data(0, nameRole).toString()); });
    connect(this, &QTreeWidget::itemActivated, this,
            [this](QTreeWidgetItem* item) { Q_EMIT chosen(item->data(0, nameRole).toString()); });
}

void PresetList::fill()
{
    QStringList all;
    for (const std::string& name : engine::presetNames())
        all << QString::fromStdString(name);
    for (const QString& name : all) { // sorted: a parent comes before its variants
        const QString parent = parentOf(name, all);
        auto* item = parent.isEmpty() ? new QTreeWidgetItem(this, {name})
                                      : new QTreeWidgetItem(find(parent), {name.mid(parent.size() + 1)});
        item->setFirstColumnSpanned(true); // until it has a count beside it
        item->setData(0, nameRole, name);
        item->setToolTip(0, name);
    }
}

QTreeWidgetItem* PresetList::find(const QString& name) const
{
    for (QTreeWidgetItemIterator it(const_cast<PresetList*>(this)); *it != nullptr; ++it)
        if ((*it)->data(0, nameRole).toString() == name)
            return *it;
    return nullptr;
}

void PresetList::setCurrent(const QString& name)
{
    if (QTreeWidgetItem* before = find(m_current))
        setCount(*before, 0);
    m_current = name;
    if (QTreeWidgetItem* item = find(name)) {
        setCurrentItem(item);
        scrollToItem(item);
    } else {
        setCurrentItem(nullptr);
    }
}

void PresetList::setChangedCount(int count)
{
    if (QTreeWidgetItem* item = find(m_current))
        setCount(*item, count);
}

} // namespace gui

#include "moc_PresetList.cpp"
