#include "gui/app/InstanceDoor.h"

#include <QCryptographicHash>
#include <QLocalSocket>
#include <QStandardPaths>

namespace gui {

namespace {

constexpr int waitMilliseconds = 1000;
const QByteArray greeting = QByteArrayLiteral("show\n");

/// Short whatever the workspace's path is: the system allows a socket some hundred characters.
QString socketName(const std::filesystem::path& workspace)
{
    std::error_code error;
    const std::filesystem::path path = std::filesystem::weakly_canonical(workspace, error);
    const std::string text = error ? workspace.string() : path.string();
    const QByteArray hash = QCryptographicHash::hash(QByteArray::fromStdString(text), QCryptographicHash::Sha256);
    return QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation) + QStringLiteral("/molex-workbench-")
        + QString::fromLatin1(hash.toHex().left(16));
}

} // namespace

InstanceDoor::InstanceDoor(const std::filesystem::path& workspace, QObject* parent)
    : QObject(parent)
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, &InstanceDoor::answer);
    const QString name = socketName(workspace);
    QLocalServer::removeServer(name); // left behind by a window that was killed: the workspace's lock is ours
    m_server.listen(name);
}

void InstanceDoor::answer()
{
    while (QLocalSocket* visitor = m_server.nextPendingConnection()) {
        connect(visitor, &QLocalSocket::disconnected, visitor, &QObject::deleteLater);
        connect(visitor, &QLocalSocket::readyRead, this, [this, visitor] {
            if (visitor->bytesAvailable() < greeting.size())
                return;
            if (visitor->read(greeting.size()) == greeting) {
                visitor->write(greeting);
                Q_EMIT knocked();
            }
            visitor->disconnectFromServer();
        });
    }
}

bool InstanceDoor::knock(const std::filesystem::path& workspace)
{
    QLocalSocket socket;
    socket.connectToServer(socketName(workspace));
    if (!socket.waitForConnected(waitMilliseconds))
        return false;
    socket.write(greeting);
    while (socket.bytesAvailable() < greeting.size())
        if (!socket.waitForReadyRead(waitMilliseconds))
            return false;
    return socket.read(greeting.size()) == greeting;
}

} // namespace gui

#include "moc_InstanceDoor.cpp"
