#include "gui/app/SettingsFile.h"

#include <mutex>
#include <utility>

namespace gui {

/// Of the file that its writer is to bring up to date. A key without a value is to go.
struct SettingsFile::Changes
{
    QString file;
    QSettings::Format format;
    std::mutex mutex;
    QVariantMap values;        ///< guarded by mutex
    bool isWritingDue = false; ///< guarded by mutex
};

SettingsFile::SettingsFile(const QSettings& stored)
    : m_changes(std::make_shared<Changes>())
{
    m_changes->file = stored.fileName();
    m_changes->format = stored.format();
    for (const QString& key : stored.allKeys())
        m_values[key] = stored.value(key);
}

SettingsFile::~SettingsFile() = default;

void SettingsFile::setValue(const QString& key, const QVariant& value)
{
    m_values[key] = value;
    {
        const std::lock_guard lock(m_changes->mutex);
        m_changes->values[key] = value;
    }
    write();
}

void SettingsFile::removeGroup(const QString& group)
{
    {
        const std::lock_guard lock(m_changes->mutex);
        const QString start = group + QLatin1Char('/');
        for (auto value = m_values.lowerBound(start); value != m_values.end() && value.key().startsWith(start);) {
            m_changes->values[value.key()] = QVariant();
            value = m_values.erase(value);
        }
    }
    write();
}

void SettingsFile::write()
{
    {
        const std::lock_guard lock(m_changes->mutex);
        if (std::exchange(m_changes->isWritingDue, true))
            return;
    }
    const auto bringUpToDate = [changes = m_changes] {
        QVariantMap values;
        {
            const std::lock_guard lock(changes->mutex);
            values = std::exchange(changes->values, {});
            changes->isWritingDue = false;
        }
        QSettings file(changes->file, changes->format);
        for (auto value = values.cbegin(); value != values.cend(); ++value) {
            if (value->isValid())
                file.setValue(value.key(), *value);
            else
                file.remove(value.key());
        }
    };
    m_writer.run(&m_writer, {}, bringUpToDate, [] {});
}

} // namespace gui
