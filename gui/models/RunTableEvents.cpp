#include "gui/models/RunTableEvents.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "storage/runs/RunRecord.h"

namespace gui {

namespace {

using storage::RunState;
using Kind = storage::RunTable::Kind;
using Source = storage::RunTable::Source;

struct RowUpdate
{
    storage::RunTable& table;
    std::size_t row;
    std::string& mainSplit;

    void set(const char* key, std::string_view text) const
    {
        table.set(row, table.column(key, Source::Fact, Kind::Words), text);
    }
    void set(const std::string& key, double number, Source source = Source::Fact) const
    {
        table.set(row, table.column(key, source, Kind::Numbers), number);
    }

    bool operator()(const engine::RunStarted& started) const
    {
        set("state", storage::toText(RunState::Running));
        set("metric", started.metric);
        set("device", started.device);
        set("precision", started.precision);
        set("step", double(started.firstStep));
        set("total_steps", double(started.totalSteps));
        set("trainable", double(started.parameters.trainable));
        set("parameters", double(started.parameters.total));
        return true;
    }
    bool operator()(const engine::StepDone& step) const
    {
        set("step", double(step.step));
        return true;
    }
    bool operator()(const engine::Evaluated& evaluated) const
    {
        if (mainSplit.empty())
            mainSplit = evaluated.split;
        if (evaluated.split != mainSplit)
            return false;
        for (const engine::Measurement& value : evaluated.values) {
            const auto place = [&](const char* prefix) {
                return table.column(prefix + value.key, Source::Metric, Kind::Numbers);
            };
            const double least = table.number(row, place("min."));
            const double greatest = table.number(row, place("max."));
            set("last." + value.key, value.value, Source::Metric);
            set("min." + value.key, std::fmin(least, value.value), Source::Metric);
            set("max." + value.key, std::fmax(greatest, value.value), Source::Metric);
            if (!evaluated.best)
                continue;
            set("best." + value.key, value.value, Source::Metric);
            if (value.key == table.textOf(row, "metric"))
                set("best", value.value);
        }
        return true;
    }
    bool operator()(const engine::RunPaused& paused) const
    {
        set("state", storage::toText(RunState::Paused));
        set("reason", paused.reason);
        return true;
    }
    bool operator()(const engine::RunResumed&) const
    {
        set("state", storage::toText(RunState::Running));
        set("reason", std::string_view());
        return true;
    }
    bool operator()(const engine::RunFinished& finished) const
    {
        constexpr RunState states[] = {RunState::Finished, RunState::Stopped, RunState::Failed, RunState::Interrupted};
        set("state", storage::toText(states[std::size_t(finished.status)]));
        set("reason", finished.reason);
        set("seconds", finished.seconds);
        if (finished.wallSeconds > 0) {
            set("evaluation_seconds", finished.evaluationSeconds);
            set("evaluations", double(finished.evaluations));
            set("wall_seconds", finished.wallSeconds);
        }
        set("peak_memory_bytes", double(finished.peakMemoryBytes));
        set("layer_evaluations", finished.layerEvaluations);
        if (finished.best)
            set("best", finished.best->value);
        return true;
    }
    template <class Other>
    bool operator()(const Other&) const
    {
        return false;
    }
};

} // namespace

bool applyEvent(storage::RunTable& table, std::size_t row, const engine::RunEvent& event, std::string& mainSplit)
{
    return std::visit(RowUpdate{table, row, mainSplit}, event);
}

} // namespace gui
