#include "gui/pages/LaunchPrice.h"

#include <string>
#include <utility>
#include <variant>

#include <QStringList>

#include "engine/run/ConfigJson.h"
#include "gui/forms/ConfigForm.h"
#include "gui/forms/JsonPath.h"
#include "gui/forms/NumberField.h"
#include "gui/models/RunRow.h"
#include "gui/pages/FormPane.h"
#include "gui/pages/LaunchChecker.h"
#include "gui/pages/StartCorner.h"

namespace gui {

LaunchPrice::LaunchPrice(const Parties& parties, QObject* parent)
    : QObject(parent)
    , m_parties(parties)
{
    connect(&parties.panel, &CostPanel::measureRequested, this, &LaunchPrice::measure);
}

QString LaunchPrice::whyNotMeasured() const
{
    if (m_measured)
        return tr("Measuring…");
    if (!m_parties.checker.isCurrent() || !m_parties.corner.canQueue())
        return tr("Not valid yet");
    return m_parties.corner.canStart() ? m_whyNotMeasured : tr("Not enough free memory now");
}

void LaunchPrice::show()
{
    m_isKept = m_shown.is_object() && !m_parties.checker.found().areFilesSound;
    if (!m_isKept)
        take();
    m_price.waiting = m_waiting;
    m_price.whyNotMeasured = whyNotMeasured();
    m_parties.panel.setPrice(m_price);
    m_parties.panel.setOutdated(m_isKept ? shownValues() : QString());
}

void LaunchPrice::take()
{
    const engine::RunConfig& config = m_parties.pane.form().config();
    m_price = {};
    m_price.checked = m_parties.checker.found();
    m_price.runs = int(m_parties.pane.runs().size());
    m_price.folder = m_parties.folder;
    if (const auto known = m_speeds.find(speedKeyOf(config)); known != m_speeds.end())
        m_price.speed = known->second;
    m_price.evaluateEvery = config.training.evaluateEvery;
    const engine::Json json = engine::toJson(config);
    const std::string method = valueAt(json, "method.kind")->get<std::string>();
    if (method != "none" && !std::holds_alternative<engine::NoRoutingConfig>(config.routing))
        m_price.base = properName(method);
    const engine::MixingSettings* mixing = engine::mixingSettings(config.routing);
    m_price.hasFixedMixing = mixing != nullptr && mixing->mixing == engine::Mixing::Fixed;
    if (m_price.checked.areFilesSound)
        m_shown = json;
}

void LaunchPrice::setOutdated(bool isOutdated)
{
    if (isOutdated || !m_isKept)
        m_parties.panel.setOutdated(isOutdated ? shownValues() : QString());
}

/// Of the fields that are not valid now, as far as each has one value and nothing else has changed.
QString LaunchPrice::shownValues() const
{
    const ConfigForm& form = m_parties.pane.form();
    QString several = tr("Computed with the last valid values.");
    engine::Json shown = m_shown;
    engine::Json now = form.json();
    QStringList values;
    for (const engine::Issue& issue : m_parties.pane.issues()) {
        const std::string path = withoutIndex(issue.path);
        const engine::Json* value = shown.is_object() && form.hasField(path) ? valueAt(shown, path) : nullptr;
        QString text;
        if (value != nullptr && value->is_number())
            text = NumberField::text(*value);
        else if (value != nullptr && value->is_string())
            text = QString::fromStdString(value->get<std::string>());
        if (text.isEmpty())
            return several;
        values << form.labelOf(path) + QLatin1Char(' ') + text;
        setValueAt(now, path, *value);
    }
    if (values.isEmpty())
        return several;
    for (engine::Json* json : {&shown, &now})
        for (const char* name : {"name", "group"}) // cost nothing
            json->erase(name);
    if (now != shown)
        return several;
    values.removeDuplicates();
    return values.size() == 1 ? tr("Computed with %1, the last valid value.").arg(values.front())
                              : tr("Computed with %1, the last valid values.").arg(values.join(QStringLiteral(", ")));
}

void LaunchPrice::setSurroundings(int waiting, const QString& whyNotMeasured)
{
    if (waiting == m_waiting && whyNotMeasured == m_whyNotMeasured)
        return;
    m_waiting = waiting;
    m_whyNotMeasured = whyNotMeasured;
    if (!m_parties.checker.isCurrent())
        return;
    show();
    m_parties.checker.lookAtMachine(); // what held the memory may be gone
}

void LaunchPrice::measure()
{
    if (!m_parties.corner.canStart() || m_measured)
        return;
    m_measured = m_parties.pane.runs().front();
    show();
    Q_EMIT measureRequested(*m_measured);
}

void LaunchPrice::showSpeed(const engine::MeasuredSpeed& speed)
{
    const std::optional<engine::RunConfig> measured = std::exchange(m_measured, std::nullopt);
    if (measured && speed.measured > 0) {
        m_speeds[speedKeyOf(*measured)] = speed;
        Q_EMIT speedKnown(*measured, speed);
    }
    if (m_parties.checker.isCurrent())
        show();
}

} // namespace gui

#include "moc_LaunchPrice.cpp"
