#include "gui/headless/PredictRequest.h"

#include <CLI/CLI.hpp>

namespace gui {

PredictRequest::PredictRequest()
    : Command("predict", "Label a text with a trained run")
{
}

void PredictRequest::declare(CLI::App& app)
{
    declareRun(app, m_run);
    app.add_option("--text", m_text, "The text, or the first of a pair")->required()->type_name("S");
    app.add_option("--text-pair", m_pair, "The second text")->type_name("S");
    m_workspace.declare(app);
    declareJson(app, m_json);
}

} // namespace gui
