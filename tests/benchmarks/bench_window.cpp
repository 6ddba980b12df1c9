// Counts how often the window's thread is held up for longer than 50 ms while a run trains. Prints a table.
//
//     bench_window [CONFIG.json] [SECONDS]
//
// Without arguments the starter experiment for 60 s. Goes through pages, themes and sizes as a restless user would.
#include <algorithm>
#include <cstdio>
#include <vector>

#include <QAction>
#include <QApplication>
#include <QElapsedTimer>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTimer>

#include "engine/run/Resources.h"
#include "engine/run/ThreadRole.h"
#include "gui/app/AppSettings.h"
#include "gui/app/FileDialogs.h"
#include "gui/app/MainWindow.h"
#include "gui/app/Theme.h"

namespace {

constexpr int beatMilliseconds = 5;
constexpr double stallMilliseconds = 50;

/// Measures the gaps between the beats of a timer, by what was going on.
class Heartbeat {
public:
    explicit Heartbeat(QObject* context)
    {
        m_clock.start();
        auto* timer = new QTimer(context);
        timer->setTimerType(Qt::PreciseTimer);
        QObject::connect(timer, &QTimer::timeout, context, [this] { beat(); });
        timer->start(beatMilliseconds);
    }

    void begin(const char* phase) { m_phases.push_back({phase, {}}); }

    void print() const
    {
        std::printf("%-24s %8s %10s %10s %10s %8s\n", "while", "beats", "median ms", "99 % ms", "worst ms", "> 50 ms");
        int all = 0;
        for (const Phase& phase : m_phases) {
            std::vector<double> gaps = phase.gaps;
            if (gaps.empty())
                continue;
            std::sort(gaps.begin(), gaps.end());
            const auto stalls = int(gaps.end() - std::upper_bound(gaps.begin(), gaps.end(), stallMilliseconds));
            all += stalls;
            std::printf("%-24s %8zu %10.1f %10.1f %10.1f %8d\n", phase.name, gaps.size(), gaps[gaps.size() / 2],
                        gaps[gaps.size() * 99 / 100], gaps.back(), stalls);
        }
        std::printf("stalls over 50 ms: %d\n", all);
    }

private:
    struct Phase
    {
        const char* name;
        std::vector<double> gaps; ///< milliseconds beyond the beat
    };

    void beat()
    {
        const double gap = double(m_clock.nsecsElapsed()) / 1e6 - beatMilliseconds;
        m_clock.restart();
        if (!m_phases.empty())
            m_phases.back().gaps.push_back(std::max(0.0, gap));
    }

    QElapsedTimer m_clock;
    std::vector<Phase> m_phases;
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

void click(QWidget& window, const char* action)
{
    window.findChild<QAction*>(QString::fromLatin1(action))->trigger();
}

QTabWidget* runTabs(QWidget& window)
{
    QTabWidget* pages = window.findChild<QTabWidget*>(QStringLiteral("tabs"));
    return pages->widget(1)->findChild<QTabWidget*>();
}

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    const engine::RunConfig config = readConfig(argc, argv);
    const int seconds = argc > 2 ? std::atoi(argv[2]) : 60;
    engine::markWindowThread();
    QTemporaryDir folder;
    gui::AppSettings settings(folder.filePath(QStringLiteral("settings.ini")));
    gui::Theme theme(application, gui::Theme::Choice::Light);
    gui::FileDialogs dialogs;
    gui::MainWindow window({theme, settings, dialogs, folder.path().toStdString(), gui::engineSessions(),
                            gui::engineEstimator(), engine::examineMachine});
    window.show();
    Heartbeat heartbeat(&window);
    const std::pair<const char*, std::function<void()>> phases[] = {
        {"window opens", [] {}},
        {"run starts", [&] { window.open(config, true); }},
        {"metrics", [&] { runTabs(window)->setCurrentIndex(0); }},
        {"routing", [&] { runTabs(window)->setCurrentIndex(1); }},
        {"window resized", [&] { window.resize(1600, 1000); }},
        {"dark theme", [&] { theme.setChoice(gui::Theme::Choice::Dark); }},
        {"configuration", [&] { runTabs(window)->setCurrentIndex(2); }},
        {"log", [&] { runTabs(window)->setCurrentIndex(3); }},
        {"launch", [&] { click(window, "showLaunch"); }},
        {"run again", [&] { click(window, "showRun"); }},
    };
    const int each = seconds * 1000 / int(std::size(phases));
    for (int i = 0; i < int(std::size(phases)); ++i)
        QTimer::singleShot(i * each, &window, [&heartbeat, &phases, i] {
            heartbeat.begin(phases[i].first);
            phases[i].second();
        });
    QTimer::singleShot(seconds * 1000, &window, [&] {
        heartbeat.begin("run stops");
        window.closeSoon();
    });
    const int code = application.exec();
    heartbeat.print();
    return code;
}
