#include "gui/pages/LaunchPrice.h"

#include <utility>

#include "gui/forms/ConfigForm.h"
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
    m_parties.panel.setPrice(price);
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
