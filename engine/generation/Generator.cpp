#include "engine/generation/Generator.h"

#include "engine/generation/Decoder.h"
#include "engine/generation/DecodingRule.h"
#include "engine/generation/WrittenText.h"
#include "engine/run/ThreadRole.h"
#include "engine/training/LoadedRun.h"
#include "engine/training/PreparedRun.h"

namespace engine {

struct Generator::State
{
    LoadedRun run;
};

namespace {

constexpr std::int64_t shortestRoom = 2; // a token of the prompt and its end

DecodingSettings settingsFor(const LoadedRun& run, const Generator::Options& options)
{
    DecodingSettings settings;
    settings.rule = decodingRule(run.config.routing, options.rule, "--decode");
    settings.beam = {.beam = options.search.beam,
                     .steps = options.search.maxNewTokens,
                     .lengthPenalty = options.search.lengthPenalty,
                     .noRepeatNgram = options.search.noRepeatNgram,
                     .endIds = {run.tokenizer->endId()}};
    settings.padTo = paddedLength(run.config);
    settings.prompts = options.prompts;
    return settings;
}

/// Tokens that a prompt may have.
std::int64_t roomForPrompt(const LoadedRun& run, const GenerationConfig& search)
{
    const ModelConfig& shape = run.model->model().config();
    if (search.beam > shape.vocabularySize)
        throw BadInput("generation.beam", "is larger than the model's vocabulary of "
                                              + std::to_string(shape.vocabularySize));
    const std::int64_t room = shape.longestInput() - search.maxNewTokens;
    if (room < shortestRoom)
        throw BadInput("generation.max_new_tokens", "is " + std::to_string(search.maxNewTokens)
                                                        + ", which leaves no room for a prompt in the model's "
                                                        + std::to_string(shape.longestInput()) + " tokens");
    return std::min(room, run.config.task.maxLength);
}

Generator::Text textOf(const DecodedText& decoded, const LoadedRun& run)
{
    return {writtenText(decoded.tokens, *run.tokenizer), decoded.score,
            static_cast<std::int64_t>(decoded.tokens.size()), false};
}

} // namespace

Generator::Generator(const RunConfig& config, const std::filesystem::path& checkpoint)
    : m_state(std::make_unique<State>())
{
    m_state->run = loadRun(config, checkpoint);
    if (!m_state->run.task.isLanguageModel())
        throw BadInput("task.kind", m_state->run.task.name + " is learnt by labels; only a run of a language model writes");
}

Generator::~Generator() = default;

void Generator::generate(const std::vector<std::string>& prompts, const Options& options, const Visitor& visit)
{
    requireWorkerThread("generating");
    LoadedRun& run = m_state->run;
    const std::int64_t room = roomForPrompt(run, options.search);
    Decoder decoder(*run.model, run.config.routing, run.compute, settingsFor(run, options));
    const auto together = static_cast<std::size_t>(options.prompts);
    for (std::size_t first = 0; first < prompts.size(); first += together) {
        std::vector<TokenIds> batch;
        std::vector<bool> cut;
        for (std::size_t i = first; i < std::min(first + together, prompts.size()); ++i) {
            Encoding encoding = run.tokenizer->encodePrompt(prompts[i], room);
            batch.push_back(std::move(encoding.ids));
            cut.push_back(encoding.isCut);
        }
        const std::vector<DecodedText> decoded = decoder.decode(batch);
        for (std::size_t i = 0; i < decoded.size(); ++i) {
            Text text = textOf(decoded[i], run);
            text.promptWasCut = cut[i];
            if (!visit(text))
                return;
        }
    }
}

} // namespace engine
