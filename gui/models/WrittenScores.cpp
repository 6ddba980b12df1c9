#include "gui/models/WrittenScores.h"

#include <algorithm>
#include <cmath>

#include "engine/metrics/Bleu.h"
#include "engine/metrics/MtevalTokens.h"
#include "engine/run/ThreadRole.h"

namespace gui {

std::vector<double> writtenScores(const WrittenRows& written)
{
    engine::requireWorkerThread("the scoring of texts");
    const engine::RowsEvaluated& rows = written.samples->rows;
    const auto split = written.texts->splits.find(rows.split);
    if (split == written.texts->splits.end())
        return std::vector<double>(rows.texts.size(), std::nan(""));
    const std::vector<SampleTexts::Text>& texts = split->second;
    std::vector<std::vector<engine::Tokens>> references(rows.texts.size());
    for (std::size_t row = 0; row < std::min(rows.textOf.size(), texts.size()); ++row)
        if (rows.textOf[row] >= 0)
            references[std::size_t(rows.textOf[row])].push_back(engine::mtevalTokens(texts[row].second.toStdString()));
    engine::TokenizedTexts scored;
    std::vector<std::size_t> places;
    for (std::size_t text = 0; text < references.size(); ++text) {
        if (references[text].empty())
            continue;
        const QString valid = QString::fromStdString(rows.texts[text]); // a stranger's store may hold any bytes
        scored.hypotheses.push_back(engine::mtevalTokens(valid.toStdString()));
        scored.references.push_back(std::move(references[text]));
        places.push_back(text);
    }
    std::vector<double> scores(rows.texts.size(), std::nan(""));
    const std::vector<double> found = engine::sentenceBleu(engine::numbered(scored));
    for (std::size_t i = 0; i < places.size(); ++i)
        scores[places[i]] = found[i];
    return scores;
}

} // namespace gui
