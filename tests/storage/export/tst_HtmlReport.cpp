#include "storage/export/ExportHtml.h"

#include "engine/run/ConfigJson.h"
#include "storage/exchange/EventFile.h"
#include "storage/exchange/EventMessage.h"
#include "storage/exchange/ImportRun.h"
#include "storage/export/NumberText.h"
#include "storage/runs/RunRecorder.h"
#include "storage/runs/RunRepository.h"
#include "tests/storage/Occurrences.h"
#include "tests/storage/RoutingSource.h"
#include "tests/storage/SampleEvents.h"
#include "tests/support/TestMain.h"

using namespace storage;
using support::occurrences;
namespace fs = std::filesystem;

/// Reports of runs that are not like most: with experts, of language models, imported, with hostile classes.
class tst_HtmlReport : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    const fs::path m_out = m_folder.path().toStdString();

private Q_SLOTS:
    /// Records of a method with experts: layers down, experts across, and no diagonal.
    void theReportCallsExpertsExperts()
    {
        const fs::path workspace = m_folder.filePath("experts").toStdString();
        RunRepository repository(workspace);
        const std::string config = R"({"method":{"kind":"drop-upcycling"},"routing":{"kind":"none"}})";
        const auto run = repository.create("experts", "", config);
        RunRecorder recorder(workspace, run);
        recorder.handle(support::sampleStart());
        support::RoutingSource routing(3, 8, 320);
        for (std::int64_t step = 5; step <= 20; step += 5)
            recorder.handle(routing.next(step));
        recorder.handle(support::sampleEnd());
        QVERIFY(recorder.flush());
        const std::string html = htmlReport(repository, run);
        for (const char* part : {">expert<", ">layer<", "share of tokens", "mean router probability"})
            QVERIFY2(html.find(part) != std::string::npos, part);
        for (const char* part : {"layer chosen", ">position<", "share of votes", "class=\"own\""})
            QVERIFY2(html.find(part) == std::string::npos, part);
    }

    void oneByteIsNoBytes()
    {
        QCOMPARE(bytesText(1), std::string("1 byte"));
        QCOMPARE(bytesText(2), std::string("2 bytes"));
        QCOMPARE(bytesText(0), std::string("0 bytes"));
        QCOMPARE(bytesText(1024), std::string("1 KiB"));
    }

    void theReportFlagsALikelihoodThatIsNotCausal()
    {
        const auto reportOf = [this](const char* vote) {
            const fs::path workspace = m_folder.filePath(QString::fromLatin1(vote)).toStdString();
            RunRepository repository(workspace);
            const engine::Json config = {{"task", {{"kind", "e2e"}}}, {"routing", {{"kind", "molex"}, {"vote", vote}}}};
            const auto run = repository.create("writes", "", config.dump());
            RunRecorder recorder(workspace, run);
            engine::RunStarted started = support::sampleStart();
            started.metric = "dev_loss";
            recorder.handle(started);
            recorder.handle(support::sampleStep(1));
            recorder.handle(engine::Evaluated{1, 0.01, 1, "dev", 10, {{"dev_loss", 0.5}, {"perplexity", 1.65}}, true});
            engine::RunFinished finished = support::sampleEnd();
            finished.best = engine::BestResult{"dev_loss", 0.5, 1};
            recorder.handle(finished);
            recorder.flush();
            return htmlReport(repository, run);
        };
        const std::string flagged = reportOf("sequence");
        for (const char* part : {"Not causal: in this language model", "0.5 dev_loss, not causal at step 1",
                                 "<td>dev_loss, not causal</td>", "<td>perplexity, not causal</td>",
                                 ">Loss, not causal<", ">perplexity, not causal<"})
            QVERIFY2(flagged.find(part) != std::string::npos, part);
        QVERIFY(flagged.find(">Gradient norm<") != std::string::npos);
        const std::string causal = reportOf("prompt");
        QVERIFY(causal.find("ot causal") == std::string::npos && causal.find(">Loss<") != std::string::npos);
    }

    void theReportEscapesWhatWasImported()
    {
        const fs::path folder = m_out / "<script>alert(7)<" / "events.out.tfevents.<script>alert(8)";
        fs::create_directories(folder.parent_path());
        EventFileWriter events(folder);
        events.add(packEvent({1, 1, {}, {{"</text></svg><script>alert(9)</script>", 1}, {"\"'><b onclick=alert(10)>", 2}}, 0}));
        events.commit();
        RunRepository repository(m_out / "imported");
        const std::string html = htmlReport(repository, importRun(repository, folder).run);
        for (const char* number : {"7", "8", "9"})
            QVERIFY(html.find("&lt;script&gt;alert(" + std::string(number)) != std::string::npos);
        QCOMPARE(occurrences(html, "<script>alert"), std::size_t(0));
        QCOMPARE(occurrences(html, "<script"), std::size_t(1)); // our own
        QCOMPARE(occurrences(html, "<b "), std::size_t(0));
    }

    void aClassOfADataSetIsEscaped()
    {
        const fs::path workspace = m_out / "classes";
        RunRepository repository(workspace);
        const std::int64_t run = repository.create("classes", "", "{}");
        engine::RunStarted started = support::sampleStart();
        started.classes = {"</td><script>alert(11)</script>", "\" onload=alert(12) x=\""};
        {
            RunRecorder recorder(workspace, run);
            recorder.handle(started);
            recorder.handle(support::sampleEvaluation(1, 0.5, true));
            engine::Evaluated evaluated = support::sampleEvaluation(2, 0.5, false);
            evaluated.split = "dev_<script>alert(13)</script>";
            evaluated.values[0].key = "<script>alert(14)</script>";
            recorder.handle(evaluated);
            recorder.handle(support::RoutingSource(12, 12, 32).next(2));
            recorder.handle(support::sampleRoutingEvaluation(2));
            recorder.handle(support::sampleRows(2));
            recorder.handle(engine::CheckpointSaved{2, "<script>alert(15)</script>", 1, false});
            engine::RunFinished finished = support::sampleEnd(engine::RunStatus::Failed);
            finished.reason = "<script>alert(16)</script>";
            recorder.handle(finished);
        }
        const std::string html = htmlReport(repository, run);
        for (const char* number : {"13", "14", "15", "16"})
            QVERIFY(html.find("&lt;script&gt;alert(" + std::string(number)) != std::string::npos);
        QCOMPARE(occurrences(html, "<script>alert"), std::size_t(0));
        QCOMPARE(occurrences(html, "<script"), std::size_t(1)); // our own
        QCOMPARE(occurrences(html, "\" onload"), std::size_t(0));
    }
};

MOLEX_TEST(tst_HtmlReport)
#include "tst_HtmlReport.moc"
