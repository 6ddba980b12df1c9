#pragma once

#include "gui/headless/Command.h"
#include "gui/headless/EngineProgram.h"

namespace gui {

/// A command of `molex-engine` as `molex` has it: mistakes in its arguments are told at once, and only what can be begun
/// waits for LibTorch. `Request` declares the arguments and has check(), which throws BadInput.
template <class Request>
class EngineFront final : public Request {
public:
    /// `arguments`: the program's own.
    explicit EngineFront(char** arguments)
        : m_arguments(arguments)
    {
    }

    ExitCode execute(Console&) override
    {
        this->check();
        return static_cast<ExitCode>(becomeEngineProgram(m_arguments));
    }

private:
    char** m_arguments;
};

/// A command, or a part of one, that `molex` knows by name alone.
class EngineOnly final : public Command {
public:
    EngineOnly(const CommandText& text, char** arguments)
        : Command(text)
        , m_arguments(arguments)
    {
    }

    void declare(CLI::App&) override {}
    bool takes(const std::vector<std::string>&) const override { return false; }
    ExitCode execute(Console&) override { return static_cast<ExitCode>(becomeEngineProgram(m_arguments)); }

private:
    char** m_arguments;
};

} // namespace gui
