#include "gui/control/SentencePredictor.h"

#include <QCoreApplication>

#include "engine/run/Error.h"
#include "engine/training/Inference.h"
#include "gui/control/SoundCheckpoint.h"

namespace gui {

namespace {

/// The context of this file's texts in the catalogue.
struct SentencePredictorWords
{
    Q_DECLARE_TR_FUNCTIONS(SentencePredictor)
};

engine::Example exampleOf(const SampleTexts::Text& sentence)
{
    engine::Example row;
    row.text = sentence.first.toStdString();
    if (!sentence.second.isEmpty())
        row.pair = sentence.second.toStdString();
    return row;
}

} // namespace

SentencePredictor::SentencePredictor() = default;
SentencePredictor::~SentencePredictor() = default;

ExplainedSentence SentencePredictor::explain(const std::vector<storage::CheckpointRecord>& checkpoints,
                                             const SampleTexts::Text& sentence, const engine::Wanted& wanted)
{
    const auto chosen = storage::checkpointToUse(checkpoints);
    if (!chosen)
        throw engine::Error(
            SentencePredictorWords::tr("the run's checkpoints are not on the disk any more").toStdString());
    if (!m_predictor || m_path != chosen->path || m_step != chosen->step) {
        forget(); // two models at once may be more than the memory holds
        requireSound(*chosen, checkpoints, wanted);
        m_predictor = std::make_unique<engine::Predictor>(engine::configOfCheckpoint(chosen->path), chosen->path, wanted);
        m_path = chosen->path;
        m_step = chosen->step;
    }
    ExplainedSentence explained{m_predictor->explain(exampleOf(sentence), wanted), chosen->step, chosen->best};
    m_sentence = sentence;
    return explained;
}

engine::Alternative SentencePredictor::tryLayer(std::int64_t position, std::int64_t layer, const engine::Wanted& wanted)
{
    if (!m_predictor)
        throw engine::Error(SentencePredictorWords::tr("no checkpoint is loaded").toStdString());
    return m_predictor->tryLayer(exampleOf(m_sentence), position, layer, wanted);
}

void SentencePredictor::forget()
{
    m_predictor.reset();
    m_path.clear();
}

} // namespace gui
