#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/run/Wanted.h"
#include "gui/models/SampleSet.h"
#include "storage/runs/RunRecord.h"

namespace engine {
class Predictor;
}

namespace gui {

/// Asks a run's best checkpoint, or its newest, about one's own sentences. Keeps the model loaded until another is
/// wanted. Belongs to one worker thread; loading blocks it for seconds.
class SentencePredictor final {
public:
    SentencePredictor();
    ~SentencePredictor();

    /// Throws engine::Error, also BadInput, when no checkpoint is there or it cannot be loaded, and CalledOff where it
    /// is not wanted any more: while a checkpoint is loaded, and between two runs of the model's layers.
    ExplainedSentence explain(const std::vector<storage::CheckpointRecord>& checkpoints,
                              const SampleTexts::Text& sentence, const engine::Wanted& wanted = {});
    /// The sentence explained last with one position taking another layer. Throws as above.
    engine::Alternative tryLayer(std::int64_t position, std::int64_t layer, const engine::Wanted& wanted = {});
    /// Frees the model.
    void forget();

private:
    std::unique_ptr<engine::Predictor> m_predictor;
    SampleTexts::Text m_sentence; ///< explained last
    std::string m_path;           ///< of the loaded checkpoint
    std::int64_t m_step = 0;      ///< a better one replaces the best under the same path
};

} // namespace gui
