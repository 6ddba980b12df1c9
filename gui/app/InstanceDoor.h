#pragma once

#include <filesystem>

#include <QLocalServer>

namespace gui {

/// Where a second start for the same workspace knocks, so that the window already open comes to the front. The socket
/// is the user's alone.
class InstanceDoor final : public QObject {
    Q_OBJECT

public:
    /// Listens until destroyed; without a place for the socket it stays closed and knock() finds nobody.
    explicit InstanceDoor(const std::filesystem::path& workspace, QObject* parent = nullptr);

    /// True when the window of that workspace has answered. Blocks for a second at most.
    static bool knock(const std::filesystem::path& workspace);

    QString socket() const { return m_server.fullServerName(); }

Q_SIGNALS:
    void knocked();

private:
    void answer();

    QLocalServer m_server;
};

} // namespace gui
