#pragma once

#include <QObject>

class QDBusVariant;

namespace gui {

/// Whether the desktop asks for a dark appearance, and when it changes its mind. Asks Qt where it knows (6.5 and
/// later), the desktop's settings portal otherwise; with neither, the palette that the program was started with.
class SystemScheme : public QObject {
    Q_OBJECT

public:
    explicit SystemScheme(QObject* parent = nullptr);

    bool isDark() const { return m_isDark; }

Q_SIGNALS:
    void changed();

private:
    Q_SLOT void portalChanged(const QString& group, const QString& key, const QDBusVariant& value);
    void askQt();
    void askPortal();
    void set(bool isDark);

    bool m_isDark = false;
};

} // namespace gui
