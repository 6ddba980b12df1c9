// A window, a queue of short trainings of a tiny model, and a user who does anything: is the memory flat, and is the
// window's thread held up? Prints a table, a line for every five minutes.
//
//     bench_soak [MINUTES] [SEED]       60 minutes and seed 1 without
//     bench_soak --repeat LOG           what an earlier one did, each thing at its time
//
// What is done is written to a log before it is done; the first line printed names it. Of each time that the thread was
// held up the stack is printed, and of an exception that ends the program. Memory is what somebody holds: of tensors,
// which are those of whatever run trains just then, and of all else; resident memory also has code and what was freed
// and is kept. At the end no run is checked any more, and the memory is printed once more: without what was compared,
// it may be set beside that of a shorter soak. Exit status 1 where the memory of all but tensors grows by more than 30
// MiB an hour (from half an hour on), the window's thread is held up for more than 50 ms, the window closes by itself,
// no run comes to its end, or a run in the store is in a state that it must not be in. Other runs of the user's are not
// waited for, unless MOLEX_DEVICE_LOCKS is set.
#include <pthread.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <QApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTimer>
#include <QTreeView>

#include "engine/run/FittingKernels.h"
#include "engine/run/ThreadRole.h"
#include "gui/control/WindowMemory.h"
#include "gui/models/RunTableModel.h"
#include "tests/benchmarks/Heartbeat.h"
#include "tests/benchmarks/StallStacks.h"
#include "tests/benchmarks/StoreWatch.h"
#include "tests/monkey/Faults.h"
#include "tests/monkey/Keeper.h"
#include "tests/monkey/Monkey.h"
#include "tests/monkey/RealWindow.h"

namespace fs = std::filesystem;

namespace {

constexpr int spellMilliseconds = 300'000;
constexpr int closingMilliseconds = 100; // between two looks at whether the window may close, or has
constexpr int restTurns = 200; // of them, in which what was compared is let go, and the memory is looked at
constexpr double mostGrowth = 30;        // MiB per hour
constexpr int runLength = 10; // of the shortest: some seconds, so that an hour has hundreds of runs and not thousands
constexpr double leastMinutes = 30;      // for a growth that means something

struct Options
{
    double minutes = 60;
    std::uint64_t seed = 1;
    std::vector<monkey::Deed> script; ///< in place of what the seed draws
};

struct Stalls
{
    int count = 0;
    double worst = 0; ///< milliseconds
};

/// What has happened since the line before.
struct Spell
{
    std::int64_t deeds = 0;           ///< before it
    std::size_t finished = 0;         ///< before it
    double worst = 0;                 ///< milliseconds
    std::map<QString, Stalls> stalls; ///< by what was done just before
};

class Soak final : public QObject {
public:
    Soak(const Options& options, monkey::RealWindow& real, const fs::path& folder, std::FILE* log)
        : m_options(options)
        , m_real(real)
        , m_log(log)
        , m_watch(real.workspace)
        , m_keeper(real.window, folder, runLength)
        , m_monkey(real.window, options.seed, [this](const monkey::Deed& deed) { note(deed); })
        , m_heartbeat([this](const bench::Gap& gap) { count(gap); })
    {
        m_spellTimer.callOnTimeout([this] { printSpell(); });
        m_closing.callOnTimeout([this] { close(); });
    }

    void begin()
    {
        std::puts("| minutes | actions | runs finished | window MiB | tensors MiB | resident MiB | worst stall ms | "
                  "over 50 ms |\n|---|---|---|---|---|---|---|---|");
        m_clock.start();
        m_spellTimer.start(spellMilliseconds);
        QTimer::singleShot(int(m_options.minutes * 60'000), this, [this] { m_closing.start(closingMilliseconds); });
        m_keeper.start();
        if (m_options.script.empty())
            m_monkey.start();
        else
            m_monkey.repeat(m_options.script);
    }

    /// After the event loop; what is wrong is printed. What came with the rest does not count.
    bool isWell() const
    {
        bool holds = true;
        const auto require = [&holds](bool condition, const std::string& otherwise) {
            holds = holds && condition;
            if (!condition)
                std::printf("wrong: %s\n", otherwise.c_str());
        };
        const std::vector<bench::MemorySample> memory = m_memory.empty() ? m_watch.memory() : m_memory;
        const double growth = bench::growthPerHour(memory, &bench::MemorySample::window);
        std::printf("growth over the second half, MiB per hour: window %+.1f, tensors %+.1f, resident %+.1f\n", growth,
                    bench::growthPerHour(memory, &bench::MemorySample::tensors),
                    bench::growthPerHour(memory, &bench::MemorySample::resident));
        std::printf("stalls over %.0f ms: %d, worst gap %.1f ms\n", bench::stallMilliseconds, m_stalls.count,
                    m_stalls.worst);
        require(m_options.minutes < leastMinutes || growth <= mostGrowth, "the window's memory grows");
        require(m_closing.isActive(), "the window has closed by itself");
        require(m_watch.finishedRuns() > 0, "no run has come to its end");
        require(m_stalls.count == 0, "the window's thread was held up, after what stands below the rows above");
        return holds;
    }

    /// Where the window has closed by itself it was not printed yet.
    void printLastSpell()
    {
        if (m_rested == 0)
            printSpell();
    }

    void printSpell()
    {
        const std::vector<bench::MemorySample> memory = m_watch.memory();
        const std::size_t finished = m_watch.finishedRuns();
        int stalls = 0;
        for (const auto& [cause, each] : m_spell.stalls)
            stalls += each.count;
        const bench::MemorySample now = memory.empty() ? bench::MemorySample() : memory.back();
        std::printf("| %.1f | %lld | %zu | %.1f | %.1f | %.1f | %.1f | %d |\n", double(m_clock.elapsed()) / 60'000,
                    static_cast<long long>(m_monkey.count() - m_spell.deeds), finished - m_spell.finished, now.window,
                    now.tensors, now.resident, m_spell.worst, stalls);
        printCauses();
        std::fflush(stdout);
        m_spell = {m_monkey.count(), finished, 0, {}};
    }

private:
    void note(const monkey::Deed& deed)
    {
        if (m_log == nullptr)
            return;
        std::fprintf(m_log, "%s\n", qPrintable(monkey::toLine(deed)));
        std::fflush(m_log);
    }

    void count(const bench::Gap& gap)
    {
        const std::string stack = m_stacks.beat();
        if (m_rested > 0)
            return;
        m_spell.worst = std::max(m_spell.worst, gap.length);
        m_stalls.worst = std::max(m_stalls.worst, gap.length);
        if (gap.length <= bench::stallMilliseconds)
            return;
        ++m_stalls.count;
        Stalls& stalls = m_spell.stalls[monkey::describe(m_monkey.last())];
        ++stalls.count;
        stalls.worst = std::max(stalls.worst, gap.length);
        std::printf("    %.0f ms, %.0f of them computing, %.0f taken by the host: %s\n", gap.length, gap.computing,
                    gap.stolen, stack.c_str());
    }

    void printCauses() const
    {
        std::vector<std::pair<QString, Stalls>> causes(m_spell.stalls.begin(), m_spell.stalls.end());
        std::sort(causes.begin(), causes.end(),
                  [](const auto& one, const auto& other) { return one.second.worst > other.second.worst; });
        for (const auto& [cause, stalls] : causes)
            std::printf("    after %s: %d, worst %.1f ms\n", qPrintable(cause), stalls.count, stalls.worst);
    }

    /// Again and again, until the menus are closed, nothing is compared any more, and then until the window is closed.
    void close()
    {
        m_keeper.stop();
        m_monkey.rest();
        if (!m_monkey.isAtRest())
            return;
        if (m_rested == 0) {
            printSpell();
            m_memory = m_watch.memory();
            uncheckAll();
        }
        if (++m_rested == restTurns) {
            printRest();
            m_real.window.closeSoon();
        } else if (m_rested > restTurns && !m_real.window.isVisible()) {
            QApplication::quit();
        }
    }

    void uncheckAll()
    {
        auto* table = m_real.window.findChild<QTreeView*>(QStringLiteral("runTable"));
        auto* runs = static_cast<gui::RunTableModel*>(table->model());
        m_compared = runs->checkedRuns().size();
        runs->setChecked(runs->checkedRuns(), false);
    }

    void printRest() const
    {
        const std::vector<bench::MemorySample> memory = m_watch.memory();
        if (!memory.empty())
            std::printf("at rest, without %zu runs that were checked: window %.1f MiB, tensors %.1f, resident %.1f\n",
                        m_compared, memory.back().window, memory.back().tensors, memory.back().resident);
    }

    const Options& m_options;
    monkey::RealWindow& m_real;
    std::FILE* m_log;
    QElapsedTimer m_clock;
    Spell m_spell;
    Stalls m_stalls; ///< of all spells
    QTimer m_spellTimer;
    QTimer m_closing; ///< runs from when the time is up
    int m_rested = 0;  ///< turns
    std::size_t m_compared = 0; ///< runs, until the rest
    std::vector<bench::MemorySample> m_memory; ///< until then; empty before it
    bench::StallStacks m_stacks{std::chrono::milliseconds(int(bench::stallMilliseconds))};
    bench::StoreWatch m_watch;
    monkey::Keeper m_keeper;
    monkey::Monkey m_monkey;
    bench::Heartbeat m_heartbeat;
};

std::vector<monkey::Deed> readLog(const char* file)
{
    std::vector<monkey::Deed> deeds;
    std::ifstream stream(file);
    for (std::string line; std::getline(stream, line);)
        if (const std::optional<monkey::Deed> deed = monkey::fromLine(QString::fromStdString(line)))
            deeds.push_back(*deed);
    return deeds;
}

/// Nothing where they are none.
std::optional<Options> readOptions(int argc, char** argv)
{
    Options options;
    if (argc == 3 && std::strcmp(argv[1], "--repeat") == 0) {
        options.script = readLog(argv[2]);
        if (options.script.empty())
            return std::nullopt;
        options.minutes = double(options.script.back().since) / 60'000 + 1;
        return options;
    }
    if (argc > 1)
        options.minutes = std::atof(argv[1]);
    if (argc > 2)
        options.seed = std::strtoull(argv[2], nullptr, 10);
    return argc <= 3 && options.minutes > 0 ? std::optional(options) : std::nullopt;
}

/// Nothing is written while an earlier log is repeated.
std::FILE* openLog(const Options& options)
{
    if (!options.script.empty())
        return nullptr;
    const fs::path path = fs::temp_directory_path() / ("molex-soak-" + std::to_string(options.seed) + ".log");
    std::printf("actions: %s\n", path.c_str());
    return std::fopen(path.c_str(), "w");
}

int runSoak(const QApplication& application, const Options& options)
{
    const QTemporaryDir folder;
    const fs::path path = folder.path().toStdString();
    std::FILE* log = openLog(options);
    bool isWell = true;
    {
        monkey::RealWindow real(path);
        Soak soak(options, real, path, log);
        soak.begin();
        application.exec();
        soak.printLastSpell();
        isWell = soak.isWell();
    }
    if (log != nullptr)
        std::fclose(log);
    for (const std::string& fault : monkey::findFaults(path / "workspace")) {
        std::printf("wrong: %s\n", fault.c_str());
        isWell = false;
    }
    return isWell ? 0 : 1;
}

const std::terminate_handler usualEnd = std::get_terminate();

/// An exception that nobody catches is mostly not unwound, so the stack is that of who threw it.
void tellTheEnd()
{
    std::array<char, 16> thread{};
    pthread_getname_np(pthread_self(), thread.data(), thread.size());
    std::fprintf(stderr, "ended in thread %s: %s\n", thread.data(), bench::stackHere().c_str());
    usualEnd();
}

} // namespace

int main(int argc, char** argv)
{
    std::set_terminate(tellTheEnd);
    engine::startWithFittingKernels(argv);
    gui::useWindowMemory();
    setenv("MOLEX_DEVICE_LOCKS", "", 0);
    const QApplication application(argc, argv);
    engine::markWindowThread();
    const std::optional<Options> options = readOptions(argc, argv);
    if (!options) {
        std::fprintf(stderr, "usage: bench_soak [MINUTES] [SEED] | bench_soak --repeat LOG\n");
        return 2;
    }
    return runSoak(application, *options);
}
