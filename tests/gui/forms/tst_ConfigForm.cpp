#include "gui/forms/ConfigForm.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>

#include "gui/app/FileDialogs.h"
#include "gui/app/Theme.h"
#include "gui/forms/JsonPath.h"
#include "gui/forms/NumberField.h"
#include "tests/support/GuiTestMain.h"

using namespace gui;
using engine::Json;

namespace {

class ChoosesAtOnce final : public FileDialogs {
public:
    QString answer;
    void openFolder(QWidget*, const Question&, Chosen chosen) override { chosen(answer); }
};

} // namespace

class tst_ConfigForm : public QObject {
    Q_OBJECT

private:
    Theme m_theme{*qApp, Theme::Choice::Light};
    ChoosesAtOnce m_dialogs;

    static engine::RunConfig validConfig()
    {
        engine::RunConfig config;
        config.task.path = "data";
        return config;
    }

    std::unique_ptr<ConfigForm> shown(const engine::RunConfig& config = validConfig())
    {
        auto form = std::make_unique<ConfigForm>(FormTools{m_theme, m_dialogs}, config);
        form->resize(580, 600);
        form->show();
        form->showAtOnce();
        return form;
    }

    template <class Widget>
    static Widget* input(ConfigForm& form, const char* path)
    {
        return form.findChild<Widget*>(QString::fromLatin1(path) + QStringLiteral(".input"));
    }

    static QString problem(ConfigForm& form, const char* path)
    {
        const auto* label = form.findChild<QLabel*>(QString::fromLatin1(path) + QStringLiteral(".problem"));
        return label != nullptr && label->isVisible() ? label->text() : QString();
    }

    static void showAll(ConfigForm& form)
    {
        form.setShowAll(true);
        form.showAtOnce();
    }

    static void type(QWidget* field, const QString& text)
    {
        field->setFocus();
        QTest::keySequence(field, QKeySequence::SelectAll);
        QTest::keyClicks(field, text);
    }

private Q_SLOTS:
    void everyFieldOfTheDescriptionHasAnEditor()
    {
        engine::RunConfig config = validConfig();
        config.routing = engine::MolexConfig{};
        const auto form = shown(config);
        showAll(*form);
        for (const engine::FieldDescription& field : engine::describeFields(config)) {
            auto* editor = form->findChild<FieldEditor*>(QString::fromStdString(field.path));
            QVERIFY2(editor != nullptr, field.path.c_str());
            QVERIFY2(editor->isVisible(), field.path.c_str());
            QVERIFY2(editor->value() == field.value, field.path.c_str());
            QVERIFY2(editor->toolTip().simplified().contains(QString::fromUtf8(field.field.help).simplified()),
                     field.path.c_str());
        }
    }

    /// Decoding continues texts; an encoder has none to continue.
    void decodingIsAskedForWhereTextIsWritten()
    {
        engine::RunConfig config = validConfig();
        config.routing = engine::MolexConfig{};
        const auto form = shown(config);
        showAll(*form);
        QVERIFY(!form->hasField("routing.decode"));
        form->setValue("task.kind", "e2e");
        QVERIFY(form->hasField("routing.decode"));
        QTRY_VERIFY(form->findChild<FieldEditor*>(QStringLiteral("routing.decode"))->isVisible());
        form->setValue("task.kind", "glue");
        QVERIFY(!form->hasField("routing.decode"));
        QCOMPARE(form->json()["routing"]["decode"], Json("prompt-route")); // read and written as ever
    }

    void aTextWithMistakesIsTakenAsItIs()
    {
        const auto form = shown();
        form->setJson({{"method", {{"kind", "bitfit"}}}, {"training", {{"epochs", "three"}, {"lr", 1}}}});
        QVERIFY(std::holds_alternative<engine::BitFitConfig>(form->config().method));
        QCOMPARE(form->json()["training"]["epochs"], Json("three"));
        QCOMPARE(form->json()["training"]["batch_size"], Json(32)); // what it leaves out has its default
        QCOMPARE(problem(*form, "training.epochs"), QStringLiteral("must be a number, not \"three\""));
        const std::vector<engine::Issue> issues = form->issues();
        QVERIFY(std::any_of(issues.begin(), issues.end(),
                            [](const engine::Issue& issue) { return issue.path == "training.lr"; }));
    }

    /// Every method and routing has a form without a problem of its own.
    void everyKindCanBeChosen_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("kind");
        for (const std::string& kind : engine::kindsOf(engine::MethodConfig{}))
            QTest::newRow(("method " + kind).c_str()) << "method.kind" << QString::fromStdString(kind);
        for (const std::string& kind : engine::kindsOf(engine::RoutingConfig{}))
            if (kind != "given") // needs its table
                QTest::newRow(("routing " + kind).c_str()) << "routing.kind" << QString::fromStdString(kind);
    }

    void everyKindCanBeChosen()
    {
        QFETCH(QString, path);
        QFETCH(QString, kind);
        const auto form = shown();
        form->setValue(path.toStdString(), kind.toStdString());
        showAll(*form);
        QCOMPARE(form->issues().size(), std::size_t(0));
        for (const engine::FieldDescription& field : engine::describeFields(form->config())) {
            auto* editor = form->findChild<FieldEditor*>(QString::fromStdString(field.path));
            QVERIFY2(editor != nullptr && editor->isVisible(), field.path.c_str());
            QVERIFY2(editor->value() == field.value, field.path.c_str());
        }
    }

    void fieldsOfTheSameNameAreToldApartByTheirSection()
    {
        const auto form = shown();
        QCOMPARE(form->labelOf("model.path"), QStringLiteral("Model folder"));
        QCOMPARE(form->labelOf("task.path"), QStringLiteral("Task folder"));
        QCOMPARE(form->labelOf("task.max_length"), QStringLiteral("Max length"));
        QCOMPARE(form->labelOf("/nowhere"), QStringLiteral("/nowhere"));
    }

    void severalProblemsOfAFieldAreCountedAndListed()
    {
        const auto form = shown();
        QSignalSpy told(form.get(), &ConfigForm::focused);
        form->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(form.get()));
        input<QLineEdit>(*form, "task.path")->setFocus();
        form->setFileIssues({{"task.path", "train.csv is empty"}, {"task.path", "dev.csv is empty"}});
        QCOMPARE(problem(*form, "task.path"), QStringLiteral("train.csv is empty (and 1 more)"));
        QCOMPARE(form->findChild<QLabel*>(QStringLiteral("task.path.problem"))->toolTip(),
                 QStringLiteral("train.csv is empty\ndev.csv is empty"));
        QCOMPARE(told.last().first().toString(), QStringLiteral("Folder: train.csv is empty (and 1 more)"));
        form->setFileIssues({});
        QCOMPARE(problem(*form, "task.path"), QString());
        QVERIFY(told.last().first().toString().startsWith(QStringLiteral("Folder: glue: "))); // the help again
    }

    void emptyFieldsSayWhatTheyStandFor()
    {
        const auto form = shown();
        QCOMPARE(input<QLineEdit>(*form, "task.path")->placeholderText(), QStringLiteral("WordNet of this system"));
        QCOMPARE(input<QLineEdit>(*form, "training.best_metric")->placeholderText(), QStringLiteral("the task's own"));
        form->setValue("task.kind", "glue");
        QCOMPARE(input<QLineEdit>(*form, "task.path")->placeholderText(), QString());
    }

    void whatTheUserSetsComesOutAsAConfiguration()
    {
        const auto form = shown();
        showAll(*form);
        type(input<NumberField>(*form, "training.learning_rate"), QStringLiteral("3e-4"));
        type(input<QLineEdit>(*form, "name"), QStringLiteral("cola tonight"));
        type(input<QLineEdit>(*form, "routing.positions"), QStringLiteral("0, 3,5"));
        type(input<QLineEdit>(*form, "method.targets"), QStringLiteral("query, key"));
        auto* deterministic = input<QCheckBox>(*form, "runtime.deterministic");
        QTest::mouseClick(deterministic, Qt::LeftButton, {}, {8, deterministic->height() / 2});
        auto* vote = input<QComboBox>(*form, "routing.vote");
        vote->setFocus();
        QTest::keyClick(vote, Qt::Key_Down);
        QVERIFY(form->isReadable());
        QCOMPARE(form->config().training.learningRate, 3e-4);
        QCOMPARE(form->config().name, std::string("cola tonight"));
        const auto& molex = std::get<engine::MolexConfig>(form->config().routing);
        QCOMPARE(molex.positions, (std::vector<std::int64_t>{0, 3, 5}));
        QCOMPARE(molex.vote, engine::Vote::Batch);
        QCOMPARE(std::get<engine::LoraConfig>(form->config().method).targets,
                 (std::vector<std::string>{"query", "key"}));
        QVERIFY(form->config().runtime.deterministic);
    }

    void aWrongValueIsNamedBesideItsFieldAndKept()
    {
        const auto form = shown();
        type(input<NumberField>(*form, "training.learning_rate"), QStringLiteral("40"));
        QVERIFY(problem(*form, "training.learning_rate").contains(QStringLiteral("from 0 to 10")));
        QVERIFY(!form->isReadable());
        QCOMPARE(form->issues().front().path, std::string("training.learning_rate"));
        QCOMPARE(form->config().training.learningRate, engine::TrainingConfig{}.learningRate);
        QCOMPARE(*valueAt(form->json(), "training.learning_rate"), Json(40));
        type(input<NumberField>(*form, "training.learning_rate"), QStringLiteral("fast"));
        QVERIFY(problem(*form, "training.learning_rate").contains(QStringLiteral("must be a number")));
        type(input<NumberField>(*form, "training.learning_rate"), QStringLiteral("1e-3"));
        QCOMPARE(problem(*form, "training.learning_rate"), QString());
        QVERIFY(form->isReadable());
    }

    void aWrongItemOfAListIsNamedBesideTheList()
    {
        const auto form = shown();
        showAll(*form);
        type(input<QLineEdit>(*form, "method.targets"), QStringLiteral("query, valeu"));
        QVERIFY(problem(*form, "method.targets").contains(QStringLiteral("valeu")));
    }

    void aProblemInAHiddenFieldIsShown()
    {
        const auto form = shown();
        auto* editor = form->findChild<FieldEditor*>(QStringLiteral("training.clip_norm"));
        QVERIFY(!editor->isVisible());
        form->setValue("training.clip_norm", -1);
        QVERIFY(editor->isVisible());
        QVERIFY(!problem(*form, "training.clip_norm").isEmpty());
    }

    void aFieldWithoutEffectIsLeftOut()
    {
        engine::RunConfig config = validConfig();
        config.routing = engine::MolexConfig{};
        const auto form = shown(config);
        showAll(*form);
        const auto isShown = [&](const char* path) {
            const auto* editor = form->findChild<FieldEditor*>(QString::fromLatin1(path));
            return editor != nullptr && editor->isVisible();
        };
        QVERIFY(!isShown("routing.cosine_dim"));
        QVERIFY(!isShown("routing.balance_coefficient"));
        const int others = form->advancedCount();
        form->setValue("routing.gate", "cosine");
        form->setValue("routing.balance_loss", "switch");
        QTRY_VERIFY(isShown("routing.cosine_dim"));
        QTRY_VERIFY(isShown("routing.balance_coefficient"));
        QCOMPARE(form->advancedCount(), others + 3); // cosine_axis too
        form->setValue("routing.gate", "linear");
        QTRY_VERIFY(!isShown("routing.cosine_dim"));
    }

    void columnsStandSideBySideWhereTheyFit()
    {
        const auto form = shown();
        const auto columnOf = [&](const char* path) {
            auto* editor = form->findChild<FieldEditor*>(QString::fromLatin1(path));
            return editor->mapTo(form->widget(), QPoint()).x();
        };
        form->resize(1000, 800);
        QTRY_VERIFY(columnOf("model.path") < columnOf("routing.kind"));
        form->resize(260, 800);
        QTRY_COMPARE(columnOf("model.path"), columnOf("routing.kind"));
    }

    /// What names a run stands together.
    void theGroupStandsBesideTheNameOrBelowIt()
    {
        const auto form = shown();
        const auto placeOf = [&](const char* path) {
            auto* editor = form->findChild<FieldEditor*>(QString::fromLatin1(path));
            return editor->mapTo(form->widget(), QPoint());
        };
        form->resize(1000, 800);
        QTRY_COMPARE(placeOf("group").y(), placeOf("name").y());
        form->resize(260, 800);
        QTRY_VERIFY(placeOf("group").y() > placeOf("name").y());
        QVERIFY(placeOf("group").y() < placeOf("model.path").y());
        form->resize(1000, 800);
        QTRY_COMPARE(placeOf("group").y(), placeOf("name").y());
    }

    void aNoteStandsBelowAFieldWithoutProblem()
    {
        const auto form = shown();
        form->setNote("model.path", QStringLiteral("RoBERTa, 12 layers"));
        auto* note = form->findChild<QLabel*>(QStringLiteral("model.path.note"));
        QVERIFY(note->isVisible());
        form->setFileIssues({{"model.path", "has no config.json"}});
        QVERIFY(!note->isVisible());
    }

    void anotherKindRebuildsItsSectionAndGoingBackKeepsTheValues()
    {
        const auto form = shown();
        type(input<NumberField>(*form, "method.rank"), QStringLiteral("4"));
        auto* kind = input<QComboBox>(*form, "method.kind");
        kind->setFocus();
        QTest::keyClick(kind, Qt::Key_Up);
        QCOMPARE(kind->currentText(), QStringLiteral("bitfit"));
        QVERIFY(std::holds_alternative<engine::BitFitConfig>(form->config().method));
        QVERIFY(form->findChild<FieldEditor*>(QStringLiteral("method.rank")) == nullptr);
        QVERIFY(form->isReadable());
        QTest::keyClick(kind, Qt::Key_Down);
        QCOMPARE(std::get<engine::LoraConfig>(form->config().method).rank, std::int64_t(4));
        QCOMPARE(form->findChild<FieldEditor*>(QStringLiteral("method.rank"))->value(), Json(4));
    }

    void aKindThatIsNoTextGivesWayToAChosenOne()
    {
        const auto form = shown();
        form->setJson({{"method", {{"kind", 5}}}});
        QCOMPARE(form->json()["method"]["kind"], Json(5));
        form->setValue("method.kind", "bitfit");
        QVERIFY(std::holds_alternative<engine::BitFitConfig>(form->config().method));
        QCOMPARE(form->json()["method"]["kind"], Json("bitfit"));
    }

    void onlyFieldsThatMeanSomethingForTheTaskAreThere()
    {
        const auto form = shown();
        const auto has = [&](const char* path) {
            return form->hasField(path) && form->findChild<FieldEditor*>(QString::fromLatin1(path))->isVisible();
        };
        showAll(*form);
        QVERIFY(has("task.kind") && has("task.max_length") && has("training.epochs"));
        QVERIFY(!form->hasField("task.name") && !form->hasField("task.label") && !form->hasField("generation.beam"));
        form->setValue("task.max_length", "long"); // not to be read, and kept as typed
        form->setValue("task.kind", "table");
        QTRY_VERIFY(has("task.kind") && has("task.label") && has("task.delimiter") && !form->hasField("task.name"));
        QCOMPARE(input<QLineEdit>(*form, "task.text")->text(), QStringLiteral("text"));
        QCOMPARE(form->findChild<FieldEditor*>(QStringLiteral("task.max_length"))->value(), Json("long"));
        form->setValue("task.label", "stars");
        form->setValue("task.kind", "e2e");
        QTRY_VERIFY(has("generation.beam") && has("task.layout") && !form->hasField("task.label"));
        QCOMPARE(form->labelOf("generation.no_repeat_ngram"), QStringLiteral("No repeated n-grams"));
        form->setValue("generation.beam", 3);
        form->setValue("task.kind", "table");
        QVERIFY(!form->hasField("generation.beam"));
        QVERIFY(form->findChild<FieldEditor*>(QStringLiteral("generation.beam")) == nullptr);
        form->setValue("task.max_length", 64);
        QCOMPARE(form->config().task.label, std::string("stars")); // nothing is lost on the way
        QCOMPARE(form->config().generation.beam, std::int64_t(3));
        QVERIFY(form->isReadable());
    }

    void problemsOfFilesStandBesideTheirFieldToo()
    {
        const auto form = shown();
        form->setFileIssues({{"model.path", "has no config.json"}, {"/data/train.tsv:3", "has 2 columns"}});
        QCOMPARE(problem(*form, "model.path"), QStringLiteral("has no config.json"));
        QCOMPARE(form->issues().size(), std::size_t(2));
        QVERIFY(form->isReadable());
    }

    void aFolderCanBeChosen()
    {
        const auto form = shown();
        m_dialogs.answer = QStringLiteral("/models/roberta-base");
        auto* editor = form->findChild<FieldEditor*>(QStringLiteral("model.path"));
        QTest::mouseClick(editor->findChild<QToolButton*>(QStringLiteral("browseButton")), Qt::LeftButton);
        QCOMPARE(form->config().model.path, std::string("/models/roberta-base"));
    }

    void theNameFieldPreviewsTheNameOfTheRun()
    {
        engine::RunConfig config = validConfig();
        config.runtime.seed = 7;
        const auto form = shown(config);
        QCOMPARE(input<QLineEdit>(*form, "name")->placeholderText(), QStringLiteral("wordnet-lora-molex-s7"));
    }

    void focusOnAFieldTellsItsHelpAndThePapersValue()
    {
        const auto form = shown();
        QSignalSpy focused(form.get(), &ConfigForm::focused);
        form->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(form.get()));
        form->focusField("training.learning_rate");
        QTRY_VERIFY(!focused.isEmpty());
        QVERIFY(focused.last()[0].toString().contains(QStringLiteral("Paper: 4e-4 or 5e-4")));
    }
};

MOLEX_GUI_TEST(tst_ConfigForm)
#include "tst_ConfigForm.moc"
