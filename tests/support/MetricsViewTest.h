#pragma once

#include <memory>
#include <vector>

#include "gui/pages/MetricsView.h"
#include "gui/plots/CurvePlot.h"
#include "tests/support/ViewTest.h"

namespace support {

/// What tests of the Metrics tab share: the view as wide as the page of a window of 1280 pixels, and half of a made-up
/// run.
class MetricsViewTest : public ViewTest<gui::MetricsView> {
protected:
    void begin()
    {
        open({1004, 520});
        m_run = std::make_unique<SyntheticRun>(SyntheticOptions{400, 50, 6, 10, true, true, 4});
        m_model->setSmoothing(m_view->smoothing());
        m_model->apply(m_run->events(200), 1000);
        QCoreApplication::processEvents();
    }

    gui::CurvePlot& loss() { return find<gui::CurvePlot>("lossCurvePlot"); }

    void step(std::int64_t first, std::int64_t last)
    {
        std::vector<engine::RunEvent> events;
        for (std::int64_t number = first; number <= last; ++number)
            events.push_back(m_run->step(number));
        m_model->apply(events, 1000);
        QCoreApplication::processEvents();
    }

    std::unique_ptr<SyntheticRun> m_run;
};

} // namespace support
