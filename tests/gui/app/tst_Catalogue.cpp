#include "tests/support/Desk.h"

#include <algorithm>
#include <cmath>

#include <QAbstractButton>
#include <QComboBox>
#include <QDirIterator>
#include <QDockWidget>
#include <QFile>
#include <QLabel>
#include <QMenu>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTranslator>
#include <QTreeWidget>

#include "engine/run/FieldList.h"
#include "engine/run/Presets.h"
#include "engine/run/Resources.h"
#include "engine/run/Sweep.h"
#include "engine/training/AutoPrecision.h"
#include "engine/training/ParameterCount.h"
#include "gui/app/Format.h"
#include "gui/control/RivalReader.h"
#include "gui/control/SentencePredictor.h"
#include "gui/forms/JsonView.h"
#include "gui/models/EngineText.h"
#include "gui/models/RunModel.h"
#include "gui/models/RunRow.h"
#include "gui/pages/ConfigurationView.h"
#include "gui/pages/LaunchCheck.h"
#include "storage/runs/RunFilter.h"
#include "tests/support/SweepTables.h"
#include "tests/support/SyntheticRun.h"

using namespace gui;
using storage::RunState;
using support::Desk;

namespace {

/// Empty where Qt's tools for translators are not installed. What Debian has in /usr/bin may be Qt 5's.
QString program(const char* name)
{
    const QString found = QStandardPaths::findExecutable(QLatin1String(name), {QStringLiteral("/usr/lib/qt6/bin")});
    return found.isEmpty() ? QStandardPaths::findExecutable(QLatin1String(name)) : found;
}

bool runs(const QString& command, const QStringList& arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(command, arguments);
    return process.waitForFinished(60000) && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
}

QString contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// "context: text", sorted.
QStringList textsOf(const QString& catalogue)
{
    static const QRegularExpression part(QStringLiteral("<name>(.*?)</name>|<source>(.*?)</source>"),
                                         QRegularExpression::DotMatchesEverythingOption);
    QStringList texts;
    QString context;
    for (auto match = part.globalMatch(catalogue); match.hasNext();) {
        const QRegularExpressionMatch found = match.next();
        if (found.capturedLength(1) > 0)
            context = found.captured(1);
        else
            texts << context + QStringLiteral(": ") + found.captured(2);
    }
    texts.sort();
    return texts;
}

/// A language in which every text stands between « and ».
QString quotedLanguage(QString catalogue)
{
    static const QRegularExpression untranslated(
        QStringLiteral("<source>(.*?)</source>(.*?)<translation type=\"unfinished\"></translation>"),
        QRegularExpression::DotMatchesEverythingOption);
    catalogue.replace(untranslated, QStringLiteral("<source>\\1</source>\\2<translation>«\\1»</translation>"));
    return catalogue.replace(QStringLiteral("<TS version=\"2.1\""),
                             QStringLiteral("<TS version=\"2.1\" language=\"de\""));
}

/// A language that has every text between « and », also one that no catalogue knows.
class QuotingTranslator final : public QTranslator {
public:
    bool isEmpty() const override { return false; }
    QString translate(const char*, const char* text, const char*, int) const override
    {
        return QStringLiteral("«%1»").arg(QString::fromUtf8(text));
    }
};

/// What an action throws.
template <class Action>
std::string refusalOf(Action action)
{
    try {
        action();
    } catch (const std::runtime_error& error) {
        return error.what();
    }
    return {};
}

/// Words of at least three letters outside of « and »; names of things (presets, metrics, files) are no words of ours.
bool hasForeignWords(QString text, const QStringList& names)
{
    static const QRegularExpression inner(QStringLiteral("«[^«»]*»"));
    static const QRegularExpression tag(QStringLiteral("<tt>.*?</tt>|<[^>]*>"));
    static const QRegularExpression keys(QStringLiteral("(Ctrl|Shift|Alt)\\+\\S+"));
    while (text.contains(inner))
        text.remove(inner);
    text.remove(tag).remove(keys).remove(QLatin1Char('&'));
    for (const QString& name : names)
        text.remove(name, Qt::CaseInsensitive);
    static const QRegularExpression word(QStringLiteral("\\p{L}{3,}"));
    return text.contains(word);
}

} // namespace

/// The catalogue of the window's texts: whole, and the window shows no word that is not in it.
class tst_Catalogue : public QObject {
    Q_OBJECT

    const QString m_catalogue = QStringLiteral(MOLEX_CHECKOUT "/resources/translations/molex-workbench.ts");

private Q_SLOTS:
    void initTestCase()
    {
        engine::markWindowThread();
        if (program("lupdate").isEmpty() || program("lrelease").isEmpty()) {
            if (qEnvironmentVariable("CI") == QLatin1String("true"))
                QFAIL("lupdate and lrelease are not installed (Debian: qt6-l10n-tools)");
            QSKIP("lupdate and lrelease are not installed (Debian: qt6-l10n-tools)");
        }
    }

    void theCatalogueHoldsWhatTheSourcesSay()
    {
        const support::TemporaryFolder folder;
        const QString fresh = QString::fromStdString((folder.path() / "fresh.ts").string());
        QVERIFY(runs(QStringLiteral(MOLEX_CHECKOUT "/resources/translations/catalogue.sh"),
                     {QStringLiteral(MOLEX_LIST_FIELD_TEXTS), fresh}));
        const QStringList said = textsOf(contentOf(fresh));
        const QStringList kept = textsOf(contentOf(m_catalogue));
        QVERIFY(said.size() > 900);
        for (const QString& text : said)
            QVERIFY2(kept.contains(text),
                     qPrintable(text + QStringLiteral(" is missing: run resources/translations/catalogue.sh")));
        QCOMPARE(kept.size(), said.size());
    }

    void textsStandUnderTheNameThatTheProgramAsksFor() // some lupdate files under the name of the structure that asks
    {
        QString sources;
        QDirIterator files(QStringLiteral(MOLEX_CHECKOUT "/gui"), QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext())
            sources += contentOf(files.next());
        static const QRegularExpression name(QStringLiteral("<name>(\\w+Words)</name>"));
        for (auto found = name.globalMatch(contentOf(m_catalogue)); found.hasNext();)
            QVERIFY(sources.contains(QStringLiteral("_TR_FUNCTIONS(%1)").arg(found.next().captured(1))));
    }

    void aTranslationReachesEveryTextOfTheWindow()
    {
        const support::TemporaryFolder folder;
        const QString language = QString::fromStdString((folder.path() / "molex-workbench_de.ts").string());
        const QString compiled = QString::fromStdString((folder.path() / "molex-workbench_de.qm").string());
        QFile file(language);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(quotedLanguage(contentOf(m_catalogue)).toUtf8());
        file.close();
        QVERIFY(runs(program("lrelease"), {QStringLiteral("-silent"), language, QStringLiteral("-qm"), compiled}));
        QTranslator translator;
        QVERIFY(translator.load(compiled));
        QVERIFY(QCoreApplication::installTranslator(&translator));
        const auto workspace = folder.path() / "workspace";
        std::filesystem::create_directories(workspace);
        support::addRun(workspace, "alpha", RunState::Finished);
        Desk desk(workspace);
        QTRY_VERIFY(desk.runs()->model()->rowCount() > 0);
        desk.action("newRun")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(desk.find<QPushButton>("startButton")->isEnabled(), 20000); // the price is shown
        QStringList names = namesOn(desk);
        names.prepend(QString::fromStdString((workspace / "runs").string()));
        QStringList untranslated = untranslatedOn(desk, names);
        auto* rate = desk.find<QWidget>("training.learning_rate.input");
        rate->setFocus();
        QTest::keySequence(rate, QKeySequence::SelectAll);
        QTest::keyClicks(rate, QStringLiteral("40")); // far too much
        QTRY_VERIFY(!desk.find<QPushButton>("startButton")->isEnabled());
        const QString reason = desk.find<QLabel>("startReason")->text();
        untranslated << untranslatedOn(desk, names);
        QCoreApplication::removeTranslator(&translator);
        QVERIFY2(reason.contains(QStringLiteral("training.learning_rate")), qPrintable(reason));
        untranslated.removeDuplicates();
        for (const QString& text : untranslated)
            qWarning().noquote() << text;
        QVERIFY(untranslated.isEmpty());
    }

    void theConfigurationOfARunIsTranslated()
    {
        QuotingTranslator translator;
        QVERIFY(QCoreApplication::installTranslator(&translator));
        support::SyntheticRun run(support::SyntheticOptions{});
        RunModel model;
        model.load(run.queued());
        engine::RunStarted started = run.started();
        started.environment = {{"BLAS", "OpenBLAS, Zen kernels"},
                               {"GPU", "none that LibTorch can use"},
                               {"SIMD", "none of AVX2, AVX-512"},
                               {"Model hash", "91b57a0c"}};
        model.apply({started}, 1000);
        Theme theme(*qApp, Theme::Choice::Light);
        ConfigurationView view(theme);
        view.setModel(&model);
        view.show();
        const QStringList names = stringsOf(*model.history().config) << QStringLiteral("cpu");
        QStringList untranslated;
        int items = 0;
        for (QTreeWidget* tree : view.findChildren<QTreeWidget*>())
            for (QTreeWidgetItemIterator item(tree); *item != nullptr; ++item, ++items)
                for (int column = 0; column < 2; ++column)
                    for (const QString& text : {(*item)->text(column), (*item)->toolTip(column)})
                        if (hasForeignWords(text, names))
                            untranslated << text;
        QCoreApplication::removeTranslator(&translator);
        QVERIFY(items > 30);
        QVERIFY2(untranslated.isEmpty(), qPrintable(untranslated.join(QLatin1Char('\n'))));
    }

    void refusalsAndNamesThatTheWindowWordsAreTranslated()
    {
        QuotingTranslator translator;
        QVERIFY(QCoreApplication::installTranslator(&translator));
        const support::TemporaryFolder folder;
        engine::RunConfig large;
        large.training.batchSize = 65536; // of 60 MiB a row
        support::FakeMachine machine;
        LaunchCheck checked;
        std::string gone;
        std::thread([&] {
            checked = checkLaunch({support::fakePrice, machine.reader(), folder.path()}, {large, {large}});
            const storage::RunRepository repository(folder.path());
            gone = refusalOf([&] { readRival(repository, 7); });
        }).join();
        SentencePredictor predictor;
        Theme theme(*qApp, Theme::Choice::Light);
        JsonView json(theme);
        json.setPlainText(QStringLiteral("[]"));
        QVERIFY(!checked.result.issues.empty() && json.problem());
        const std::string texts[] = {checked.result.issues.front().message,
                                     gone,
                                     refusalOf([&] { predictor.explain({}, {}); }),
                                     refusalOf([&] { predictor.tryLayer(0, 0); }),
                                     json.problem()->message,
                                     format::value(std::nan("")).toStdString(),
                                     properName("fixed-random").toStdString()};
        QCoreApplication::removeTranslator(&translator);
        for (const std::string& text : texts)
            QVERIFY2(text.starts_with("«") && text.find("%1") == std::string::npos, text.c_str());
    }

    void whatTheEngineSaysIsTranslated()
    {
        QuotingTranslator translator;
        QVERIFY(QCoreApplication::installTranslator(&translator));
        std::vector<std::string> said = {"BLAS kernels", "2 CUDA devices", "121 of 126 GiB free", "Model hash",
                                         "Data hash"};
        engine::ModelConfig model;
        model.family = engine::ModelFamily::Bert;
        model.hiddenSize = 8;
        model.layers = 12;
        said.push_back(engine::modelSummary(model, 124'600'000));
        said.push_back(engine::autoPrecisionText(false));
        std::thread([&said, &model] {
            for (const engine::Finding& finding : engine::inspectMachine())
                said.push_back(finding.key);
            for (const auto& [key, value] : engine::captureEnvironment())
                said.push_back(key);
            for (const std::string& preset : engine::presetNames()) {
                const engine::RunConfig config = engine::configFromJson(engine::loadPreset(preset)).config;
                for (const auto& group : engine::countParameters(model, 2, config).groups)
                    said.push_back(group.name);
            }
        }).join();
        QVERIFY(said.size() > 30);
        engine::Json wrong = engine::toJson(engine::RunConfig());
        wrong["training"]["batch_size"] = 0;
        wrong["training"]["learning_rate"] = "much";
        wrong["runtime"]["deterministic"] = 3;
        for (const engine::Issue& issue : engine::configFromJson(wrong).issues)
            said.push_back(issue.message);
        for (const std::string& name : {std::string(), std::string(65, 'a'), std::string("a b"), std::string("lora")})
            said.push_back(engine::presetNameProblem(name, {"lora"}).value_or(std::string()));
        std::vector<engine::Issue> ofSweep;
        for (const char* values : {"3:1", "0.5:1", ",", "1:2:1", "0:1:3:log"})
            engine::sweepValues("runtime.seed", values, ofSweep);
        QCOMPARE(ofSweep.size(), std::size_t(5));
        for (const engine::Issue& issue : ofSweep)
            said.push_back(issue.message);
        const storage::RunTable runs = support::tableOf(support::twelveRuns());
        for (const char* filter : {"training.learning_rat:1", "seconds@3>1", "\"seed", "\"\"", ":3", "seed:", "seed>x",
                                   "seed:3..1", "seed:a..b", "routing.kind=none|"}) {
            const std::vector<engine::Issue> issues = storage::filterRuns(runs, filter).issues;
            QVERIFY2(!issues.empty(), filter);
            said.push_back(issues.front().message);
        }
        QStringList untranslated;
        for (const std::string& text : said)
            if (!engineText(text).startsWith(QStringLiteral("«")))
                untranslated << QString::fromStdString(text);
        const QString filled = engineText("LoRA, query and value");
        const char* const ofFour = "\"c_fc\" is not one of query, key; c_fc of a model's files is intermediate here";
        const QString four = engineText(ofFour);
        const QString ofField = issueText({"training.batch_size", "must be finite"});
        QCoreApplication::removeTranslator(&translator);
        QVERIFY2(untranslated.isEmpty(), qPrintable(untranslated.join(QLatin1Char('\n'))));
        QCOMPARE(filled, QStringLiteral("«LoRA, query and value»"));
        QCOMPARE(four, QStringLiteral("«%1»").arg(QString::fromUtf8(ofFour)));
        QCOMPARE(ofField, QStringLiteral("training.batch_size: «must be finite»"));
        QCOMPARE(engineText("LoRA, %2 and 100 %"), QStringLiteral("LoRA, %2 and 100 %"));
        QCOMPARE(engineText("nobody has said this"), QStringLiteral("nobody has said this"));
    }

private:
    /// Texts with words that no translation has reached.
    static QStringList untranslatedOn(const Desk& desk, const QStringList& names)
    {
        QStringList untranslated;
        const auto look = [&](const QString& text, const QObject* where) {
            const bool isOfQt = where->objectName().startsWith(QLatin1String("qt_")); // Qt has translations of its own
            if (!isOfQt && hasForeignWords(text, names))
                untranslated << where->objectName() + QStringLiteral(": ") + text;
        };
        for (const QAction* action : desk.window->findChildren<QAction*>())
            look(action->text(), action);
        for (const QLabel* label : desk.window->findChildren<QLabel*>())
            look(label->text(), label);
        for (const QAbstractButton* button : desk.window->findChildren<QAbstractButton*>())
            look(button->text(), button);
        for (const QDockWidget* dock : desk.window->findChildren<QDockWidget*>())
            look(dock->windowTitle(), dock);
        for (const QWidget* widget : desk.window->findChildren<QWidget*>()) {
            look(widget->toolTip(), widget);
            look(widget->accessibleName(), widget);
        }
        return untranslated;
    }

    /// What a configuration spells in its own words, the longest first, since they hold others.
    static QStringList stringsOf(const engine::RunConfig& config)
    {
        QStringList texts;
        for (const engine::FieldDescription& field : engine::describeFields(config)) {
            const engine::Json parts = field.value.is_array() ? field.value : engine::Json::array({field.value});
            for (const engine::Json& part : parts)
                if (part.is_string() && !part.get<std::string>().empty())
                    texts << QString::fromStdString(part.get<std::string>());
        }
        std::sort(texts.begin(), texts.end(), [](const QString& a, const QString& b) { return a.size() > b.size(); });
        return texts;
    }

    /// Proper names, and what a configuration spells in its own words.
    static QStringList namesOn(const Desk& desk)
    {
        QStringList names = {QStringLiteral("MoLEx Workbench"),
                             QStringLiteral("MoLEx"),
                             QStringLiteral("alpha"),
                             QStringLiteral("JSON"),
                             QStringLiteral("CoLA"),
                             QStringLiteral("RoBERTa"),
                             QStringLiteral("Scroll Left"),
                             QStringLiteral("Scroll Right"),
                             QStringLiteral("GiB"),
                             QStringLiteral("MiB")};
        for (const QComboBox* box : desk.window->findChildren<QComboBox*>())
            for (int i = 0; i < box->count(); ++i)
                names << box->itemText(i);
        return names;
    }
};

MOLEX_GUI_TEST(tst_Catalogue)
#include "tst_Catalogue.moc"
