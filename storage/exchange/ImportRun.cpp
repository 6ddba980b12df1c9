#include "storage/exchange/ImportRun.h"

#include "storage/exchange/BundleFile.h"
#include "storage/exchange/EventFile.h"
#include "storage/exchange/ImportBundle.h"
#include "storage/exchange/ImportTensorBoard.h"
#include "storage/exchange/InputFile.h"
#include "storage/runs/Error.h"

namespace fs = std::filesystem;

namespace storage {

std::optional<ImportKind> importKindOf(const fs::path& file)
{
    const std::string start = InputFile(file).take(tarBlockBytes);
    if (start.starts_with(bundleHead))
        return ImportKind::Bundle;
    if (looksLikeEvents(start))
        return ImportKind::TensorBoard;
    return std::nullopt;
}

ImportResult importRun(const RunRepository& repository, const fs::path& path)
{
    std::error_code error;
    if (fs::is_directory(path, error))
        return importTensorBoard(repository, path);
    const auto kind = importKindOf(path);
    if (!kind)
        throw Error(path.string() + " is neither a run bundle nor an event file of TensorBoard.");
    return *kind == ImportKind::Bundle ? importBundle(repository, path) : importTensorBoard(repository, path);
}

} // namespace storage
