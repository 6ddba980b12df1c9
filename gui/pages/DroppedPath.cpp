#include "gui/pages/DroppedPath.h"

#include <algorithm>
#include <initializer_list>

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include "engine/data/GlueLayout.h"
#include "engine/run/ThreadRole.h"

namespace gui {

namespace {

/// The context of this file's texts in the catalogue.
struct DroppedPathWords
{
    Q_DECLARE_TR_FUNCTIONS(DroppedPath)
};

QString glueFolder(engine::GlueName name)
{
    return QString::fromStdString(engine::glueLayout(name).folder);
}

/// "dev.tsv", of MNLI "dev_matched.tsv"
QString glueDevFile(engine::GlueName name)
{
    return QString::fromStdString(engine::glueLayout(name).file("dev").name);
}

bool holdsGlueTasks(const QDir& folder)
{
    for (const auto& [name, word] : names(engine::GlueName{}))
        if (folder.exists(glueFolder(name) + QLatin1Char('/') + glueDevFile(name)))
            return true;
    return false;
}

bool hasAny(const QDir& folder, std::initializer_list<const char*> files)
{
    return std::any_of(files.begin(), files.end(),
                       [&](const char* file) { return folder.exists(QString::fromLatin1(file)); });
}

bool holdsE2e(const QDir& folder)
{
    return hasAny(folder, {"trainset.csv", "devset.csv"})
        || (hasAny(folder, {"train.txt"}) && hasAny(folder, {"valid.txt"}));
}

} // namespace

DroppedPath recognise(const QString& path)
{
    using engine::TaskKind;
    using enum DroppedPath::Kind;
    engine::requireWorkerThread("a look at a dropped folder");
    if (!QFileInfo(path).isDir())
        return {.kind = Configuration};
    const QDir folder(path);
    if (folder.exists(QStringLiteral("config.json")))
        return {.kind = Model};
    if (folder.exists(QStringLiteral("data.noun")))
        return {.kind = Data, .task = TaskKind::WordNet};
    for (const auto& [name, word] : names(engine::GlueName{}))
        if (folder.exists(glueDevFile(name)) && folder.dirName().compare(glueFolder(name), Qt::CaseInsensitive) == 0)
            return {.kind = Data, .task = TaskKind::Glue, .glueTask = name};
    if (holdsGlueTasks(folder))
        return {.kind = Data, .task = TaskKind::Glue};
    if (holdsE2e(folder))
        return {.kind = Data, .task = TaskKind::E2e};
    if (hasAny(folder, {"train.csv", "train.tsv", "train.jsonl"}))
        return {.kind = Data, .task = TaskKind::Table};
    const bool hasDev = hasAny(folder, {"dev.tsv", "dev_matched.tsv"});
    return {.kind = hasDev ? Data : Unknown, .task = TaskKind::Glue};
}

QString recognisedText(const DroppedPath& dropped, const QString& path)
{
    QString what = DroppedPathWords::tr("a model folder");
    if (dropped.kind == DroppedPath::Kind::Data) {
        switch (dropped.task) {
        case engine::TaskKind::Glue:
            what = dropped.glueTask ? DroppedPathWords::tr("the GLUE task %1").arg(glueFolder(*dropped.glueTask))
                                    : DroppedPathWords::tr("GLUE data; choose the task");
            break;
        case engine::TaskKind::E2e: what = DroppedPathWords::tr("the E2E NLG data"); break;
        case engine::TaskKind::Table:
            what = DroppedPathWords::tr("tables of a task of your own; name their columns");
            break;
        case engine::TaskKind::WordNet: what = DroppedPathWords::tr("WordNet's dictionary"); break;
        }
    }
    return DroppedPathWords::tr("%1 was recognised as %2").arg(QDir(path).dirName(), what);
}

} // namespace gui
