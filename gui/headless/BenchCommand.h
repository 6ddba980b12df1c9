#pragma once

#include "engine/training/BenchCase.h"
#include "gui/headless/Command.h"

namespace CLI {
class Option;
}

namespace gui {

/// `molex bench`: how long training steps take; one case, or a table of them, each in a process of its own.
class BenchCommand final : public Command {
public:
    BenchCommand();
    void declare(CLI::App& app) override;
    ExitCode execute(Console& console) override;

private:
    void declareCase(CLI::App& app);
    /// The case that the options describe. Throws BadInput with every problem.
    engine::BenchCase requireCase() const;
    /// Throws BadInput with every option that needs a case.
    void refuseCaseOptions() const;

    engine::BenchCase m_case;
    std::string m_method;
    std::string m_precision = "fp32";
    std::vector<std::string> m_without;
    CLI::Option* m_caseOption = nullptr; ///< CLI11 owns the options
    std::vector<CLI::Option*> m_ofCase;  ///< that say something about one case
    std::int64_t m_parent = 0; ///< process whose end ends this one; 0: none
    bool m_quick = false;
    bool m_json = false;
};

} // namespace gui
