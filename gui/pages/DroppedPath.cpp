#include "gui/pages/DroppedPath.h"

#include <QDir>
#include <QDropEvent>
#include <QFileInfo>

#include "engine/data/GlueLayout.h"

namespace gui {

namespace {

QString glueFolder(engine::GlueName name)
{
    return QString::fromStdString(engine::glueLayout(name).folder);
}

bool holdsGlueTasks(const QDir& folder)
{
    for (const auto& [name, word] : names(engine::GlueName{}))
        if (folder.exists(glueFolder(name) + QStringLiteral("/dev.tsv")))
            return true;
    return false;
}

} // namespace

DroppedPath recognise(const QString& path)
{
    using enum DroppedPath::Kind;
    if (!QFileInfo(path).isDir())
        return {Configuration, {}};
    const QDir folder(path);
    if (folder.exists(QStringLiteral("config.json")))
        return {Model, {}};
    if (folder.exists(QStringLiteral("data.noun")))
        return {WordNet, {}};
    if (!folder.exists(QStringLiteral("dev.tsv")))
        return {holdsGlueTasks(folder) ? Glue : Unknown, {}};
    for (const auto& [name, word] : names(engine::GlueName{}))
        if (folder.dirName().compare(glueFolder(name), Qt::CaseInsensitive) == 0)
            return {Glue, name};
    return {Glue, {}};
}

void acceptCopy(QDropEvent& event)
{
    event.setDropAction(Qt::CopyAction);
    event.accept();
}

} // namespace gui
