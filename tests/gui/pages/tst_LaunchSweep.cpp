#include "gui/pages/LaunchPage.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QToolButton>
#include <QTreeWidget>

#include "engine/run/ConfigJson.h"
#include "engine/run/Presets.h"
#include "engine/run/Resources.h"
#include "gui/forms/ConfigForm.h"
#include "gui/pages/FormPane.h"
#include "gui/pages/LaunchFiles.h"
#include "gui/pages/PresetPane.h"
#include "tests/support/GuiTestMain.h"
#include "tests/support/LaunchFixture.h"

using namespace gui;
using Fixture = support::LaunchFixture;

/// What Launch offers beyond the form: sweeps, JSON, search, presets of one's own.
class tst_LaunchSweep : public QObject {
    Q_OBJECT

private:
    Theme m_theme{*qApp, Theme::Choice::Light};
    support::NamedFile m_dialogs;

    static constexpr auto whole = Qt::MatchExactly | Qt::MatchRecursive;

    static void press(Fixture& fixture, const char* button)
    {
        QTest::mouseClick(fixture.find<QToolButton>(button), Qt::LeftButton);
    }

    static QPlainTextEdit* json(Fixture& fixture) { return fixture.find<QPlainTextEdit>("jsonView"); }

    static void replace(Fixture& fixture, const char* before, const char* after)
    {
        QString text = json(fixture)->toPlainText();
        QVERIFY(text.contains(QString::fromLatin1(before)));
        json(fixture)->setPlainText(text.replace(QString::fromLatin1(before), QString::fromLatin1(after)));
    }

    /// The newest row.
    static void sweep(Fixture& fixture, const char* field, const char* values)
    {
        press(fixture, "sweepAddButton");
        auto* box = fixture.page.findChildren<QComboBox*>(QStringLiteral("sweepField")).last();
        QVERIFY(box->findText(QString::fromLatin1(field)) >= 0);
        box->setCurrentText(QString::fromLatin1(field));
        auto* line = fixture.page.findChildren<QLineEdit*>(QStringLiteral("sweepValues")).last();
        line->selectAll();
        QTest::keyClicks(line, QString::fromLatin1(values));
    }

private Q_SLOTS:
    void initTestCase() { engine::markWindowThread(); }

    void aSweepSaysHowManyRunsItMakesAndHandsThemOver()
    {
        Fixture fixture(m_theme, m_dialogs);
        QList<std::vector<engine::RunConfig>> queued;
        connect(&fixture.page, &LaunchPage::queueRequested, this,
                [&](const std::vector<engine::RunConfig>& runs) { queued << runs; });
        fixture.type("name.input", "cola");
        press(fixture, "sweepAddButton"); // seeds are offered first
        QCOMPARE(fixture.find<QLabel>("sweepTotal")->text(), QStringLiteral("5 runs"));
        sweep(fixture, "routing.gate_gradient", "none, probability");
        QCOMPARE(fixture.find<QLabel>("sweepTotal")->text(), QStringLiteral("5 × 2 = 10 runs"));
        QTRY_VERIFY(fixture.page.canStart());
        auto* add = fixture.find<QPushButton>("addToQueueButton");
        QCOMPARE(add->text(), QStringLiteral("Add 10 to queue"));
        QVERIFY(fixture.shows("All 10 runs"));
        QTest::mouseClick(add, Qt::LeftButton);
        QCOMPARE(queued.size(), 1);
        QCOMPARE(queued[0].size(), std::size_t(10));
        QCOMPARE(queued[0].front().name, std::string("cola-gate_gradient=none-s42"));
        QCOMPARE(queued[0].front().group, std::string("cola"));
    }

    /// But for those that need more than their name.
    void everyKindIsProposed()
    {
        Fixture fixture(m_theme, m_dialogs);
        press(fixture, "sweepAddButton");
        auto* box = fixture.find<QComboBox>("sweepField");
        const auto proposed = [&](const char* field) {
            box->setCurrentText(QString::fromLatin1(field));
            Q_EMIT box->activated(box->currentIndex());
            return fixture.find<QLineEdit>("sweepValues")->text().toStdString();
        };
        QCOMPARE(proposed("method.kind"), engine::listed(engine::kindsOf(engine::MethodConfig{})));
        std::vector<std::string> routings = engine::kindsOf(engine::RoutingConfig{});
        QCOMPARE(std::erase(routings, "given"), std::size_t(1)); // whose table nobody has written yet
        QCOMPARE(proposed("routing.kind"), engine::listed(routings));
        QTRY_VERIFY(fixture.page.canStart());
        QCOMPARE(fixture.find<QLabel>("sweepTotal")->text(), QStringLiteral("%1 runs").arg(routings.size()));
    }

    void sweptFieldsSaySoAndCannotBeEdited()
    {
        Fixture fixture(m_theme, m_dialogs);
        press(fixture, "sweepAddButton");
        auto* swept = fixture.find<QLineEdit>("runtime.seed.swept");
        QVERIFY(swept != nullptr && swept->isVisible() && !swept->isEnabled());
        QCOMPARE(swept->text(), QStringLiteral("swept: 42 to 46"));
        QCOMPARE(swept->palette().color(QPalette::Disabled, QPalette::Text), m_theme.ink(Ink::Secondary));
        QVERIFY(!fixture.find<QWidget>("runtime.seed")->isVisible());
        press(fixture, "sweepRemoveButton");
        QVERIFY(!swept->isVisible());
        QVERIFY(fixture.find<QWidget>("runtime.seed")->isVisible());
        QVERIFY(fixture.find<QLabel>("sweepTotal")->text().isEmpty());
    }

    void aSweepThatIsWrongPreventsTheStart()
    {
        Fixture fixture(m_theme, m_dialogs);
        sweep(fixture, "training.learning_rate", "1e-3, 40");
        QVERIFY(!fixture.page.canStart());
        QVERIFY(fixture.find<QLabel>("startReason")->text().contains(QStringLiteral("40 is out of range")));
        auto* line = fixture.find<QLineEdit>("sweepValues");
        line->selectAll();
        QTest::keyClicks(line, QStringLiteral("1e-3,"));
        QVERIFY(fixture.find<QLabel>("startReason")->text().contains(QStringLiteral("needs values")));
        QTest::keyClicks(line, QStringLiteral(" 4e-3"));
        QTRY_VERIFY(fixture.page.canStart());
    }

    void whatTheFilesShowOfAnySweptRunPreventsTheStart()
    {
        Fixture fixture(m_theme, m_dialogs);
        fixture.find<QToolButton>("allFieldsButton")->click();
        sweep(fixture, "task.max_length", "128, 600");
        QTRY_VERIFY(fixture.find<QLabel>("startReason")->text().contains(QStringLiteral("is above the model's 512")));
        QVERIFY(!fixture.page.canStart());
    }

    /// Whoever types is not kept waiting by them.
    void theRunsOfALongSweepAreMadeByTheWorker()
    {
        Fixture fixture(m_theme, m_dialogs);
        QList<std::vector<engine::RunConfig>> queued;
        connect(&fixture.page, &LaunchPage::queueRequested, this,
                [&](const std::vector<engine::RunConfig>& runs) { queued << runs; });
        const auto* pane = fixture.page.findChild<FormPane*>();
        sweep(fixture, "runtime.seed", "1:40");
        QVERIFY(pane->isMakingRuns());
        QVERIFY(!fixture.page.canQueue());
        auto* add = fixture.find<QPushButton>("addToQueueButton");
        QCOMPARE(add->text(), QStringLiteral("Add 40 to queue"));
        QVERIFY(!fixture.find<QWidget>("costOutdated")->isVisible());
        QTRY_VERIFY(fixture.page.canQueue());
        QVERIFY(!pane->isMakingRuns());
        QTest::mouseClick(add, Qt::LeftButton);
        QCOMPARE(queued.size(), 1);
        QCOMPARE(queued[0].size(), std::size_t(40));
        QCOMPARE(queued[0].back().runtime.seed, std::int64_t(40));
        sweep(fixture, "training.epochs", "1:30");
        QTRY_VERIFY(fixture.find<QLabel>("startReason")->text().contains(QStringLiteral("1000 runs")));
        QVERIFY(!fixture.page.canQueue());
    }

    void everyRunOfALongSweepIsLookedAtAndTheInvalidOneIsNamed()
    {
        Fixture fixture(m_theme, m_dialogs);
        fixture.find<QToolButton>("allFieldsButton")->click();
        fixture.type("name.input", "long");
        sweep(fixture, "training.batch_size", "1:40");
        QTRY_VERIFY(fixture.page.canStart());
        const int before = fixture.estimates;
        sweep(fixture, "task.max_length", "128, 600");
        QTRY_VERIFY(fixture.find<QLabel>("startReason")->text().contains(QStringLiteral("is above the model's 512")));
        QTRY_VERIFY(fixture.estimates - before >= 80);
        const QString reason = fixture.find<QLabel>("startReason")->text();
        QVERIFY2(reason.contains(QStringLiteral("(in long-batch_size=1-max_length=600")), qPrintable(reason));
        QVERIFY2(reason.contains(QStringLiteral("and 39 more of 80 runs")), qPrintable(reason));
        QVERIFY(!fixture.page.canStart());
    }

    void jsonAndFormSayTheSame()
    {
        Fixture fixture(m_theme, m_dialogs);
        fixture.type("name.input", "typed");
        press(fixture, "jsonToolButton");
        QVERIFY(json(fixture)->isVisible());
        QVERIFY(json(fixture)->toPlainText().contains(QStringLiteral("\"name\": \"typed\"")));
        replace(fixture, "\"rank\": 8", "\"rank\": 5");
        QCOMPARE(std::get<engine::LoraConfig>(fixture.page.config().method).rank, std::int64_t(5));
        QTRY_VERIFY(fixture.page.canStart());
        press(fixture, "formToolButton");
        QCOMPARE(fixture.find<ConfigForm>("configForm")->json()["method"]["rank"], engine::Json(5));
        fixture.type("method.rank.input", "6");
        press(fixture, "jsonToolButton");
        QVERIFY(json(fixture)->toPlainText().contains(QStringLiteral("\"rank\": 6")));
        fixture.page.choosePreset(QStringLiteral("full")); // shows at once
        QVERIFY(json(fixture)->toPlainText().contains(QStringLiteral("\"kind\": \"full\"")));
    }

    void jsonThatCannotBeReadPreventsTheStartAndStays()
    {
        Fixture fixture(m_theme, m_dialogs);
        QTRY_VERIFY(fixture.page.canStart());
        press(fixture, "jsonToolButton");
        replace(fixture, "\"batch_size\": 32,", "\"batch_size\": ,");
        QVERIFY(!fixture.page.canStart());
        QVERIFY2(fixture.find<QLabel>("startReason")->text().contains(QStringLiteral("JSON:")),
                 qPrintable(fixture.find<QLabel>("startReason")->text()));
        QVERIFY(!fixture.find<QToolButton>("formToolButton")->isEnabled());
        replace(fixture, "\"batch_size\": ,", "\"batch_size\": \"many\",");
        QVERIFY(fixture.find<QToolButton>("formToolButton")->isEnabled());
        QVERIFY(fixture.find<QLabel>("startReason")->text().contains(QStringLiteral("whole number")));
        replace(fixture, "\"many\"", "8");
        QTRY_VERIFY(fixture.page.canStart());
        QCOMPARE(fixture.page.config().training.batchSize, std::int64_t(8));
    }

    void aMisspeltKeyInTheJsonIsNamed()
    {
        Fixture fixture(m_theme, m_dialogs);
        press(fixture, "jsonToolButton");
        replace(fixture, "\"batch_size\": 32", "\"batch_sise\": 32");
        QVERIFY2(fixture.find<QLabel>("startReason")->text().contains(QStringLiteral("batch_sise")),
                 qPrintable(fixture.find<QLabel>("startReason")->text()));
        replace(fixture, "batch_sise", "batch_size");
        QTRY_VERIFY(fixture.page.canStart());
    }

    void fieldsAreFoundByNameKeyAndHelp()
    {
        Fixture fixture(m_theme, m_dialogs);
        const auto shows = [&](const char* field) { return fixture.find<QWidget>(field)->isVisible(); };
        QVERIFY(!shows("training.clip_norm") && !shows("runtime.device"));
        QVERIFY(shows("training.learning_rate") && shows("training.batch_size") && shows("name"));
        auto* search = fixture.find<QLineEdit>("fieldSearch");
        QTest::keyClicks(search, QStringLiteral("clip_norm"));
        QTRY_VERIFY(shows("training.clip_norm"));
        QVERIFY(!shows("training.epochs"));
        QCOMPARE(fixture.find<QLabel>("fieldsFound")->text(), QStringLiteral("1 found"));
        search->clear();
        QTest::keyClicks(search, QStringLiteral("gate rate"));
        QTRY_VERIFY(shows("training.gate_learning_rate"));
        search->clear();
        QVERIFY(!shows("training.clip_norm"));
        QTRY_VERIFY(shows("training.epochs"));
    }

    void epochsThatStepsOverruleSayIt()
    {
        Fixture fixture(m_theme, m_dialogs);
        auto* form = fixture.page.findChild<ConfigForm*>();
        const auto* note = fixture.find<QLabel>("training.epochs.note");
        form->setValue("training.steps", 1400);
        QCOMPARE(note->text(), QStringLiteral("Steps decide: 1,400"));
        QVERIFY(note->isVisible());
        form->setNote("training.epochs", QStringLiteral("2 × the 10 epochs"));
        QCOMPARE(note->text(), QStringLiteral("2 × the 10 epochs"));
        form->setNote("training.epochs", {});
        QCOMPARE(note->text(), QStringLiteral("Steps decide: 1,400"));
        form->setSwept({{"training.steps", QStringLiteral("0, 100")}});
        QVERIFY(!note->isVisible()); // epochs decide for one of the runs
        form->setSwept({});
        QVERIFY(note->isVisible());
        form->setValue("training.steps", 0);
        QVERIFY(!note->isVisible());
    }

    void aPresetOfOnesOwnIsSavedAndListedAfterARestart()
    {
        Fixture fixture(m_theme, m_dialogs);
        auto* list = fixture.find<QTreeWidget>("presetList");
        fixture.type("method.rank.input", "3");
        press(fixture, "savePresetButton");
        auto* name = fixture.find<QLineEdit>("presetName");
        QVERIFY(name->isVisible());
        name->selectAll();
        QTest::keyClicks(name, QStringLiteral("molex")); // a built-in one
        QVERIFY(fixture.find<QLabel>("presetProblem")->isVisible());
        QTest::keyClick(name, Qt::Key_Return);
        QVERIFY(name->isVisible());
        name->selectAll();
        QTest::keyClicks(name, QStringLiteral("small-rank"));
        QTest::keyClick(name, Qt::Key_Return);
        QTRY_COMPARE(list->findItems(QStringLiteral("small-rank"), whole).size(), 1);
        QVERIFY(!name->isVisible());
        QVERIFY(std::filesystem::exists(fixture.folder.path() / "presets" / "small-rank.json"));

        Worker worker;
        LaunchPage again({{m_theme, m_dialogs},
                          worker,
                          fixture.settings,
                          support::fakePrice,
                          fixture.folder.path()});
        auto* listed = again.findChild<QTreeWidget*>(QStringLiteral("presetList"));
        const auto rank = [&again] { return std::get<engine::LoraConfig>(again.config().method).rank; };
        QTRY_COMPARE(rank(), std::int64_t(3)); // it begins with the preset of the last time
        QTRY_COMPARE(listed->findItems(QStringLiteral("small-rank"), whole).size(), 1);
        QTreeWidgetItem* found = listed->findItems(QStringLiteral("small-rank"), whole)[0];
        QCOMPARE(found->parent()->text(0), QStringLiteral("Mine"));
        QCOMPARE(listed->currentItem(), found);
        again.choosePreset(QStringLiteral("lora"));
        QCOMPARE(rank(), std::int64_t(8));
        again.choosePreset(QStringLiteral("small-rank"));
        QTRY_COMPARE(rank(), std::int64_t(3));
        QVERIFY(std::holds_alternative<engine::MolexConfig>(again.config().routing));
    }

    void presetsAreNotReadOnTheWindowsThread()
    {
        QVERIFY_THROWS_EXCEPTION(std::logic_error, engine::presetNames());
        QVERIFY_THROWS_EXCEPTION(std::logic_error, engine::loadPreset("molex"));
        const support::TemporaryFolder folder;
        folder.write("presets/mine.json", R"({"method": {"kind": "full"}})");
        QVERIFY_THROWS_EXCEPTION(std::logic_error, engine::presetNames(folder.path() / "presets"));
        QVERIFY_THROWS_EXCEPTION(std::logic_error, engine::loadPreset("mine", folder.path() / "presets"));
        AppSettings settings(QString::fromStdString((folder.path() / "settings.ini").string()));
        settings.setPreset(QStringLiteral("mine"));
        Worker worker;
        LaunchPage page({{m_theme, m_dialogs}, worker, settings, support::fakePrice, folder.path()});
        QVERIFY(page.presets().builtIn(QStringLiteral("molex")) == nullptr); // not yet
        engine::RunConfig config = page.config();
        config.name = "opened";
        page.setConfig(config); // before the preset that the page would have begun with has been read
        bool isDone = false;
        worker.run(
            this, {}, [] {}, [&isDone] { isDone = true; });
        QTRY_VERIFY(isDone);
        QCOMPARE(page.findChild<QTreeWidget*>(QStringLiteral("presetList"))
                     ->findItems(QStringLiteral("mine"), whole)
                     .size(),
                 1);
        QVERIFY(page.presets().builtIn(QStringLiteral("molex")) != nullptr);
        QCOMPARE(page.config().name, std::string("opened"));
        QVERIFY(std::holds_alternative<engine::LoraConfig>(page.config().method));
    }

    void deletingAPresetOfOnesOwnIsAskedForWithTheKey()
    {
        Fixture fixture(m_theme, m_dialogs);
        fixture.folder.write("presets/mine.json", R"({"method": {"kind": "full"}})");
        PresetPane& presets = fixture.page.presets();
        fixture.page.files().listPresets();
        QSignalSpy asked(&presets, &PresetPane::removeRequested);
        fixture.page.choosePreset(QStringLiteral("mine"));
        QTRY_VERIFY(std::holds_alternative<engine::FullConfig>(fixture.page.config().method));
        auto* list = fixture.find<QTreeWidget>("presetList");
        QTRY_COMPARE(list->findItems(QStringLiteral("mine"), whole).size(), 1);
        QTest::keyClick(list, Qt::Key_Delete);
        QCOMPARE(asked.count(), 1);
        QCOMPARE(asked[0][0].toString(), QStringLiteral("mine"));
        presets.setHidden({QStringLiteral("mine")});
        QVERIFY(list->findItems(QStringLiteral("mine"), whole).isEmpty());
        QVERIFY(std::filesystem::exists(fixture.folder.path() / "presets" / "mine.json"));
        presets.setHidden({});
        QCOMPARE(list->findItems(QStringLiteral("mine"), whole).size(), 1);
        fixture.page.choosePreset(QStringLiteral("molex"));
        QTest::keyClick(list, Qt::Key_Delete); // built in
        QCOMPARE(asked.count(), 1);
    }
};

MOLEX_GUI_TEST(tst_LaunchSweep)
#include "tst_LaunchSweep.moc"
