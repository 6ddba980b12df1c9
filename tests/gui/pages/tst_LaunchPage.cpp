#include "gui/pages/LaunchPage.h"

#include <QPushButton>
#include <QToolButton>
#include <QTreeWidget>

#include "gui/forms/ConfigForm.h"
#include "gui/pages/LaunchPrice.h"
#include "gui/pages/SameTime.h"
#include "tests/support/GuiTestMain.h"
#include "tests/support/LaunchFixture.h"

using namespace gui;
using Fixture = support::LaunchFixture;

class tst_LaunchPage : public QObject {
    Q_OBJECT

private:
    Theme m_theme{*qApp, Theme::Choice::Light};
    support::NamedFile m_dialogs;

    static constexpr auto whole = Qt::MatchExactly | Qt::MatchRecursive;

    static QString pathOf(const std::filesystem::path& path) { return QString::fromStdString(path.string()); }

private Q_SLOTS:
    void initTestCase() { engine::markWindowThread(); }

    void startIsImpossibleWhileAValueIsWrongAndTheReasonLeadsToIt()
    {
        Fixture fixture(m_theme, m_dialogs);
        QTRY_VERIFY(fixture.page.canStart());
        auto* start = fixture.find<QPushButton>("startButton");
        fixture.type("training.learning_rate.input", "2e-3");
        QTRY_VERIFY(start->isEnabled() && fixture.page.canStart());
        fixture.type("training.learning_rate.input", "40");
        QVERIFY(!start->isEnabled());
        auto* reason = fixture.find<QLabel>("startReason");
        QVERIFY(reason->isVisible());
        QVERIFY(reason->text().contains(QStringLiteral("Learning rate")));
        QVERIFY(fixture.find<QWidget>("costOutdated")->isVisible());
        QVERIFY(fixture.shows("Computed with Learning rate 0.002, the last valid value."));
        fixture.find<QWidget>("name.input")->setFocus();
        QCoreApplication::processEvents(); // the reason has its place
        QSignalSpy followed(reason, &QLabel::linkActivated);
        for (int y = 2; y < reason->height() && followed.isEmpty(); y += 4)
            for (int x = 2; x < reason->width() && followed.isEmpty(); x += 8) // wherever the link stands
                QTest::mouseClick(reason, Qt::LeftButton, {}, {x, y});
        QCOMPARE(followed.count(), 1);
        QTRY_COMPARE(fixture.page.focusWidget(), fixture.find<QWidget>("training.learning_rate.input"));
        fixture.type("training.learning_rate.input", "1e-3");
        QTRY_VERIFY(start->isEnabled());
        QVERIFY(!fixture.find<QWidget>("costOutdated")->isVisible());
    }

    /// Beside Start only the first has room.
    void everyReasonIsKnown()
    {
        Fixture fixture(m_theme, m_dialogs);
        QTRY_VERIFY(fixture.page.canStart());
        QCOMPARE(fixture.page.problem(), QString());
        auto* form = fixture.page.findChild<ConfigForm*>();
        form->setValue("task.max_length", 600);
        QTRY_COMPARE(fixture.page.problem(), QStringLiteral("Cannot start: Max length is above the model's 512"));
        form->setValue("training.learning_rate", 40);
        form->setValue("training.batch_size", 0);
        QVERIFY(fixture.find<QLabel>("startReason")->text().endsWith(QStringLiteral("(and 1 more)")));
        const auto says = [&](const char* text) { return fixture.page.problem().contains(QString::fromLatin1(text)); };
        QVERIFY2(says("Cannot start: Batch 0 is out of range") && says("; Learning rate 40 is out of range"),
                 qPrintable(fixture.page.problem()));
        QSignalSpy changed(&fixture.page, &LaunchPage::canStartChanged);
        form->setValue("training.learning_rate", 50);
        QVERIFY2(says("; Learning rate 50 is out of range"), qPrintable(fixture.page.problem()));
        QCOMPARE(changed.count(), 1);
    }

    void aRunThatCannotFitIntoMemoryIsRefused()
    {
        Fixture fixture(m_theme, m_dialogs);
        QTRY_VERIFY(fixture.page.canStart());
        engine::RunConfig config = fixture.page.config();
        config.training.batchSize = 65536; // of the fixture's 60 MiB per row
        fixture.page.setConfig(config);
        QTRY_VERIFY(
            fixture.find<QLabel>("startReason")->text().contains(QStringLiteral("need about 3.8 TiB of memory")));
        QVERIFY(!fixture.page.canStart());
        config.training.batchSize = 8;
        fixture.page.setConfig(config);
        QTRY_VERIFY(fixture.page.canStart());
    }

    void whatOnlyTheFilesShowPreventsTheStartToo()
    {
        Fixture fixture(m_theme, m_dialogs);
        QTRY_VERIFY(fixture.page.canStart());
        engine::RunConfig config = fixture.page.config();
        config.task.maxLength = 600;
        fixture.page.setConfig(config);
        QVERIFY(!fixture.page.canStart());
        QTRY_VERIFY(fixture.find<QLabel>("startReason")->text().contains(QStringLiteral("is above the model's 512")));
        QVERIFY(!fixture.page.canStart());
        config.task.maxLength = 128;
        config.model.path = "/nowhere";
        fixture.page.setConfig(config);
        QTRY_VERIFY(fixture.shows("config.json: does not exist")); // beside the field
        QVERIFY(fixture.find<QLabel>("startReason")->text().contains(QStringLiteral("Model folder</a> config.json")));
        QVERIFY(!fixture.page.canStart());
    }

    void lessThanTwoGibibytesOfDiskRefuse()
    {
        Fixture fixture(m_theme, m_dialogs);
        QTRY_VERIFY(fixture.page.canStart());
        fixture.machine.diskFree = 2 * fixture.machine.gibibyte - 1;
        fixture.page.setConfig(fixture.page.config());
        const auto* reason = fixture.find<QLabel>("startReason");
        QTRY_VERIFY(reason->text().contains(QStringLiteral("less than 2 GiB of free disk space")));
        QVERIFY(!fixture.page.canStart() && !fixture.page.canQueue());
        fixture.machine.diskFree = 2 * fixture.machine.gibibyte; // the checkpoints take some of it
        fixture.page.setConfig(fixture.page.config());
        QTRY_VERIFY(reason->text().contains(QStringLiteral("2 GiB must stay free")));
        QVERIFY(!fixture.page.canStart() && !fixture.page.canQueue());
    }

    void memoryThatIsHeldNowLeavesTheQueue()
    {
        Fixture fixture(m_theme, m_dialogs);
        QTRY_VERIFY(fixture.page.canStart());
        fixture.machine.memoryUsed = 63 * fixture.machine.gibibyte;
        fixture.page.setConfig(fixture.page.config());
        const auto* reason = fixture.find<QLabel>("startReason");
        QTRY_VERIFY(reason->text().contains(QStringLiteral("Cannot start now: the run needs about 1.9 GiB of memory")));
        QVERIFY(reason->isVisible());
        QVERIFY(!fixture.page.canStart() && !fixture.find<QPushButton>("startButton")->isEnabled());
        QVERIFY(fixture.page.canQueue() && fixture.find<QPushButton>("addToQueueButton")->isEnabled());
        fixture.machine.ownMemory = 8 * fixture.machine.gibibyte; // of a run that is over before this one begins
        fixture.page.price().setSurroundings(1, {});
        QTRY_VERIFY(fixture.page.canStart());
    }

    void roomIsLookedForAgainWithoutReadingTheFilesAgain()
    {
        Fixture fixture(m_theme, m_dialogs, std::chrono::milliseconds(50));
        QTRY_VERIFY(fixture.page.canStart());
        const int estimates = fixture.estimates;
        fixture.machine.diskFree = fixture.machine.gibibyte;
        QTRY_VERIFY(!fixture.page.canStart() && !fixture.page.canQueue());
        QVERIFY(fixture.find<QLabel>("startReason")->text().contains(QStringLiteral("less than 2 GiB")));
        fixture.machine.diskFree = 500 * fixture.machine.gibibyte;
        QTRY_VERIFY(fixture.page.canStart());
        QCOMPARE(int(fixture.estimates), estimates);
    }

    void roomIsLookedForAgainWhenTheWindowComesToTheFront()
    {
        Fixture fixture(m_theme, m_dialogs);
        QTRY_VERIFY(fixture.page.canStart());
        const auto comeToTheFront = [&] {
            QEvent activated(QEvent::WindowActivate);
            QCoreApplication::sendEvent(&fixture.page, &activated);
        };
        fixture.machine.memoryUsed = 63 * fixture.machine.gibibyte;
        comeToTheFront();
        QTRY_VERIFY(!fixture.page.canStart());
        QVERIFY(fixture.page.canQueue());
        fixture.machine.memoryUsed = 8 * fixture.machine.gibibyte;
        comeToTheFront();
        QTRY_VERIFY(fixture.page.canStart());
    }

    void theGpusMemoryIsComparedAndShown()
    {
        qunsetenv("CUDA_VISIBLE_DEVICES");
        Fixture fixture(m_theme, m_dialogs);
        QTRY_VERIFY(fixture.page.canStart());
        fixture.machine.gpus.resize(1);
        fixture.machine.gpus[0].ownMemory = 0;
        fixture.machine.gpus[0].memoryBytes = 16 * fixture.machine.gibibyte;
        fixture.machine.gpus[0].memoryUsed = 4 * fixture.machine.gibibyte;
        engine::RunConfig config = fixture.page.config();
        config.runtime.device = "cuda";
        fixture.page.setConfig(config);
        QTRY_VERIFY(fixture.shows("GPU memory, estimated"));
        QVERIFY(fixture.shows("4.0 GiB in use, 12 GiB of 16 GiB free"));
        QVERIFY(fixture.page.canStart());
        config.training.batchSize = 256; // 15 GiB: not beside what others hold
        fixture.page.setConfig(config);
        const auto* reason = fixture.find<QLabel>("startReason");
        QTRY_VERIFY(reason->text().contains(QStringLiteral("needs about 15 GiB of GPU memory")));
        QVERIFY(!fixture.page.canStart() && fixture.page.canQueue());
        fixture.machine.gpus[0].ownMemory.reset(); // it may all be of the run before
        fixture.page.price().setSurroundings(1, {});
        QTRY_VERIFY(fixture.page.canStart());
        fixture.machine.gpus.push_back({}); // another card: the driver's order need not be ours
        fixture.page.setConfig(config);
        QTRY_VERIFY(!fixture.shows("of 16 GiB free"));
        fixture.machine.gpus.pop_back();
        config.training.batchSize = 1024;
        fixture.page.setConfig(config);
        QTRY_VERIFY(reason->text().contains(QStringLiteral("60 GiB of GPU memory; this GPU has 16 GiB")));
        QVERIFY(!fixture.page.canStart() && !fixture.page.canQueue());
    }

    void startAndAddHandOverTheConfiguration()
    {
        Fixture fixture(m_theme, m_dialogs);
        QList<std::string> started;
        QList<std::string> queued;
        connect(&fixture.page, &LaunchPage::startRequested, this,
                [&](const std::vector<engine::RunConfig>& runs) { started << runs.front().name; });
        connect(&fixture.page, &LaunchPage::queueRequested, this,
                [&](const std::vector<engine::RunConfig>& runs) { queued << runs.front().name; });
        fixture.type("name.input", "tonight");
        QTRY_VERIFY(fixture.page.canStart());
        QTest::mouseClick(fixture.find<QPushButton>("startButton"), Qt::LeftButton);
        QTest::mouseClick(fixture.find<QPushButton>("addToQueueButton"), Qt::LeftButton);
        QCOMPARE(started, QList<std::string>{"tonight"});
        QCOMPARE(queued, QList<std::string>{"tonight"});
    }

    void aPresetChangesItsFieldsAndKeepsTheOthers()
    {
        Fixture fixture(m_theme, m_dialogs);
        fixture.type("name.input", "kept");
        auto* presets = fixture.find<QTreeWidget>("presetList");
        const QList<QTreeWidgetItem*> found = presets->findItems(QStringLiteral("lora"), whole);
        QCOMPARE(found.size(), 1);
        QTest::mouseClick(presets->viewport(), Qt::LeftButton, {}, presets->visualItemRect(found[0]).center());
        QTRY_VERIFY(std::holds_alternative<engine::NoRoutingConfig>(fixture.page.config().routing)); // by the worker
        QCOMPARE(fixture.page.config().name, std::string("kept"));
        fixture.type("method.rank.input", "4");
        QCOMPARE(found[0]->text(1), QStringLiteral("1 changed"));
        QCOMPARE(fixture.settings.preset(), QStringLiteral("lora"));
    }

    void aPresetTakesBackWhatTheOneBeforeHasSet()
    {
        Fixture fixture(m_theme, m_dialogs);
        const engine::RunConfig& config = fixture.page.config();
        fixture.page.choosePreset(QStringLiteral("lora"));
        const auto seed = config.runtime.seed;
        const auto length = config.task.maxLength;
        fixture.page.choosePreset(QStringLiteral("molex-paper-rte"));
        QVERIFY(config.runtime.seed != seed && config.task.maxLength != length);
        fixture.page.choosePreset(QStringLiteral("lora"));
        QCOMPARE(config.runtime.seed, seed);
        QCOMPARE(config.task.maxLength, length);
        QCOMPARE(config.task.name, engine::GlueName::Rte); // what is learnt is the user's business
        fixture.page.choosePreset(QStringLiteral("molex-paper-rte"));
        fixture.page.findChild<ConfigForm*>()->setValue("runtime.seed", 77);
        fixture.page.choosePreset(QStringLiteral("self"));
        QCOMPARE(config.runtime.seed, std::int64_t(77)); // it was changed by hand
        QCOMPARE(config.task.maxLength, length);
    }

    void loraOfTheSameTimeIsFittedToTheForm()
    {
        Fixture fixture(m_theme, m_dialogs);
        QTRY_VERIFY(fixture.page.canStart()); // the model's depth is known
        auto* form = fixture.page.findChild<ConfigForm*>();
        const engine::TrainingConfig& training = fixture.page.config().training;
        const auto note = [&] { return fixture.find<QLabel>("training.epochs.note")->text(); };
        form->setValue("training.epochs", 10);
        for (int time = 0; time < 2; ++time) { // again changes nothing
            fixture.page.choosePreset(QStringLiteral("lora-same-time"));
            QCOMPARE(training.epochs, 20.0);
            QCOMPARE(form->changedCount(), 0);
            QVERIFY2(note().startsWith(QStringLiteral("2 × the 10 epochs")), qPrintable(note()));
        }
        fixture.page.choosePreset(QStringLiteral("molex"));
        QCOMPARE(note(), QString());
        form->setValue("routing.positions", std::vector<std::int64_t>{0, 1, 2});
        form->setValue("training.steps", 400);
        fixture.page.choosePreset(QStringLiteral("lora-same-time"));
        QCOMPARE(training.steps, std::int64_t(500));
        QVERIFY2(note().contains(QStringLiteral("3 of 12 positions")), qPrintable(note()));
        engine::RunConfig once;
        once.training.epochs = 1;
        const QString words = sameTime(engine::Json::object(), once, 12).note;
        QVERIFY2(words.startsWith(QStringLiteral("2 × the 1 epoch from before")), qPrintable(words));
    }

    void theGivenTableFollowsTheModelsDepthUntilItIsChanged()
    {
        Fixture fixture(m_theme, m_dialogs);
        auto* form = fixture.page.findChild<ConfigForm*>();
        const auto table = [&] { return std::get<engine::GivenConfig>(fixture.page.config().routing).table; };
        fixture.page.choosePreset(QStringLiteral("given"));
        QTRY_VERIFY(fixture.page.canStart());
        QCOMPARE(table(), engine::GivenConfig::reversed(12));
        form->setValue("model.path", "/shallow");
        QTRY_COMPARE(table(), (std::vector<std::int64_t>{3, 2, 1, 0}));
        QTRY_VERIFY(fixture.page.canStart());
        QCOMPARE(form->changedCount(), 0);
        form->setValue("model.path", "starter");
        QTRY_COMPARE(table(), engine::GivenConfig::reversed(12));
        form->setValue("routing.table", std::vector<std::int64_t>{1, 0});
        form->setValue("model.path", "/shallow");
        QTRY_VERIFY(fixture.page.canStart());
        QCOMPARE(table(), (std::vector<std::int64_t>{1, 0})); // for the check to judge
    }

    void variantsOfAPresetStandBelowIt()
    {
        Fixture fixture(m_theme, m_dialogs);
        auto* presets = fixture.find<QTreeWidget>("presetList");
        const QList<QTreeWidgetItem*> paper = presets->findItems(QStringLiteral("molex-paper"), whole);
        QCOMPARE(paper.size(), 1);
        QCOMPARE(paper[0]->childCount(), 9);
        QCOMPARE(paper[0]->parent()->text(0), QStringLiteral("Mixing layers"));
        QCOMPARE(presets->findItems(QStringLiteral("lora"), whole)[0]->parent()->text(0),
                 QStringLiteral("Without mixing"));
        QCOMPARE(presets->findItems(QStringLiteral("self"), whole)[0]->parent()->text(0), QStringLiteral("Controls"));
        fixture.page.choosePreset(QStringLiteral("molex-paper-rte"));
        QCOMPARE(fixture.page.config().task.name, engine::GlueName::Rte);
    }

    void aConfigurationIsSavedAndOpened()
    {
        Fixture fixture(m_theme, m_dialogs);
        fixture.type("name.input", "saved");
        m_dialogs.answer = pathOf(fixture.folder.path() / "saved.json");
        QSignalSpy told(&fixture.page, &LaunchPage::told);
        fixture.page.askSave();
        QTRY_COMPARE(told.count(), 1);
        QCOMPARE(told[0][0].toString(), QStringLiteral("The configuration is saved as ") + m_dialogs.answer);
        fixture.type("name.input", "other");
        QSignalSpy taken(&fixture.page, &LaunchPage::taken);
        fixture.page.askOpen();
        QTRY_COMPARE(taken.count(), 1);
        QCOMPARE(fixture.page.config().name, std::string("saved"));
    }

    void everyProblemOfAFileIsNamedAndTheFormStays()
    {
        Fixture fixture(m_theme, m_dialogs);
        const auto file = fixture.folder.write("bad.json", R"({"modle": {}, "training": {"epochs": "three"}})");
        QSignalSpy troubled(&fixture.page, &LaunchPage::troubled);
        fixture.page.take({pathOf(file)});
        QTRY_COMPARE(troubled.count(), 1);
        QVERIFY(troubled[0][0].toString().contains(QStringLiteral("modle")));
        QVERIFY(troubled[0][0].toString().contains(QStringLiteral("training.epochs")));
        QCOMPARE(fixture.page.config().training.epochs, 3.0);
    }

    void aModelStartsFromItsWeightsOrFromRandomOnes()
    {
        Fixture fixture(m_theme, m_dialogs);
        const auto starts = [&] { return fixture.page.config().model.initialize; };
        QCOMPARE(starts(), engine::Initialize::Pretrained); // of the starter model
        fixture.folder.write("with/config.json", "{}");
        fixture.folder.write("with/model.safetensors", "");
        fixture.folder.write("without/config.json", "{}");
        fixture.page.take({pathOf(fixture.folder.path() / "with")});
        QTRY_COMPARE(starts(), engine::Initialize::Pretrained);
        fixture.page.take({pathOf(fixture.folder.path() / "without")});
        QTRY_COMPARE(starts(), engine::Initialize::Random);
        engine::RunConfig given = fixture.page.config();
        given.model.path = (fixture.folder.path() / "with").string();
        fixture.page.setConfig(given); // says it itself
        QTRY_VERIFY(fixture.page.canStart()); // nobody looks at the folder for that any more
        QCOMPARE(starts(), engine::Initialize::Random);
    }

    void theFieldsButtonSaysWhatItWillDo()
    {
        Fixture fixture(m_theme, m_dialogs);
        auto* button = fixture.find<QToolButton>("allFieldsButton");
        QVERIFY(button->text().startsWith(QStringLiteral("Show all fields")));
        button->click();
        QCOMPARE(button->text(), QStringLiteral("Show main fields only"));
        QVERIFY(!button->isChecked()); // pressed in, it would say the reverse
        button->click();
        QVERIFY(button->text().startsWith(QStringLiteral("Show all fields")));
    }
};

MOLEX_GUI_TEST(tst_LaunchPage)
#include "tst_LaunchPage.moc"
