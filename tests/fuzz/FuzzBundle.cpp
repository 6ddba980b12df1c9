// A run bundle, or its database alone where the bytes start as one, brought into a workspace.
#include "tests/fuzz/Targets.h"

#include "storage/exchange/ImportBundle.h"
#include "storage/runs/Error.h"
#include "tests/fuzz/Scratch.h"
#include "tests/storage/exchange/BundleParts.h"

namespace fs = std::filesystem;

namespace {

const char* const databaseStart = "SQLite format 3";
const char* const headOfOne = R"({"format": "molex-run-bundle", "version": 1})";

class BundleReceiver {
public:
    BundleReceiver()
        : m_repository(m_scratch / "workspace")
    {
    }

    bool accepts(std::span<const char> bytes)
    {
        makeBundle({bytes.data(), bytes.size()});
        std::int64_t run = 0;
        try {
            run = storage::importBundle(m_repository, m_input).run;
        } catch (const storage::Error&) { // the only way to refuse
            fuzz::require(m_repository.runs().empty());
            return false;
        }
        m_repository.remove(run);
        fs::remove_all(m_repository.runFolder(run));
        return true;
    }

private:
    /// With the hash that fits, or nothing that was changed would be more than hashed.
    void makeBundle(const std::string& bytes) const
    {
        constexpr std::size_t endBytes = 4 * storage::tarBlockBytes;
        if (bytes.starts_with(databaseStart))
            support::writeParts({{storage::bundleHead, headOfOne}, {storage::bundleDatabase, bytes}}, m_input);
        else
            fuzz::write(m_input, bytes.size() < endBytes ? bytes : support::resealed(bytes));
    }

    fuzz::Scratch m_scratch;
    fs::path m_input = m_scratch / "input";
    storage::RunRepository m_repository;
};

bool acceptsBundle(std::span<const char> bytes)
{
    static BundleReceiver receiver;
    return receiver.accepts(bytes);
}

std::vector<std::string> goodBundles()
{
    const fuzz::Scratch scratch;
    const fs::path bundle = scratch / "bundle";
    const std::int64_t run = support::recordRun(scratch / "workspace", "run", 60);
    storage::exportBundle(storage::RunRepository(scratch / "workspace"), run, bundle);
    return {fuzz::contentOf(bundle), support::partsOf(bundle).at(1).content};
}

std::vector<std::vector<std::string>> bundlePieces()
{
    std::vector<std::string> headers;
    for (const char* name : {storage::bundleHead, storage::bundleDatabase, storage::bundleHash, "checkpoints/a/b",
                             "start/b", "../outside", "/outside"})
        for (const std::int64_t bytes : {std::int64_t(0), std::int64_t(32), std::int64_t(1) << 32})
            headers.push_back(storage::tarHeader({name, bytes}));
    return {headers,
            {std::string(storage::tarBlockBytes, '\0'), std::string(4096, '\0')},
            {"CREATE TRIGGER t AFTER INSERT ON runs BEGIN SELECT 1; END", "CREATE VIEW runs AS SELECT 1", "interrupted",
             "{\"name\":", "null", "NaN"}};
}

} // namespace

fuzz::Target fuzz::bundleTarget()
{
    return {"bundle", acceptsBundle, goodBundles, bundlePieces, 500};
}
