#include "gui/app/SystemScheme.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QGuiApplication>
#include <QPalette>
#include <QStyleHints>

#include "gui/app/SessionBus.h"

namespace gui {

namespace {

constexpr auto portalService = "org.freedesktop.portal.Desktop";
constexpr auto portalPath = "/org/freedesktop/portal/desktop";
constexpr auto portalInterface = "org.freedesktop.portal.Settings";
constexpr auto appearanceGroup = "org.freedesktop.appearance";
constexpr auto schemeKey = "color-scheme";
constexpr uint preferDark = 1;

QVariant unwrapped(QVariant value)
{
    while (value.canConvert<QDBusVariant>() && value.userType() == qMetaTypeId<QDBusVariant>())
        value = value.value<QDBusVariant>().variant();
    return value;
}

} // namespace

SystemScheme::SystemScheme(QObject* parent)
    : QObject(parent)
{
    const QPalette palette = QGuiApplication::palette();
    m_isDark = palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
    askQt();
    askPortal();
}

void SystemScheme::askQt()
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    const QStyleHints* hints = QGuiApplication::styleHints();
    if (hints->colorScheme() != Qt::ColorScheme::Unknown)
        m_isDark = hints->colorScheme() == Qt::ColorScheme::Dark;
    connect(hints, &QStyleHints::colorSchemeChanged, this,
            [this](Qt::ColorScheme scheme) { set(scheme == Qt::ColorScheme::Dark); });
#endif
}

void SystemScheme::askPortal()
{
    if (!isSessionBusRunning())
        return;
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    bus.connect(QLatin1String(portalService), QLatin1String(portalPath), QLatin1String(portalInterface),
                QStringLiteral("SettingChanged"), this, SLOT(portalChanged(QString, QString, QDBusVariant)));
    QDBusMessage question = QDBusMessage::createMethodCall(QLatin1String(portalService), QLatin1String(portalPath),
                                                           QLatin1String(portalInterface), QStringLiteral("Read"));
    question << QString::fromLatin1(appearanceGroup) << QString::fromLatin1(schemeKey);
    auto* watcher = new QDBusPendingCallWatcher(bus.asyncCall(question), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this](QDBusPendingCallWatcher* finished) {
        const QDBusPendingReply<QVariant> reply = *finished;
        finished->deleteLater();
        // 0 means no preference: the palette found at the start stands.
        if (!reply.isError() && unwrapped(reply.value()).toUInt() != 0)
            set(unwrapped(reply.value()).toUInt() == preferDark);
    });
}

void SystemScheme::portalChanged(const QString& group, const QString& key, const QDBusVariant& value)
{
    if (group == QLatin1String(appearanceGroup) && key == QLatin1String(schemeKey))
        set(unwrapped(value.variant()).toUInt() == preferDark);
}

void SystemScheme::set(bool isDark)
{
    if (m_isDark == isDark)
        return;
    m_isDark = isDark;
    Q_EMIT changed();
}

} // namespace gui
