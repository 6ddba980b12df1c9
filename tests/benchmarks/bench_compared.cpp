// What the window holds of runs that are compared, and what is left of it when they no longer are. Prints a table.
//
//     bench_compared [RUNS [TURNS]]        1,000 short runs in two groups, checked and unchecked three times on Compare
//
// Held is what somebody holds of the window's memory (jemalloc's stats.allocated) when the window has come to rest.
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <vector>

#include <QAction>
#include <QApplication>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeView>

#include "engine/run/FittingKernels.h"
#include "engine/run/ThreadRole.h"
#include "gui/control/WindowMemory.h"
#include "gui/models/RunTableModel.h"
#include "tests/monkey/RealWindow.h"
#include "tests/support/SyntheticGroups.h"

namespace {

constexpr std::int64_t runSteps = 16;
constexpr int settled = 3; // looks with the same memory, within 16 KiB
constexpr int lookMilliseconds = 1000;

/// MiB, when it no longer changes.
double heldAtRest()
{
    double held = 0;
    for (int same = 0; same < settled;) {
        QTest::qWait(lookMilliseconds);
        const double now = double(gui::heldMemory()) / (1 << 20);
        same = std::abs(now - held) < 1.0 / 64 ? same + 1 : 0;
        held = now;
    }
    return held;
}

void printRow(const char* state, double held, double before, std::size_t runs)
{
    std::printf("| %s | %.1f | %+.1f |\n", state, held, (held - before) * 1024 / double(runs));
    std::fflush(stdout);
}

} // namespace

int main(int argc, char** argv)
{
    engine::startWithFittingKernels(argv);
    gui::useWindowMemory();
    const int runs = argc > 1 ? std::atoi(argv[1]) : 1000;
    const int turns = argc > 2 ? std::atoi(argv[2]) : 3;
    if (runs < 2 || turns < 1 || gui::heldMemory() == 0) { // none is told with a sanitizer
        std::fprintf(stderr, "usage: bench_compared [RUNS [TURNS]], without a sanitizer\n");
        return 2;
    }
    const QApplication application(argc, argv);
    const QTemporaryDir folder;
    const std::filesystem::path path = folder.path().toStdString();
    const std::vector<std::int64_t> ids = support::storeSyntheticGroups(path / "workspace", runs / 2, runSteps);
    engine::markWindowThread();
    monkey::RealWindow real(path);
    auto* table = real.window.findChild<QTreeView*>(QStringLiteral("runTable"));
    auto* model = static_cast<gui::RunTableModel*>(table->model());
    std::printf("%zu runs of %lld steps\n\n| state | held MiB | KiB a run, beyond the first row |\n|---|---|---|\n",
                ids.size(), static_cast<long long>(runSteps));
    const double opened = heldAtRest();
    printRow("opened", opened, opened, ids.size());
    for (int turn = 0; turn < turns; ++turn) {
        model->setChecked(ids, true);
        real.window.findChild<QAction*>(QStringLiteral("showCompare"))->trigger();
        printRow("all compared", heldAtRest(), opened, ids.size());
        model->setChecked(ids, false);
        printRow("none compared", heldAtRest(), opened, ids.size());
    }
    return 0;
}
