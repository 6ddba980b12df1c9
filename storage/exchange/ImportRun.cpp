#include "storage/exchange/ImportRun.h"

#include "storage/exchange/BundleFile.h"
#include "storage/exchange/EventFile.h"
#include "storage/exchange/ImportBundle.h"
#include "storage/exchange/ImportTensorBoard.h"
#include "storage/exchange/InputFile.h"
#include "storage/runs/Error.h"

namespace fs = std::filesystem;

namespace storage {

ImportResult importRun(const RunRepository& repository, const fs::path& path)
{
    std::error_code error;
    if (fs::is_directory(path, error))
        return importTensorBoard(repository, path);
    const std::string start = InputFile(path).take(tarBlockBytes);
    if (start.starts_with(bundleHead))
        return importBundle(repository, path);
    if (looksLikeEvents(start))
        return importTensorBoard(repository, path);
    throw Error(path.string() + " is neither a run bundle nor an event file of TensorBoard.");
}

} // namespace storage
