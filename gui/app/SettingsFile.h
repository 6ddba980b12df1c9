#pragma once

#include <memory>

#include <QSettings>
#include <QVariant>

#include "gui/control/Worker.h"

namespace gui {

/// Values by key, read once and kept in memory; a thread of its own writes to the file what changes, as QSettings does,
/// since a disk may take its time. What other programs write there meanwhile stays, key by key.
class SettingsFile {
public:
    /// Takes what `stored` has, and writes to its file.
    explicit SettingsFile(const QSettings& stored);
    /// Waits until all is written.
    ~SettingsFile();

    QVariant value(const QString& key, const QVariant& otherwise = {}) const { return m_values.value(key, otherwise); }
    void setValue(const QString& key, const QVariant& value);
    /// All whose keys begin with `group` and a slash.
    void removeGroup(const QString& group);

private:
    struct Changes;
    void write();

    QVariantMap m_values;
    std::shared_ptr<Changes> m_changes; ///< not yet written
    Worker m_writer;                    ///< the last, so that its thread ends first
};

} // namespace gui
