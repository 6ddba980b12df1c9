#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

class QAction;
class QWidget;

namespace gui {
class MainWindow;
class Theme;
}

namespace bench {

constexpr std::int64_t longSteps = 1'000'000; ///< of the saved run of many points

/// What a user does with the window, once.
struct Deed
{
    std::string name;
    std::function<bool()> call;        ///< whether what it is to show is shown
    std::function<bool()> isDone = {}; ///< asked for a while, where that comes later
};

struct DeedParties
{
    gui::MainWindow& window;
    gui::Theme& theme;
    std::int64_t longRun;
    std::filesystem::path saved; ///< folder of what is exported
};

QAction* action(const QWidget& window, const char* name);

/// One round while a run trains that has a routing and saves checkpoints. Compare's groups are checked before each.
std::vector<Deed> windowDeeds(const DeedParties& parties);

} // namespace bench
