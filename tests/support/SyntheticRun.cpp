#include "tests/support/SyntheticRun.h"

#include <algorithm>
#include <cmath>

#include "engine/run/ConfigJson.h"

namespace support {

engine::RunStarted SyntheticRun::started() const
{
    engine::RunStarted event;
    event.totalSteps = m_options.steps;
    event.stepsPerEpoch = m_options.stepsPerEpoch;
    event.layers = m_options.layers;
    for (std::int64_t position = 0; position < m_options.layers; ++position)
        event.positions.push_back(position);
    event.layerEvaluationsNominal = 2.0 * double(m_options.layers);
    event.parameters = {125'541'902, 896'270, 9'228,
                        {{"LoRA, query and value", 294'912}, {"Gate, linear, shared", 9'228}, {"Classification head", 592'130}}};
    event.metric = "matthews";
    event.device = "cpu";
    event.precision = "fp32";
    event.classes = {"unacceptable", "acceptable"};
    event.lossUnit = "nats";
    event.environment = {{"Program", "0.1.0 (3f2a9c1)"}, {"LibTorch", "1.13.1"}, {"BLAS", "OpenBLAS 0.3.21"},
                         {"Threads", "2"}, {"CPU", "2 cores, AVX-512"}, {"OS", "Debian 12"},
                         {"Model", "xxh3 91b5 7a0c 33ef 52d8"}, {"Data", "xxh3 0c44 19ab 77d0 e6f1"}};
    return event;
}

engine::StepDone SyntheticRun::step(std::int64_t number)
{
    const double part = double(number) / double(m_options.steps);
    const double warm = std::min(part / 0.06, 1.0);
    const double loss = 0.08 + 0.6 * std::exp(-4.5 * part) + 0.09 * std::abs(normal()) * std::exp(-part);
    const bool isSpike = number == m_options.steps * 2 / 5;
    const double slow = part > 0.52 && part < 0.57 ? 0.7 : 1.0;
    engine::StepDone event;
    event.step = number;
    event.epoch = double(number) / double(m_options.stepsPerEpoch);
    event.seconds = double(number) * 0.056;
    event.values = {{"loss", isSpike ? 0.57 : loss},
                    {"balance_loss", 1 + 0.4 * std::exp(-3 * part) + 0.02 * normal()},
                    {"gradient_norm", std::exp(0.6 * std::exp(-4 * part) - 0.4 + 0.25 * normal())},
                    {"gate_gradient_norm", std::exp(-2.4 - 1.6 * part + 0.3 * normal())},
                    {"learning_rate", 4e-4 * (part < 0.06 ? warm : (1 - part) / 0.94)},
                    {"samples_per_second", (582 + 6 * normal()) * slow}};
    return event;
}

engine::Evaluated SyntheticRun::evaluation(std::int64_t step)
{
    const double part = double(step) / double(m_options.steps);
    const double matthews = 0.65 * (1 - std::exp(-7 * part)) + 0.006 * normal();
    engine::Evaluated event;
    event.step = step;
    event.epoch = double(step) / double(m_options.stepsPerEpoch);
    event.seconds = double(step) * 0.056;
    event.split = "dev";
    event.rows = 1043;
    event.best = matthews > m_best;
    m_best = std::max(m_best, matthews);
    event.values = {{"matthews", matthews},
                    {"accuracy", 0.69 + 0.24 * matthews},
                    {"dev_loss", 0.55 - 0.35 * part * std::exp(-part) * 2 + 0.33 * part * part + 0.01 * normal()}};
    return event;
}

engine::RoutingSnapshot SyntheticRun::snapshot(std::int64_t step)
{
    const double part = double(step) / double(m_options.steps);
    engine::RoutingSnapshot event;
    event.step = step;
    event.epoch = double(step) / double(m_options.stepsPerEpoch);
    event.layers = m_options.layers;
    for (std::int64_t position = 0; position < m_options.layers; ++position) {
        event.positions.push_back(position);
        addRow(event, position, part);
    }
    if (m_options.isGated) {
        const double ofTask = m_options.taskReachesGate ? std::exp(-2 - 2 * part + 0.3 * normal()) : 0.0;
        const double ofBalance = std::exp(-6 - part + 0.2 * normal());
        for (std::int64_t position = 0; position < m_options.layers; ++position) {
            event.gateGradientTask.push_back(float(ofTask * (1 + 0.1 * double(position))));
            event.gateGradientBalance.push_back(float(ofBalance));
        }
    }
    return event;
}

engine::RoutingEvaluated SyntheticRun::routingEvaluation(std::int64_t step)
{
    const std::int64_t layers = m_options.layers;
    const double part = double(step) / double(m_options.steps);
    engine::RoutingEvaluated event;
    event.step = step;
    event.split = "dev";
    event.layers = layers;
    event.rows = {322, 721};
    event.counts.assign(std::size_t(2 * layers * layers), 0);
    for (std::int64_t position = 0; position < layers; ++position)
        event.positions.push_back(position);
    std::uniform_real_distribution<double> uniform;
    for (std::int64_t row = 0; row < 1043; ++row) {
        const bool isAcceptable = row >= 322;
        const double taste = std::floor(uniform(m_rowRandom) * 4) * 1.3 + (isAcceptable ? 0.9 : 0);
        engine::RoutingEvaluated::Example example;
        example.row = row;
        example.label = isAcceptable;
        example.prediction = uniform(m_rowRandom) < 0.86 ? example.label : 1 - example.label;
        for (std::int64_t position = 0; position < layers; ++position) {
            std::vector<double> weights = probabilities(position, part);
            for (std::int64_t layer = 0; layer < layers; ++layer)
                weights[std::size_t(layer)] = std::pow(weights[std::size_t(layer)], 1.4) * std::exp(3.5 * std::sin(taste * double(layer + 2 * position)));
            std::discrete_distribution<int> choose(weights.begin(), weights.end());
            const bool isUsual = uniform(m_rowRandom) < 0.97;
            const auto best = std::max_element(weights.begin(), weights.end()) - weights.begin();
            const std::int64_t chosen = isUsual ? best : choose(m_rowRandom);
            example.route.push_back(chosen);
            ++event.counts[std::size_t((std::int64_t(isAcceptable) * layers + position) * layers + chosen)];
            double sum = 0;
            for (const double weight : weights)
                sum += weight;
            for (const double weight : weights)
                example.probability.push_back(float(weight / sum));
        }
        if (row * m_options.examples / 1043 != (row + 1) * m_options.examples / 1043)
            event.examples.push_back(std::move(example));
    }
    return event;
}

std::vector<engine::RunEvent> SyntheticRun::events(std::int64_t upTo)
{
    std::vector<engine::RunEvent> result{started(), engine::LogLine{engine::LogLevel::Info, "RoBERTa, 12 layers, 124.6 M parameters, from models/roberta-base"},
                                         engine::LogLine{engine::LogLevel::Info, "CoLA: 8,551 train, 1,043 dev rows; 3 rows are cut at 128 tokens"},
                                         engine::LogLine{engine::LogLevel::Warning, "17 rows are in train and in dev"}};
    for (std::int64_t number = 1; number <= (upTo > 0 ? upTo : m_options.steps); ++number) {
        result.push_back(step(number));
        if (number % m_options.routingEvery == 0)
            result.push_back(snapshot(number));
        if (number % m_options.stepsPerEpoch == 0) {
            result.push_back(evaluation(number));
            if (m_options.isGated)
                result.push_back(routingEvaluation(number));
            result.push_back(engine::CheckpointSaved{number, "/home/anna/.local/share/molex-workbench/runs/12/step-" + std::to_string(number), 48'234'496, false});
        }
    }
    if (upTo == 0) {
        engine::RunFinished finished;
        finished.steps = m_options.steps;
        finished.seconds = double(m_options.steps) * 0.056;
        finished.samplesPerSecond = 571;
        finished.peakMemoryBytes = 2'254'857'830;
        finished.layerEvaluations = 22.4;
        result.push_back(finished);
    }
    return result;
}

gui::SavedRun SyntheticRun::queued() const
{
    engine::RunConfig config;
    config.name = "cola-molex-s3";
    config.group = "CoLA, gate gradient";
    config.task.kind = engine::TaskKind::Glue;
    config.task.path = "data/glue/CoLA";
    gui::SavedRun saved;
    saved.record.id = 12;
    saved.record.name = config.name;
    saved.record.group = config.group;
    saved.record.configJson = engine::toJson(config).dump(2);
    return saved;
}

std::vector<double> SyntheticRun::probabilities(std::int64_t position, double part) const
{
    const std::int64_t layers = m_options.layers;
    const double sharp = position == 2 ? 8 * part : 1 + 2.2 * part;
    const double drift = 1.6 * std::sin(double(position) * 1.7) * part;
    std::vector<double> probability;
    double sum = 0;
    for (std::int64_t layer = 0; layer < layers; ++layer) {
        const double distance = (double(layer) - double(position) - drift) / (double(layers) / 5);
        const double dead = layer == layers - 2 ? -4 * part : 0;
        probability.push_back(std::exp(sharp * (-distance * distance + dead + 0.9 * std::sin(double(3 * layer + 5 * position)))));
        sum += probability.back();
    }
    for (double& each : probability)
        each /= sum;
    return probability;
}

void SyntheticRun::addRow(engine::RoutingSnapshot& event, std::int64_t position, double part)
{
    const std::int64_t layers = m_options.layers;
    std::vector<double> probability = probabilities(position, part);
    double entropy = 0;
    std::vector<double> weights;
    for (const double each : probability) {
        entropy -= each > 0 ? each * std::log(each) : 0;
        event.probability.push_back(float(each));
        weights.push_back(std::pow(each, 1.5) + (each > 0.01 ? 0.002 : 0));
    }
    std::vector<std::int64_t> counts(std::size_t(layers), 0);
    std::discrete_distribution<int> choose(weights.begin(), weights.end());
    for (int unit = 0; unit < 320; ++unit)
        ++counts[std::size_t(choose(m_random))];
    event.counts.insert(event.counts.end(), counts.begin(), counts.end());
    if (!m_options.isGated)
        return;
    std::sort(probability.rbegin(), probability.rend());
    event.entropy.push_back(float(entropy));
    event.margin.push_back(float(probability[0] - probability[1]));
    event.mainWeight.push_back(float(0.95 - 0.25 * part + 0.01 * double(position)));
    event.otherWeight.push_back(1 - event.mainWeight.back());
}

} // namespace support
