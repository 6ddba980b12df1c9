#include "gui/pages/LaunchPrice.h"

#include <algorithm>
#include <utility>

#include <QComboBox>
#include <QLineEdit>
#include <QToolButton>

#include "gui/forms/ConfigForm.h"
#include "gui/pages/LaunchPage.h"
#include "tests/support/GuiTestMain.h"
#include "tests/support/LaunchFixture.h"

using namespace gui;
using Fixture = support::LaunchFixture;

/// What Launch says that a start costs, and of which values.
class tst_LaunchPrice : public QObject {
    Q_OBJECT

private:
    Theme m_theme{*qApp, Theme::Choice::Light};
    support::NamedFile m_dialogs;

    static QString pathOf(const std::filesystem::path& path) { return QString::fromStdString(path.string()); }

    static void press(Fixture& fixture, const char* button)
    {
        QTest::mouseClick(fixture.find<QToolButton>(button), Qt::LeftButton);
    }

    /// Labels that are seen and have this text and no other.
    static qsizetype shown(const QWidget& page, const char* text)
    {
        const QList<QLabel*> labels = page.findChildren<QLabel*>();
        return std::count_if(labels.begin(), labels.end(), [text](const QLabel* label) {
            return label->isVisible() && label->text() == QString::fromUtf8(text);
        });
    }

    static bool isOutdated(const QWidget& page)
    {
        return page.findChild<QWidget*>(QStringLiteral("costOutdated"))->isVisible();
    }

    static QString reason(const QWidget& page)
    {
        return page.findChild<QLabel*>(QStringLiteral("startReason"))->text();
    }

private Q_SLOTS:
    void initTestCase() { engine::markWindowThread(); }

    void theCostIsShownWithGatesCounted()
    {
        Fixture fixture(m_theme, m_dialogs);
        QTRY_VERIFY(fixture.page.canStart());
        for (const char* text : {"896,270", "9,228", "Classification head", "21,440", "8,551", "without routing",
                                 "Memory, estimated", "1.9 GiB", "Mixing weights, fixed", "; LoRA alone 887,042"})
            QVERIFY2(fixture.shows(text), text);
    }

    void thePanelSaysWhereTheRunWillBeWritten()
    {
        Fixture fixture(m_theme, m_dialogs);
        QTRY_VERIFY(fixture.page.canStart());
        const QString folder = pathOf(fixture.folder.path() / "runs") + QStringLiteral("/…");
        auto* label = fixture.find<QLabel>("costFolder");
        QCOMPARE(label->text(), QStringLiteral("Writes to ") + folder);
        QCOMPARE(label->toolTip(), folder);
        QVERIFY(label->minimumSizeHint().width() < label->sizeHint().width()); // a long path does not widen the panel
    }

    void typingFastAsksForThePriceOnce()
    {
        Fixture fixture(m_theme, m_dialogs);
        QTRY_VERIFY(fixture.page.canStart());
        const int before = fixture.estimates;
        fixture.type("training.epochs.input", "12345");
        QTRY_VERIFY(fixture.page.canStart());
        QCOMPARE(fixture.estimates - before, 1);
    }

    void doubtfulRowsAreToldBeforeTheStart()
    {
        Fixture fixture(m_theme, m_dialogs);
        QTRY_VERIFY(fixture.page.canStart());
        auto* cautions = fixture.find<QWidget>("costCautions");
        QVERIFY(!cautions->isVisible());
        engine::RunConfig config = fixture.page.config();
        const std::int64_t length = std::exchange(config.task.maxLength, 64);
        fixture.page.setConfig(config);
        QTRY_VERIFY(fixture.page.canStart()); // they keep from nothing
        QVERIFY(cautions->isVisible());
        QVERIFY(fixture.shows("12 of 1,043 dev rows are also in train."));
        QVERIFY(fixture.shows("312 of 8,551 training rows, 3.6 %, are cut at 64 tokens."));
        config.task.maxLength = length;
        fixture.page.setConfig(config);
        QTRY_VERIFY(fixture.page.canStart());
        QVERIFY(!cautions->isVisible());
    }

    void aDoubtfulPrecisionIsToldBeforeTheStart()
    {
        Fixture fixture(m_theme, m_dialogs);
        engine::RunConfig config = fixture.page.config();
        config.runtime.precision = engine::Precision::Bf16;
        fixture.page.setConfig(config);
        QTRY_VERIFY(fixture.page.canStart()); // it keeps from nothing
        QVERIFY(fixture.shows(
            "bf16 may be less exact on this processor, which has no AVX-512; fp32 is as exact as elsewhere."));
        config.runtime.precision = engine::Precision::Fp32;
        fixture.page.setConfig(config);
        QTRY_VERIFY(fixture.page.canStart());
        QVERIFY(!fixture.shows("bf16 may be less exact"));
        press(fixture, "sweepAddButton");
        auto* field = fixture.page.findChildren<QComboBox*>(QStringLiteral("sweepField")).last();
        field->setCurrentText(QStringLiteral("runtime.precision"));
        auto* values = fixture.page.findChildren<QLineEdit*>(QStringLiteral("sweepValues")).last();
        values->selectAll();
        QTest::keyClicks(values, QStringLiteral("fp32, bf16"));
        QTRY_VERIFY(fixture.shows("bf16 may be less exact")); // of the second run
    }

    void theLastValidPriceStaysWhileTheFilesShowAProblem()
    {
        Fixture fixture(m_theme, m_dialogs);
        auto* form = fixture.page.findChild<ConfigForm*>();
        form->setValue("task.max_length", 256);
        QTRY_VERIFY(fixture.page.canStart());
        QCOMPARE(shown(fixture.page, "1.9 GiB"), 1); // memory of 32 rows
        form->setValue("task.max_length", 600);
        QTRY_VERIFY(reason(fixture.page).contains(QStringLiteral("is above the model's 512")));
        QVERIFY(isOutdated(fixture.page));
        QCOMPARE(shown(fixture.page, "Computed with Max length 256, the last valid value."), 1);
        QVERIFY(!fixture.find<QToolButton>("measureButton")->isEnabled());
        form->setValue("name", "other"); // costs nothing
        form->setValue("training.batch_size", 64);
        QTRY_COMPARE(shown(fixture.page, "Computed with the last valid values."), 1);
        QCOMPARE(shown(fixture.page, "1.9 GiB"), 1);
        form->setValue("task.max_length", 512);
        QTRY_VERIFY(fixture.page.canStart());
        QVERIFY(!isOutdated(fixture.page));
        QCOMPARE(shown(fixture.page, "3.8 GiB"), 1);
        QVERIFY(fixture.find<QToolButton>("measureButton")->isEnabled());
    }

    /// It is what tells how far it is from fitting.
    void thePriceOfARunThatDoesNotFitIsShown()
    {
        Fixture fixture(m_theme, m_dialogs);
        auto* form = fixture.page.findChild<ConfigForm*>();
        QTRY_VERIFY(fixture.page.canStart());
        form->setValue("training.batch_size", 65536);
        QTRY_VERIFY(reason(fixture.page).contains(QStringLiteral("need about 3.8 TiB of memory")));
        QCOMPARE(shown(fixture.page, "3.8 TiB"), 1);
        QVERIFY(!isOutdated(fixture.page));
    }

    void whereNothingWasValidYetThereIsNothingToKeep()
    {
        const support::TemporaryFolder folder;
        folder.write("presets/long.json", engine::Json{{"task", {{"max_length", 600}}}}.dump());
        AppSettings settings(pathOf(folder.path() / "settings.ini"));
        settings.setPreset(QStringLiteral("long"));
        support::FakeMachine machine;
        Worker worker;
        LaunchPage page(
            {{m_theme, m_dialogs}, worker, settings, support::fakePrice, folder.path(), machine.reader()});
        page.show();
        QTRY_VERIFY(reason(page).contains(QStringLiteral("is above the model's 512")));
        QCOMPARE(shown(page, "896,270"), 1); // as far as it is known
        QVERIFY(!isOutdated(page));
        page.form().setValue("task.max_length", 128);
        QTRY_VERIFY(reason(page).isEmpty() && page.canQueue());
        page.form().setValue("task.max_length", 600);
        QTRY_COMPARE(shown(page, "Computed with Max length 128, the last valid value."), 1);
    }

    /// Full fine-tuning's checkpoints are some 280 times as large as LoRA's here.
    void theDiskOfASweepIsThatOfAllItsRuns()
    {
        Fixture fixture(m_theme, m_dialogs);
        press(fixture, "sweepAddButton"); // five seeds
        press(fixture, "sweepAddButton");
        auto* field = fixture.page.findChildren<QComboBox*>(QStringLiteral("sweepField")).last();
        field->setCurrentText(QStringLiteral("method.kind"));
        auto* values = fixture.page.findChildren<QLineEdit*>(QStringLiteral("sweepValues")).last();
        values->selectAll();
        QTest::keyClicks(values, QStringLiteral("lora, full"));
        QTRY_VERIFY(fixture.page.canStart());
        QCOMPARE(shown(fixture.page, "All 10 runs"), 1);
        QCOMPARE(shown(fixture.page, "10 MiB of 500 GiB free"), 1); // of the first run
        QCOMPARE(shown(fixture.page, "14 GiB of 500 GiB free"), 1);
        fixture.machine.diskFree = 15 * fixture.machine.gibibyte; // less than 2 GiB would stay
        QEvent activated(QEvent::WindowActivate);
        QCoreApplication::sendEvent(&fixture.page, &activated);
        QTRY_VERIFY(reason(fixture.page).contains(QStringLiteral("the checkpoints may take 14 GiB")));
        QVERIFY(!fixture.page.canStart() && !fixture.page.canQueue());
    }

    void aMeasuredSpeedGivesTheTimeAndFollowsTheSteps()
    {
        Fixture fixture(m_theme, m_dialogs);
        QList<engine::RunConfig> asked;
        connect(&fixture.page.price(), &LaunchPrice::measureRequested, this,
                [&](const engine::RunConfig& config) { asked << config; });
        QTRY_VERIFY(fixture.page.canStart());
        QVERIFY(fixture.find<QToolButton>("measureButton")->isEnabled());
        press(fixture, "measureButton");
        QCOMPARE(asked.size(), 1);
        QVERIFY(!fixture.find<QToolButton>("measureButton")->isEnabled()); // one at a time
        QSignalSpy known(&fixture.page.price(), &LaunchPrice::speedKnown);
        fixture.page.price().showSpeed({3, 0.5, 64, 268, 21440});
        QCOMPARE(known.count(), 1);
        QVERIFY(fixture.shows("Time, from 3 steps"));
        QCOMPARE(fixture.find<QLabel>("costTime")->text(), QStringLiteral("2 h 58 min"));
        fixture.type("method.rank.input", "4"); // steps take another time now
        QTRY_VERIFY(fixture.page.canStart());
        QVERIFY(fixture.find<QLabel>("costTime") == nullptr || !fixture.find<QLabel>("costTime")->isVisible());
        fixture.type("method.rank.input", "8");
        QTRY_VERIFY(fixture.page.canStart());
        QTRY_VERIFY(fixture.find<QLabel>("costTime") != nullptr);
    }

    void evaluationsAreInTheTime()
    {
        Fixture fixture(m_theme, m_dialogs);
        QTRY_VERIFY(fixture.page.canStart());
        press(fixture, "measureButton");
        fixture.page.price().showSpeed({3, 0.5, 64, 268, 21440, 45, 80});
        QCOMPARE(fixture.find<QLabel>("costTime")->text(), QStringLiteral("3 h 58 min")); // 2 h 58 min and 80 × 45 s
        QVERIFY(fixture.shows("s an evaluation"));
        engine::RunConfig config = fixture.page.config();
        config.training.evaluateEvery = 2000; // ten and one at the end
        fixture.page.setConfig(config);
        QTRY_VERIFY(fixture.page.canStart());
        QTRY_COMPARE(fixture.find<QLabel>("costTime")->text(), QStringLiteral("3 h 6 min"));
    }

    void aMeasurementThatWasCalledOffTellsNothing()
    {
        Fixture fixture(m_theme, m_dialogs);
        QTRY_VERIFY(fixture.page.canStart());
        press(fixture, "measureButton");
        fixture.page.price().showSpeed({});
        QVERIFY(fixture.find<QLabel>("costTime") == nullptr);
        QTRY_VERIFY(fixture.find<QToolButton>("measureButton")->isEnabled());
        fixture.page.price().setSurroundings(2, QStringLiteral("Not while a run trains"));
        QTRY_VERIFY(!fixture.find<QToolButton>("measureButton")->isEnabled());
        QCOMPARE(fixture.find<QToolButton>("measureButton")->toolTip(), QStringLiteral("Not while a run trains"));
    }
};

MOLEX_GUI_TEST(tst_LaunchPrice)
#include "tst_LaunchPrice.moc"
