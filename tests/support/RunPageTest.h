#pragma once

#include "gui/pages/RunPage.h"
#include "tests/support/ViewTest.h"

namespace support {

/// What tests of the Run page share: the page in a window of 1280 pixels, its tabs, and a made-up run.
class RunPageTest : public ViewTest<gui::RunPage> {
protected:
    void begin() { open({1004, 596}); }

    void openTab(gui::RunPage::Tab tab)
    {
        m_view->showTab(tab);
        QCoreApplication::processEvents();
    }

    /// A run of 200 steps with a record every 10.
    void feed(std::int64_t upTo, const SyntheticOptions& options = {200, 50, 6, 10, true, true, 4})
    {
        ViewTest::feed(upTo, options);
    }
};

} // namespace support
