#include <thread>

#include <QAction>
#include <QDir>
#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QSlider>
#include <QSpinBox>
#include <QTabBar>
#include <QTabWidget>
#include <QToolBar>
#include <QToolButton>
#include <QTreeView>
#include <QTreeWidget>

#include "engine/run/JsonText.h"
#include "engine/run/ThreadRole.h"
#include "gui/app/AppSettings.h"
#include "gui/app/FactRow.h"
#include "gui/app/MainWindow.h"
#include "gui/app/MessageArea.h"
#include "gui/app/Theme.h"
#include "gui/models/RunModel.h"
#include "gui/models/RunTableModel.h"
#include "gui/pages/EmptyPage.h"
#include "gui/pages/RunPage.h"
#include "gui/pages/TokenVotes.h"
#include "gui/plots/RoutingHeatmap.h"
#include "storage/runs/RunRepository.h"
#include "tests/support/GuiTestMain.h"
#include "tests/support/LaunchFixture.h"
#include "tests/support/TemporaryFolder.h"
#include "tests/support/TinyRun.h"

using namespace gui;

/// The real thing, small: window, engine and store train a tiny model.
class tst_WholeRun : public QObject {
    Q_OBJECT

private:
    /// The window as the program makes it, on a workspace of its own.
    struct Workbench
    {
        explicit Workbench(const std::filesystem::path& folder)
            : workspace(folder / "workspace")
            , settings(QString::fromStdString((folder / "settings.ini").string()))
            , window({theme, settings, dialogs, workspace, engineSessions(), engineEstimator(), engine::examineMachine})
        {
            window.show();
            window.activateWindow();
            isReady = QTest::qWaitForWindowActive(&window);
        }

        template <class T>
        T* find(const char* name) const
        {
            return window.findChild<T*>(QString::fromLatin1(name));
        }

        QAction* action(const char* name) const { return find<QAction>(name); }
        QTreeView* runs() const { return find<QTreeView>("runTable"); }
        QString state() const { return runs()->model()->index(0, 1).data().toString(); }
        QString reason() const { return runs()->model()->index(0, 1).data(Qt::ToolTipRole).toString(); }

        void type(const char* field, const char* text) const
        {
            auto* input = find<QWidget>(field);
            input->setFocus();
            QTest::keySequence(input, QKeySequence::SelectAll);
            QTest::keyClicks(input, QString::fromLatin1(text));
        }

        /// By the keys that the action's menu entry shows.
        void press(const char* name)
        {
            QTRY_VERIFY(action(name)->isEnabled());
            QVERIFY(!action(name)->shortcut().isEmpty());
            QTest::keySequence(&window, action(name)->shortcut());
        }

        /// By its button in the tool bar.
        void click(const char* name) const
        {
            QTRY_VERIFY(action(name)->isEnabled());
            QWidget* button = find<QToolBar>("toolBar")->widgetForAction(action(name));
            QVERIFY(button != nullptr && button->isVisible());
            QTest::mouseClick(button, Qt::LeftButton);
        }

        void openRunTab(RunPage::Tab tab) const
        {
            QTabBar* bar = find<QTabWidget>("runTabWidget")->tabBar();
            QTest::mouseClick(bar, Qt::LeftButton, {}, bar->tabRect(int(tab)).center());
        }

        /// Over the middle of a part, to the widget that Qt would give it: the deepest one there that accepts drops.
        /// Returns that one.
        QWidget* drop(const std::filesystem::path& dropped, const QWidget& part)
        {
            QCoreApplication::processEvents(); // all is in its place
            const QPoint place = part.mapTo(&window, part.rect().center());
            QWidget* target = window.childAt(place);
            while (target != nullptr && !target->acceptDrops())
                target = target->parentWidget();
            if (target == nullptr)
                return nullptr;
            QMimeData data;
            data.setUrls({QUrl::fromLocalFile(QString::fromStdString(dropped.string()))});
            const QPoint inside = target->mapFrom(&window, place);
            QDragEnterEvent enter(inside, Qt::CopyAction, &data, Qt::LeftButton, {});
            QCoreApplication::sendEvent(target, &enter);
            if (!enter.isAccepted())
                return nullptr;
            QDropEvent event(inside, Qt::CopyAction, &data, Qt::LeftButton, {});
            QCoreApplication::sendEvent(target, &event);
            return target;
        }

        std::filesystem::path workspace;
        Theme theme{*qApp, Theme::Choice::Light};
        AppSettings settings;
        support::NamedFile dialogs;
        MainWindow window;
        bool isReady = false; ///< for keys
    };

    static engine::RunConfig config(const std::filesystem::path& folder)
    {
        engine::RunConfig config = support::writtenTinyRun(folder);
        config.name = "tiny";
        config.training.steps = 200;
        config.training.routingEvery = 5;
        config.training.evaluateEvery = 50;
        config.runtime.threads = 1;
        return config;
    }

    template <class Read>
    static auto stored(const std::filesystem::path& workspace, Read read)
    {
        std::invoke_result_t<Read, storage::RunRepository&> result;
        std::thread([&] {
            storage::RunRepository repository(workspace);
            result = read(repository);
        }).join();
        return result;
    }

    /// Records of steps 5, 10, … 30, gone through by keys.
    static void lookAtRouting(const Workbench& bench)
    {
        QCOMPARE(bench.find<QTabWidget>("tabs")->currentIndex(), 1);
        bench.openRunTab(RunPage::Tab::Routing);
        auto* slider = bench.find<QSlider>("recordMarkedSlider");
        QTRY_VERIFY(slider->isVisible());
        QTRY_COMPARE(slider->maximum(), 5);
        const auto* heatmap = bench.find<RoutingHeatmap>("routingHeatmap");
        const RoutingGrid& routing = bench.find<RunPage>("runPage")->model()->routing();
        const std::pair<Qt::Key, std::size_t> moves[] = {{Qt::Key_Home, 0}, {Qt::Key_Right, 1}, {Qt::Key_End, 5}};
        for (const auto& [key, record] : moves) {
            QTest::keyClick(slider, key);
            QCOMPARE(bench.find<QSpinBox>("recordStepSpinBox")->value(), 5 * (int(record) + 1));
            for (std::size_t row = 0; row < 3; ++row)
                for (std::int64_t layer = 0; layer < 3; ++layer)
                    QCOMPARE(heatmap->picture().value(row, layer), routing.share(record, row, layer));
        }
    }

    static void askForAPrediction(const Workbench& bench)
    {
        bench.openRunTab(RunPage::Tab::Samples);
        auto* sentence = bench.find<QLineEdit>("sentenceLineEdit");
        QTRY_VERIFY(sentence->isVisible());
        sentence->setFocus();
        QTest::keyClicks(sentence, QStringLiteral("good 7"));
        QTest::keyClick(sentence, Qt::Key_Return);
        auto* prediction = bench.find<QLabel>("predictionLabel");
        QTRY_VERIFY_WITH_TIMEOUT(prediction->isVisible(), 30000);
        QVERIFY(prediction->text() == QStringLiteral("Prediction: positive")
                || prediction->text() == QStringLiteral("Prediction: negative"));
        QCOMPARE(bench.find<TokenVotes>("tokenVotes")->votes().size(), qsizetype(8)); // <s> g o o d _ 7 </s>
    }

    /// By the button; `adapter` becomes the folder that it makes in `out`.
    static void exportNewest(const Workbench& bench, const std::filesystem::path& out, std::filesystem::path& adapter)
    {
        QTRY_VERIFY(bench.action("showCheckpoints")->isEnabled());
        bench.action("showCheckpoints")->trigger();
        auto* list = bench.find<QTreeWidget>("checkpointsTreeWidget");
        QTRY_VERIFY(list->isVisible() && list->topLevelItemCount() > 0);
        list->setCurrentItem(list->topLevelItem(0));
        const QString checkpoint = QDir(list->topLevelItem(0)->text(4)).dirName();
        adapter = out / QStringLiteral("run-1-%1-peft").arg(checkpoint).toStdString();
        QTest::mouseClick(bench.find<QToolButton>("exportCheckpointToolButton"), Qt::LeftButton);
        const auto* messages = bench.window.findChild<MessageArea*>();
        QTRY_VERIFY2_WITH_TIMEOUT(std::filesystem::exists(adapter / "adapter_config.json"),
                                  qPrintable(messages->text(QStringLiteral("run"))), 60000);
    }

private Q_SLOTS:
    void initTestCase() { engine::markWindowThread(); }

    void aRunPausedAndStoppedHalfWayGoesOnToItsEndWithNothingLost()
    {
        const support::TemporaryFolder folder;
        Workbench bench(folder.path());
        QVERIFY(bench.isReady);
        bench.window.open({config(folder.path())}, true);

        QTRY_VERIFY_WITH_TIMEOUT(
            bench.state() == QStringLiteral("running") || bench.state() == QStringLiteral("failed"), 60000);
        QVERIFY2(bench.state() == QStringLiteral("running"), qPrintable(bench.reason()));
        const auto step = [&bench] { return static_cast<RunTableModel*>(bench.runs()->model())->stepOf(1); };
        QTRY_VERIFY_WITH_TIMEOUT(step() >= 20, 60000);
        bench.press("pause");
        QTRY_COMPARE_WITH_TIMEOUT(bench.state(), QStringLiteral("paused"), 60000);
        const auto storedState = [&bench] {
            return stored(bench.workspace, [](storage::RunRepository& repository) { return repository.run(1)->state; });
        };
        QTRY_COMPARE(storedState(), storage::RunState::Paused);
        const std::int64_t pausedAt = step();
        QVERIFY(pausedAt < 200);
        const auto* resources = bench.find<FactRow>("runResourceRow");
        QTRY_VERIFY2(resources->text().contains(QStringLiteral("peak memory ")), qPrintable(resources->text()));
        bench.click("pause"); // goes on from memory
        QTRY_COMPARE_WITH_TIMEOUT(bench.state(), QStringLiteral("running"), 60000);
        QTRY_VERIFY_WITH_TIMEOUT(step() > pausedAt, 60000);
        bench.press("stop");
        QTRY_COMPARE_WITH_TIMEOUT(bench.state(), QStringLiteral("stopped"), 60000);
        const auto stopped =
            stored(bench.workspace, [](storage::RunRepository& repository) { return *repository.run(1); });
        QVERIFY(stopped.step > 0);
        QVERIFY(stopped.step < 200);
        QVERIFY(std::filesystem::is_directory(stopped.finished->checkpoint));
        QVERIFY(stopped.finished->wallSeconds > stopped.finished->seconds);

        bench.press("resumeRun");
        QTRY_COMPARE_WITH_TIMEOUT(bench.state(), QStringLiteral("finished"), 120000);
        const auto loss =
            stored(bench.workspace, [](storage::RunRepository& repository) { return repository.series(1, "loss"); });
        QCOMPARE(loss.steps.size(), std::size_t(200));
        QCOMPARE(loss.steps.back(), std::int64_t(200));
        const auto routing =
            stored(bench.workspace, [](storage::RunRepository& repository) { return repository.routingSteps(1); });
        QCOMPARE(routing.size(), std::size_t(40));
        QCOMPARE(bench.find<QTabWidget>("tabs")->tabText(1), QStringLiteral("Run: tiny"));
    }

    /// As a newcomer would: folders from the file manager, a few values, Start; then what the run learned.
    void foldersAreDroppedTrainedOnAndLookedAtInOneWindow()
    {
        const support::TemporaryFolder folder;
        const auto model = support::writeTinyModel(folder.path() / "model");
        const auto data = support::writeTinyTask(folder.path() / "glue") / "SST-2";
        Workbench bench(folder.path());
        QVERIFY(bench.isReady);
        auto* welcome = bench.window.findChild<EmptyPage*>();
        auto* launch = bench.window.findChild<LaunchPage*>();
        QVERIFY(welcome->isVisible());
        QCOMPARE(bench.drop(model, *welcome), static_cast<QWidget*>(&bench.window));
        QTRY_VERIFY_WITH_TIMEOUT(launch->isVisible(), 60000);        // the machine is looked at first
        const auto* field = bench.find<QWidget>("model.path.input"); // data are known as data there too
        QCOMPARE(bench.drop(data, *field), static_cast<QWidget*>(&bench.window));
        QTRY_COMPARE_WITH_TIMEOUT(launch->config().task.path, data.string(), 60000);
        QCOMPARE(launch->config().model.path, model.string());
        QCOMPARE(launch->config().model.initialize, engine::Initialize::Random);

        bench.find<QToolButton>("allFieldsButton")->click();
        QTRY_VERIFY(bench.find<QWidget>("training.routing_every.input")->isVisible());
        for (const auto& [input, value] : {std::pair("task.max_length.input", "32"),
                                           {"training.batch_size.input", "8"},
                                           {"training.steps.input", "30"},
                                           {"training.routing_every.input", "5"}})
            bench.type(input, value);
        QTRY_VERIFY_WITH_TIMEOUT(bench.action("start")->isEnabled(), 60000);
        QTest::keyClick(&bench.window, Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(
            bench.state() == QStringLiteral("finished") || bench.state() == QStringLiteral("failed"), 120000);
        QVERIFY2(bench.state() == QStringLiteral("finished"), qPrintable(bench.reason()));
        QTRY_VERIFY(!bench.action("stop")->isEnabled());
        lookAtRouting(bench);
        askForAPrediction(bench);
    }

    /// LoRA alone on the model that comes with the program: an adapter needs a base to be loaded on.
    void aCheckpointOfLoraIsExportedForPeft()
    {
        const support::TemporaryFolder folder;
        Workbench bench(folder.path());
        engine::RunConfig run = config(folder.path());
        engine::LoraConfig lora;
        lora.rank = 3;
        lora.alpha = 6;
        run.model = {"starter", engine::Initialize::Pretrained};
        run.method = lora;
        run.routing = engine::NoRoutingConfig{};
        run.training.steps = 2;
        bench.window.open({run}, true);
        QTRY_VERIFY_WITH_TIMEOUT(
            bench.state() == QStringLiteral("finished") || bench.state() == QStringLiteral("failed"), 120000);
        QVERIFY2(bench.state() == QStringLiteral("finished"), qPrintable(bench.reason()));
        QTRY_VERIFY(!bench.action("stop")->isEnabled());

        const std::filesystem::path out = folder.path() / "out";
        std::filesystem::create_directory(out);
        bench.dialogs.answer = QString::fromStdString(out.string());
        std::filesystem::path adapter;
        exportNewest(bench, out, adapter);
        if (QTest::currentTestFailed())
            return;
        const engine::Json settings = engine::Json::parse(support::contentOf(adapter / "adapter_config.json"));
        QCOMPARE(settings["peft_type"].get<std::string>(), std::string("LORA"));
        QCOMPARE(settings["r"].get<int>(), 3);
        QCOMPARE(settings["lora_alpha"].get<double>(), 6.0);
        QCOMPARE(std::filesystem::path(settings["base_model_name_or_path"].get<std::string>()).filename().string(),
                 std::string("starter"));
        // Query and value of 12 layers, both factors of rank 3 for a width of 160, as float32.
        QVERIFY(std::filesystem::file_size(adapter / "adapter_model.safetensors") > 12 * 2 * 2 * 3 * 160 * 4);
    }
};

MOLEX_GUI_TEST(tst_WholeRun)
#include "tst_WholeRun.moc"
