#include "storage/exchange/ExportTensorBoard.h"

#include <algorithm>
#include <tuple>
#include <vector>

#include "engine/run/DiskSync.h"
#include "storage/exchange/EventFile.h"
#include "storage/exchange/EventMessage.h"
#include "storage/export/RunText.h"
#include "storage/runs/Error.h"
#include "storage/runs/RunRepository.h"

namespace fs = std::filesystem;

namespace storage {

namespace {

struct Point
{
    std::int64_t step = 0;
    double seconds = 0;
    std::size_t series = 0;
    double value = 0;
};

std::vector<Point> pointsInOrder(const RunRepository& repository, std::int64_t run, const std::vector<std::string>& keys)
{
    std::vector<Point> points;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        const SeriesPoints series = repository.series(run, keys[i]);
        for (std::size_t k = 0; k < series.steps.size(); ++k)
            points.push_back({series.steps[k], series.seconds[k], i, series.values[k]});
    }
    std::stable_sort(points.begin(), points.end(), [](const Point& a, const Point& b) {
        return std::tie(a.step, a.seconds) < std::tie(b.step, b.seconds);
    });
    return points;
}

fs::path fileFor(const RunRecord& record, const fs::path& out)
{
    if (out.filename().string().find("tfevents") != std::string::npos)
        return out;
    if (const std::error_code error = engine::makeFolders(out))
        throw Error(out.string() + " cannot be made: " + error.message() + ".");
    return out / ("events.out.tfevents." + std::to_string(static_cast<std::int64_t>(record.createdAt)) + ".run-"
                  + std::to_string(record.id));
}

} // namespace

void exportTensorBoard(const RunRepository& repository, std::int64_t run, const fs::path& out)
{
    const RunRecord record = requireRun(repository, run);
    const double start = record.startedAt > 0 ? record.startedAt : record.createdAt;
    std::vector<std::string> keys = repository.seriesKeys(run);
    const std::vector<Point> points = pointsInOrder(repository, run, keys);
    for (std::string& key : keys)
        key = markedKey(record, key);
    EventFileWriter file(fileFor(record, out));
    file.add(packEvent({start, 0, "brain.Event:2", {}, 0}));
    for (std::size_t i = 0; i < points.size();) {
        Event event{start + points[i].seconds, points[i].step, {}, {}, 0};
        const Point first = points[i];
        for (; i < points.size() && points[i].step == first.step && points[i].seconds == first.seconds; ++i)
            event.scalars.push_back({keys[points[i].series], points[i].value});
        file.add(packEvent(event));
    }
    file.commit();
}

} // namespace storage
