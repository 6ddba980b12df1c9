#include "tests/gui/headless/MolexProcess.h"

#include <QProcess>
#include <QProcessEnvironment>

namespace support {

MolexResult MolexProcess::operator()(const QStringList& arguments, const QByteArray& input) const
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("MOLEX_WORKSPACE"), text(m_workspace));
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral(MOLEX_PROGRAM), arguments);
    process.write(input);
    process.closeWriteChannel();
    MolexResult result;
    if (process.waitForFinished(240'000) && process.exitStatus() == QProcess::NormalExit)
        result.code = process.exitCode();
    else
        process.kill();
    result.out = process.readAllStandardOutput();
    result.error = process.readAllStandardError();
    return result;
}

} // namespace support
