#include <algorithm>
#include <memory>

#include <QLabel>

#include "engine/run/FieldList.h"
#include "gui/app/FileDialogs.h"
#include "gui/app/Theme.h"
#include "gui/forms/ConfigForm.h"
#include "gui/forms/FieldText.h"
#include "gui/forms/PresetValues.h"
#include "tests/support/GuiTestMain.h"

using namespace gui;
using engine::Json;

/// How the rows of a form come into sight, and which of them are marked as changed.
class tst_FormRows : public QObject {
    Q_OBJECT

private:
    Theme m_theme{*qApp, Theme::Choice::Light};
    FileDialogs m_dialogs;

    std::unique_ptr<ConfigForm> shown(const engine::RunConfig& config = {})
    {
        auto form = std::make_unique<ConfigForm>(FormTools{m_theme, m_dialogs}, config);
        form->resize(580, 400);
        form->show();
        return form;
    }

    static FieldEditor* editor(const ConfigForm& form, const char* path)
    {
        return form.findChild<FieldEditor*>(QString::fromLatin1(path));
    }

    static int seen(const ConfigForm& form)
    {
        const QList<FieldEditor*> editors = form.findChildren<FieldEditor*>();
        return int(std::count_if(editors.begin(), editors.end(), [](const auto* each) { return each->isVisible(); }));
    }

    static bool isBold(const ConfigForm& form, const char* path)
    {
        if (editor(form, path)->hasOwnLabel())
            return editor(form, path)->focusProxy()->font().weight() >= QFont::DemiBold;
        const QList<QLabel*> labels = form.findChildren<QLabel*>();
        const auto label = std::find_if(labels.begin(), labels.end(), [&](const QLabel* each) {
            return each->buddy() == editor(form, path);
        });
        return label != labels.end() && (*label)->font().weight() >= QFont::DemiBold;
    }

private Q_SLOTS:
    /// Each takes its time to be polished and laid out; all in one turn were felt while a run trains.
    void rowsComeAFewInEachTurn()
    {
        const auto form = shown();
        QVERIFY(QTest::qWaitForWindowExposed(form.get()));
        int before = seen(*form);
        form->setShowAll(true);
        QVERIFY(form->shownCount() > before + 3 * ConfigForm::rowsPerTurn);
        QCOMPARE(seen(*form), before + ConfigForm::rowsPerTurn);
        before = seen(*form);
        form->setShowAll(true); // in the same turn
        QCOMPARE(seen(*form), before);
        for (int turn = 0; turn < 1000 && seen(*form) < form->shownCount(); ++turn) {
            before = seen(*form);
            QCoreApplication::processEvents();
            QVERIFY(seen(*form) - before <= ConfigForm::rowsPerTurn);
        }
        QCOMPARE(seen(*form), form->shownCount());
        before = seen(*form);
        form->setShowAll(false);
        QVERIFY(form->shownCount() < before);
        QCOMPARE(seen(*form), form->shownCount()); // what goes does so at once
    }

    void whatIsOnItsWayAndNotWantedAnyMoreDoesNotCome()
    {
        const auto form = shown();
        form->setShowAll(true);
        QVERIFY(!editor(*form, "runtime.pad_to")->isVisible());
        form->setSearch(QStringLiteral("clip_norm"));
        QTRY_VERIFY(editor(*form, "training.clip_norm")->isVisible());
        QCOMPARE(seen(*form), 1);
        form->setSearch({});
        QTRY_COMPARE(seen(*form), form->shownCount());
        QVERIFY(editor(*form, "runtime.pad_to")->isVisible());
    }

    void rowsOfAFormThatIsNotSeenWaitForNothing()
    {
        ConfigForm form({m_theme, m_dialogs}, {});
        form.setShowAll(true);
        form.show();
        QCOMPARE(seen(form), form.shownCount());
    }

    void whoNeedsAFieldAtOnceHasIt()
    {
        const auto form = shown();
        form->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(form.get()));
        form->setShowAll(true);
        const FieldEditor* last = editor(*form, "runtime.pad_to");
        QVERIFY(!last->isVisible());
        form->focusField("runtime.pad_to");
        QCOMPARE(seen(*form), form->shownCount());
        QVERIFY(!last->visibleRegion().isEmpty()); // scrolled to
        QTRY_VERIFY(last->focusProxy()->hasFocus());
    }

    void labelsOfValuesThatDifferFromThePresetAreBold()
    {
        const auto form = shown();
        form->setPreset(Json::parse(R"({"training": {"epochs": 3, "learning_rate": 0.0004}})"));
        QCOMPARE(form->changedCount(), 0);
        form->setValue("training.epochs", 5);
        QCOMPARE(form->changedCount(), 1);
        form->setValue("training.batch_size", 8); // the preset leaves it as it is
        QCOMPARE(form->changedCount(), 2);
        form->setValue("training.epochs", 3.0);
        QCOMPARE(form->changedCount(), 1);
    }

    /// Also one of those that most presets leave at their defaults.
    void aChangedValueIsBoldWhetherValidOrNot()
    {
        const auto form = shown();
        form->setPreset(Json{{"training", {{"epochs", 3}, {"learning_rate", 0.0004}}}});
        QCOMPARE(form->changedCount(), 0);
        QVERIFY(!isBold(*form, "task.max_length") && !isBold(*form, "training.learning_rate"));
        form->setValue("task.max_length", 600);
        QVERIFY(isBold(*form, "task.max_length"));
        form->setFileIssues({{"task.max_length", "is above the model's 512"}});
        QVERIFY(isBold(*form, "task.max_length") && editor(*form, "task.max_length")->isVisible());
        form->setValue("training.learning_rate", 40); // out of range
        form->setValue("training.epochs", "many");    // not to be read
        QVERIFY(isBold(*form, "training.learning_rate") && isBold(*form, "training.epochs"));
        QVERIFY(!form->isReadable());
        QCOMPARE(form->changedCount(), 3);
        form->setValue("training.learning_rate", 0.0004);
        QVERIFY(!isBold(*form, "training.learning_rate"));
    }

    void soIsACheckBoxWhichBearsItsLabelItself()
    {
        const auto form = shown();
        form->setPreset(Json{{"training", {{"epochs", 3}}}});
        for (const bool isChanged : {false, true, false}) {
            form->setValue("runtime.deterministic", isChanged);
            QCOMPARE(isBold(*form, "runtime.deterministic"), isChanged);
        }
    }

    /// Whoever opens or duplicates a configuration has no preset, and most presets name only a part.
    void aValueThatIsNotTheDefaultIsInSightAndCounted()
    {
        engine::RunConfig config;
        engine::LoraConfig lora;
        lora.dropout = 0.25;
        config.method = lora;
        config.task.trainLimit = 500;
        config.runtime.device = "cpu";
        const auto form = shown(config);
        for (const char* path : {"method.dropout", "task.train_limit", "runtime.device"})
            QVERIFY2(editor(*form, path)->isVisible() && isBold(*form, path), path);
        QVERIFY(!editor(*form, "task.max_length")->isVisible() && !isBold(*form, "task.max_length"));
        QCOMPARE(form->changedCount(), 3);
        form->setPreset(Json{{"runtime", {{"device", "cpu"}}}});
        QVERIFY(!editor(*form, "runtime.device")->isVisible() && !isBold(*form, "runtime.device"));
        QVERIFY(editor(*form, "task.train_limit")->isVisible()); // the preset does not name it
        QCOMPARE(form->changedCount(), 2);
        form->setPreset(Json::object());
        form->setConfig({});
        QCOMPARE(form->changedCount(), 0);
        QVERIFY(!editor(*form, "task.train_limit")->isVisible());
    }

    void theDefaultsAreThoseOfTheKindChosen()
    {
        const auto form = shown();
        form->setValue("method.kind", "adapter");
        QVERIFY(isBold(*form, "method.kind") && !isBold(*form, "method.size"));
        QCOMPARE(form->changedCount(), 1);
        form->setValue("method.size", 7);
        QVERIFY(isBold(*form, "method.size"));
        form->setPreset(Json{{"method", {{"kind", "adapter"}}}});
        QVERIFY(!isBold(*form, "method.kind") && isBold(*form, "method.size"));
        QCOMPARE(form->changedCount(), 1);
    }

    void nameModelAndDataAreTheUsersUnlessThePresetNamesThem()
    {
        const auto form = shown();
        form->setValue("task.kind", "glue");
        form->setValue("task.name", "rte");
        for (const char* path : {"name", "group", "model.path", "task.path"})
            form->setValue(path, "mine");
        QCOMPARE(form->changedCount(), 0);
        form->setPreset(Json{{"model", {{"path", "starter"}}}});
        QVERIFY(isBold(*form, "model.path"));
        QCOMPARE(form->changedCount(), 1);
    }

    void everyUnitHasAWordForOne()
    {
        engine::RunConfig texts;
        texts.task.kind = engine::TaskKind::E2e;
        QStringList units;
        for (const engine::RunConfig& config : {engine::RunConfig(), texts})
            for (const engine::FieldDescription& field : engine::describeFields(config))
                if (field.field.unit[0] != '\0') {
                    const CountedUnits words = fieldUnits(field.field.unit);
                    QVERIFY2(words.of(1) != words.of(2), field.field.unit);
                    units << words.of(2);
                }
        QVERIFY(units.contains(QStringLiteral("texts")) && units.contains(QStringLiteral("batches")));
    }

    /// Whatever somebody has written into a file of presets.
    void aPresetWithoutSenseIsTakenAsItIs()
    {
        const Json seed(engine::RunConfig().runtime.seed);
        QCOMPARE(presetValues(Json{{"training", 5}}, Json())["training"], Json(5));
        QCOMPARE(presetValues(Json{{"training", 5}}, Json())["runtime"]["seed"], seed);
        QCOMPARE(presetValues(Json(), Json{{"method", 5}})["runtime"]["seed"], seed);
    }
};

MOLEX_GUI_TEST(tst_FormRows)
#include "tst_FormRows.moc"
