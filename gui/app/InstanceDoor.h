#pragma once

#include <filesystem>

#include <QLocalServer>

class QLocalSocket;

namespace gui {

/// Where a second start for the same workspace knocks, so that the window already open comes to the front, with the
/// configuration that was asked for. The socket is the user's alone; what comes through it is checked all the same.
class InstanceDoor final : public QObject {
    Q_OBJECT

public:
    /// Listens until destroyed; without a place for the socket it stays closed and knock() finds nobody.
    explicit InstanceDoor(const std::filesystem::path& workspace, QObject* parent = nullptr);

    /// True when the window of that workspace has answered. Hands over the absolute path of a configuration, unless it
    /// is empty. Blocks for a second at most.
    static bool knock(const std::filesystem::path& workspace, const std::filesystem::path& configuration = {});

    QString socket() const { return m_server.fullServerName(); }

Q_SIGNALS:
    /// Absolute path of a file; empty when only the window is wanted.
    void knocked(const QString& configuration);

private:
    void answer();
    void listenTo(QLocalSocket& visitor);

    QLocalServer m_server;
};

} // namespace gui
