#include "gui/headless/DoctorCommand.h"


#include "engine/run/Version.h"
#include "engine/training/Environment.h"
#include "gui/headless/EngineTexts.h"
#include "gui/headless/Text.h"
#include "gui/headless/Workspace.h"

using engine::Finding;
using engine::Json;

namespace gui {

namespace {

const char* verdictName(Finding::Verdict verdict)
{
    switch (verdict) {
    case Finding::Verdict::Good:
        return "good";
    case Finding::Verdict::Note:
        return "note";
    case Finding::Verdict::Warning:
        break;
    }
    return "warning";
}

} // namespace

DoctorCommand::DoctorCommand()
    : Command(doctorText)
{
}

void DoctorCommand::declare(CLI::App& app)
{
    declareJson(app, m_json);
}

ExitCode DoctorCommand::execute(Console& console)
{
    Json findings = Json::array();
    std::vector<std::vector<std::string>> rows;
    for (const Finding& finding : engine::examineMachine()) {
        findings.push_back({{"key", finding.key},
                            {"value", finding.value},
                            {"verdict", verdictName(finding.verdict)},
                            {"advice", finding.advice}});
        rows.push_back({finding.key, verdictName(finding.verdict), finding.value});
        if (!finding.advice.empty())
            rows.push_back({"", "", "-> " + finding.advice});
    }
    if (m_json)
        console.print({{"version", engine::programVersion()}, {"findings", findings}});
    else
        console.write("molex " + engine::programVersion() + "\n\n" + tableText(rows));
    return ExitCode::Done;
}

} // namespace gui
