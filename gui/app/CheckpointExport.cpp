#include "gui/app/CheckpointExport.h"

#include <QDir>
#include <QWidget>

#include "engine/run/ConfigJson.h"
#include "engine/training/ModelExport.h"
#include "gui/app/FileDialogs.h"
#include "gui/control/StoreAccess.h"
#include "gui/control/Worker.h"
#include "gui/models/EngineText.h"

namespace gui {

CheckpointExport::CheckpointExport(const Parties& parties, QWidget* window)
    : QObject(window)
    , m_parties(parties)
    , m_window(window)
    , m_worker(std::make_unique<Worker>())
{
    connect(m_worker.get(), &Worker::failed, this, &CheckpointExport::troubled);
}

CheckpointExport::~CheckpointExport() = default;

void CheckpointExport::ask(qint64 run, const QString& checkpoint)
{
    m_parties.dialogs.openFolder(
        m_window, {tr("Folder to export into"), {}, {}}, [this, run, checkpoint](const QString& folder) {
            const QString name = QStringLiteral("run-%1-%2-peft").arg(run).arg(QDir(checkpoint).dirName());
            write(run, checkpoint, QDir(folder).filePath(name));
        });
}

void CheckpointExport::write(qint64 run, const QString& checkpoint, const QString& folder)
{
    const auto finish = [this, folder](const QString& problem) {
        if (problem.isEmpty())
            Q_EMIT told(tr("Written to %1").arg(folder));
        else
            Q_EMIT troubled(tr("The checkpoint was not exported. %1").arg(problem));
    };
    m_parties.store.ask(
        this, {}, [run](storage::RunRepository& repository) { return repository.run(run); },
        [this, checkpoint, folder, finish](const std::optional<storage::RunRecord>& record) {
            if (!record)
                return;
            m_worker->run(
                this, {},
                [json = record->configJson, checkpoint, folder] {
                    try {
                        const engine::ParsedConfig parsed = engine::configFromText(json);
                        if (!parsed.issues.empty())
                            throw engine::BadInput(parsed.issues);
                        engine::exportPeft(parsed.config, checkpoint.toStdString(), folder.toStdString());
                        return QString();
                    } catch (const engine::Error& error) {
                        return engineText(error.what());
                    }
                },
                finish);
        });
}

} // namespace gui

#include "moc_CheckpointExport.cpp"
