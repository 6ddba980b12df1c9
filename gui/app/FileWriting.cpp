#include "gui/app/FileWriting.h"

#include <utility>

#include <QCoreApplication>

#include "gui/app/RunNarrator.h"
#include "gui/control/Worker.h"
#include "gui/models/EngineText.h"
#include "storage/runs/Error.h"
#include "storage/runs/RunRepository.h"

namespace gui {

namespace {

/// The context of this file's texts in the catalogue.
struct FileWritingWords
{
    Q_DECLARE_TR_FUNCTIONS(FileWriting)
};

} // namespace

void writeAndTell(const FileWriting& parties, QObject* context, const QString& path, FileWriter write)
{
    parties.worker.run(
        context, {},
        [workspace = parties.workspace, path, write = std::move(write)] {
            try {
                write(storage::RunRepository(workspace, storage::RunRepository::Access::ReadOnly), path.toStdString());
                return QString();
            } catch (const storage::Error& error) {
                return engineText(error.what());
            }
        },
        [&narrator = parties.narrator, path](const QString& problem) {
            if (problem.isEmpty())
                Q_EMIT narrator.told(FileWritingWords::tr("Written to %1").arg(path));
            else
                narrator.report(QStringLiteral("file"), problem);
        });
}

} // namespace gui
