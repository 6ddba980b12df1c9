#pragma once

#include <map>
#include <optional>

#include <QObject>

#include "engine/run/JsonText.h"
#include "engine/run/RunConfig.h"
#include "engine/training/SpeedProbe.h"
#include "gui/pages/CostPanel.h"

namespace gui {

class FormPane;
class LaunchChecker;
class StartCorner;

/// Fills the cost panel: what the check found, how fast the configuration was measured, who waits before it.
class LaunchPrice final : public QObject {
    Q_OBJECT

public:
    /// All outlive it.
    struct Parties
    {
        CostPanel& panel;
        LaunchChecker& checker;
        FormPane& pane;
        StartCorner& corner;
        QString folder; ///< that each run writes to
    };

    explicit LaunchPrice(const Parties& parties, QObject* parent = nullptr);

    /// What the check found. Where it found something wrong with the files, the last price that was valid stays.
    void show();
    /// The form is not valid, and what is shown is of what it held before; or is so no more, as far as is known before
    /// its files are looked at.
    void setOutdated(bool isOutdated);
    /// Runs that wait, and whether a speed can be measured now; otherwise why not.
    void setSurroundings(int waiting, const QString& whyNotMeasured);
    /// What measureRequested() asked for; without measured steps when it was called off.
    void showSpeed(const engine::MeasuredSpeed& speed);

Q_SIGNALS:
    void measureRequested(const engine::RunConfig& config);
    /// So fast was the configuration measured.
    void speedKnown(const engine::RunConfig& config, const engine::MeasuredSpeed& speed);

private:
    void take();
    void measure();
    QString whyNotMeasured() const;
    QString shownValues() const;

    const Parties m_parties;
    std::optional<engine::RunConfig> m_measured;           ///< what is being measured
    std::map<std::size_t, engine::MeasuredSpeed> m_speeds; ///< by speed key
    CostPanel::Price m_price;
    engine::Json m_shown;  ///< the valid configuration whose price that is; null where there was none yet
    bool m_isKept = false; ///< the price is of before the last check
    int m_waiting = 0;
    QString m_whyNotMeasured;
};

} // namespace gui
