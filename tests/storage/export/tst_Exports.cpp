#include <cmath>
#include <fstream>
#include <limits>
#include <map>
#include <sstream>

#include <QRegularExpression>

#include "engine/run/ConfigJson.h"
#include "storage/export/ExportCsv.h"
#include "storage/export/ExportHtml.h"
#include "storage/export/ExportJsonLines.h"
#include "storage/export/RunText.h"
#include "storage/runs/Error.h"
#include "storage/runs/RunRecorder.h"
#include "storage/runs/RunRepository.h"
#include "tests/storage/Occurrences.h"
#include "tests/storage/RoutingSource.h"
#include "tests/storage/SampleEvents.h"
#include "tests/support/TemporaryFolder.h"
#include "tests/support/TestMain.h"

using namespace storage;
using support::occurrences;
namespace fs = std::filesystem;

namespace {

const std::string hostileName = "<script>alert(1)</script>\"'&</title></style><img src=x onerror=alert(2)>\x01,\n=1+1";

/// Rows of a CSV file by RFC 4180, the first one included.
std::vector<std::vector<std::string>> parseCsv(const std::string& text)
{
    std::vector<std::vector<std::string>> rows{{""}};
    bool isQuoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '"' && isQuoted && i + 1 < text.size() && text[i + 1] == '"')
            rows.back().back() += text[++i];
        else if (c == '"')
            isQuoted = !isQuoted;
        else if (c == ',' && !isQuoted)
            rows.back().emplace_back();
        else if (c == '\n' && !isQuoted)
            rows.push_back({""});
        else
            rows.back().back() += c;
    }
    rows.pop_back();
    return rows;
}

bool sameNumber(double a, double b)
{
    return a == b || (std::isnan(a) && std::isnan(b));
}

double numberOf(const engine::Json& json)
{
    return json.is_number() ? json.get<double>() : std::strtod(json.get<std::string>().c_str(), nullptr);
}

} // namespace

class tst_Exports : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    fs::path m_out;
    std::unique_ptr<RunRepository> m_repository;
    std::int64_t m_run = 0;

    /// Every stored point, against what an export says of it.
    void compareSeries(const std::map<std::string, std::vector<std::array<double, 3>>>& exported) const
    {
        QCOMPARE(exported.size(), m_repository->seriesKeys(m_run).size());
        for (const std::string& key : m_repository->seriesKeys(m_run)) {
            const SeriesPoints points = m_repository->series(m_run, key);
            QVERIFY(exported.contains(key));
            const auto& rows = exported.at(key);
            QCOMPARE(rows.size(), points.steps.size());
            for (std::size_t i = 0; i < rows.size(); ++i) {
                QCOMPARE(rows[i][0], double(points.steps[i]));
                QVERIFY(sameNumber(rows[i][1], points.seconds[i]));
                QVERIFY(sameNumber(rows[i][2], points.values[i]));
            }
        }
    }

    std::map<std::string, std::vector<std::array<double, 3>>> seriesOfCsv(const fs::path& file) const
    {
        std::map<std::string, std::vector<std::array<double, 3>>> exported;
        auto rows = parseCsv(support::contentOf(file));
        rows.erase(rows.begin());
        for (const auto& row : rows)
            exported[row.at(0)].push_back({std::stod(row.at(1)), std::stod(row.at(2)), std::stod(row.at(3))});
        return exported;
    }

private Q_SLOTS:
    void initTestCase()
    {
        const fs::path workspace = m_folder.filePath("workspace").toStdString();
        m_out = m_folder.path().toStdString();
        m_repository = std::make_unique<RunRepository>(workspace);
        m_run = m_repository->create(hostileName, "<b>group</b>", R"({"name":"</pre><script>alert(3)</script>"})");
        m_repository->setMarks(m_run, {{"<script>alert(20)</script>", "plain"}, "</p><script>alert(21)</script>", false, false, false, {}});
        RunRecorder recorder(workspace, m_run);
        engine::RunStarted started = support::sampleStart();
        started.environment.emplace_back("cpu", "</td><script>alert(4)</script>");
        started.parameters.groups.push_back({"<i>group</i>", 7});
        recorder.handle(started);
        recorder.handle(engine::LogLine{engine::LogLevel::Error, "</table><script>alert(5)</script>"});
        support::RoutingSource routing(12, 12, 320);
        for (std::int64_t step = 1; step <= 1000; ++step) {
            recorder.handle(support::sampleStep(step));
            if (step % 5 == 0)
                recorder.handle(routing.next(step));
            if (step % 100 == 0)
                recorder.handle(support::sampleEvaluation(step, step == 800 ? 0.52 : 0.3, step == 800));
        }
        recorder.handle(engine::StepDone{1001, 10.01, 73.2, {{"loss", std::nan("")}, {"<svg onload=alert(6)>", 1e-300}}});
        recorder.handle(support::sampleRoutingEvaluation(800));
        recorder.handle(support::sampleRows(800));
        recorder.handle(engine::CheckpointSaved{800, "runs/1/<best>", 1234, true});
        recorder.handle(support::sampleEnd());
        QVERIFY(recorder.flush());
    }

    void everySeriesValueComesBackFromCsv()
    {
        exportCsv(*m_repository, m_run, m_out / "csv");
        compareSeries(seriesOfCsv(m_out / "csv" / "series.csv"));
        exportCsv(*m_repository, m_run, m_out / "alone.csv");
        QCOMPARE(support::contentOf(m_out / "alone.csv"), support::contentOf(m_out / "csv" / "series.csv"));
    }

    void theOtherTablesHoldWhatWasRecorded()
    {
        exportCsv(*m_repository, m_run, m_out / "csv");
        std::map<std::string, std::string> facts;
        for (const auto& row : parseCsv(support::contentOf(m_out / "csv" / "run.csv")))
            facts[row.at(0)] = row.at(1);
        QCOMPARE(facts["name"], hostileName);
        QCOMPARE(facts["best.step"], std::string("800"));
        QCOMPARE(facts["environment.blas"], std::string("OpenBLAS 0.3.21"));
        QCOMPARE(facts["parameters.gates"], std::string("9228"));

        const auto cells = parseCsv(support::contentOf(m_out / "csv" / "routing.csv"));
        QCOMPARE(cells.size(), std::size_t(1 + 200 * 144));
        const auto snapshot = *m_repository->routing(m_run, 5);
        for (std::size_t i = 0; i < 144; ++i) {
            QCOMPARE(std::stoll(cells[i + 1].at(2)), static_cast<long long>(i / 12));
            QCOMPARE(std::stoll(cells[i + 1].at(3)), static_cast<long long>(i % 12));
            QCOMPARE(std::stoll(cells[i + 1].at(4)), static_cast<long long>(snapshot.counts[i]));
            QCOMPARE(std::stof(cells[i + 1].at(6)), snapshot.probability[i]);
        }
        double sum = 0;
        for (std::size_t i = 1; i <= 12; ++i)
            sum += std::stod(cells[i].at(5));
        QVERIFY(std::abs(sum - 1) < 1e-12);
        const auto classes = parseCsv(support::contentOf(m_out / "csv" / "routing_classes.csv"));
        QCOMPARE(classes.size(), std::size_t(1 + 2 * 2 * 3));
        QCOMPARE(classes.at(6), (std::vector<std::string>{"800", "dev", "0", "2", "2", "7", classes.at(6).at(6)}));
        QVERIFY(std::abs(std::stod(classes.at(6).at(6)) - 0.7) < 1e-4);
        const auto examples = parseCsv(support::contentOf(m_out / "csv" / "routing_examples.csv"));
        QCOMPARE(examples.size(), std::size_t(1 + 2 * 2 * 2));
        QCOMPARE(examples.at(7), (std::vector<std::string>{"800", "dev", "805", "0", "0.25", "2", "0", "2", examples.at(7).at(8)}));
        QVERIFY(std::abs(std::stod(examples.at(7).at(8)) - 0.75) < 1e-4);
        const auto rows = parseCsv(support::contentOf(m_out / "csv" / "rows.csv"));
        QCOMPARE(rows.size(), std::size_t(1 + 5));
        const std::vector<std::string> start(rows.at(2).begin(), rows.at(2).begin() + 5);
        QCOMPARE(start, (std::vector<std::string>{"800", "dev", "1", "0", "1"}));
        QCOMPARE(std::stof(rows.at(2).at(6)), 0.4f);
        QCOMPARE(std::stof(rows.at(2).at(7)), support::sampleRows(800).losses[1]);
        QCOMPARE(rows.at(2).at(8), std::string("2 1"));
        QCOMPARE(parseCsv(support::contentOf(m_out / "csv" / "evaluations.csv")).size(), std::size_t(1 + 20));
        QCOMPARE(parseCsv(support::contentOf(m_out / "csv" / "log.csv")).at(1).at(2), std::string("</table><script>alert(5)</script>"));
        QCOMPARE(parseCsv(support::contentOf(m_out / "csv" / "checkpoints.csv")).at(1).at(1), std::string("runs/1/<best>"));
    }

    void aLanguageModelsTextsAreExported()
    {
        const fs::path workspace = m_folder.filePath("written").toStdString();
        RunRepository repository(workspace);
        const std::int64_t run = repository.create("writes", "", "{}");
        {
            RunRecorder recorder(workspace, run);
            recorder.handle(support::sampleStart());
            recorder.handle(support::sampleWrittenRows(7));
            recorder.handle(support::sampleEnd());
        }
        exportCsv(repository, run, m_out / "written-csv");
        const auto rows = parseCsv(support::contentOf(m_out / "written-csv" / "rows.csv"));
        QCOMPARE(rows.size(), std::size_t(1 + 5));
        QCOMPARE(rows.at(2),
                 (std::vector<std::string>{"7", "dev", "1", "", "", "", "", "2.25", "2 1", "Aromi serves Thai food."}));
        QCOMPARE(rows.at(5).back(), std::string());
        exportJsonLines(repository, run, m_out / "written.jsonl");
        std::istringstream lines(support::contentOf(m_out / "written.jsonl"));
        engine::Json evaluation;
        for (std::string line; std::getline(lines, line);)
            if (const engine::Json json = engine::Json::parse(line); json.at("type") == "row_evaluation")
                evaluation = json;
        QCOMPARE(evaluation.at("texts").size(), std::size_t(2));
        QCOMPARE(evaluation.at("text_of").get<std::vector<int>>(), (std::vector<int>{0, 0, 1, 1, -1}));
        QVERIFY(!evaluation.contains("labels") && evaluation.contains("routes"));
    }

    void everySeriesValueComesBackFromJsonLines()
    {
        exportJsonLines(*m_repository, m_run, m_out / "run.jsonl");
        std::map<std::string, std::vector<std::array<double, 3>>> exported;
        std::map<std::string, int> types;
        std::istringstream lines(support::contentOf(m_out / "run.jsonl"));
        for (std::string line; std::getline(lines, line);) {
            const engine::Json json = engine::Json::parse(line);
            ++types[json.at("type")];
            if (json["type"] == "run")
                QCOMPARE(json["started"]["parameters"]["gates"].get<int>(), 9228);
            if (json["type"] == "point")
                exported[json["key"]].push_back(
                    {json["step"].get<double>(), numberOf(json["seconds"]), numberOf(json["value"])});
        }
        compareSeries(exported);
        QCOMPARE(types["run"], 1);
        QCOMPARE(types["evaluation"], 10);
        QCOMPARE(types["routing"], 200);
        QCOMPARE(types["routing_evaluation"], 1);
        QCOMPARE(types["row_evaluation"], 1);
        QCOMPARE(types["log"], 1);
        QCOMPARE(types["checkpoint"], 1);
    }

    void theReportSaysWhatWasRecorded()
    {
        const std::string html = htmlReport(*m_repository, m_run);
        for (const char* part : {"class=\"state finished\"", "290,784", "LoRA, query and value", "9,228", "1,043", "0.52",
                                 "layer evaluations per pass, done</dt><dd>22.7", "OpenBLAS 0.3.21", "step 800",
                                 "Step 5<", "Step 1,000<", "layer chosen", ">position<", "share of votes", "loss (nats)",
                                 "100 of 200 records", "2.1 GiB"})
            QVERIFY2(html.find(part) != std::string::npos, part);
        QCOMPARE(occurrences(html, "class=\"heatmap\""), std::size_t(4));
        QCOMPARE(occurrences(html, "class=\"cell\""), std::size_t(4 * 144));
        QCOMPARE(occurrences(html, "class=\"own\""), std::size_t(4 * 12));
    }

    void theReportEscapesEverythingFromOutside()
    {
        const std::string html = htmlReport(*m_repository, m_run);
        for (const char* number : {"1", "3", "4", "5", "20", "21"}) // said, as text
            QVERIFY(html.find("&lt;script&gt;alert(" + std::string(number)) != std::string::npos);
        QCOMPARE(occurrences(html, "<script>alert"), std::size_t(0));
        QCOMPARE(occurrences(html, "<script"), std::size_t(2)); // the data's and our own
        QCOMPARE(occurrences(html, "<img"), std::size_t(0));
        QCOMPARE(occurrences(html, "<svg onload"), std::size_t(0));
        QCOMPARE(occurrences(html, "<i>"), std::size_t(0));
        QCOMPARE(occurrences(html, "</title>"), std::size_t(1));
        QCOMPARE(occurrences(html, "</style>"), std::size_t(1));
        QCOMPARE(occurrences(html, "</pre>"), std::size_t(1));
        QCOMPARE(html.find('\x01'), std::string::npos);
    }

    void theReportNeedsNothingElse()
    {
        const std::string html = htmlReport(*m_repository, m_run);
        for (const char* part : {"http:", "https:", "@import", "url("})
            QVERIFY2(html.find(part) == std::string::npos, part);
        const QRegularExpression reference("<[^>]*\\s(src|srcset|href|action|data|poster)\\s*=");
        QVERIFY(!QString::fromStdString(html).contains(reference));
        QVERIFY(html.find("prefers-color-scheme: dark") != std::string::npos);
        QVERIFY(html.find("default-src 'none'") != std::string::npos);
    }

    void theReportIsWellFormedWhereItDraws()
    {
        const std::string html = htmlReport(*m_repository, m_run);
        std::size_t drawings = 0;
        for (auto at = html.find("<svg"); at != std::string::npos; at = html.find("<svg", at + 1)) {
            const auto end = html.find("</svg>", at) + 6;
            QXmlStreamReader reader(QByteArray::fromStdString(html.substr(at, end - at)));
            while (!reader.atEnd())
                reader.readNext();
            QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
            ++drawings;
        }
        QVERIFY(drawings >= 9);
    }

    void aRunWithoutAnythingStillHasAReport()
    {
        const auto id = m_repository->create("empty", "", "not JSON <at all>");
        const std::string html = htmlReport(*m_repository, id);
        QVERIFY(html.find("class=\"state queued\"") != std::string::npos);
        QVERIFY(html.find("not JSON &lt;at all&gt;") != std::string::npos);
        exportCsv(*m_repository, id, m_out / "empty");
        exportJsonLines(*m_repository, id, m_out / "empty.jsonl");
    }

    void countsThatOverflowStillHaveShares()
    {
        engine::RoutingSnapshot snapshot;
        snapshot.layers = 2;
        snapshot.positions = {0};
        snapshot.counts.assign(2, std::numeric_limits<std::int64_t>::max());
        QCOMPARE(shareOf(snapshot), (std::vector<double>{0.5, 0.5}));
    }

    void anUnfinishedFileIsNeverSeen()
    {
        QVERIFY_THROWS_EXCEPTION(Error, exportHtml(*m_repository, 99, m_out / "none.html"));
        QVERIFY_THROWS_EXCEPTION(Error, exportJsonLines(*m_repository, m_run, m_out / "no" / "folder.jsonl"));
        QVERIFY_THROWS_EXCEPTION(Error, exportHtml(*m_repository, m_run, m_out));
        std::ofstream(m_out / "file") << "x";
        QVERIFY_THROWS_EXCEPTION(Error, exportCsv(*m_repository, m_run, m_out / "file"));
        exportHtml(*m_repository, m_run, m_out / "report.html");
        for (const auto& entry : fs::directory_iterator(m_out))
            QVERIFY2(entry.path().string().find(".partial") == std::string::npos, entry.path().c_str());
        QCOMPARE(support::contentOf(m_out / "report.html"), htmlReport(*m_repository, m_run));
    }
};

MOLEX_TEST(tst_Exports)
#include "tst_Exports.moc"
