#pragma once

#include <algorithm>
#include <cmath>
#include <random>

#include "gui/models/SampleSet.h"

/// Dev rows, sentences and answers shaped like those of a real run, for pictures and tests of the views; invented.
namespace support {

/// Two classes; the later the step, the fewer rows are wrong. The same for the same step.
inline engine::RowsEvaluated syntheticRows(std::int64_t step, std::size_t count = 1043, std::int64_t layers = 12)
{
    std::mt19937 random(7);
    std::normal_distribution<double> normal;
    engine::RowsEvaluated rows;
    rows.step = step;
    rows.split = "dev";
    rows.layers = layers;
    for (std::int64_t position = 0; position < layers; ++position)
        rows.positions.push_back(position);
    for (std::size_t row = 0; row < count; ++row) {
        const double label = normal(random) > -0.5 ? 1 : 0;
        const double margin = 2.4 * std::tanh(double(step) / 6000) + 2.2 * normal(random);
        const double ofLabel = 1 / (1 + std::exp(-margin));
        rows.labels.push_back(label);
        rows.predictions.push_back(margin > 0 ? label : 1 - label);
        rows.labelProbability.push_back(float(ofLabel));
        rows.probability.push_back(float(std::max(ofLabel, 1 - ofLabel)));
        rows.losses.push_back(float(-std::log(ofLabel)));
        for (std::int64_t position = 0; position < layers; ++position) {
            const double drift = 1.3 * normal(random) + 0.7 * std::sin(double(position));
            rows.routes.push_back(
                std::int16_t(std::clamp<std::int64_t>(position + std::llround(drift), 0, layers - 1)));
        }
    }
    return rows;
}

inline std::shared_ptr<gui::SampleTexts> syntheticTexts(std::size_t count = 1043)
{
    static const char* const sentences[] = {
        "The more does Bill smoke, the more Susan hates him.", "They drank the pub dry after the match.",
        "Which report that John was ill did you hear?",        "I gave to Mary a small blue book.",
        "Mickey looked the answer up quickly and left.",       "The bookcase ran over the hill.",
        "Himself seems to have been chosen by John.",          "Any of the students didn't finish the essay."};
    auto texts = std::make_shared<gui::SampleTexts>();
    for (std::size_t row = 0; row < count; ++row)
        texts->splits["dev"].push_back({QString::fromLatin1(sentences[row % std::size(sentences)]), {}});
    return texts;
}

/// Of a language model: three rows a prompt; every second prompt has a text, that of the first is its first reference.
inline engine::RowsEvaluated syntheticWrittenRows(std::int64_t step, std::size_t count = 60)
{
    engine::RowsEvaluated rows = syntheticRows(step, count);
    rows.isWritten = true;
    rows.labels.assign(count, 0);
    rows.predictions.assign(count, 0);
    rows.probability.clear();
    rows.labelProbability.clear();
    for (std::size_t row = 0; row < count; ++row) {
        const std::size_t prompt = row / 3;
        rows.textOf.push_back(prompt % 2 == 0 ? std::int32_t(prompt / 2) : -1);
        if (prompt % 2 == 0 && row % 3 == 0)
            rows.texts.push_back(prompt == 0 ? "Place 0 serves fish at step 0."
                                             : "A place by the river at " + std::to_string(step));
    }
    return rows;
}

inline std::shared_ptr<gui::SampleTexts> syntheticReferences(std::size_t count = 60)
{
    auto texts = std::make_shared<gui::SampleTexts>();
    for (std::size_t row = 0; row < count; ++row)
        texts->splits["dev"].push_back({QStringLiteral("name[Place %1], food[fish]").arg(row / 3),
                                        QStringLiteral("Place %1 serves fish at step %2.").arg(row / 3).arg(row % 3)});
    return texts;
}

inline gui::ExplainedSentence syntheticAnswer()
{
    gui::ExplainedSentence answer;
    engine::Explanation& e = answer.explanation;
    e.classes = {"unacceptable", "acceptable"};
    e.value = 0;
    e.probabilities = {0.83, 0.17};
    e.tokens = {"<s>", "The", " report", " that", " Anna", " wrote", " it", " surprised", " her", " brother", ".", "</s>"};
    e.layers = 12;
    for (std::int64_t position = 0; position < 12; ++position) {
        e.positions.push_back(position);
        std::vector<std::int64_t> votes(e.tokens.size(), std::min<std::int64_t>(position, 11));
        for (std::size_t token = 1; token < votes.size(); token += 3)
            votes[token] = (position * 5 + std::int64_t(token)) % 12;
        e.votes.push_back(votes);
        e.route.push_back({std::min<std::int64_t>(position, 11)});
    }
    e.unroutedProbabilities = {0.71, 0.29};
    e.seconds = 0.011;
    answer.step = 10988;
    answer.isBest = true;
    return answer;
}

} // namespace support
