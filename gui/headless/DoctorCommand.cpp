#include "gui/headless/DoctorCommand.h"

#include <filesystem>

#include "engine/run/Resources.h"
#include "engine/run/Version.h"
#include "engine/training/Environment.h"
#include "gui/headless/EngineTexts.h"
#include "gui/headless/Text.h"
#include "gui/headless/Workspace.h"

using engine::Finding;
using engine::Json;

namespace fs = std::filesystem;

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

Finding examineDisk()
{
    std::error_code error;
    fs::path folder = fs::absolute(engine::defaultWorkspace());
    while (!fs::exists(folder, error) && folder.has_relative_path()) // before the first run
        folder = folder.parent_path();
    const fs::space_info space = fs::space(folder, error);
    if (error)
        return {"Disk", "not known: " + folder.string() + ": " + error.message(), Finding::Verdict::Note, ""};
    return {"Disk",
            bytesText(std::int64_t(space.available)) + " of " + bytesText(std::int64_t(space.capacity)) + " free in "
                + folder.string(),
            Finding::Verdict::Good, ""};
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
    std::vector<Finding> all = engine::examineMachine();
    all.push_back(examineDisk());
    for (const Finding& finding : all) {
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
