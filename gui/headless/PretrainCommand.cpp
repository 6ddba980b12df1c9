#include "gui/headless/PretrainCommand.h"

#include <sstream>

#include "engine/pretraining/Pretraining.h"
#include "gui/headless/InterruptWatch.h"
#include "gui/headless/PretrainProgress.h"
#include "gui/headless/Text.h"

using engine::Json;

namespace gui {

namespace {

Json documentOf(const engine::PretrainConfig& config, const engine::RunFinished& finished, const Json& record)
{
    Json document = record;
    document["status"] = finished.status == engine::RunStatus::Finished ? "finished" : "interrupted";
    document["steps"] = finished.steps;
    document["seconds"] = finished.seconds;
    document["tokens_per_second"] = finished.tokensPerSecond;
    document["peak_memory_bytes"] = finished.peakMemoryBytes;
    document["model"] = config.output.path;
    return document;
}

std::string scoreRow(const std::string& name, double loss, double accuracy)
{
    return "  " + name + ": " + numberText(loss) + " nats, accuracy " + numberText(accuracy) + "\n";
}

std::string endText(const engine::PretrainConfig& config, const engine::RunFinished& finished, const Json& record)
{
    std::ostringstream out;
    out << countedText(finished.steps, "step") << " in " << durationText(finished.seconds) << ", "
        << numberText(finished.tokensPerSecond) << " tokens/s, peak memory " << bytesText(finished.peakMemoryBytes)
        << "\non " << countedText(record.at("masked_tokens").get<std::int64_t>(), "masked token")
        << " of held-out text:\n";
    for (const auto& [name, score] : record.at("baselines").items())
        out << scoreRow(name, score.at("loss").get<double>(), score.at("masked_accuracy").get<double>());
    if (finished.metrics.size() == 2)
        out << scoreRow("model", finished.metrics[0].value, finished.metrics[1].value);
    out << "model " << config.output.path << '\n';
    return out.str();
}

} // namespace

ExitCode PretrainCommand::execute(Console& console)
{
    const engine::PretrainConfig wanted = config();
    engine::RunControl control;
    const InterruptWatch watch([&] {
        console.note("stopping after this step and saving; once more ends at once");
        control.stop(engine::RunControl::Stop::Interrupt);
    });
    PretrainProgress progress(console);
    Json record;
    engine::RunFinished finished;
    try {
        finished = engine::pretrain(wanted, control, progress, record);
    } catch (const engine::CalledOff&) {
        console.error("interrupted before training began");
        return ExitCode::Interrupted;
    }
    if (m_json)
        console.print(documentOf(wanted, finished, record));
    else
        console.write(endText(wanted, finished, record));
    if (finished.status == engine::RunStatus::Finished)
        return ExitCode::Done;
    console.note("interrupted; the same command goes on from here");
    return ExitCode::Interrupted;
}

} // namespace gui
