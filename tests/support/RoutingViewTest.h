#pragma once

#include "gui/pages/RoutingView.h"
#include "tests/support/ViewTest.h"

namespace support {

/// What tests of the Routing tab share: the view as wide as the page of a window of 1280 pixels, and a made-up run.
class RoutingViewTest : public ViewTest<gui::RoutingView> {
protected:
    void begin() { open({1004, 520}); }

    /// A record every 10 steps, an evaluation every 50.
    void feed(std::int64_t upTo, const SyntheticOptions& options = {400, 50, 6, 10, true, true, 4, 200})
    {
        ViewTest::feed(upTo, options);
    }

    static QWidget* canvasOf(QWidget& plot) { return plot.findChildren<QWidget*>(Qt::FindDirectChildrenOnly).front(); }
};

} // namespace support
