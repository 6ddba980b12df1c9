#include "gui/control/RunReader.h"

#include <QCoreApplication>

namespace gui {

namespace {

/// The context of this file's texts in the catalogue.
struct RunReaderWords
{
    Q_DECLARE_TR_FUNCTIONS(RunReader)
};

/// What cannot be read stays empty, and the run is marked; the rest of it is shown.
template <class Read>
void readPart(SavedRun& saved, const QString& problem, Read read)
{
    try {
        read();
    } catch (const storage::Error& error) {
        storage::markDamaged(saved.record, problem.toStdString() + ' ' + error.what());
    }
}

} // namespace

std::optional<RunHistory> readHistory(const storage::RunRepository& repository, std::int64_t run, double smoothing)
{
    SavedRun saved;
    auto record = repository.run(run);
    if (!record)
        return std::nullopt;
    saved.record = std::move(*record);
    for (const std::string& key : repository.seriesKeys(run))
        readPart(saved, RunReaderWords::tr("Its series %1 cannot be read.").arg(QString::fromStdString(key)),
                 [&] { saved.series.push_back(repository.series(run, key)); });
    saved.evaluations = repository.evaluations(run);
    readPart(saved, RunReaderWords::tr("Its routing cannot be read."),
             [&] { saved.routing = repository.allRouting(run); });
    for (const auto& [step, split] : repository.routingEvaluationKeys(run))
        readPart(saved, RunReaderWords::tr("Its routing at step %1 cannot be read.").arg(step),
                 [&, &step = step, &split = split] {
                     if (auto evaluated = repository.routingEvaluation(run, step, split))
                         saved.routingEvaluations.push_back(std::move(*evaluated));
                 });
    saved.log = repository.log(run);
    saved.checkpoints = repository.checkpoints(run);
    return makeHistory(saved, smoothing);
}

} // namespace gui
