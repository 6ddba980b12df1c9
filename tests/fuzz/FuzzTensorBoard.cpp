// Event files of TensorBoard, brought into a workspace, read there and exported again: a file as it is where the bytes
// start as one, otherwise messages, divided as parts are, that two files of a folder have in turns, behind checksums
// that fit.
#include "tests/fuzz/Targets.h"

#include <algorithm>
#include <functional>

#include "storage/exchange/EventFile.h"
#include "storage/exchange/ExportTensorBoard.h"
#include "storage/exchange/ImportTensorBoard.h"
#include "storage/export/ExportCsv.h"
#include "storage/export/ExportHtml.h"
#include "storage/export/ExportJsonLines.h"
#include "storage/runs/Error.h"
#include "storage/runs/RunOverview.h"
#include "storage/runs/RunRepository.h"
#include "tests/fuzz/EventSamples.h"
#include "tests/fuzz/Parts.h"
#include "tests/fuzz/Scratch.h"

namespace fs = std::filesystem;

namespace {

class CurveReceiver {
public:
    CurveReceiver()
        : m_repository(m_scratch / "workspace")
    {
        fs::create_directories(m_folder);
    }

    bool accepts(std::span<const char> bytes)
    {
        const bool isFile = storage::looksLikeEvents({bytes.data(), bytes.size()});
        if (isFile)
            fuzz::write(m_file, bytes);
        else
            writeFolder(bytes);
        const fs::path& input = isFile ? m_file : m_folder;
        storage::ImportResult result;
        if (!fuzz::isRead<storage::Error>([&] { result = storage::importTensorBoard(m_repository, input); })) {
            fuzz::require(m_repository.runs().empty());
            return false;
        }
        fuzz::require(result.isNew && !storage::importTensorBoard(m_repository, input).isNew);
        readCurves(result.run);
        exportCurves(result.run);
        m_repository.remove(result.run);
        return true;
    }

private:
    void writeFolder(std::span<const char> bytes) const
    {
        constexpr std::size_t mostMessages = 64;
        storage::EventFileWriter first(m_folder / "tfevents.1");
        storage::EventFileWriter second(m_folder / "tfevents.2");
        bool isFirst = true;
        for (const std::string_view message : fuzz::splitParts(bytes, mostMessages)) {
            (isFirst ? first : second).add(message);
            isFirst = !isFirst;
        }
        first.commit();
        second.commit();
    }

    /// Points are in the order of steps, one a step, and times count from the first one.
    void readCurves(std::int64_t run) const
    {
        const auto record = m_repository.run(run);
        fuzz::require(record && record->state == storage::RunState::Imported);
        const std::vector<std::string> keys = m_repository.seriesKeys(run);
        fuzz::require(!keys.empty());
        std::int64_t lastStep = 0;
        for (const std::string& key : keys) {
            const storage::SeriesPoints points = m_repository.series(run, key);
            const std::vector<std::int64_t>& steps = points.steps;
            fuzz::require(!steps.empty() && points.values.size() == steps.size()
                          && points.seconds.size() == steps.size());
            fuzz::require(steps.front() >= 0
                          && std::adjacent_find(steps.begin(), steps.end(), std::greater_equal<>()) == steps.end());
            fuzz::require(std::all_of(points.seconds.begin(), points.seconds.end(),
                                      [](double seconds) { return seconds >= 0; }));
            lastStep = std::max(lastStep, steps.back());
        }
        fuzz::require(record->step == lastStep);
        storage::RunOverview overview;
        m_repository.update(overview);
        fuzz::require(overview.table().runCount() == 1);
    }

    void exportCurves(std::int64_t run) const
    {
        const fs::path exports = m_scratch / "exports";
        fs::create_directories(exports);
        storage::exportJsonLines(m_repository, run, exports / "run.jsonl");
        storage::exportCsv(m_repository, run, exports / "csv");
        storage::exportHtml(m_repository, run, exports / "run.html");
        storage::exportTensorBoard(m_repository, run, exports / "tfevents");
    }

    fuzz::Scratch m_scratch;
    fs::path m_file = m_scratch / "input";
    fs::path m_folder = m_scratch / "folder";
    storage::RunRepository m_repository;
};

bool acceptsCurves(std::span<const char> bytes)
{
    static CurveReceiver receiver;
    return receiver.accepts(bytes);
}

std::vector<std::string> goodCurves()
{
    const std::vector<std::string> messages = fuzz::goodMessages();
    const fuzz::Scratch scratch;
    storage::EventFileWriter file(scratch / "events");
    for (const std::string& message : messages)
        file.add(message);
    file.commit();
    return {fuzz::contentOf(scratch / "events"), fuzz::joinedParts(messages)};
}

std::vector<std::vector<std::string>> curvePieces()
{
    std::vector<std::vector<std::string>> pieces = fuzz::messagePieces();
    pieces.push_back({std::string(fuzz::partDivider)});
    return pieces;
}

} // namespace

fuzz::Target fuzz::tensorBoardTarget()
{
    return {"tensorboard", acceptsCurves, goodCurves, curvePieces, 500};
}
