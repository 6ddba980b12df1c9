#include "gui/headless/PredictCommand.h"

#include <algorithm>
#include <numeric>
#include <sstream>

#include "engine/training/Inference.h"
#include "gui/headless/SavedModel.h"
#include "gui/headless/Text.h"

using engine::Json;
using Prediction = engine::Predictor::Prediction;

namespace gui {

namespace {

constexpr std::size_t likeliestShown = 5;

Json predictionJson(const engine::TaskDescription& task, const Prediction& prediction)
{
    Json json = Json::object();
    if (task.isRegression()) {
        json["score"] = prediction.value;
    } else {
        const auto label = static_cast<std::size_t>(prediction.value);
        json["label"] = label;
        json["class"] = task.classes.at(label);
        json["probabilities"] = Json::object();
        for (std::size_t i = 0; i < prediction.probabilities.size(); ++i)
            json["probabilities"][task.classes.at(i)] = prediction.probabilities[i];
    }
    json["route"] = prediction.route;
    return json;
}

std::string predictionText(const engine::TaskDescription& task, const Prediction& prediction)
{
    std::ostringstream out;
    if (task.isRegression())
        out << "score " << numberText(prediction.value) << '\n';
    else
        out << task.classes.at(static_cast<std::size_t>(prediction.value)) << '\n';
    const std::vector<double>& probabilities = prediction.probabilities;
    std::vector<std::size_t> order(probabilities.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return probabilities[a] > probabilities[b]; });
    for (std::size_t i = 0; i < std::min(order.size(), likeliestShown); ++i)
        out << "  " << numberText(probabilities[order[i]]) << "  " << task.classes.at(order[i]) << '\n';
    if (order.size() > likeliestShown)
        out << "  and " << order.size() - likeliestShown << " less likely "
            << (order.size() - likeliestShown == 1 ? "class" : "classes") << " (--json lists all)\n";
    if (prediction.route.empty())
        return out.str();
    out << "route";
    for (const auto& layers : prediction.route) {
        out << ' ';
        for (std::size_t i = 0; i < layers.size(); ++i)
            out << (i > 0 ? "," : "") << layers[i];
    }
    out << '\n';
    return out.str();
}

} // namespace

ExitCode PredictCommand::execute(Console& console)
{
    const SavedModel saved = savedModelOfRun(*m_workspace.open(console), m_run);
    engine::Predictor predictor(saved.config, saved.checkpoint);
    const Prediction prediction = predictor.predict({{m_text, m_pair, 0}}).at(0);
    if (m_json)
        console.print(predictionJson(predictor.task(), prediction));
    else
        console.write(predictionText(predictor.task(), prediction));
    return ExitCode::Done;
}

} // namespace gui
