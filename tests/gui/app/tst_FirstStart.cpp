#include "gui/app/FirstStart.h"

#include <atomic>

#include <QAction>
#include <QLabel>
#include <QPushButton>

#include "gui/control/Worker.h"
#include "gui/pages/EmptyPage.h"
#include "tests/support/Desk.h"

using namespace gui;
using storage::RunState;
using support::Desk;

/// Whether the trial of the first page can be started follows what Launch would say of it.
class tst_FirstStart : public QObject {
    Q_OBJECT

    /// A first page by itself, on a machine that may lack things.
    struct Page
    {
        explicit Page(bool hasData)
            : hasWordNet(hasData)
            , page(theme, {{}, {}})
            , start({page,
                     worker,
                     {[this](const engine::RunConfig& config, engine::EstimateInputs& inputs) {
                          return price(config, inputs);
                      },
                      machine.reader(), folder.path()},
                     [] {
                         return std::vector<engine::Finding>{{"Threads", "2", engine::Finding::Verdict::Good, {}}};
                     },
                     std::chrono::hours(1)})
        {
            QObject::connect(&start, &FirstStart::trialWanted, &page,
                             [this](const std::vector<engine::RunConfig>& runs) { wanted = runs; });
            page.resize(1000, 640);
            page.show();
        }

        engine::CostResult price(const engine::RunConfig& config, engine::EstimateInputs& inputs) const
        {
            engine::CostResult result = support::fakePrice(config, inputs);
            if (!hasWordNet)
                result.issues.push_back({"/usr/share/wordnet", "does not exist; install WordNet (Debian package "
                                                               "wordnet-base) or name its dictionary folder"});
            return result;
        }

        QPushButton* button() const { return page.findChild<QPushButton*>(QStringLiteral("startTrialButton")); }
        QLabel* reason() const { return page.findChild<QLabel*>(QStringLiteral("trialReason")); }

        bool saysOfTheMachine(const char* text) const
        {
            const auto labels = page.findChild<QWidget*>(QStringLiteral("machine"))->findChildren<QLabel*>();
            return std::any_of(labels.begin(), labels.end(), [text](const QLabel* label) {
                return label->text().contains(QLatin1String(text));
            });
        }

        support::TemporaryFolder folder;
        Theme theme{*qApp, Theme::Choice::Light};
        support::FakeMachine machine;
        std::atomic<bool> hasWordNet;
        std::vector<engine::RunConfig> wanted; ///< asked for last
        Worker worker;
        EmptyPage page;
        FirstStart start;
    };

    /// As a window that comes back to the front tells its pages.
    static void comeBack(QWidget& page)
    {
        QEvent activated(QEvent::WindowActivate);
        QCoreApplication::sendEvent(&page, &activated);
    }

private Q_SLOTS:
    void initTestCase() { engine::markWindowThread(); }

    void aTrialIsOfferedOnceItHasBeenLookedAt()
    {
        Page first(true);
        first.machine.isHeld = true;
        const bool isLookedAt = QTest::qWaitFor([&] { return first.machine.waiting > 0; });
        const bool isMachineKnown = QTest::qWaitFor([&] { return first.saysOfTheMachine("Threads"); });
        const bool couldStart = first.button()->isEnabled();
        first.machine.isHeld = false;
        QVERIFY(isLookedAt && isMachineKnown && !couldStart);
        QTRY_VERIFY(first.button()->isEnabled());
        QTRY_VERIFY(first.saysOfTheMachine("500 GiB of 1000 GiB free"));
        QVERIFY(!first.reason()->isVisible());
        first.button()->click();
        QCOMPARE(first.wanted.size(), std::size_t(2)); // a mixture, and the same without
        QCOMPARE(first.wanted[0].name, std::string("starter"));
        QCOMPARE(first.wanted[1].name, std::string("starter-lora"));
    }

    void whatIsMissingIsSaidAndIsThereOnceItIsInstalled()
    {
        Page first(false);
        QTRY_VERIFY(first.reason()->isVisible());
        QVERIFY(first.reason()->text().contains(QStringLiteral("install WordNet (Debian package wordnet-base)")));
        QVERIFY(!first.button()->isEnabled());
        first.button()->click();
        QVERIFY(first.wanted.empty());
        first.hasWordNet = true;
        comeBack(first.page);
        QTRY_VERIFY(first.button()->isEnabled());
        QVERIFY(!first.reason()->isVisible());
    }

    void aDiskThatFillsTakesTheTrialBack()
    {
        Page first(true);
        QTRY_VERIFY(first.button()->isEnabled());
        first.machine.diskFree = first.machine.gibibyte;
        comeBack(first.page);
        QTRY_VERIFY(!first.button()->isEnabled());
        QVERIFY(first.reason()->text().contains(QStringLiteral("less than 2 GiB of free disk space")));
        QVERIFY(first.saysOfTheMachine("make room"));
        first.machine.diskFree = 500 * first.machine.gibibyte;
        comeBack(first.page);
        QTRY_VERIFY(first.button()->isEnabled());
        QVERIFY(!first.saysOfTheMachine("make room"));
    }

    void memoryThatOthersHoldTakesTheTrialBack()
    {
        Page first(true);
        QTRY_VERIFY(first.button()->isEnabled());
        first.machine.memoryUsed = 64 * first.machine.gibibyte;
        comeBack(first.page);
        QTRY_VERIFY(!first.button()->isEnabled());
        QVERIFY(first.reason()->text().contains(QStringLiteral("other programs leave")));
    }

    /// By its button, and by the action that presses it.
    void theWindowQueuesNoTrialThatCannotRun()
    {
        const support::TemporaryFolder folder;
        Desk desk(folder.path());
        QTRY_VERIFY(desk.action("startTrial")->isEnabled());
        desk.machine.diskFree = desk.machine.gibibyte;
        comeBack(*desk.window->findChild<EmptyPage*>());
        QTRY_VERIFY(!desk.action("startTrial")->isEnabled());
        desk.action("startTrial")->trigger();
        desk.press("startTrialButton");
        desk.machine.diskFree = 500 * desk.machine.gibibyte;
        comeBack(*desk.window->findChild<EmptyPage*>());
        QTRY_VERIFY(desk.action("startTrial")->isEnabled());
        QVERIFY(desk.stored([](storage::RunRepository& repository) { return repository.runs(); }).empty());
        QVERIFY(desk.find<QLabel>("introText")->text().startsWith(QStringLiteral("This workspace holds no runs yet.")));
        desk.action("startTrial")->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(desk.stateOf(2), RunState::Finished, 20000);
        desk.action("welcome")->trigger();
        QTRY_VERIFY(!desk.find<QLabel>("introText")->text().contains(QStringLiteral("no runs yet")));
    }
};

MOLEX_GUI_TEST(tst_FirstStart)
#include "tst_FirstStart.moc"
