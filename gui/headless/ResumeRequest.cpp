#include "gui/headless/ResumeRequest.h"

#include <CLI/CLI.hpp>

namespace gui {

ResumeRequest::ResumeRequest()
    : Command("resume", "Go on with a run from its newest complete checkpoint")
{
}

void ResumeRequest::declare(CLI::App& app)
{
    declareRun(app, m_run);
    auto* steps = app.add_option("--more-steps", m_moreSteps,
                                 "Train so many steps beyond the newest checkpoint, as a new run; its learning rate is "
                                 "that of a run of all the steps");
    steps->type_name("N")->check(CLI::PositiveNumber);
    app.add_option("--more-epochs", m_moreEpochs, "The same in epochs")
        ->type_name("N")
        ->check(CLI::PositiveNumber)
        ->excludes(steps);
    m_workspace.declare(app);
    declareJson(app, m_json);
}

} // namespace gui
