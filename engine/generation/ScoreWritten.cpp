#include "engine/generation/ScoreWritten.h"

#include "engine/metrics/TextMetrics.h"
#include "engine/metrics/TextScores.h"

namespace engine {

std::vector<Measurement> scoreWritten(const TokenizedSplit& split, RowsEvaluated& rows, const WordNetLexicon* lexicon)
{
    if (rows.texts.empty())
        return {};
    std::vector<std::vector<std::string>> references(rows.texts.size());
    for (std::size_t row = 0; row < rows.textOf.size(); ++row)
        if (rows.textOf[row] >= 0)
            references[static_cast<std::size_t>(rows.textOf[row])].push_back(split.targets.at(row));
    TextScoring scoring;
    if (lexicon != nullptr)
        scoring.meteor = OwnMeteor{{}, lexicon};
    else
        scoring.meteor = NoMeteor();
    rows.textStatistics = scoreTexts(rows.texts, references, scoring).statistics;
    return scoresOfTexts(sumOf(rows.textStatistics));
}

} // namespace engine
