#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/metrics/MeteorJar.h"
#include "engine/run/TextStatistics.h"

namespace engine {

class WordNetLexicon;

/// METEOR is left out.
struct NoMeteor
{
};

/// Our own METEOR (engine/metrics/Meteor.h) with the WordNet in `wordNet`; empty: the system's.
struct OwnMeteor
{
    std::filesystem::path wordNet;
    const WordNetLexicon* lexicon = nullptr; ///< one that is read already, in place of the folder
};

struct TextScoring
{
    /// The texts are tokenised already: words divided by single spaces, for every metric.
    bool tokenized = false;
    std::variant<OwnMeteor, MeteorJar, NoMeteor> meteor;
};

/// Scores of each segment, in the order of the hypotheses.
struct SegmentScores
{
    std::vector<double> smoothedBleu;
    std::vector<double> rougeL;
    std::vector<double> cider;
    std::vector<double> meteor; ///< empty without METEOR
};

/// The E2E challenge's metrics. BLEU and NIST read the raw text in mteval's tokens; ROUGE-L, CIDEr and METEOR its
/// caption tokenisation.
struct TextScores
{
    double bleu = 0;              ///< 0 to 1
    double nist = 0;              ///< from 0
    double rougeL = 0;            ///< 0 to 1, mean over the segments
    double cider = 0;             ///< 0 to 10, mean over the segments
    std::optional<double> meteor; ///< 0 to 1; our own: mean over the segments
    std::string meteorVariant;    ///< whose METEOR it is, for a reader who compares; empty without
    SegmentScores segments;
    std::vector<TextStatistics> statistics; ///< of each segment
};

/// references: for each hypothesis one or more. Blocks. Throws BadInput when counts differ, when there is nothing, or
/// when a text is not valid UTF-8; Error when METEOR's jar fails.
TextScores scoreTexts(const std::vector<std::string>& hypotheses,
                      const std::vector<std::vector<std::string>>& references, const TextScoring& scoring = {});

} // namespace engine
