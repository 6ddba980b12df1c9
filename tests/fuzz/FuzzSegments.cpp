// Hypotheses, then references, as `molex score-text` reads and scores them; METEOR would need WordNet.
#include "engine/data/SegmentFiles.h"
#include "engine/metrics/TextScores.h"
#include "engine/run/Error.h"
#include "tests/fuzz/Parts.h"
#include "tests/fuzz/Scratch.h"
#include "tests/fuzz/Targets.h"

namespace {

void scoreSegments(const std::vector<std::string_view>& parts, const std::filesystem::path& folder)
{
    fuzz::write(folder / "hypotheses.txt", parts[0]);
    fuzz::write(folder / "references.txt", parts[1]);
    const engine::SegmentFiles files = engine::readSegmentFiles(folder / "hypotheses.txt", folder / "references.txt");
    fuzz::require(files.hypotheses.size() == files.references.size());
    for (const bool isTokenized : {false, true}) {
        engine::TextScoring scoring;
        scoring.tokenized = isTokenized;
        scoring.meteor = engine::NoMeteor();
        const engine::TextScores scores = engine::scoreTexts(files.hypotheses, files.references, scoring);
        fuzz::require(scores.segments.rougeL.size() == files.hypotheses.size());
    }
}

bool acceptsSegments(std::span<const char> bytes)
{
    static const fuzz::Scratch scratch;
    return fuzz::isRead<engine::Error>([&] { scoreSegments(fuzz::splitParts(bytes, 2), scratch.path()); });
}

std::vector<std::string> goodSegments()
{
    return {fuzz::joinedParts({"The Eagle is a French pub.\nA caf\u00e9, isn't it?\n",
                               "The Eagle serves French food.\nThe Eagle is a pub.\n\nIt's a caf\u00e9!\n"}),
            fuzz::joinedParts({"\xEF\xBB\xBFone 1,000.50\n\nthree", "one\n\ntwo\n\n three \n\n"})};
}

std::vector<std::vector<std::string>> segmentPieces()
{
    return {{std::string(fuzz::partDivider), "\n", "\n\n", "\r\n", "\r", " ", "\t", "\v", "\xEF\xBB\xBF",
             std::string(1, '\0'), "\xFF", "\xC2\xA0", "\xE2\x80\x99"},
            {"the", "isn't", "can't", "it's", "1,000.50", "$5", "...", "--", "&quot;", "&amp;", "<skipped>", "(", ")",
             "\"", "'", "``", "''", "e.g.", "U.S.", "\xC3\xA9", "-LRB-", "colour"}};
}

} // namespace

fuzz::Target fuzz::segmentsTarget()
{
    return {"segments", acceptsSegments, goodSegments, segmentPieces, 2000};
}
