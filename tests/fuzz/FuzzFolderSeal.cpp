// run.json of a checkpoint, which may promise hashes, then `complete`, which has them; beside both always one file.
#include "engine/data/FolderSeal.h"
#include "tests/fuzz/Parts.h"
#include "tests/fuzz/Scratch.h"
#include "tests/fuzz/Targets.h"

namespace {

const std::string sealedWeights = "weights as they were written";
const std::string sealedHeader = R"({"format": 1, "hash": "xxh3"})";

bool acceptsFolderSeal(std::span<const char> bytes)
{
    static const fuzz::Scratch scratch;
    const std::vector<std::string_view> parts = fuzz::splitParts(bytes, 2);
    fuzz::write(scratch / "run.json", parts[0]);
    fuzz::write(scratch / "weights", sealedWeights);
    fuzz::write(scratch / engine::sealName, parts[1]);
    return fuzz::isRead<engine::Error>([] {
        engine::isSealed(scratch.path());
        std::vector<engine::Issue> damage = engine::damageOf(scratch.path());
        if (!damage.empty())
            throw engine::BadInput(std::move(damage));
        engine::requireUndamaged(scratch / "weights");
    });
}

std::vector<std::string> goodFolderSeals()
{
    const fuzz::Scratch scratch;
    fuzz::write(scratch / "run.json", sealedHeader);
    fuzz::write(scratch / "weights", sealedWeights);
    engine::sealFolder(scratch.path());
    const std::string earlier = R"({"format": 1})"; // of a version that wrote no hashes
    return {fuzz::joinedParts({sealedHeader, fuzz::contentOf(scratch / engine::sealName)}),
            fuzz::joinedParts({earlier, ""})};
}

std::vector<std::vector<std::string>> folderSealPieces()
{
    return {{std::string(fuzz::partDivider), "\n", "  ", " ", "\r\n", std::string(32, '0'), std::string(32, 'f')},
            {"run.json", "weights", "complete", "..", "/", "../weights", "\xFF", "\xC3", std::string(1, '\0')},
            {"\"hash\": ", "{", "}", "null", "[]", std::string(70, '{')}};
}

} // namespace

fuzz::Target fuzz::folderSealTarget()
{
    return {"folder-seal", acceptsFolderSeal, goodFolderSeals, folderSealPieces, 4000};
}
