#include "gui/app/SamplesDesk.h"

#include "gui/control/SampleReader.h"
#include "gui/control/StoreAccess.h"
#include "gui/pages/RoutesPane.h"
#include "gui/pages/SamplesView.h"

namespace gui {

SamplesDesk::SamplesDesk(StoreAccess& store, SamplesView& view, RoutesPane& routes, QObject* parent)
    : QObject(parent)
    , m_store(store)
    , m_view(view)
    , m_textWorker(std::make_unique<Worker>())
    , m_predictionWorker(std::make_unique<Worker>())
{
    connect(&view, &SamplesView::evaluationsWanted, this, &SamplesDesk::bringEvaluations);
    connect(&view, &SamplesView::rowsWanted, this, &SamplesDesk::bringRows);
    connect(&routes, &RoutesPane::rowsWanted, this,
            [this, &routes](qint64 run, const EvaluationKey& key) { bringRoutes(routes, run, key); });
    connect(&view, &SamplesView::textsWanted, this, &SamplesDesk::bringTexts);
    connect(&view, &SamplesView::scoresWanted, this, &SamplesDesk::bringScores);
    connect(&view, &SamplesView::predictionWanted, this, &SamplesDesk::bringPrediction);
    connect(&view, &SamplesView::alternativeWanted, this, &SamplesDesk::bringAlternative);
    connect(&view, &SamplesView::predictionCancelled, this, &SamplesDesk::callOffPrediction);
}

/// A checkpoint that is being read is given up at its next tensor, a pass at its next layer, data files at their next
/// block, so that nobody waits for them.
SamplesDesk::~SamplesDesk()
{
    m_texts.cancel();
    m_scores.cancel();
    callOffPrediction();
}

void SamplesDesk::callOffPrediction()
{
    m_prediction.cancel();
    m_alternative.cancel();
}

void SamplesDesk::bringEvaluations(std::int64_t run)
{
    if (m_run != run) {
        m_texts.cancel();
        m_scores.cancel();
        callOffPrediction();
        m_predictionWorker->run(
            nullptr, {}, [this] { m_predictor.forget(); }, [] {});
    }
    m_run = run;
    m_store.ask(
        this, m_evaluations.start(),
        [run](storage::RunRepository& repository) { return repository.rowEvaluationKeys(run); },
        [this, run](std::vector<EvaluationKey> keys) { m_view.setEvaluations(run, std::move(keys)); });
}

void SamplesDesk::bringRows(std::int64_t run, const EvaluationKey& key)
{
    m_store.ask(
        this, {}, [run, key](storage::RunRepository& repository) { return readRows(repository, run, key); },
        [this, run, key](ReadRows read) { m_view.setRows(run, key, std::move(read.rows), read.problem); });
}

void SamplesDesk::bringRoutes(RoutesPane& routes, std::int64_t run, const EvaluationKey& key)
{
    m_store.ask(
        &routes, {}, [run, key](storage::RunRepository& repository) { return readRows(repository, run, key); },
        [&routes, run, key](ReadRows read) { routes.setRows(run, key, std::move(read.rows)); });
}

void SamplesDesk::bringTexts(std::int64_t run)
{
    m_store.ask(
        this, m_texts.start(), [run](storage::RunRepository& repository) { return repository.run(run); },
        [this, run](const std::optional<storage::RunRecord>& record) {
            if (!record)
                return;
            const Job job = m_texts.start();
            m_textWorker->run(
                this, job,
                [job, record = *record] { return readTexts(record, [&job] { return job.isCurrent(); }); },
                [this, run](std::shared_ptr<const SampleTexts> texts) { m_view.setTexts(run, std::move(texts)); });
        });
}

void SamplesDesk::bringScores(const WrittenRows& written)
{
    m_textWorker->run(
        this, m_scores.start(), [written] { return writtenScores(written); },
        [this, written](std::vector<double> scores) { m_view.setScores(written, std::move(scores)); });
}

void SamplesDesk::bringPrediction(std::int64_t run, const SampleTexts::Text& sentence)
{
    m_store.tryAsk(
        this, m_prediction.start(), [run](storage::RunRepository& repository) { return repository.checkpoints(run); },
        [this, run, sentence](Attempt<std::vector<storage::CheckpointRecord>> read) {
            if (read.result)
                explain(run, std::move(*read.result), sentence);
            else
                m_view.setPredictionProblem(run, read.problem);
        });
}

void SamplesDesk::bringAlternative(std::int64_t run, int position, int layer)
{
    const Job job = m_alternative.start();
    m_predictionWorker->run(
        this, job,
        [this, job, position, layer] {
            return attempt([&] { return m_predictor.tryLayer(position, layer, [&job] { return job.isCurrent(); }); });
        },
        [this, run](const Attempt<engine::Alternative>& tried) {
            if (tried.result)
                m_view.setAlternative(run, *tried.result);
            else
                m_view.setAlternativeProblem(run, tried.problem);
        });
}

void SamplesDesk::explain(std::int64_t run, std::vector<storage::CheckpointRecord> checkpoints,
                          const SampleTexts::Text& sentence)
{
    const Job job = m_prediction.start();
    m_predictionWorker->run(
        this, job,
        [this, job, checkpoints = std::move(checkpoints), sentence] {
            return attempt(
                [&] { return m_predictor.explain(checkpoints, sentence, [&job] { return job.isCurrent(); }); });
        },
        [this, run](const Attempt<ExplainedSentence>& asked) {
            if (asked.result)
                m_view.setExplained(run, *asked.result);
            else
                m_view.setPredictionProblem(run, asked.problem);
        });
}

} // namespace gui

#include "moc_SamplesDesk.cpp"
