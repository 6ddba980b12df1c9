#pragma once

#include <QObject>

#include <memory>

#include "gui/control/JobTracker.h"
#include "gui/control/SentencePredictor.h"
#include "gui/models/WrittenScores.h"

namespace gui {

class RoutesPane;
class SamplesView;
class StoreAccess;
class Worker;

/// Brings the Samples tab, and the routes through depth, what they ask for: rows from the store, sentences from the
/// data files and scores of texts by them, predictions from a checkpoint; each on its thread.
class SamplesDesk final : public QObject {
    Q_OBJECT

public:
    /// All outlive it.
    SamplesDesk(StoreAccess& store, SamplesView& view, RoutesPane& routes, QObject* parent = nullptr);
    ~SamplesDesk() override;

private:
    void bringEvaluations(std::int64_t run);
    void bringRows(std::int64_t run, const EvaluationKey& key);
    void bringRoutes(RoutesPane& routes, std::int64_t run, const EvaluationKey& key);
    void bringTexts(std::int64_t run);
    void bringScores(const WrittenRows& written);
    void bringPrediction(std::int64_t run, const SampleTexts::Text& sentence);
    void bringAlternative(std::int64_t run, int position, int layer);
    void callOffPrediction();
    void explain(std::int64_t run, std::vector<storage::CheckpointRecord> checkpoints,
                 const SampleTexts::Text& sentence);

    StoreAccess& m_store;
    SamplesView& m_view;
    std::int64_t m_run = 0;
    JobTracker m_evaluations;
    JobTracker m_texts;
    JobTracker m_scores;
    JobTracker m_prediction;
    JobTracker m_alternative;
    SentencePredictor m_predictor; ///< used on its worker alone
    std::unique_ptr<Worker> m_textWorker;
    std::unique_ptr<Worker> m_predictionWorker; ///< joined before the predictor goes
};

} // namespace gui
