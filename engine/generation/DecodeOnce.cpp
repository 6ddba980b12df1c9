// molex decode: prompts from a file, outside any run.
#include "engine/generation/DecodeOnce.h"

#include "engine/generation/Decoder.h"
#include "engine/generation/DecodingRule.h"
#include "engine/training/InferenceInputs.h"
#include "engine/training/ModelBench.h"

namespace engine {

namespace {

constexpr std::int64_t logitsShown = 4;

void check(const ModelBench& bench, const ModelOptions& options, const DecodeOptions& decoding)
{
    const ModelConfig& shape = bench.shape();
    std::vector<Issue> issues;
    if (decoding.beam > shape.vocabularySize)
        issues.push_back({"--beam", "is larger than the model's vocabulary of " + std::to_string(shape.vocabularySize)});
    if (decoding.padTo > shape.longestInput())
        issues.push_back({"--pad-to", "is longer than the model's " + std::to_string(shape.longestInput())});
    if (!shape.isCausal())
        issues.push_back({options.model.string(), "is an encoder; only a language model such as GPT-2 can write on"});
    if (!issues.empty())
        throw BadInput(issues);
}

DecodingSettings settingsFor(const ModelBench& bench, const DecodeOptions& decoding)
{
    DecodingSettings settings;
    settings.rule = decodingRule(bench.routing, decoding.rule, "--decode");
    settings.beam.beam = decoding.beam;
    settings.beam.steps = decoding.steps;
    settings.beam.lengthPenalty = decoding.lengthPenalty;
    settings.beam.noRepeatNgram = decoding.noRepeatNgram;
    settings.beam.endIds = decoding.endIds.value_or(bench.shape().endIds);
    settings.beam.stopEarly = settings.rule != Decoding::Released;
    settings.padTo = decoding.padTo;
    return settings;
}

/// A single choice stands for itself, several as a list; likewise units.
Json choicesJson(const std::vector<std::vector<std::int64_t>>& units)
{
    Json list = Json::array();
    for (const auto& layers : units)
        list.push_back(layers.size() == 1 ? Json(layers.front()) : Json(layers));
    return list.size() == 1 ? list.front() : list;
}

Json chosenJson(const DecodedText& text)
{
    Json passes = Json::array();
    for (const DecodedPass& pass : text.passes) {
        Json positions = Json::array();
        for (const auto& units : pass.chosen)
            positions.push_back(choicesJson(units));
        if (!positions.empty())
            passes.push_back(std::move(positions));
    }
    return passes;
}

Json numbers(const torch::Tensor& row)
{
    const torch::Tensor values = row.to(torch::kCPU, torch::kFloat32).contiguous();
    return std::vector<float>(values.data_ptr<float>(), values.data_ptr<float>() + values.numel());
}

Json detailsJson(const DecodedText& text)
{
    Json json = {{"beam_tokens", Json::array()}, {"beam_scores", Json::array()}, {"logits_first4", Json::array()},
                 {"logsumexp", Json::array()},   {"cache_norms", Json::array()}};
    for (const DecodedPass& pass : text.passes) {
        json["beam_tokens"].push_back(pass.taken.tokens);
        json["beam_scores"].push_back(pass.taken.scores);
        Json first = Json::array();
        for (std::int64_t row = 0; row < pass.logits.size(0); ++row)
            first.push_back(numbers(pass.logits[row].slice(0, 0, logitsShown)));
        json["logits_first4"].push_back(std::move(first));
        json["logsumexp"].push_back(numbers(pass.logits.to(torch::kFloat64).logsumexp(-1)));
    }
    for (const auto& [keys, values] : text.cacheNorms)
        json["cache_norms"].push_back({keys, values});
    return json;
}

/// The prompt alone in `prompt`; what it is padded to in `padTo`.
void splitPadding(TokenIds& prompt, std::int64_t paddingId, std::int64_t& padTo)
{
    padTo = static_cast<std::int64_t>(prompt.size());
    while (prompt.size() > 1 && prompt.back() == paddingId)
        prompt.pop_back();
}

} // namespace

Json decodeOnce(const ModelOptions& options, const DecodeOptions& decoding)
{
    ModelBench bench = setUpModel(options);
    check(bench, options, decoding);
    DecodingSettings settings = settingsFor(bench, decoding);
    Json result = {
        {"tokens", Json::array()}, {"scores", Json::array()}, {"lengths", Json::array()}, {"chosen", Json::array()}};
    for (TokenIds& prompt : readPrompts(options.inputs, bench.shape(), decoding.steps)) {
        if (settings.rule == Decoding::Released && decoding.padTo == 0)
            splitPadding(prompt, bench.shape().paddingId, settings.padTo);
        const DecodedText text =
            Decoder(*bench.routed, bench.routing, bench.compute, settings).decode({prompt}, true).front();
        TokenIds padded = text.tokens;
        padded.resize(static_cast<std::size_t>(decoding.steps), 0);
        result["tokens"].push_back(std::move(padded));
        result["scores"].push_back(text.score);
        result["lengths"].push_back(text.tokens.size());
        result["chosen"].push_back(chosenJson(text));
        if (decoding.details)
            result["details"].push_back(detailsJson(text));
    }
    return result;
}

} // namespace engine
