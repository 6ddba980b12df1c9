#pragma once

#include <filesystem>
#include <memory>

#include <QByteArray>
#include <QProcess>
#include <QStringList>
#include <QTest>

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
    /// One that is left to run.
    std::unique_ptr<QProcess> start(const QStringList& arguments) const;

    const std::filesystem::path& workspace() const { return m_workspace; }

private:
    std::filesystem::path m_workspace;
};

/// Step of the newest checkpoint of a run that may be writing some; -1 without one.
int newestCheckpoint(const std::filesystem::path& runFolder);

/// The words of a command line without quotes.
inline QStringList words(const char* line)
{
    return QString::fromUtf8(line).split(QLatin1Char(' '));
}

/// One JSON document on one line, and this exit code.
inline void requireJson(const MolexResult& result, int code = 0)
{
    QVERIFY2(result.code == code, result.all().constData());
    QVERIFY2(result.isOneDocument(), result.all().constData());
    QCOMPARE(result.out.count('\n'), 1);
}

inline QString text(const std::filesystem::path& path)
{
    return QString::fromStdString(path.string());
}

} // namespace support
