#pragma once

#include <filesystem>
#include <string>

#include <sys/stat.h>

#include <QByteArray>
#include <QTest>
#include <QtGlobal>

/// A process environment whose children have a home, a folder for temporary files and nothing else to write to, keep
/// their files to themselves, end when they ask for the network, and know a secret.
namespace support {

constexpr const char* secret = "hf_Zx81-do-not-keep-this";

inline void confine(const std::filesystem::path& root)
{
    ::umask(077);
    for (const char* folder : {"home", "tmp", "runtime"})
        std::filesystem::create_directories(root / folder);
    const auto name = [](const char* variable, const std::string& value) {
        QVERIFY(qputenv(variable, QByteArray::fromStdString(value)));
    };
    name("LD_PRELOAD", MOLEX_NO_NETWORK);
    name("HOME", (root / "home").string());
    name("TMPDIR", (root / "tmp").string());
    name("XDG_RUNTIME_DIR", (root / "runtime").string());
    for (const char* variable : {"XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "DBUS_SESSION_BUS_ADDRESS"})
        qunsetenv(variable);
    for (const char* variable : {"HF_TOKEN", "AWS_SECRET_ACCESS_KEY", "WANDB_API_KEY", "MOLEX_SECRET"})
        name(variable, secret);
}

/// No other user may read, write or enter any of it.
inline void requirePrivate(const std::filesystem::path& root)
{
    namespace fs = std::filesystem;
    constexpr auto others = fs::perms::group_all | fs::perms::others_all;
    for (const auto& entry : fs::recursive_directory_iterator(root)) {
        const fs::file_status status = entry.symlink_status();
        if (!fs::exists(status)) // gone meanwhile
            continue;
        QVERIFY2(fs::is_symlink(status) || (status.permissions() & others) == fs::perms::none, entry.path().c_str());
    }
}

} // namespace support
