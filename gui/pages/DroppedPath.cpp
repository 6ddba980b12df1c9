#include "gui/pages/DroppedPath.h"

#include <algorithm>
#include <initializer_list>

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStringList>

#include "engine/data/GlueLayout.h"
#include "engine/run/ThreadRole.h"
#include "storage/exchange/ImportRun.h"

namespace gui {

namespace {

/// The context of this file's texts in the catalogue.
struct DroppedPathWords
{
    Q_DECLARE_TR_FUNCTIONS(DroppedPath)
};

QString workspaceFile()
{
    return QStringLiteral("workspace.sqlite");
}

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
    const auto all = names(engine::GlueName{});
    return std::any_of(all.begin(), all.end(), [&](const auto& each) {
        return folder.exists(glueFolder(each.first) + QLatin1Char('/') + glueDevFile(each.first));
    });
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

DroppedPath kindOfFolder(const QDir& folder)
{
    using engine::TaskKind;
    using enum DroppedPath::Kind;
    if (folder.exists(workspaceFile()))
        return {.kind = Workspace};
    if (folder.exists(QStringLiteral("config.json")))
        return {.kind = Model};
    if (!folder.entryList({QStringLiteral("*tfevents*")}, QDir::Files).isEmpty())
        return {.kind = Run};
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

/// The first bytes of a config.json say whose it is: a model's, or ours under that name.
bool isModelConfig(const QFileInfo& info)
{
    constexpr qint64 headBytes = 1 << 16;
    QFile file(info.filePath());
    return info.fileName() == QLatin1String("config.json") && file.open(QIODevice::ReadOnly)
        && file.read(headBytes).contains("\"model_type\"");
}

/// Tables, texts and weights mean the folder that they lie in.
bool standsForFolder(const QFileInfo& info)
{
    static const QStringList endings = {QStringLiteral("csv"),        QStringLiteral("tsv"),  QStringLiteral("jsonl"),
                                        QStringLiteral("txt"),        QStringLiteral("noun"), QStringLiteral("bin"),
                                        QStringLiteral("safetensors")};
    return endings.contains(info.suffix().toLower()) || isModelConfig(info);
}

bool isRecordedRun(const QFileInfo& info)
{
    const QString name = info.fileName();
    return storage::importKindOf(info.filePath().toStdString())
        || name.endsWith(QLatin1String(".molex"), Qt::CaseInsensitive) || name.contains(QLatin1String("tfevents"));
}

/// What is nothing else is read as a configuration, which says what is wrong with it.
DroppedPath kindOfFile(const QFileInfo& info)
{
    using enum DroppedPath::Kind;
    if (!info.isFile())
        return {.kind = Configuration};
    if (info.fileName() == workspaceFile())
        return {.kind = Workspace, .path = info.absolutePath()};
    if (isRecordedRun(info))
        return {.kind = Run};
    if (!standsForFolder(info))
        return {.kind = Configuration};
    DroppedPath around = kindOfFolder(info.absoluteDir());
    if (around.kind != Model && around.kind != Data)
        return {};
    around.path = info.absolutePath();
    return around;
}

/// Of Data.
QString dataText(const DroppedPath& dropped)
{
    switch (dropped.task) {
    case engine::TaskKind::Glue:
        return dropped.glueTask ? DroppedPathWords::tr("the GLUE task %1").arg(glueFolder(*dropped.glueTask))
                                : DroppedPathWords::tr("GLUE data; choose the task");
    case engine::TaskKind::E2e: return DroppedPathWords::tr("the E2E NLG data");
    case engine::TaskKind::Table: return DroppedPathWords::tr("tables of a task of your own; name their columns");
    case engine::TaskKind::WordNet: return DroppedPathWords::tr("WordNet's dictionary");
    }
    return {};
}

} // namespace

DroppedPath recognise(const QString& path)
{
    engine::requireWorkerThread("a look at what was dropped");
    const QFileInfo info(path);
    DroppedPath dropped = info.isDir() ? kindOfFolder(QDir(path)) : kindOfFile(info);
    if (dropped.path.isEmpty())
        dropped.path = path;
    return dropped;
}

QString recognisedText(const DroppedPath& dropped)
{
    using Kind = DroppedPath::Kind;
    const QString what = dropped.kind == Kind::Data ? dataText(dropped)
        : dropped.kind == Kind::Model               ? DroppedPathWords::tr("a model folder")
                                                    : DroppedPathWords::tr("a configuration");
    return DroppedPathWords::tr("%1 was recognised as %2").arg(QDir(dropped.path).dirName(), what);
}

QString unknownText(const DroppedPath& dropped)
{
    return DroppedPathWords::tr("%1 is no model folder (config.json), no data folder: GLUE (dev.tsv), E2E "
                                "(trainset.csv or train.txt), tables (train.csv, .tsv or .jsonl) or WordNet "
                                "(data.noun), no workspace and no run.")
        .arg(dropped.path);
}

} // namespace gui
