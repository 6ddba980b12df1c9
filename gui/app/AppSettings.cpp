#include "gui/app/AppSettings.h"

#include <QMetaEnum>

namespace gui {

AppSettings::AppSettings()
    : m_settings(QStringLiteral("molex-workbench"), QStringLiteral("molex-workbench"))
{
}

AppSettings::AppSettings(const QString& file)
    : m_settings(file, QSettings::IniFormat)
{
}

Theme::Choice AppSettings::theme() const
{
    const QByteArray word = m_settings.value(QStringLiteral("theme")).toByteArray();
    bool known = false;
    const int value = QMetaEnum::fromType<Theme::Choice>().keyToValue(word.constData(), &known);
    return known ? static_cast<Theme::Choice>(value) : Theme::Choice::System;
}

void AppSettings::setTheme(Theme::Choice choice)
{
    m_settings.setValue(QStringLiteral("theme"),
                        QString::fromLatin1(QMetaEnum::fromType<Theme::Choice>().valueToKey(int(choice))));
}

QByteArray AppSettings::layout(const QString& name) const
{
    return m_settings.value(QStringLiteral("layout/") + name).toByteArray();
}

void AppSettings::setLayout(const QString& name, const QByteArray& state)
{
    m_settings.setValue(QStringLiteral("layout/") + name, state);
}

bool AppSettings::showsAllFields() const
{
    return m_settings.value(QStringLiteral("launch/allFields"), false).toBool();
}

void AppSettings::setShowsAllFields(bool all)
{
    m_settings.setValue(QStringLiteral("launch/allFields"), all);
}

bool AppSettings::goesOnAfterFailure() const
{
    return m_settings.value(QStringLiteral("queue/goesOnAfterFailure"), true).toBool();
}

void AppSettings::setGoesOnAfterFailure(bool goesOn)
{
    m_settings.setValue(QStringLiteral("queue/goesOnAfterFailure"), goesOn);
}

QString AppSettings::preset() const
{
    return m_settings.value(QStringLiteral("launch/preset"), QStringLiteral("molex")).toString();
}

void AppSettings::setPreset(const QString& name)
{
    m_settings.setValue(QStringLiteral("launch/preset"), name);
}

QString AppSettings::folder() const
{
    return m_settings.value(QStringLiteral("files/folder")).toString();
}

void AppSettings::setFolder(const QString& folder)
{
    m_settings.setValue(QStringLiteral("files/folder"), folder);
}

} // namespace gui
