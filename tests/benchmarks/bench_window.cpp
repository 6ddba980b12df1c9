// Counts how often the window's thread is held up for longer than 50 ms while a run trains. Prints a table.
//
//     bench_window [CONFIG.json] [SECONDS]
//
// Without arguments the starter experiment, to its end or for 900 s. Goes through every tab of the run page, Compare,
// Launch, themes and sizes, over and over, as a restless user would.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>
#include <vector>

#include <QAction>
#include <QApplication>
#include <QElapsedTimer>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTimer>

#include "engine/run/Resources.h"
#include "engine/run/ThreadRole.h"
#include "tests/benchmarks/Heartbeat.h"
#include "tests/monkey/RealWindow.h"

namespace {

constexpr int visitMilliseconds = 2000; // how long the user looks at one thing
constexpr int mostSeconds = 900;

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

    void print() const
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

QAction* action(const QWidget& window, const char* name)
{
    return window.findChild<QAction*>(QString::fromLatin1(name));
}

struct Deed
{
    std::string name;
    std::function<void()> call;
};

/// What the user does while the run trains: one round.
std::vector<Deed> deedsIn(gui::MainWindow& window, gui::Theme& theme)
{
    std::vector<Deed> deeds;
    auto* tabs = window.findChild<QTabWidget*>(QStringLiteral("runTabWidget"));
    for (int tab = 0; tab < tabs->count(); ++tab)
        deeds.push_back({"run, " + tabs->tabText(tab).toStdString(), [&window, tabs, tab] {
                             action(window, "showRun")->trigger();
                             tabs->setCurrentIndex(tab);
                         }});
    deeds.push_back({"compare", [&window] { action(window, "showCompare")->trigger(); }});
    deeds.push_back({"launch", [&window] { action(window, "showLaunch")->trigger(); }});
    deeds.push_back({"run again", [&window] { action(window, "showRun")->trigger(); }});
    deeds.push_back(
        {"window resized", [&window] { window.resize(window.width() < 1500 ? QSize(1600, 1000) : QSize(1280, 800)); }});
    deeds.push_back({"other theme", [&theme] {
                         using enum gui::Theme::Choice;
                         theme.setChoice(theme.isDark() ? Light : Dark);
                     }});
    return deeds;
}

/// Starts the run, goes round until it has ended, and closes the window.
class Visit {
public:
    Visit(gui::MainWindow& window, gui::Theme& theme, Phases& phases)
        : m_window(window)
        , m_phases(phases)
        , m_deeds(deedsIn(window, theme))
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

private:
    void goOn(int seconds)
    {
        const bool isTraining = action(m_window, "stop")->isEnabled();
        m_hasBegun = m_hasBegun || isTraining;
        m_hasEnded = m_hasBegun && !isTraining;
        if (m_hasEnded || m_clock.elapsed() > qint64(seconds) * 1000) {
            m_timer.stop();
            m_phases.begin("window closes");
            m_window.closeSoon();
        } else if (m_hasBegun) {
            const Deed& deed = m_deeds[m_next++ % m_deeds.size()];
            m_phases.begin(deed.name);
            deed.call();
        }
    }

    gui::MainWindow& m_window;
    Phases& m_phases;
    const std::vector<Deed> m_deeds;
    std::size_t m_next = 0;
    bool m_hasBegun = false;
    bool m_hasEnded = false;
    QElapsedTimer m_clock;
    QTimer m_timer;
};

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    const engine::RunConfig config = readConfig(argc, argv);
    const int seconds = argc > 2 ? std::atoi(argv[2]) : mostSeconds;
    engine::markWindowThread();
    const QTemporaryDir folder;
    monkey::RealWindow real(folder.path().toStdString());
    Phases phases;
    const bench::Heartbeat heartbeat([&phases](double gap) { phases.add(gap); });
    Visit visit(real.window, real.theme, phases);
    visit.begin(config, seconds);
    const int code = application.exec();
    phases.print();
    std::printf("%s\n", visit.hasEnded() ? "the run has ended" : "the run had not ended: the time was up");
    return code;
}
