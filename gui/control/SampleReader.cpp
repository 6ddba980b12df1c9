#include "gui/control/SampleReader.h"

#include <QCoreApplication>

#include <algorithm>

#include "engine/data/HashText.h"
#include "engine/data/Task.h"
#include "engine/run/ConfigJson.h"
#include "gui/models/EngineText.h"
#include "storage/runs/Error.h"

namespace gui {

namespace {

/// The context of this file's texts in the catalogue.
struct SampleReaderWords
{
    Q_DECLARE_TR_FUNCTIONS(SampleReader)
};

/// The hash that the run stored of its data; empty where it stored none.
std::string storedHash(const storage::RunRecord& run)
{
    if (!run.started)
        return {};
    const auto& environment = run.started->environment;
    const auto found = std::find_if(environment.begin(), environment.end(),
                                    [](const auto& entry) { return entry.first == "Data hash"; });
    return found == environment.end() ? std::string() : found->second;
}

void addTexts(const engine::TaskData& data, SampleTexts& texts)
{
    for (const engine::Split& split : data.dev) {
        std::vector<SampleTexts::Text>& rows = texts.splits[split.name];
        rows.reserve(split.rows.size());
        for (const engine::Example& row : split.rows)
            rows.push_back({QString::fromStdString(row.text), QString::fromStdString(row.pair.value_or(row.target))});
    }
}

} // namespace

ReadRows readRows(const storage::RunRepository& repository, std::int64_t run, const EvaluationKey& key)
{
    try {
        return {repository.rowEvaluation(run, key.first, key.second), {}};
    } catch (const storage::Error& error) {
        return {std::nullopt, engineText(error.what())};
    }
}

std::shared_ptr<const SampleTexts> readTexts(const storage::RunRecord& run, const engine::Wanted& wanted)
{
    auto texts = std::make_shared<SampleTexts>();
    try {
        const engine::ParsedConfig parsed = engine::configFromText(run.configJson, "configuration");
        const engine::TaskData data = engine::loadTask(parsed.config.task, wanted);
        if (engine::hashText(data.hash) == storedHash(run))
            addTexts(data, *texts);
        else
            texts->problem = SampleReaderWords::tr(
                "The data files have changed since this run read them, so its sentences are not shown.");
    } catch (const std::exception& error) {
        texts->problem = SampleReaderWords::tr("The sentences cannot be read: %1")
                             .arg(engineText(error.what()).section(QLatin1Char('\n'), 0, 0));
    }
    return texts;
}

} // namespace gui
