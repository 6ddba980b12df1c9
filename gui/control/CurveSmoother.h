#pragma once

#include <map>
#include <string>
#include <vector>

#include <QObject>

#include "gui/control/JobTracker.h"
#include "gui/control/Worker.h"
#include "gui/models/SmoothedCurve.h"

namespace gui {

class RunModel;

/// Gives the curves of a run another smoothing. A thread of its own works it out, of a copy of one series' values after
/// the other; until all are ready the old curves stay. What is not wanted any more is dropped.
class CurveSmoother final : public QObject {
    Q_OBJECT

public:
    explicit CurveSmoother(QObject* parent = nullptr);

    /// The newest wish counts. The model outlives this.
    void smooth(RunModel& model, double weight);

private:
    /// With all series that are not smoothed as is wanted.
    void begin();
    void next();

    RunModel* m_model = nullptr;
    JobTracker m_jobs;
    Job m_job;                          ///< the present one
    std::vector<std::string> m_waiting; ///< keys of series
    std::map<std::string, SmoothedCurve> m_ready;
    Worker m_worker; ///< the last, so that its thread ends first
};

} // namespace gui
