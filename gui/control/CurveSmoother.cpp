#include "gui/control/CurveSmoother.h"

#include <utility>

#include "gui/models/RunModel.h"

namespace gui {

CurveSmoother::CurveSmoother(QObject* parent)
    : QObject(parent)
{
}

void CurveSmoother::smooth(RunModel& model, double weight)
{
    if (m_model != &model) {
        if (m_model != nullptr)
            m_model->disconnect(this);
        m_model = &model;
        // A curve that was begun is of other values then.
        connect(m_model, &RunModel::loaded, this, &CurveSmoother::begin);
        connect(m_model, &RunModel::rewound, this, &CurveSmoother::begin);
    }
    m_model->setSmoothing(weight);
    begin();
}

void CurveSmoother::begin()
{
    m_job = m_jobs.start();
    m_waiting.clear();
    m_ready.clear();
    const RunHistory& history = m_model->history();
    for (const auto& [key, series] : history.series)
        if (series.smoothing() != history.smoothingOf(key))
            m_waiting.push_back(key);
    next();
}

/// A copy of a million values takes a few milliseconds, so no two are made at once.
void CurveSmoother::next()
{
    if (m_waiting.empty()) {
        if (!m_ready.empty())
            m_model->setSmoothed(std::exchange(m_ready, {}));
        return;
    }
    const std::string key = m_waiting.back();
    m_waiting.pop_back();
    const RunHistory& history = m_model->history();
    m_worker.run(
        this, m_job,
        [values = history.series.at(key).rawValues(), weight = history.smoothingOf(key)] {
            return SmoothedCurve(values, weight);
        },
        [this, key](SmoothedCurve curve) {
            m_ready.emplace(key, std::move(curve));
            next();
        });
}

} // namespace gui

#include "moc_CurveSmoother.cpp"
