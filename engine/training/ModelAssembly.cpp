#include "engine/training/ModelAssembly.h"

#include <array>
#include <cstdio>
#include <fstream>

#include <xxhash.h>

#include "engine/model/TensorMemory.h"
#include "engine/model/WeightFiles.h"
#include "engine/run/Resources.h"
#include "engine/training/Adapter.h"

namespace fs = std::filesystem;

namespace engine {

namespace {

struct HashState
{
    XXH64_state_t* state = XXH64_createState();
    HashState() { XXH64_reset(state, 0); }
    ~HashState() { XXH64_freeState(state); }
    HashState(const HashState&) = delete;
    HashState& operator=(const HashState&) = delete;
};

void addFile(HashState& hash, const fs::path& path, const Wanted& wanted)
{
    if (std::error_code error; !fs::is_regular_file(path, error))
        return; // not every model has every file; a pipe would be waited for
    std::ifstream file(path, std::ios::binary);
    std::array<char, 1 << 16> buffer;
    while (file.read(buffer.data(), buffer.size()) || file.gcount() > 0) {
        requireWanted(wanted);
        XXH64_update(hash.state, buffer.data(), static_cast<std::size_t>(file.gcount()));
    }
}

} // namespace

AssembledModel assembleModel(const RunConfig& config, const ModelConfig& shape, std::int64_t labels,
                             const Wanted& wanted)
{
    useTensorMemory();
    const auto seed = static_cast<std::uint64_t>(config.runtime.seed);
    AssembledModel result;
    auto model = makeModel(shape, labels);
    if (config.model.initialize == Initialize::Random) {
        drawWeights(*model, seed, wanted);
        result.report.freshHead = true;
        result.report.notes.emplace_back("all weights were drawn at random (model.initialize is random)");
    } else {
        drawHead(*model, seed);
        result.report = loadPretrained(*model, modelFolder(config.model.path), HeadRule::FreshIfOther, wanted);
    }
    result.routed = std::make_unique<RoutedModel>(std::move(model), config.method, config.routing, seed);
    if (const auto* lora = std::get_if<LoraConfig>(&config.method); lora != nullptr && !lora->start.empty())
        for (std::string& note : startFromAdapter(*lora, *result.routed))
            result.report.notes.push_back(std::move(note));
    return result;
}

RunConfig withoutStart(RunConfig config)
{
    if (auto* lora = std::get_if<LoraConfig>(&config.method))
        lora->start.clear();
    return config;
}

std::unique_ptr<Tokenizer> loadTokenizer(const fs::path& folder, const ModelConfig& shape)
{
    std::unique_ptr<Tokenizer> tokenizer = loadTokenizer(folder);
    if (const auto missing = tokenizer->missingSpecialToken())
        throw BadInput(folder.string(), "the vocabulary lacks the token " + *missing);
    if (tokenizer->vocabularySize() > shape.vocabularySize)
        throw BadInput(folder.string(), "the tokenizer has " + std::to_string(tokenizer->vocabularySize())
                                            + " tokens, but config.json gives the model a vocabulary of "
                                            + std::to_string(shape.vocabularySize));
    if (shape.firstPosition > 0 && tokenizer->paddingId() != shape.paddingId) // it decides about positions
        throw BadInput(folder.string(), "the tokenizer pads with " + tokenizer->specialTokens().paddingName + ", id "
                                            + std::to_string(tokenizer->paddingId())
                                            + ", but config.json gives the model the padding id "
                                            + std::to_string(shape.paddingId));
    return tokenizer;
}

std::string hashModelFolder(const ModelChoice& model, const Wanted& wanted)
{
    const fs::path folder = modelFolder(model.path);
    HashState hash;
    for (const char* name : {"config.json", "vocab.json", "merges.txt", "tokenizer.json", "vocab.txt"})
        addFile(hash, folder / name, wanted);
    if (std::error_code error; fs::exists(folder / "vocab.txt", error)) // only there does it decide ids
        addFile(hash, folder / "tokenizer_config.json", wanted);
    if (model.initialize == Initialize::Pretrained)
        for (const fs::path& file : weightFiles(folder))
            addFile(hash, file, wanted);
    char text[17];
    std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(XXH64_digest(hash.state)));
    return text;
}

std::vector<Issue> checkAgainstModel(const RunConfig& config, const ModelConfig& shape)
{
    std::vector<Issue> issues = checkRouting(config.routing, shape);
    const bool writes = config.task.kind == TaskKind::E2e;
    if (writes && !shape.isCausal())
        issues.push_back({"task.kind", "e2e needs a language model such as GPT-2; this model is an encoder"});
    if (!writes && shape.isCausal())
        issues.push_back({"task.kind", std::string(nameOf(config.task.kind))
                                           + " needs an encoder such as RoBERTa or BERT; this model writes text"});
    if (shape.isCausal() && std::holds_alternative<HeadConfig>(config.method))
        issues.push_back({"method.kind", "head leaves nothing to train: a language model's head is its embeddings"});
    for (Issue& issue : checkMethod(config.method, shape))
        issues.push_back(std::move(issue));
    if (config.task.maxLength > shape.longestInput())
        issues.push_back({"task.max_length", "is " + std::to_string(config.task.maxLength)
                                                 + ", but the model takes at most "
                                                 + std::to_string(shape.longestInput()) + " tokens"});
    return issues;
}

} // namespace engine
