#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/run/Decoding.h"
#include "engine/run/RunConfig.h"

namespace engine {

/// A saved checkpoint of a language model's run, ready to write text.
class Generator final {
public:
    /// `checkpoint` is a folder written by a run with this configuration. Throws BadInput.
    Generator(const RunConfig& config, const std::filesystem::path& checkpoint);
    ~Generator();

    struct Options
    {
        GenerationConfig search;
        std::optional<Decoding> rule; ///< otherwise the routing's
        std::int64_t prompts = 8;     ///< decoded together
    };
    struct Text
    {
        std::string text; ///< without space around it
        double score = 0; ///< log-probability over length^penalty
        std::int64_t tokens = 0;
        bool promptWasCut = false;
    };
    /// Given each text in the order of the prompts; false ends it early.
    using Visitor = std::function<bool(const Text& text)>;

    /// Writes one text per prompt. Blocking; throws BadInput where the longest continuation leaves no room for prompts.
    void generate(const std::vector<std::string>& prompts, const Options& options, const Visitor& visit);

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace engine
