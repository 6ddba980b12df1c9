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
#include "gui/pages/CostPanel.h"
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
    const engine::RunConfig& config = m_parties.pane.form().config();
    CostPanel::Price price;
    price.checked = m_parties.checker.found();
    price.runs = int(m_parties.pane.runs().size());
    price.waiting = m_waiting;
    price.folder = m_parties.folder;
    price.whyNotMeasured = whyNotMeasured();
    if (const auto known = m_speeds.find(speedKeyOf(config)); known != m_speeds.end())
        price.speed = known->second;
    price.evaluateEvery = config.training.evaluateEvery;
    m_shown = engine::toJson(config);
    const std::string method = valueAt(m_shown, "method.kind")->get<std::string>();
    if (method != "none" && !std::holds_alternative<engine::NoRoutingConfig>(config.routing))
        price.base = properName(method);
    const engine::MixingSettings* mixing = engine::mixingSettings(config.routing);
    price.hasFixedMixing = mixing != nullptr && mixing->mixing == engine::Mixing::Fixed;
    m_parties.panel.setPrice(price);
}

void LaunchPrice::setOutdated(bool isOutdated)
{
    m_parties.panel.setOutdated(isOutdated ? shownValues() : QString());
}

/// Of the fields that are not valid now, as far as each has one value.
QString LaunchPrice::shownValues() const
{
    QStringList values;
    for (const engine::Issue& issue : m_parties.pane.issues()) {
        const ConfigForm& form = m_parties.pane.form();
        const engine::Json* value =
            m_shown.is_object() && form.hasField(issue.path) ? valueAt(m_shown, withoutIndex(issue.path)) : nullptr;
        QString text;
        if (value != nullptr && value->is_number())
            text = NumberField::text(*value);
        else if (value != nullptr && value->is_string())
            text = QString::fromStdString(value->get<std::string>());
        if (text.isEmpty())
            return tr("Computed with the last valid values.");
        values << form.labelOf(issue.path) + QLatin1Char(' ') + text;
    }
    values.removeDuplicates();
    return values.size() == 1 ? tr("Computed with %1, the last valid value.").arg(values.front())
        : values.isEmpty()    ? tr("Computed with the last valid values.")
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
