#include "gui/app/AppSettings.h"

#include <QMetaEnum>

namespace gui {

namespace {
constexpr int rememberedWorkspaces = 8;
constexpr int rememberedFiles = 8;
constexpr int rememberedLeftRuns = 200;

QString readOnlyWorkspaces()
{
    return QStringLiteral("readOnlyWorkspaces");
}

QStringList withFirst(QStringList texts, const QString& first)
{
    texts.removeAll(first);
    texts.prepend(first);
    return texts;
}
} // namespace

AppSettings::AppSettings()
    : m_settings(QSettings(QStringLiteral("molex-workbench"), QStringLiteral("molex-workbench")))
{
}

AppSettings::AppSettings(const QString& file)
    : m_settings(QSettings(file, QSettings::IniFormat))
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

void AppSettings::forgetLayouts()
{
    m_settings.removeGroup(QStringLiteral("layout"));
}

QMap<QString, QString> AppSettings::texts(const QString& name) const
{
    QMap<QString, QString> texts;
    const QVariantMap stored = m_settings.value(name).toMap();
    for (auto entry = stored.begin(); entry != stored.end(); ++entry)
        texts[entry.key()] = entry.value().toString();
    return texts;
}

void AppSettings::setTexts(const QString& name, const QMap<QString, QString>& texts)
{
    QVariantMap stored;
    for (auto entry = texts.begin(); entry != texts.end(); ++entry)
        stored[entry.key()] = entry.value();
    m_settings.setValue(name, stored);
}

QMap<QString, QString> AppSettings::shortcuts() const
{
    return texts(QStringLiteral("shortcuts"));
}

void AppSettings::setShortcuts(const QMap<QString, QString>& keys)
{
    setTexts(QStringLiteral("shortcuts"), keys);
}

QMap<QString, QString> AppSettings::runViews() const
{
    return texts(QStringLiteral("runs/views"));
}

void AppSettings::setRunViews(const QMap<QString, QString>& views)
{
    setTexts(QStringLiteral("runs/views"), views);
}

QStringList AppSettings::workspaces() const
{
    return m_settings.value(QStringLiteral("workspaces")).toStringList();
}

void AppSettings::addWorkspace(const QString& folder, bool isReadOnly)
{
    const QStringList kept = withFirst(workspaces(), folder).mid(0, rememberedWorkspaces);
    QStringList readOnly = m_settings.value(readOnlyWorkspaces()).toStringList();
    readOnly.removeIf([&](const QString& each) { return each == folder || !kept.contains(each); });
    if (isReadOnly)
        readOnly << folder;
    m_settings.setValue(QStringLiteral("workspaces"), kept);
    m_settings.setValue(readOnlyWorkspaces(), readOnly);
}

bool AppSettings::wasReadOnly(const QString& workspace) const
{
    return m_settings.value(readOnlyWorkspaces()).toStringList().contains(workspace);
}

QStringList AppSettings::recentFiles() const
{
    return m_settings.value(QStringLiteral("files/recent")).toStringList();
}

void AppSettings::addRecentFile(const QString& path)
{
    m_settings.setValue(QStringLiteral("files/recent"), withFirst(recentFiles(), path).mid(0, rememberedFiles));
}

bool AppSettings::backsUpDaily() const
{
    return m_settings.value(QStringLiteral("workspace/backsUpDaily"), true).toBool();
}

void AppSettings::setBacksUpDaily(bool isDaily)
{
    m_settings.setValue(QStringLiteral("workspace/backsUpDaily"), isDaily);
}

QStringList AppSettings::leftRuns() const
{
    return m_settings.value(QStringLiteral("leftRuns")).toStringList();
}

void AppSettings::leaveRuns(const QStringList& runs)
{
    m_settings.setValue(QStringLiteral("leftRuns"), (runs + leftRuns()).mid(0, rememberedLeftRuns));
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

std::optional<double> AppSettings::smoothing() const
{
    bool isNumber = false;
    const double weight = m_settings.value(QStringLiteral("metrics/smoothing")).toDouble(&isNumber);
    return isNumber && weight >= 0 && weight < 1 ? std::optional(weight) : std::nullopt;
}

void AppSettings::setSmoothing(double weight)
{
    m_settings.setValue(QStringLiteral("metrics/smoothing"), weight);
}

QMap<QString, bool> AppSettings::logarithmicAxes() const
{
    QMap<QString, bool> axes;
    const QVariantMap stored = m_settings.value(QStringLiteral("metrics/logarithmic")).toMap();
    for (auto entry = stored.begin(); entry != stored.end(); ++entry)
        axes[entry.key()] = entry.value().toBool();
    return axes;
}

void AppSettings::setLogarithmicAxes(const QMap<QString, bool>& axes)
{
    QVariantMap stored;
    for (auto entry = axes.begin(); entry != axes.end(); ++entry)
        stored[entry.key()] = entry.value();
    m_settings.setValue(QStringLiteral("metrics/logarithmic"), stored);
}

QString AppSettings::metricChoices() const
{
    return m_settings.value(QStringLiteral("metrics/choices")).toString();
}

void AppSettings::setMetricChoices(const QString& choices)
{
    m_settings.setValue(QStringLiteral("metrics/choices"), choices);
}

QString AppSettings::heatmapColours() const
{
    return m_settings.value(QStringLiteral("routing/colours")).toString();
}

void AppSettings::setHeatmapColours(const QString& name)
{
    m_settings.setValue(QStringLiteral("routing/colours"), name);
}

bool AppSettings::hasAutomaticScale() const
{
    return m_settings.value(QStringLiteral("routing/automaticScale"), false).toBool();
}

void AppSettings::setAutomaticScale(bool isAutomatic)
{
    m_settings.setValue(QStringLiteral("routing/automaticScale"), isAutomatic);
}

QString AppSettings::comparison() const
{
    return m_settings.value(QStringLiteral("compare/state")).toString();
}

void AppSettings::setComparison(const QString& state)
{
    m_settings.setValue(QStringLiteral("compare/state"), state);
}

QString AppSettings::preset() const
{
    return m_settings.value(QStringLiteral("launch/preset"), firstPreset()).toString();
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
