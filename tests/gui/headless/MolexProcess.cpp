#include "tests/gui/headless/MolexProcess.h"

#include <algorithm>

#include <QProcessEnvironment>

namespace support {

MolexResult MolexProcess::operator()(const QStringList& arguments, const QByteArray& input) const
{
    const std::unique_ptr<QProcess> process = start(arguments);
    process->write(input);
    process->closeWriteChannel();
    MolexResult result;
    if (process->waitForFinished(240'000) && process->exitStatus() == QProcess::NormalExit)
        result.code = process->exitCode();
    else
        process->kill();
    result.out = process->readAllStandardOutput();
    result.error = process->readAllStandardError();
    return result;
}

std::unique_ptr<QProcess> MolexProcess::start(const QStringList& arguments) const
{
    auto process = std::make_unique<QProcess>();
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("MOLEX_WORKSPACE"), text(m_workspace));
    process->setProcessEnvironment(environment);
    process->start(QStringLiteral(MOLEX_PROGRAM), arguments);
    return process;
}

int newestCheckpoint(const std::filesystem::path& runFolder)
{
    int newest = -1;
    std::error_code error; // folders come and go while the run writes
    for (const auto& entry : std::filesystem::directory_iterator(runFolder / "checkpoints", error))
        if (const std::string step = entry.path().filename().string();
            step.starts_with("step-") && step.find('.') == std::string::npos)
            newest = std::max(newest, std::stoi(step.substr(5)));
    return newest;
}

} // namespace support
