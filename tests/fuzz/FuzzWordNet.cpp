// data.noun of a WordNet, then noun.exc; the other parts of speech are always the same.
#include "engine/data/WordNetLexicon.h"
#include "engine/data/WordNetTask.h"
#include "tests/fuzz/Parts.h"
#include "tests/fuzz/Scratch.h"
#include "tests/fuzz/Targets.h"

namespace {

void writeOtherParts(const fuzz::Scratch& scratch)
{
    for (const char* part : {"verb", "adj", "adv"}) {
        fuzz::write(scratch.path() / (std::string("data.") + part),
                    std::string("00000001 29 v 01 run 0 000 | go fast\n"));
        fuzz::write(scratch.path() / (std::string(part) + ".exc"), std::string("ran run\n"));
    }
}

void readWordNet(const std::filesystem::path& folder)
{
    const engine::WordNetTask task(folder);
    for (const char* name : {"train", "dev", "test"})
        for (const engine::Example& row : task.split(name, 0).rows)
            fuzz::require(row.label >= 0 && row.label < 45);
    const engine::WordNetLexicon lexicon(folder);
    for (const char* word : {"man", "men", "mice", "boxes", "running", "ssses", ""})
        lexicon.synonyms(word);
}

bool acceptsWordNet(std::span<const char> bytes)
{
    static const fuzz::Scratch scratch;
    static const bool areOthersThere = (writeOtherParts(scratch), true);
    fuzz::require(areOthersThere);
    const std::vector<std::string_view> parts = fuzz::splitParts(bytes, 2);
    fuzz::write(scratch / "data.noun", parts[0]);
    fuzz::write(scratch / "noun.exc", parts[1]);
    return fuzz::isRead<engine::Error>([&] { readWordNet(scratch.path()); });
}

std::vector<std::string> goodWordNets()
{
    const std::string nouns = "  1 This software and database is being provided\n"
                              "00000001 18 n 03 man 0 adult_male 0 Adam(p) 1 000 | a grown person; \"he is (a) man\"\n"
                              "00000002 06 n 01 caf\u00e9 0 000 | a container: \"a box (of\n"
                              "00000003 05 n 02 mouse 0 rodent 1 001 @ 00000001 n 0000 | a small animal\n";
    return {fuzz::joinedParts({nouns, "mice mouse\nmen man\n"})};
}

std::vector<std::vector<std::string>> wordNetPieces()
{
    return {
        {std::string(fuzz::partDivider), "\n", " | ", " ", "  ", "(", ")", "\"", ";"},
        {"00000001 18 n 03 ", "00000001 45 n 01 ", "00000001 44 n ff ", " man 0", "man_of", " 000 | ", "mice mouse\n"},
        {"\xFF", std::string(1, '\0'), "\u00e9", "00 ", "zz"}};
}

} // namespace

fuzz::Target fuzz::wordNetTarget()
{
    return {"wordnet", acceptsWordNet, goodWordNets, wordNetPieces, 5000};
}
