// What `forward` reads beside a model: the family, then token ids, prompts, a routing and a method, each as JSON.
#include "engine/method/Method.h"
#include "engine/run/ConfigJson.h"
#include "engine/run/ConfigText.h"
#include "engine/run/Resources.h"
#include "engine/training/InferenceInputs.h"
#include "tests/fuzz/Parts.h"
#include "tests/fuzz/Scratch.h"
#include "tests/fuzz/Targets.h"

namespace {

engine::ModelConfig smallShape(std::string_view family)
{
    engine::ModelConfig shape;
    shape.family = family == "gpt2" ? engine::ModelFamily::Gpt2
        : family == "bert"          ? engine::ModelFamily::Bert
                                    : engine::ModelFamily::Roberta;
    shape.vocabularySize = 100;
    shape.hiddenSize = 16;
    shape.layers = 3;
    shape.heads = 2;
    shape.intermediateSize = 32;
    shape.positions = 20;
    shape.tokenTypes = shape.isCausal() ? 0 : 2;
    if (!shape.isCausal())
        shape.labelNames = {"no", "yes"};
    return shape;
}

void throwIfAny(const std::vector<engine::Issue>& issues)
{
    if (!issues.empty())
        throw engine::BadInput(issues);
}

/// As setUpModel() reads one.
engine::Json sectionIn(const std::filesystem::path& file)
{
    auto parsed = engine::parseConfiguration(engine::readTextFile(file, 1u << 20), file.string());
    if (auto* issues = std::get_if<std::vector<engine::Issue>>(&parsed))
        throw engine::BadInput(std::move(*issues));
    return std::get<engine::Json>(std::move(parsed));
}

void readSections(const std::filesystem::path& routing, const std::filesystem::path& method,
                  const engine::ModelConfig& shape)
{
    std::vector<engine::Issue> issues;
    engine::routingFromJson(sectionIn(routing), "routing", issues);
    const engine::MethodConfig config = engine::methodFromJson(sectionIn(method), "method", issues);
    throwIfAny(issues);
    throwIfAny(engine::validate(config, "method."));
    throwIfAny(engine::checkMethod(config, shape));
}

bool acceptsInputs(std::span<const char> bytes)
{
    static const fuzz::Scratch scratch;
    const std::vector<std::string_view> parts = fuzz::splitParts(bytes, 5);
    const engine::ModelConfig shape = smallShape(parts[0]);
    const char* names[] = {"inputs.json", "prompts.json", "routing.json", "method.json"};
    for (std::size_t i = 0; i < std::size(names); ++i)
        fuzz::write(scratch / names[i], parts[i + 1]);
    return fuzz::isRead<engine::Error>([&] {
        const engine::Batch batch = engine::readInputs(scratch / names[0], shape);
        fuzz::require(batch.ids.sizes() == batch.mask.sizes() && batch.ids.min().item<std::int64_t>() >= 0
                      && batch.ids.max().item<std::int64_t>() < shape.vocabularySize);
        for (const std::vector<std::int64_t>& prompt : engine::readPrompts(scratch / names[1], shape, 4))
            fuzz::require(!prompt.empty() && prompt.size() <= 16);
        readSections(scratch / names[2], scratch / names[3], shape);
    });
}

std::vector<std::string> goodInputs()
{
    const std::string encoder = R"({"input_ids": [[0, 5, 2], [0, 7, 1]], "attention_mask": [[1, 1, 1], [1, 1, 0]],
"token_type_ids": [[0, 0, 1], [0, 0, 0]], "labels": [1, 0]})";
    const std::string causal =
        R"({"input_ids": [[0, 5, 2]], "attention_mask": [[1, 1, 0]], "labels": [[-100, 5, -100]]})";
    const std::string prompts = "[[1, 2, 3], [4]]";
    const std::string molex = toJson(engine::RoutingConfig{engine::MolexConfig{}}).dump(1);
    const std::string lora = toJson(engine::MethodConfig{engine::LoraConfig{}}).dump(1);
    return {fuzz::joinedParts({"roberta", encoder, prompts, R"({"kind": "none"})", R"({"kind": "full"})"}),
            fuzz::joinedParts({"bert", encoder, prompts, R"({"kind": "self"})", lora}),
            fuzz::joinedParts({"gpt2", causal, prompts, molex, R"({"kind": "full"})"})};
}

std::vector<std::vector<std::string>> inputPieces()
{
    return {{"roberta", "bert", "gpt2", std::string(fuzz::partDivider)},
            {"\"input_ids\": ", "\"attention_mask\": ", "\"token_type_ids\": ", "\"labels\": ", "\"float_labels\": ",
             "\"kind\": ", "\"rank\": ", "\"targets\": ", "\"positions\": ", "\"layers\": "},
            {"[[", "]]", "[", "]", "[[]]", ",", "{", "}", "null", "-100", "0.5", "\"molex\"", "\"lora\"", "\"given\"",
             "\"sparse-upcycling\"", "\xFF",
             "\"\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9"
             "\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\"",
             std::string(70, '[')}};
}

} // namespace

fuzz::Target fuzz::inputsTarget()
{
    return {"inputs", acceptsInputs, goodInputs, inputPieces, 5000};
}
