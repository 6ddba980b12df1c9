#include <deque>
#include <fstream>
#include <optional>
#include <string>
#include <thread>
#include <tuple>
#include <vector>

#include <QAction>
#include <QLineEdit>
#include <QWidget>

#include "engine/run/ThreadRole.h"
#include "gui/control/RunScheduler.h"
#include "storage/runs/RunRepository.h"
#include "tests/benchmarks/MemoryTrend.h"
#include "tests/monkey/Faults.h"
#include "tests/monkey/Keeper.h"
#include "tests/monkey/Monkey.h"
#include "tests/monkey/RealWindow.h"
#include "tests/monkey/Sight.h"
#include "tests/support/FakeSession.h"
#include "tests/support/GuiTestMain.h"
#include "tests/support/TemporaryFolder.h"

/// The window, the engine and a queue of short runs in the hands of a user who does anything. MOLEX_MONKEY_SEED draws
/// another one, MOLEX_MONKEY_SECONDS gives more time; bench_soak goes on for an hour.
class tst_Monkey : public QObject {
    Q_OBJECT

private:
    static int setting(const char* name, int usual)
    {
        return qEnvironmentVariableIsSet(name) ? qEnvironmentVariableIntValue(name) : usual;
    }

    /// Keeps the last deeds, and writes all of them before they are done.
    class Log {
    public:
        explicit Log(const std::filesystem::path& file)
            : m_stream(file)
        {
            qInfo("actions: %s", file.c_str());
        }

        void add(const monkey::Deed& deed)
        {
            constexpr std::size_t most = 10;
            m_stream << monkey::toLine(deed).toStdString() << std::endl;
            m_last.push_back(monkey::toLine(deed));
            if (m_last.size() > most)
                m_last.pop_front();
        }

        QByteArray last() const
        {
            QByteArray text = "after\n";
            for (const QString& line : m_last)
                text += line.toUtf8() + '\n';
            return text;
        }

    private:
        std::ofstream m_stream;
        std::deque<QString> m_last;
    };

    static void addRun(const std::filesystem::path& workspace, storage::RunState state, const std::string& reason = {})
    {
        std::thread([&] {
            storage::RunRepository repository(workspace);
            const auto run = gui::RunScheduler(repository).add(support::fakeConfig("a"));
            repository.setState(run, state, reason);
        }).join();
    }

private Q_SLOTS:
    void initTestCase() { engine::markWindowThread(); }

    void theWindowSurvivesAUserWhoDoesAnything()
    {
        const support::TemporaryFolder folder;
        Log log(folder.path() / "monkey.log");
        std::filesystem::path workspace;
        {
            monkey::RealWindow real(folder.path());
            workspace = real.workspace;
            QVERIFY(QTest::qWaitForWindowActive(&real.window)); // for keys
            monkey::Keeper keeper(real.window, folder.path());
            const auto seed = std::uint64_t(setting("MOLEX_MONKEY_SEED", 1));
            monkey::Monkey user(real.window, seed, [&log](const monkey::Deed& deed) { log.add(deed); });
            keeper.start();
            user.start();
            QTest::qWait(1000 * setting("MOLEX_MONKEY_SECONDS", 20));
            keeper.stop();
            user.rest();
            QTRY_VERIFY2_WITH_TIMEOUT(user.isAtRest(), log.last().constData(), 60000);
            QVERIFY2(real.window.isVisible(), log.last().constData());
            QVERIFY(user.count() > 0);
            real.window.closeSoon();
            QTRY_VERIFY2_WITH_TIMEOUT(!real.window.isVisible(), log.last().constData(), 120000);
        }
        const std::vector<std::string> faults = monkey::findFaults(workspace);
        QVERIFY2(faults.empty(), faults.empty() ? "" : faults.front().c_str());
    }

    void itsClicksLettersAndKeysArrive()
    {
        const support::TemporaryFolder folder;
        monkey::RealWindow real(folder.path());
        QVERIFY(QTest::qWaitForWindowActive(&real.window));
        auto* find = real.window.findChild<QWidget*>(QStringLiteral("findActionToolButton"));
        const auto* form = real.window.findChild<QWidget*>(QStringLiteral("configForm"));
        QTRY_VERIFY(find->isVisible());
        QVERIFY(!form->isVisible());
        monkey::Dice dice(1);
        const std::optional<monkey::Spot> spot = monkey::spotOn(*find, dice);
        QVERIFY(spot.has_value());
        monkey::Deed click;
        click.kind = monkey::Deed::Kind::Click;
        click.at = spot->at;
        monkey::Deed words;
        words.kind = monkey::Deed::Kind::Words;
        words.text = QStringLiteral("new run");
        monkey::Deed choice;
        choice.kind = monkey::Deed::Kind::Keys;
        choice.text = QStringLiteral("Return");
        monkey::Monkey user(real.window, 1, [](const monkey::Deed&) {});
        user.repeat({click, words, choice});
        QTRY_VERIFY(form->isVisible());
        QCOMPARE(user.count(), std::int64_t(3));
        monkey::Deed keys = choice;
        keys.text = QStringLiteral("F1");
        monkey::Monkey other(real.window, 1, [](const monkey::Deed&) {});
        other.repeat({keys});
        QTRY_VERIFY(!form->isVisible());
    }

    void nothingComesBetweenLetters()
    {
        const support::TemporaryFolder folder;
        monkey::RealWindow real(folder.path());
        QVERIFY(QTest::qWaitForWindowActive(&real.window));
        auto* line = real.window.findChild<QLineEdit*>(QStringLiteral("paletteWords"));
        connect(line, &QLineEdit::textChanged, line, [] { QTest::qSleep(60); }); // longer than between two deeds
        monkey::Deed palette;
        palette.kind = monkey::Deed::Kind::Keys;
        palette.text = QStringLiteral("Ctrl+Shift+P");
        monkey::Deed words = palette;
        words.kind = monkey::Deed::Kind::Words;
        words.text = QStringLiteral("quite");
        monkey::Deed choice = palette;
        choice.text = QStringLiteral("Return");
        monkey::Monkey user(real.window, 1, [](const monkey::Deed&) {});
        user.repeat({palette, words, choice});
        QTRY_COMPARE(user.count(), std::int64_t(3));
        QCOMPARE(line->text(), words.text);
        QVERIFY(real.window.isVisible()); // "q" alone is the first letter of the action that ends the program
    }

    void whatItMustNotTouchIsThere()
    {
        const support::TemporaryFolder folder;
        monkey::RealWindow real(folder.path());
        int shunned = 0;
        for (const QAction* action : real.window.actions())
            shunned += monkey::isAllowed(*action) ? 0 : 1;
        QCOMPARE(shunned, 7); // quit, the trial, the editor of the keys, documents and a folder, which others show
        for (const char* name : {"startTrialButton", "openCheckpointToolButton"}) {
            const auto* button = real.window.findChild<QWidget*>(QString::fromLatin1(name));
            QVERIFY2(button != nullptr && !monkey::isAllowed(*button), name);
        }
    }

    void aDeedSurvivesTheLog()
    {
        monkey::Deed deed;
        deed.kind = monkey::Deed::Kind::Drag;
        deed.at = {3, 4};
        deed.to = {-5, 60};
        deed.held = Qt::ControlModifier | Qt::ShiftModifier;
        deed.text = QStringLiteral("a b");
        deed.on = QStringLiteral("runTable");
        deed.since = 12345678901;
        QVERIFY(monkey::fromLine(monkey::toLine(deed)) == deed);
        QVERIFY(monkey::fromLine(monkey::toLine({})) == monkey::Deed{});
        QVERIFY(!monkey::fromLine(QStringLiteral("1\tfly\t0\t0\t0\t0\t0\t\t")));
        QVERIFY(!monkey::fromLine(QString()));
    }

    void aRunInNoLegalStateIsFound()
    {
        using enum storage::RunState;
        const std::tuple<storage::RunState, std::string, std::size_t> cases[] = {
            {Queued, {}, 0}, {Stopped, {}, 0}, {Failed, "the disk is gone", 0}, {Failed, {}, 1}, {Running, {}, 1},
            {Paused, {}, 1}, {Finished, {}, 1}};
        for (const auto& [state, reason, faults] : cases) {
            const support::TemporaryFolder folder;
            addRun(folder.path(), state, reason);
            QVERIFY2(monkey::findFaults(folder.path()).size() == faults, storage::toText(state));
        }
        const support::TemporaryFolder nothing;
        QCOMPARE(monkey::findFaults(nothing.path() / "nowhere").size(), std::size_t(1));
    }

    void growthIsThatOfTheSecondHalf()
    {
        std::vector<bench::MemorySample> samples;
        for (int minute = 0; minute < 60; ++minute)
            samples.push_back({minute / 60.0, minute < 30 ? 10.0 * minute : 300 + 6 * (minute / 60.0)});
        QVERIFY(qAbs(bench::growthPerHour(samples, &bench::MemorySample::resident) - 6) < 1e-6);
        QCOMPARE(bench::growthPerHour({}, &bench::MemorySample::window), 0.0);
        QCOMPARE(bench::growthPerHour({{.hours = 1, .resident = 5}}, &bench::MemorySample::resident), 0.0);
    }
};

MOLEX_GUI_TEST(tst_Monkey)
#include "tst_Monkey.moc"
