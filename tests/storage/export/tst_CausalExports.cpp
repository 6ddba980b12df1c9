#include "engine/run/JsonText.h"
#include "storage/exchange/ExportTensorBoard.h"
#include "storage/export/ExportCsv.h"
#include "storage/export/ExportJsonLines.h"
#include "storage/runs/RunRecorder.h"
#include "storage/runs/RunRepository.h"
#include "tests/storage/SampleEvents.h"
#include "tests/support/TemporaryFolder.h"
#include "tests/support/TestMain.h"

using namespace storage;
namespace fs = std::filesystem;

/// Curves of language models in files: a likelihood that is not that of a causal model has a name that says so.
class tst_CausalExports : public QObject {
    Q_OBJECT

    support::TemporaryFolder m_folder;

    /// Exports a run whose tokens vote like this; returns the folder.
    fs::path exported(const std::string& vote) const
    {
        const fs::path folder = m_folder.path() / vote;
        const fs::path workspace = m_folder.path() / ("workspace-" + vote);
        RunRepository repository(workspace);
        const engine::Json config = {{"task", {{"kind", "e2e"}}}, {"routing", {{"kind", "molex"}, {"vote", vote}}}};
        const auto run = repository.create("writes", "", config.dump());
        RunRecorder recorder(workspace, run);
        recorder.handle(support::sampleStart());
        recorder.handle(support::sampleStep(1));
        recorder.handle(engine::Evaluated{1, 0.01, 1, "dev", 10, {{"dev_loss", 0.5}, {"perplexity", 1.65}}, true});
        recorder.handle(support::sampleEnd());
        recorder.flush();
        exportCsv(repository, run, folder / "csv");
        exportTensorBoard(repository, run, folder / "tfevents");
        exportJsonLines(repository, run, folder / "run.jsonl");
        return folder;
    }

private Q_SLOTS:
    void aLikelihoodThatIsNotCausalIsMarked()
    {
        const fs::path flagged = exported("sequence"), causal = exported("prompt");
        const auto has = [](const fs::path& file, const std::string& text) {
            return support::contentOf(file).find(text) != std::string::npos;
        };
        for (const char* file : {"csv/series.csv", "csv/evaluations.csv", "tfevents"}) {
            const bool isOfSeries = std::string(file) != "csv/evaluations.csv";
            QVERIFY2(has(flagged / file, isOfSeries ? "loss (not causal)" : "dev_loss (not causal),0.5"), file);
            QVERIFY2(!has(causal / file, "not causal"), file);
        }
        QVERIFY(has(flagged / "csv" / "evaluations.csv", "perplexity (not causal),1.65"));
        QVERIFY(has(flagged / "csv" / "rows.csv", ",loss (not causal),"));
        QVERIFY(has(causal / "csv" / "rows.csv", ",loss,"));
        QVERIFY(!has(flagged / "csv" / "series.csv", "gradient_norm (not causal)"));
    }

    void theLineOfTheRunSaysWhetherItIsCausal()
    {
        for (const auto& [vote, isCausal] : {std::pair("batch", false), std::pair("token", true)}) {
            const std::string text = support::contentOf(exported(vote) / "run.jsonl");
            const engine::Json line = engine::Json::parse(text.substr(0, text.find('\n')));
            QCOMPARE(line["type"], engine::Json("run"));
            QCOMPARE(line["causal"], engine::Json(isCausal));
        }
    }
};

MOLEX_TEST(tst_CausalExports)
#include "tst_CausalExports.moc"
