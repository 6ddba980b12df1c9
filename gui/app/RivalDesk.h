#pragma once

#include <QObject>

#include "gui/control/JobTracker.h"

namespace gui {

class RivalRow;
class StoreAccess;

/// Brings the routing heatmap the runs, and their records, that it is shown against.
class RivalDesk final : public QObject {
    Q_OBJECT

public:
    /// Both outlive it.
    RivalDesk(StoreAccess& store, RivalRow& row, QObject* parent = nullptr);

private:
    JobTracker m_names;
    JobTracker m_records;
};

} // namespace gui
