#pragma once

#include "engine/generation/DecodeOnce.h"
#include "gui/headless/Command.h"

namespace gui {

/// `molex decode`: continue prompts of token ids by beam search.
class DecodeCommand final : public Command {
public:
    DecodeCommand();
    void declare(CLI::App& app) override;
    ExitCode execute(Console& console) override;

private:
    engine::ModelOptions m_model;
    engine::DecodeOptions m_decoding;
    std::string m_rule;
    std::vector<std::int64_t> m_endIds;
    bool m_json = false;
};

} // namespace gui
