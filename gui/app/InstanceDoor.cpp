#include "gui/app/InstanceDoor.h"

#include <optional>

#include <QCryptographicHash>
#include <QFileInfo>
#include <QLocalSocket>
#include <QStandardPaths>

namespace gui {

namespace {

constexpr int waitMilliseconds = 1000;
constexpr int longestPath = 4096;                   // bytes, as Linux has it
constexpr int longestRequest = 3 * longestPath + 8; // percent-encoded
const QByteArray greeting = QByteArrayLiteral("show\n");
const QByteArray openWord = QByteArrayLiteral("open ");

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

QByteArray requestFor(const std::filesystem::path& configuration)
{
    if (configuration.empty())
        return greeting;
    return openWord + QByteArray::fromStdString(configuration.string()).toPercentEncoding() + '\n';
}

/// The file that a request names: empty for a greeting, nothing for all that is neither.
std::optional<QString> configurationIn(const QByteArray& request)
{
    if (request == greeting)
        return QString();
    if (!request.startsWith(openWord) || !request.endsWith('\n'))
        return std::nullopt;
    const QByteArray path = QByteArray::fromPercentEncoding(request.mid(openWord.size()).chopped(1));
    const QString text = QString::fromUtf8(path);
    const bool isPath =
        path.startsWith('/') && path.size() <= longestPath && !path.contains('\0') && text.toUtf8() == path;
    return isPath && QFileInfo(text).isFile() ? std::optional(text) : std::nullopt;
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
        visitor->setReadBufferSize(longestRequest);
        connect(visitor, &QLocalSocket::readyRead, this, [this, visitor] { listenTo(*visitor); });
    }
}

void InstanceDoor::listenTo(QLocalSocket& visitor)
{
    if (!visitor.canReadLine() && visitor.bytesAvailable() < longestRequest)
        return;
    if (const auto configuration = configurationIn(visitor.readLine(longestRequest))) {
        visitor.write(greeting);
        visitor.flush(); // what follows may take longer than the visitor waits
        Q_EMIT knocked(*configuration);
    }
    visitor.disconnectFromServer();
}

bool InstanceDoor::knock(const std::filesystem::path& workspace, const std::filesystem::path& configuration)
{
    QLocalSocket socket;
    socket.connectToServer(socketName(workspace));
    if (!socket.waitForConnected(waitMilliseconds))
        return false;
    socket.write(requestFor(configuration));
    while (socket.bytesAvailable() < greeting.size())
        if (!socket.waitForReadyRead(waitMilliseconds))
            return false;
    return socket.read(greeting.size()) == greeting;
}

} // namespace gui

#include "moc_InstanceDoor.cpp"
