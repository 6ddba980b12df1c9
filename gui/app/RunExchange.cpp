#include "gui/app/RunExchange.h"

#include <map>

#include <QAction>
#include <QDir>
#include <QFileInfo>
#include <QWidget>

#include "gui/app/FileDialogs.h"
#include "gui/app/FileWriting.h"
#include "gui/app/MainActions.h"
#include "gui/app/RunNarrator.h"
#include "gui/control/RunLists.h"
#include "gui/control/Worker.h"
#include "gui/models/EngineText.h"
#include "gui/pages/RunsPanel.h"
#include "storage/exchange/ExportBundle.h"
#include "storage/exchange/ExportTensorBoard.h"
#include "storage/exchange/ImportRun.h"
#include "storage/export/ExportCsv.h"
#include "storage/export/ExportHtml.h"
#include "storage/export/ExportJsonLines.h"
#include "storage/runs/Error.h"
#include "storage/runs/RunRepository.h"

namespace gui {

namespace {

using Exporter = void (*)(const storage::RunRepository&, std::int64_t, const std::filesystem::path&);

/// By the ending that the user gives the file, or by the word that TensorBoard looks for in a name; null for others.
Exporter exporterFor(const QString& path)
{
    static const std::map<QString, Exporter> byEnding = {{QStringLiteral("molex"), storage::exportBundle},
                                                         {QStringLiteral("html"), storage::exportHtml},
                                                         {QStringLiteral("jsonl"), storage::exportJsonLines},
                                                         {QStringLiteral("csv"), storage::exportCsv}};
    const QFileInfo file(path);
    if (file.fileName().contains(QLatin1String("tfevents")))
        return storage::exportTensorBoard;
    const auto found = byEnding.find(file.suffix().toLower());
    return found == byEnding.end() ? nullptr : found->second;
}

struct Outcome
{
    storage::ImportResult result;
    QString problem;
};

} // namespace

RunExchange::RunExchange(const Parties& parties, QWidget* window)
    : QObject(window)
    , m_parties(parties)
    , m_window(window)
    , m_worker(std::make_unique<Worker>())
{
    connect(m_worker.get(), &Worker::failed, this,
            [this](const QString& reason) { m_parties.narrator.report(QStringLiteral("file"), reason); });
    connect(parties.actions.importRun, &QAction::triggered, this, &RunExchange::askImport);
    connect(parties.actions.exportRun, &QAction::triggered, this, &RunExchange::askExport);
}

RunExchange::~RunExchange() = default;

void RunExchange::askImport()
{
    m_parties.dialogs.openFile(m_window,
                               {tr("Import a run"), {}, tr("Run bundles and TensorBoard's event files (*.molex *tfevents*)")},
                               [this](const QString& path) { bringIn(path); });
}

void RunExchange::bringIn(const QString& path)
{
    m_worker->run(
        this, {},
        [workspace = m_parties.workspace, path] {
            Outcome outcome;
            try {
                outcome.result = storage::importRun(storage::RunRepository(workspace), path.toStdString());
            } catch (const storage::Error& error) {
                outcome.problem = engineText(error.what());
            }
            return outcome;
        },
        [this, path](const Outcome& outcome) {
            if (!outcome.problem.isEmpty()) {
                m_parties.narrator.report(QStringLiteral("file"), outcome.problem);
                return;
            }
            const QString run = tr("run %1, “%2”").arg(outcome.result.run).arg(QString::fromStdString(outcome.result.name));
            const QString file = QFileInfo(path).fileName();
            Q_EMIT m_parties.narrator.told(outcome.result.isNew ? tr("%1 is imported as %2").arg(file, run)
                                                                : tr("%1 is here already, as %2").arg(file, run));
            m_parties.lists.refresh();
        });
}

void RunExchange::askExport()
{
    const qint64 run = m_parties.panel.current();
    if (run == 0)
        return;
    const QString start = QDir::home().filePath(QStringLiteral("run-%1.molex").arg(run));
    m_parties.dialogs.saveFile(
        m_window,
        {tr("Export the run"), start,
         tr("Run bundle (*.molex);;Report, one page (*.html);;Everything as JSON Lines (*.jsonl);;"
            "Curves as CSV (*.csv);;Curves as TensorBoard's event file (*.tfevents)")},
        [this, run](const QString& path) { write(run, path); });
}

void RunExchange::write(qint64 run, const QString& path)
{
    const Exporter exporter = exporterFor(path);
    if (exporter == nullptr) {
        m_parties.narrator.report(
            QStringLiteral("file"),
            tr("%1: the name must end in .molex (run bundle), .html (report), .jsonl, .csv or .tfevents").arg(path));
        return;
    }
    writeAndTell({*m_worker, m_parties.narrator, m_parties.workspace}, this, path,
                 [run, write = exporter](const storage::RunRepository& repository, const auto& file) {
                     write(repository, run, file);
                 });
}

} // namespace gui

#include "moc_RunExchange.cpp"
