#include "gui/control/RivalReader.h"

#include <QCoreApplication>

#include "engine/run/ConfigJson.h"

namespace gui {

namespace {

/// The context of this file's texts in the catalogue.
struct RivalReaderWords
{
    Q_DECLARE_TR_FUNCTIONS(RivalReader)
};

bool countsExperts(const storage::RunRecord& record)
{
    return engine::recordsExperts(engine::configFromText(record.configJson).config);
}

/// Absent where nothing was recorded.
std::optional<RoutingShape> shapeOf(const storage::RunRepository& repository, const storage::RunRecord& record)
{
    const std::vector<std::int64_t> steps = repository.routingSteps(record.id);
    const auto snapshot = steps.empty() ? std::nullopt : repository.routing(record.id, steps.front());
    if (!snapshot)
        return std::nullopt;
    return RoutingShape{snapshot->layers, snapshot->positions, countsExperts(record)};
}

} // namespace

std::vector<RivalName> readRivals(const storage::RunRepository& repository, std::int64_t run, const RoutingShape& shape)
{
    std::vector<RivalName> rivals;
    for (const storage::RunRecord& record : repository.runs())
        if (record.id != run && record.started && shapeOf(repository, record) == shape)
            rivals.push_back({record.id, QString::fromStdString(record.name)});
    return rivals;
}

std::shared_ptr<const RoutingRival> readRival(const storage::RunRepository& repository, std::int64_t run)
{
    const auto record = repository.run(run);
    if (!record)
        throw storage::Error(RivalReaderWords::tr("the run is not in the store any more").toStdString());
    auto rival = std::make_shared<RoutingRival>();
    rival->run = {run, QString::fromStdString(record->name)};
    for (const engine::RoutingSnapshot& snapshot : repository.allRouting(run))
        rival->grid.append(snapshot);
    rival->grid.setCountsExperts(countsExperts(*record));
    return rival;
}

} // namespace gui
