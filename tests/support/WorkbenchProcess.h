#pragma once

#include <filesystem>
#include <memory>

#include <QDir>
#include <QFile>
#include <QLocalSocket>
#include <QProcess>
#include <QProcessEnvironment>

#include "tests/gui/headless/MolexProcess.h"

namespace support {

/// Starts of the real window without a screen, with workspace, settings and sockets below `root`.
class WorkbenchProcess {
public:
    explicit WorkbenchProcess(std::filesystem::path root)
        : m_root(std::move(root))
    {
        std::filesystem::create_directories(m_root / "runtime");
        std::filesystem::permissions(m_root / "runtime", std::filesystem::perms::owner_all); // others' is not used
    }

    /// `settings` and `workspace` are folders below `root`, where the process starts.
    std::unique_ptr<QProcess> start(const QStringList& arguments, const char* settings = "settings",
                                    const char* workspace = "workspace") const
    {
        auto process = std::make_unique<QProcess>();
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
        environment.insert(QStringLiteral("HOME"), text(m_root));
        environment.insert(QStringLiteral("XDG_RUNTIME_DIR"), text(m_root / "runtime"));
        environment.insert(QStringLiteral("XDG_CONFIG_HOME"), text(m_root / settings));
        environment.remove(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"));
        process->setProcessEnvironment(environment);
        process->setWorkingDirectory(text(m_root));
        process->start(QStringLiteral(MOLEX_WORKBENCH),
                       QStringList{QStringLiteral("--workspace"), text(m_root / workspace)} + arguments);
        return process;
    }

    /// What a window with these settings has written of them; it does so between two events.
    QByteArray settingsOf(const char* settings) const
    {
        QFile file(text(m_root / settings / "molex-workbench" / "molex-workbench.conf"));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    /// True once the window works off its events and has its engine, whose loading may hold it up for a moment.
    bool isReady(const QProcess& window) const
    {
        QFile maps(QStringLiteral("/proc/%1/maps").arg(window.processId()));
        if (!maps.open(QIODevice::ReadOnly) || !maps.readAll().contains("libtorch_cpu"))
            return false;
        return isAnswered() && isAnswered(); // twice: what is mapped is still made ready
    }

    bool isAnswered() const
    {
        const QDir folder(text(m_root / "runtime"));
        const QStringList doors = folder.entryList({QStringLiteral("molex-workbench-*")}, QDir::Files | QDir::System);
        if (doors.isEmpty())
            return false;
        QLocalSocket visitor;
        visitor.connectToServer(folder.filePath(doors.first()));
        if (!visitor.waitForConnected(1000))
            return false;
        visitor.write("show\n");
        return visitor.waitForReadyRead(1000) && visitor.readAll() == "show\n";
    }

private:
    std::filesystem::path m_root;
};

} // namespace support
