#pragma once

#include <filesystem>

#include <QByteArray>
#include <QStringList>

#include "engine/run/ConfigJson.h"

namespace support {

/// What one call of the real `molex` program gave back.
struct MolexResult
{
    int code = -1; ///< exit code; -1 when it was ended by a signal or did not end
    QByteArray out;
    QByteArray error;

    /// The error stream's first line.
    QByteArray sentence() const { return error.left(error.indexOf('\n')); }
    /// Standard output as one JSON document; null when it is none.
    engine::Json json() const { return engine::Json::parse(out.toStdString(), nullptr, false); }
    bool isOneDocument() const { return !json().is_discarded(); }
    /// For messages of failed tests.
    QByteArray all() const { return QByteArray::number(code) + "\n" + out + "\n" + error; }
};

/// Calls of the real program, with a workspace of their own.
class MolexProcess {
public:
    explicit MolexProcess(std::filesystem::path workspace)
        : m_workspace(std::move(workspace))
    {
    }

    MolexResult operator()(const QStringList& arguments, const QByteArray& input = {}) const;

    const std::filesystem::path& workspace() const { return m_workspace; }

private:
    std::filesystem::path m_workspace;
};

inline QString text(const std::filesystem::path& path)
{
    return QString::fromStdString(path.string());
}

} // namespace support
