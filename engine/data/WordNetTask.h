#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "engine/data/IssueList.h"
#include "engine/data/Task.h"
#include "engine/data/WordNetFile.h"

namespace engine {

/// The installed WordNet as a classification task: which lexicographer file (supersense, 45 of them) does a synset's
/// definition belong to? Reads data.noun, data.verb, data.adj and data.adv and divides the synsets by a hash of their
/// definition: 91 % train, 4.5 % dev, 4.5 % test. Equal definitions fall into the same split, and the division does
/// not depend on byte offsets, which differ between packages of the same WordNet.
class WordNetTask {
public:
    /// Where Debian's wordnet-base puts the dictionary.
    static std::filesystem::path systemFolder() { return WordNetFile::systemFolder(); }

    static TaskDescription describe();

    /// `folder` empty: the system's. Blocks. Throws BadInput with file:line, and CalledOff.
    explicit WordNetTask(const std::filesystem::path& folder, const Wanted& wanted = {});

    /// "train", "dev" or "test" in order of the hash, so that the first `limit` rows (0 for all) are an even sample.
    /// Throws BadInput for another name.
    Split split(const std::string& name, std::int64_t limit) const;

    std::uint64_t hash() const { return m_hash; }

    /// A gloss without its quoted examples. They show the word itself in use, which would let a classifier recognise
    /// words instead of reading definitions.
    static std::string definitionOf(std::string_view gloss);

private:
    struct Row
    {
        std::uint64_t hash = 0;
        Example example;
    };

    void readFile(const std::filesystem::path& path, const Wanted& wanted, IssueList& issues);

    std::vector<Row> m_rows; ///< sorted by hash
    std::uint64_t m_hash = 0;
};

} // namespace engine
