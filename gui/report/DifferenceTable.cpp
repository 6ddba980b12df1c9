#include "gui/report/DifferenceTable.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "storage/export/NumberText.h"

namespace gui::reports {

namespace {

struct ValueColumn
{
    const char* name;
    bool isText = false;
};
constexpr ValueColumn valueColumns[] = {{"over", true},
                                        {"metric", true},
                                        {"split", true},
                                        {"pair", true},
                                        {"unit", true},
                                        {"baseline_group", true},
                                        {"group", true},
                                        {"baseline"},
                                        {"value"},
                                        {"difference"},
                                        {"percent"},
                                        {"interval_low"},
                                        {"interval_high"},
                                        {"p"},
                                        {"p_holm"},
                                        {"test", true},
                                        {"n"},
                                        {"n_baseline"},
                                        {"statistic"},
                                        {"degrees"},
                                        {"b"},
                                        {"c"},
                                        {"effect_kind", true},
                                        {"effect"},
                                        {"wilcoxon_p"},
                                        {"wilcoxon_n"},
                                        {"worse"},
                                        {"equivalent"},
                                        {"better"},
                                        {"pairs_for_80_percent_power"},
                                        {"bootstrap_p"},
                                        {"randomisation_p"}};

/// One row, filled by the columns' names.
class ValueRow {
public:
    ValueRow()
        : m_cells(std::size(valueColumns))
    {
    }

    void set(std::string_view column, std::string text)
    {
        const auto* place = std::find_if(std::begin(valueColumns), std::end(valueColumns),
                                         [column](const ValueColumn& each) { return column == each.name; });
        m_cells[static_cast<std::size_t>(place - std::begin(valueColumns))] = std::move(text);
    }
    void set(std::string_view column, const std::optional<double>& value)
    {
        if (value)
            set(column, storage::exactText(*value));
    }
    void setCount(std::string_view column, std::int64_t count) { set(column, std::to_string(count)); }

    const std::vector<std::string>& cells() const { return m_cells; }

private:
    std::vector<std::string> m_cells;
};

ValueRow rowOf(const engine::Difference& difference)
{
    const engine::TestResult& test = difference.test;
    ValueRow row;
    row.set("metric", difference.metric);
    row.set("split", difference.split);
    row.set("baseline", std::optional(difference.baseline));
    row.set("value", std::optional(difference.value));
    row.set("difference", std::optional(difference.difference));
    row.set("percent", difference.percent);
    if (test.interval) {
        row.set("interval_low", std::optional(test.interval->low));
        row.set("interval_high", std::optional(test.interval->high));
    }
    row.set("p", test.p);
    row.set("p_holm", difference.holm);
    row.set("test", std::string(engine::toText(test.kind)));
    row.setCount("n", test.n);
    if (test.kind == engine::TestKind::Welch)
        row.setCount("n_baseline", test.baselineRuns);
    row.set("statistic", test.statistic);
    row.set("degrees", test.degrees);
    if (test.discordant) {
        row.setCount("b", test.discordant->baseline);
        row.setCount("c", test.discordant->other);
    }
    row.set("effect_kind", std::string(engine::toText(test.effectKind)));
    row.set("effect", test.effect);
    return row;
}

ValueRow rowOf(const engine::SeedDifference& seeds)
{
    ValueRow row = rowOf(seeds.difference);
    row.set("over", std::string("seeds"));
    if (seeds.wilcoxon) {
        row.set("wilcoxon_p", seeds.wilcoxon->p);
        row.setCount("wilcoxon_n", seeds.wilcoxon->n);
    }
    if (seeds.rope) {
        row.set("worse", std::optional(seeds.rope->worse));
        row.set("equivalent", std::optional(seeds.rope->equivalent));
        row.set("better", std::optional(seeds.rope->better));
    }
    if (seeds.pairsForPower)
        row.setCount("pairs_for_80_percent_power", *seeds.pairsForPower);
    return row;
}

ValueRow rowOf(const engine::RowDifference& rows)
{
    ValueRow row = rowOf(rows.difference);
    row.set("over", std::string("examples"));
    row.set("pair", rows.pair.label);
    row.set("bootstrap_p", rows.bootstrap.p);
    row.set("randomisation_p", rows.randomisation.p);
    return row;
}

ValueRow rowOf(const engine::CostDifference& cost)
{
    ValueRow row;
    row.set("over", std::string("cost"));
    row.set("metric", cost.key);
    row.set("unit", cost.unit);
    row.set("baseline", std::optional(cost.baseline));
    row.set("value", std::optional(cost.value));
    row.set("difference", std::optional(cost.value - cost.baseline));
    if (cost.baseline != 0)
        row.set("percent", std::optional(100 * (cost.value - cost.baseline) / cost.baseline));
    return row;
}

} // namespace

storage::Table differenceTable(const engine::GroupComparison& group, const std::string& baseline,
                               const std::string& name)
{
    storage::Table table;
    for (const ValueColumn& column : valueColumns)
        table.columns.push_back(
            {column.name, column.isText ? storage::Table::Align::Left : storage::Table::Align::Right});
    const auto addAll = [&](const auto& differences) {
        for (const auto& difference : differences) {
            ValueRow row = rowOf(difference);
            row.set("baseline_group", baseline);
            row.set("group", name);
            table.rows.push_back(row.cells());
        }
    };
    addAll(group.seeds);
    addAll(group.rows);
    addAll(group.costs);
    return table;
}

} // namespace gui::reports
