#include "engine/metrics/TextMetrics.h"

#include <cmath>
#include <string>

#include "engine/metrics/Bleu.h"
#include "engine/metrics/Nist.h"
#include "engine/run/Error.h"

namespace engine {

std::vector<TextStatistics> countStatistics(const NumberedTexts& texts)
{
    std::vector<TextStatistics> result(texts.hypotheses.size());
    for (std::size_t i = 0; i < result.size(); ++i) {
        result[i].parts[TextStatistics::Texts] = 1;
        result[i].parts[TextStatistics::Words] = static_cast<double>(texts.hypotheses[i].size());
    }
    addBleuCounts(texts, result);
    addNistCounts(texts, result);
    return result;
}

TextStatistics sumOf(const std::vector<TextStatistics>& texts)
{
    TextStatistics sums;
    for (const TextStatistics& text : texts)
        sums += text;
    return sums;
}

double scoreOfTexts(std::string_view key, const TextStatistics& sums)
{
    const auto mean = [&sums](TextStatistics::Part part) {
        return sums.parts[part] / sums.parts[TextStatistics::Texts];
    };
    if (key == "bleu")
        return bleu(sums);
    if (key == "nist")
        return nist(sums);
    if (key == "rouge_l")
        return mean(TextStatistics::RougeL);
    if (key == "cider")
        return mean(TextStatistics::Cider);
    if (key == "meteor_own")
        return mean(TextStatistics::Meteor);
    throw BadInput("metric", "\"" + std::string(key) + "\" is no metric of texts");
}

std::vector<Measurement> scoresOfTexts(const TextStatistics& sums)
{
    std::vector<Measurement> scores;
    if (sums.parts[TextStatistics::Texts] <= 0)
        return scores;
    for (const std::string_view key : textMetrics)
        if (const double value = scoreOfTexts(key, sums); !std::isnan(value))
            scores.push_back({std::string(key), value});
    return scores;
}

} // namespace engine
