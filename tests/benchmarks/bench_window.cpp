// Counts how often the window's thread is held up for longer than 50 ms while a run trains. Prints a table.
//
//     bench_window [CONFIG.json] [SECONDS]
//
// Without arguments the starter experiment, to its end or for 900 s; another run needs a routing and checkpoints. Goes
// through every tab of the run page, Compare with two checked groups of finished runs, Launch, themes and sizes, a
// saved run with six series of a million points and another smoothing of them, over and over, as a restless user does.
// Asks the run's checkpoint about a sentence, plays its routing, shows all fields, adds runs to the queue, moves one
// and takes them out again, and exports the comparison's report. Ends with 1 where one of these did not come to be
// seen, or was not tried, or where a beat was over 50 ms late.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <QAction>
#include <QApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTimer>
#include <QTreeView>

#include "engine/run/FittingKernels.h"
#include "engine/run/Resources.h"
#include "engine/run/ThreadRole.h"
#include "gui/control/WindowMemory.h"
#include "gui/models/RunTableModel.h"
#include "tests/benchmarks/Heartbeat.h"
#include "tests/benchmarks/WindowDeeds.h"
#include "tests/monkey/RealWindow.h"
#include "tests/support/SyntheticGroups.h"

namespace {

constexpr int visitMilliseconds = 2000; // how long the user looks at one thing
constexpr int mostSeconds = 900;
constexpr int comparedSeeds = 3;
constexpr std::int64_t comparedSteps = 2000;
constexpr int mostVisits = 30; // that one thing may take to be seen

/// The gaps between beats, by what was going on.
class Phases {
public:
    void add(double gap)
    {
        if (!m_phases.empty())
            m_phases[m_phase].gaps.push_back(gap);
    }

    /// What is going on from now on; again, where it did before.
    void begin(const std::string& phase)
    {
        m_phase = std::size_t(
            std::find_if(m_phases.begin(), m_phases.end(), [&](const Phase& each) { return each.name == phase; })
            - m_phases.begin());
        if (m_phase == m_phases.size())
            m_phases.push_back({phase, {}});
    }

    /// Returns how many beats were held up.
    int print() const
    {
        std::printf("%-24s %8s %10s %10s %10s %8s\n", "while", "beats", "median ms", "99 % ms", "worst ms", "> 50 ms");
        int all = 0;
        for (const Phase& phase : m_phases) {
            std::vector<double> gaps = phase.gaps;
            if (gaps.empty())
                continue;
            std::sort(gaps.begin(), gaps.end());
            const auto stalls = int(gaps.end() - std::upper_bound(gaps.begin(), gaps.end(), bench::stallMilliseconds));
            all += stalls;
            std::printf("%-24s %8zu %10.1f %10.1f %10.1f %8d\n", phase.name.c_str(), gaps.size(), gaps[gaps.size() / 2],
                        gaps[gaps.size() * 99 / 100], gaps.back(), stalls);
        }
        std::printf("stalls over 50 ms: %d\n", all);
        return all;
    }

private:
    struct Phase
    {
        std::string name;
        std::vector<double> gaps; ///< milliseconds beyond the beat
    };

    std::vector<Phase> m_phases;
    std::size_t m_phase = 0;
};

engine::RunConfig readConfig(int argc, char** argv)
{
    const engine::Json json = argc > 1
        ? std::get<engine::Json>(engine::parseJson(engine::readTextFile(argv[1], 1 << 20), argv[1]))
        : engine::loadPreset("starter");
    engine::ParsedConfig parsed = engine::configFromJson(json);
    if (!parsed.issues.empty())
        throw engine::BadInput(std::move(parsed.issues));
    return parsed.config;
}

/// A finished run of six series, each with a point for every step. Takes a thread of its own, as the store asks.
std::int64_t storeLongRun(const std::filesystem::path& workspace)
{
    std::int64_t run = 0;
    std::thread([&] {
        {
            storage::RunRepository repository(workspace);
            run = repository.create("long", "", engine::toJson(engine::RunConfig{}).dump());
        }
        support::SyntheticOptions options;
        options.steps = bench::longSteps;
        options.stepsPerEpoch = bench::longSteps / 8;
        support::SyntheticRun events(options);
        storage::RunRecorder recorder(workspace, run);
        recorder.handle(events.started());
        for (std::int64_t step = 1; step <= bench::longSteps; ++step)
            recorder.handle(events.step(step));
        recorder.handle(events.evaluation(bench::longSteps));
        engine::RunFinished finished;
        finished.steps = bench::longSteps;
        recorder.handle(finished);
    }).join();
    return run;
}

/// Starts the run, goes round until it has ended, and closes the window.
class Visit {
public:
    /// `compared`: the runs that are checked before the first deed.
    Visit(const bench::DeedParties& parties, Phases& phases, std::vector<std::int64_t> compared)
        : m_window(parties.window)
        , m_phases(phases)
        , m_compared(std::move(compared))
        , m_deeds(bench::windowDeeds(parties))
    {
    }

    void begin(const engine::RunConfig& config, int seconds)
    {
        m_phases.begin("window opens");
        m_clock.start();
        QTimer::singleShot(visitMilliseconds, &m_window, [this, config] {
            m_phases.begin("run starts");
            m_window.open({config}, true);
        });
        QObject::connect(&m_timer, &QTimer::timeout, &m_window, [this, seconds] { goOn(seconds); });
        QTimer::singleShot(2 * visitMilliseconds, &m_window, [this] { m_timer.start(visitMilliseconds); });
    }

    bool hasEnded() const { return m_hasEnded; }

    /// Whether every deed was done, and showed what it is to show. Prints what did not.
    bool hasShownAll() const
    {
        for (std::size_t deed = m_next; deed < m_deeds.size(); ++deed)
            std::printf("not tried: %s\n", m_deeds[deed].name.c_str());
        for (const std::string& name : m_failed)
            std::printf("not shown: %s\n", name.c_str());
        return m_next >= m_deeds.size() && m_failed.empty();
    }

private:
    void goOn(int seconds)
    {
        const bool isTraining = bench::action(m_window, "stop")->isEnabled();
        m_hasBegun = m_hasBegun || isTraining;
        m_hasEnded = m_hasBegun && !isTraining;
        if (m_hasEnded || m_clock.elapsed() > qint64(seconds) * 1000) {
            m_timer.stop();
            if (m_next == m_deeds.size() && isStillToBeSeen()) // its one try
                m_failed.insert(m_deeds.back().name);
            m_phases.begin("window closes");
            m_window.closeSoon();
        } else if (m_hasBegun && !isStillToBeSeen()) {
            check();
            const bench::Deed& deed = m_deeds[m_next++ % m_deeds.size()];
            m_phases.begin(deed.name);
            if (!deed.call())
                m_failed.insert(deed.name);
        }
    }

    /// What was done last; it is given up after a while.
    bool isStillToBeSeen()
    {
        const bench::Deed* last = m_next == 0 ? nullptr : &m_deeds[(m_next - 1) % m_deeds.size()];
        const bool isOpen = last != nullptr && last->isDone && !last->isDone();
        m_visits = isOpen ? m_visits + 1 : 0;
        if (m_visits < mostVisits)
            return isOpen;
        m_failed.insert(last->name);
        m_visits = 0;
        return false;
    }

    void check()
    {
        auto& runs =
            static_cast<gui::RunTableModel&>(*m_window.findChild<QTreeView*>(QStringLiteral("runTable"))->model());
        if (runs.checkedRuns().size() < m_compared.size())
            runs.setChecked(m_compared, true);
    }

    gui::MainWindow& m_window;
    Phases& m_phases;
    const std::vector<std::int64_t> m_compared;
    const std::vector<bench::Deed> m_deeds;
    std::size_t m_next = 0;
    int m_visits = 0; ///< that the last deed has not been seen
    std::set<std::string> m_failed; ///< deeds
    bool m_hasBegun = false;
    bool m_hasEnded = false;
    QElapsedTimer m_clock;
    QTimer m_timer;
};

} // namespace

int main(int argc, char** argv)
{
    engine::startWithFittingKernels(argv);
    gui::useWindowMemory();
    QApplication application(argc, argv);
    const engine::RunConfig config = readConfig(argc, argv);
    const int seconds = argc > 2 ? std::atoi(argv[2]) : mostSeconds;
    engine::markWindowThread();
    const QTemporaryDir folder;
    const std::filesystem::path workspace = std::filesystem::path(folder.path().toStdString()) / "workspace";
    std::filesystem::create_directory(workspace);
    std::vector<std::int64_t> compared = support::storeSyntheticGroups(workspace, comparedSeeds, comparedSteps);
    const std::int64_t longRun = storeLongRun(workspace);
    monkey::RealWindow real(folder.path().toStdString());
    Phases phases;
    const bench::Heartbeat heartbeat([&phases](const bench::Gap& gap) { phases.add(gap.length); });
    Visit visit({real.window, real.theme, longRun, workspace.parent_path() / "saved"}, phases, std::move(compared));
    visit.begin(config, seconds);
    const int code = application.exec();
    const int stalls = phases.print();
    std::printf("%s\n", visit.hasEnded() ? "the run has ended" : "the run had not ended: the time was up");
    return visit.hasShownAll() && stalls == 0 ? code : 1;
}
