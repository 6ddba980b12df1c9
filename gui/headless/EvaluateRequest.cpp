#include "gui/headless/EvaluateRequest.h"

#include <CLI/CLI.hpp>

#include "engine/run/Error.h"

namespace gui {

EvaluateRequest::EvaluateRequest()
    : Command("evaluate", "Score a split with a trained run, or write its predictions")
{
}

void EvaluateRequest::declare(CLI::App& app)
{
    app.add_option("RUN", m_run, "A number, a name, or last: its best checkpoint");
    app.add_option("--checkpoint", m_checkpoint, "A checkpoint folder, in place of RUN")->type_name("DIR");
    app.add_option("--data", m_data, "Data folder (otherwise the run's)")->type_name("DIR");
    app.add_option("--split", m_split, "dev or test; MNLI's also one by one: dev_mismatched, ...")
        ->capture_default_str();
    app.add_option("--predictions", m_predictions, "Write the predictions here: GLUE's submission file, or a folder")
        ->type_name("FILE");
    m_workspace.declare(app);
    declareJson(app, m_json);
}

void EvaluateRequest::check() const
{
    if (m_run.empty() == m_checkpoint.empty())
        throw engine::BadInput("RUN", "give either a run or --checkpoint");
    if (!m_run.empty())
        m_workspace.requireExisting();
}

} // namespace gui
