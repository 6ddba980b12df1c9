#include "gui/app/DesktopNote.h"

#include <QCoreApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QVariantMap>

#include "gui/app/SessionBus.h"

namespace gui {

void notifyDesktop(const QString& title, const QString& text)
{
    if (!isSessionBusRunning())
        return;
    const QDBusConnection bus = QDBusConnection::sessionBus();
    QDBusMessage message = QDBusMessage::createMethodCall(
        QStringLiteral("org.freedesktop.Notifications"), QStringLiteral("/org/freedesktop/Notifications"),
        QStringLiteral("org.freedesktop.Notifications"), QStringLiteral("Notify"));
    constexpr int forgetAfterMilliseconds = -1; // as the desktop does with all
    // A body may hold markup; names of runs are not to be read as such.
    message << QCoreApplication::applicationName() << 0U << QString() << title << text.toHtmlEscaped() << QStringList()
            << QVariantMap() << forgetAfterMilliseconds;
    bus.send(message);
}

} // namespace gui
