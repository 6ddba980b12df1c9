#include "gui/app/SamplesDesk.h"

#include <fstream>
#include <thread>

#include <QAbstractButton>
#include <QLabel>
#include <QLineEdit>
#include <QTableView>

#include "engine/data/HashText.h"
#include "engine/data/Task.h"
#include "engine/run/ConfigJson.h"
#include "engine/run/ThreadRole.h"
#include "engine/training/TrainingSession.h"
#include "gui/app/FileDialogs.h"
#include "gui/app/Theme.h"
#include "gui/control/RunReader.h"
#include "gui/control/SampleReader.h"
#include "gui/control/StoreAccess.h"
#include "gui/models/SamplesModel.h"
#include "gui/models/WrittenScores.h"
#include "gui/pages/RoutesPane.h"
#include "gui/pages/SamplesView.h"
#include "gui/pages/TokenVotes.h"
#include "storage/runs/RunRecorder.h"
#include "tests/storage/RecordEvents.h"
#include "tests/storage/SampleEvents.h"
#include "tests/support/GuiTestMain.h"
#include "tests/support/TemporaryFolder.h"
#include "tests/support/TinyRun.h"

using namespace gui;

/// From a trained run's store, data and checkpoint to the Samples tab.
class tst_SamplesDesk : public QObject {
    Q_OBJECT

private:
    support::TemporaryFolder m_folder;
    std::filesystem::path m_workspace;
    RunHistory m_history;

    engine::RunConfig config() const
    {
        engine::RunConfig config = support::tinyRun(m_folder.path());
        config.name = "tiny";
        config.method = engine::FullConfig{};
        config.training.steps = 60;
        config.training.learningRate = 5e-3;
        config.training.evaluateEvery = 20;
        config.runtime.threads = 1;
        return config;
    }

    void train()
    {
        const auto id = storage::RunRepository(m_workspace).create("tiny", "", engine::toJson(config()).dump());
        storage::RunRecorder recorder(m_workspace, id);
        engine::RunControl control;
        engine::TrainingSession(config(), {m_workspace / "runs" / "1", {}}).run(control, recorder);
    }

    /// A language model's run, whose text for the first prompt is the second of its references.
    RunHistory recordWritten(const std::filesystem::path& workspace) const
    {
        engine::RunConfig written = config();
        written.task = {};
        written.task.kind = engine::TaskKind::E2e;
        written.task.path = support::writeTinyE2e(m_folder.path() / "e2e").string();
        const auto id = storage::RunRepository(workspace).create("written", "", engine::toJson(written).dump());
        engine::RunStarted started = support::sampleStart();
        started.environment = {{"Data hash", engine::hashText(engine::loadTask(written.task).hash)}};
        engine::RowsEvaluated rows = support::sampleWrittenRows(20);
        rows.texts = {"At Cocum, eat Thai.", "Giraffe serves pasta."};
        support::record(workspace, id, {started, support::sampleEvaluation(20, 0.5, true), rows, support::sampleEnd()});
        return *readHistory(storage::RunRepository(workspace), id);
    }

    /// A file of the model that would take hours to read through.
    std::filesystem::path makeEndlessFile() const
    {
        const auto endless = m_folder.path() / "model" / "tokenizer.json";
        std::ofstream(endless) << "{}";
        std::filesystem::resize_file(endless, std::uintmax_t(8) << 40);
        return endless;
    }

    /// This process has the file open.
    static bool isBeingRead(const std::filesystem::path& file)
    {
        std::error_code error; // a link may be gone as soon as it is seen
        for (const auto& link : std::filesystem::directory_iterator("/proc/self/fd", error))
            if (std::filesystem::equivalent(link.path(), file, error))
                return true;
        return false;
    }

    struct Tab
    {
        explicit Tab(const std::filesystem::path& workspace)
            : store(workspace)
            , view(theme, dialogs)
            , routes(theme, dialogs)
            , desk(store, view, routes)
        {
            view.resize(1000, 500);
        }

        Theme theme{*qApp, Theme::Choice::Light};
        FileDialogs dialogs;
        StoreAccess store;
        RunModel model;
        SamplesView view;
        RoutesPane routes;
        SamplesDesk desk;

        QTableView& table() { return *view.findChild<QTableView*>(QStringLiteral("samplesTableView")); }
        QAbstractButton& button(const char* name) { return *view.findChild<QAbstractButton*>(QLatin1String(name)); }
        QLabel& label(const char* name) { return *view.findChild<QLabel*>(QLatin1String(name)); }
        QString cell(int row, int column) { return table().model()->index(row, column).data().toString(); }

        void show(const RunHistory& history)
        {
            model.load(history);
            view.setModel(&model);
            view.show();
        }
    };

private Q_SLOTS:
    void initTestCase()
    {
        m_workspace = m_folder.path() / "workspace";
        support::writeTinyModel(m_folder.path() / "model");
        support::writeTinyTask(m_folder.path() / "glue");
        std::thread([this] {
            train();
            m_history = *readHistory(storage::RunRepository(m_workspace), 1);
        }).join();
        QCOMPARE(m_history.record.state, storage::RunState::Finished);
        engine::markWindowThread();
    }

    void theRowsComeWithTheirSentences()
    {
        Tab tab(m_workspace);
        tab.show(m_history);
        tab.button("allToolButton").click();
        QTRY_COMPARE_WITH_TIMEOUT(tab.table().model()->rowCount(), 24, 20000);
        QTRY_VERIFY_WITH_TIMEOUT(tab.cell(0, SamplesModel::Sentence).startsWith(QStringLiteral("good ")), 20000);
        QVERIFY(tab.cell(1, SamplesModel::Sentence).startsWith(QStringLiteral("bad ")));
        QCOMPARE(tab.cell(0, SamplesModel::Label), QStringLiteral("positive"));
        QCOMPARE(tab.cell(1, SamplesModel::Label), QStringLiteral("negative"));
        QCOMPARE(tab.cell(0, SamplesModel::Route).split(QLatin1Char(' ')).size(), 3);
    }

    /// All references are read for it, which takes too long for the window's thread: there it is refused.
    void textsAreScoredOffTheWindowsThread()
    {
        const std::filesystem::path workspace = m_folder.path() / "written";
        RunHistory history;
        std::thread([&] { history = recordWritten(workspace); }).join();
        Tab tab(workspace);
        tab.show(history);
        tab.button("allToolButton").click();
        QTRY_COMPARE_WITH_TIMEOUT(tab.cell(0, SamplesModel::Confidence), QStringLiteral("1.00"), 20000);
        QCOMPARE(tab.cell(0, SamplesModel::Label), QStringLiteral("Cocum serves Thai."));
        const double second = tab.cell(2, SamplesModel::Confidence).toDouble();
        QVERIFY2(second > 0 && second < 1, qPrintable(tab.cell(2, SamplesModel::Confidence)));
        QCOMPARE(tab.cell(4, SamplesModel::Confidence), QString()); // nothing was written there

        auto samples = std::make_shared<SampleSet>();
        samples->rows = support::sampleWrittenRows(20);
        const WrittenRows written{samples, std::make_shared<SampleTexts>()};
        QVERIFY_EXCEPTION_THROWN(writtenScores(written), std::logic_error);
    }

    void aTypedSentenceIsPredicted()
    {
        Tab tab(m_workspace);
        tab.show(m_history);
        QTest::keyClicks(tab.view.findChild<QLineEdit*>(QStringLiteral("sentenceLineEdit")), QStringLiteral("good 7"));
        tab.button("predictPushButton").click();
        QTRY_VERIFY_WITH_TIMEOUT(tab.label("predictionLabel").isVisible(), 30000);
        QVERIFY(tab.label("predictionLabel").text().startsWith(QStringLiteral("Prediction: ")));
        const auto* tokens = tab.view.findChild<TokenVotes*>(QStringLiteral("tokenVotes"));
        QCOMPARE(tokens->votes().size(), qsizetype(8)); // <s> g o o d _ 7 </s>
        for (const int layer : tokens->votes())
            QVERIFY(layer >= 0 && layer < 3);
        QVERIFY(tab.label("sharedRouteLabel").text().startsWith(QStringLiteral("route")));
        QVERIFY(tab.label("unroutedLabel").isVisible());
    }

    void dataThatHaveChangedAreNotShown()
    {
        const auto file = m_folder.path() / "glue" / "SST-2" / "dev.tsv";
        const auto kept = m_folder.path() / "dev.tsv";
        std::filesystem::copy_file(file, kept);
        support::writeTinyTask(m_folder.path() / "glue", 64, 25);
        {
            Tab tab(m_workspace);
            tab.show(m_history);
            QTRY_VERIFY_WITH_TIMEOUT(tab.label("samplesFootLabel").text().contains(QStringLiteral("have changed")), 20000);
            tab.button("allToolButton").click();
            QCOMPARE(tab.table().model()->rowCount(), 24);
            QCOMPARE(tab.cell(0, SamplesModel::Sentence), QStringLiteral("–"));
        }
        std::filesystem::remove(file);
        {
            Tab tab(m_workspace);
            tab.show(m_history);
            QTRY_VERIFY_WITH_TIMEOUT(tab.label("samplesFootLabel").text().contains(QStringLiteral("cannot be read")), 20000);
        }
        std::filesystem::copy_file(kept, file);
    }

    void aCheckpointThatIsGoneIsSaid()
    {
        std::filesystem::rename(m_workspace / "runs", m_workspace / "elsewhere");
        {
            Tab tab(m_workspace);
            tab.show(m_history);
            tab.view.findChild<QLineEdit*>(QStringLiteral("sentenceLineEdit"))->setText(QStringLiteral("bad"));
            tab.button("predictPushButton").click();
            QTRY_VERIFY_WITH_TIMEOUT(
                tab.label("sentenceStateLabel").text().contains(QStringLiteral("not on the disk")), 20000);
        }
        std::filesystem::rename(m_workspace / "elsewhere", m_workspace / "runs");
    }

    void aStoreThatCannotBeReadIsSaid()
    {
        const support::TemporaryFolder damaged;
        damaged.write("workspace.sqlite", "no database, whatever its name says, and some bytes more");
        Tab tab(damaged.path());
        tab.show(m_history);
        tab.view.findChild<QLineEdit*>(QStringLiteral("sentenceLineEdit"))->setText(QStringLiteral("bad"));
        tab.button("predictPushButton").click();
        QTRY_VERIFY(tab.label("sentenceStateLabel").text().startsWith(QStringLiteral("It could not be predicted: ")));
        QVERIFY(tab.button("predictPushButton").isEnabled());
    }

    void sentencesAreGivenUpBetweenTheFilesBlocks()
    {
        int asked = 0;
        std::thread([&] { readTexts(m_history.record, [&] { return ++asked > 0; }); }).join();
        QVERIFY2(asked > 24, qPrintable(QString::number(asked))); // rows of dev, and more
        int now = 0;
        std::shared_ptr<const SampleTexts> texts;
        std::thread([&] { texts = readTexts(m_history.record, [&] { return ++now < 3; }); }).join();
        QCOMPARE(now, 3);
        QVERIFY(texts->splits.empty());
    }

    /// The next question is answered, so the thread that would read for hours is free again.
    void aCancelledPredictionLetsTheNextOneBegin()
    {
        QVERIFY(!std::filesystem::exists(m_folder.path() / "model" / "tokenizer.json"));
        const std::filesystem::path endless = makeEndlessFile();
        Tab tab(m_workspace);
        tab.show(m_history);
        tab.view.findChild<QLineEdit*>(QStringLiteral("sentenceLineEdit"))->setText(QStringLiteral("bad"));
        QTest::mouseClick(&tab.button("predictPushButton"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(isBeingRead(endless), 20000);
        QVERIFY(tab.label("sentenceStateLabel").text().contains(QStringLiteral("Loading")));
        QTest::mouseClick(&tab.button("cancelPredictionPushButton"), Qt::LeftButton);
        QVERIFY(tab.label("sentenceStateLabel").text().contains(QStringLiteral("appear here")));
        std::filesystem::remove(endless);
        QTest::mouseClick(&tab.button("predictPushButton"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(tab.label("predictionLabel").isVisible(), 30000);
    }

    void leavingDoesNotWaitForACheckpoint()
    {
        QVERIFY(!std::filesystem::exists(m_folder.path() / "model" / "tokenizer.json"));
        const std::filesystem::path endless = makeEndlessFile();
        {
            Tab tab(m_workspace);
            tab.show(m_history);
            tab.view.findChild<QLineEdit*>(QStringLiteral("sentenceLineEdit"))->setText(QStringLiteral("bad"));
            tab.button("predictPushButton").click();
            QTRY_VERIFY_WITH_TIMEOUT(isBeingRead(endless), 20000);
            QVERIFY(tab.label("sentenceStateLabel").text().contains(QStringLiteral("Loading")));
        }
        std::filesystem::remove(endless);
    }

    /// Leaving while a checkpoint is being loaded drops the answer.
    void theTabMayGoWhileItIsAsked()
    {
        Tab tab(m_workspace);
        tab.show(m_history);
        tab.view.findChild<QLineEdit*>(QStringLiteral("sentenceLineEdit"))->setText(QStringLiteral("bad"));
        tab.button("predictPushButton").click();
        QVERIFY(tab.label("sentenceStateLabel").text().contains(QStringLiteral("Loading")));
    }
};

MOLEX_GUI_TEST(tst_SamplesDesk)
#include "tst_SamplesDesk.moc"
