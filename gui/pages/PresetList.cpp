#include "gui/pages/PresetList.h"

#include <utility>

#include <QHeaderView>
#include <QRegularExpression>

#include "gui/app/Theme.h"

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

/// What a preset is there for, by its routing: to mix layers, to be compared with that, or to control it.
QString purposeOf(const BuiltInPreset& preset)
{
    std::string routing = "none";
    try {
        routing = preset.document.value(engine::Json::json_pointer("/routing/kind"), routing);
    } catch (const std::exception&) { // choosing it tells what is wrong with it
    }
    if (routing == "molex")
        return PresetList::tr("Mixing layers");
    return routing == "none" ? PresetList::tr("Without mixing") : PresetList::tr("Controls");
}

} // namespace

PresetList::PresetList(QWidget* parent)
    : QTreeWidget(parent)
{
    setObjectName(QStringLiteral("presetList"));
    setAccessibleName(tr("Presets"));
    setColumnCount(2);
    setHeaderHidden(true);
    setFrameShape(QFrame::NoFrame);
    setRootIsDecorated(true);
    setIndentation(12);
    setUniformRowHeights(true);
    header()->setStretchLastSection(false);
    header()->setSectionResizeMode(0, QHeaderView::Stretch);
    header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    makeGroups();
    const auto choose = [this](QTreeWidgetItem* item) {
        if (const QString name = item->data(0, nameRole).toString(); !name.isEmpty())
            Q_EMIT chosen(name);
    };
    connect(this, &QTreeWidget::itemClicked, this, choose);
    connect(this, &QTreeWidget::itemActivated, this, choose);
}

void PresetList::makeGroups()
{
    for (const QString& purpose : {tr("Mixing layers"), tr("Without mixing"), tr("Controls")})
        m_groups[purpose] = addGroup(purpose);
    m_mineGroup = addGroup(tr("Mine"));
    m_mineGroup->setHidden(true);
}

void PresetList::setBuiltIn(const std::vector<BuiltInPreset>& presets)
{
    for (QTreeWidgetItem* group : std::as_const(m_groups))
        qDeleteAll(group->takeChildren());
    QStringList all;
    for (const BuiltInPreset& preset : presets)
        all << preset.name;
    for (const BuiltInPreset& preset : presets) { // a parent comes before its variants
        const QString& name = preset.name;
        const QString parent = parentOf(name, all);
        auto* item = parent.isEmpty() ? new QTreeWidgetItem(m_groups[purposeOf(preset)], {name})
                                      : new QTreeWidgetItem(find(parent), {name.mid(parent.size() + 1)});
        item->setFirstColumnSpanned(true); // until it has a count beside it
        item->setData(0, nameRole, name);
        item->setToolTip(0, name);
    }
    if (QTreeWidgetItem* item = find(m_current))
        setCurrentItem(item);
    setChangedCount(m_changedCount);
}

QTreeWidgetItem* PresetList::addGroup(const QString& title)
{
    auto* group = new QTreeWidgetItem(this, {title});
    group->setFlags(Qt::ItemIsEnabled);
    group->setFirstColumnSpanned(true);
    group->setFont(0, Theme::small(font()));
    group->setExpanded(true);
    return group;
}

void PresetList::setMine(const QStringList& names)
{
    m_mine = names;
    const QTreeWidgetItem* before = QTreeWidget::currentItem();
    const QString chosen = before == nullptr ? m_current : before->data(0, nameRole).toString();
    qDeleteAll(m_mineGroup->takeChildren());
    for (const QString& name : names) {
        auto* item = new QTreeWidgetItem(m_mineGroup, {name});
        item->setFirstColumnSpanned(true);
        item->setData(0, nameRole, name);
        item->setToolTip(0, name);
    }
    m_mineGroup->setHidden(names.isEmpty());
    m_mineGroup->setExpanded(true);
    if (QTreeWidgetItem* item = find(chosen))
        setCurrentItem(item);
    setChangedCount(m_changedCount);
    Q_EMIT currentMayDiffer();
}

QTreeWidgetItem* PresetList::find(const QString& name) const
{
    for (QTreeWidgetItemIterator it(const_cast<PresetList*>(this)); *it != nullptr; ++it)
        if ((*it)->data(0, nameRole) == name) // a group has none
            return *it;
    return nullptr;
}

void PresetList::setCurrent(const QString& name)
{
    if (QTreeWidgetItem* before = find(m_current))
        setCount(*before, 0);
    m_current = name;
    m_changedCount = 0;
    if (QTreeWidgetItem* item = find(name)) {
        setCurrentItem(item);
        scrollToItem(item);
    } else {
        setCurrentItem(nullptr);
    }
    Q_EMIT currentMayDiffer();
}

void PresetList::setChangedCount(int count)
{
    m_changedCount = count;
    if (QTreeWidgetItem* item = find(m_current))
        setCount(*item, count);
}

} // namespace gui

#include "moc_PresetList.cpp"
