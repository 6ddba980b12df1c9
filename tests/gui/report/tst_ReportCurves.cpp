#include <cmath>
#include <memory>

#include <QRegularExpression>

#include "gui/report/ComparisonReport.h"
#include "storage/runs/RunSummaries.h"
#include "tests/support/ComparedStore.h"
#include "tests/support/StoredGroups.h"
#include "tests/support/TemporaryFolder.h"
#include "tests/support/TestMain.h"

using namespace gui::reports;

/// The curves of a comparison's page, drawn as chosen.
class tst_ReportCurves : public QObject {
    Q_OBJECT

private:
    using Runs = std::vector<std::int64_t>;

    support::TemporaryFolder m_folder;
    std::unique_ptr<storage::RunRepository> m_repository;
    Runs m_random; ///< four seeds
    Runs m_molex;

    /// That section of the page.
    std::string curves(Runs runs, const Runs& more, const Options& options) const
    {
        runs.insert(runs.end(), more.begin(), more.end());
        const std::string html = comparisonHtml(
            *m_repository, engine::compare(storage::summarise(*m_repository, runs), options.comparison), options);
        return partOf(html, "id=\"t0-curves\"", "</section>");
    }

    static std::string partOf(const std::string& text, const std::string& start, const std::string& end)
    {
        const auto at = text.find(start);
        return at == std::string::npos ? std::string() : text.substr(at, text.find(end, at) - at);
    }

    static int count(const std::string& text, const std::string& part)
    {
        int found = 0;
        for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size()))
            ++found;
        return found;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_repository = std::make_unique<storage::RunRepository>(m_folder.path());
        for (std::int64_t seed = 1; seed <= 4; ++seed) {
            const auto [control, molex] = support::controlAndMolex(seed);
            m_random.push_back(support::storeRun(m_folder.path(), control));
            m_molex.push_back(support::storeRun(m_folder.path(), molex));
        }
    }

    void bandsAreOfTheKindChosen()
    {
        Options options;
        const std::string student = curves(m_random, m_molex, options);
        options.curves.band = BandKind::Bootstrap;
        const std::string bootstrap = curves(m_random, m_molex, options);
        QCOMPARE(count(bootstrap, "95 % intervals (BCa bootstrap, 1,000 resamples)"), 1);
        QCOMPARE(count(bootstrap, "Student"), 0);
        QCOMPARE(count(student, "95 % intervals (Student\u2019s t)"), 1);
        for (const char* color : {"c0", "c1"}) {
            const std::string start = std::string("class=\"band ") + color;
            QCOMPARE(count(bootstrap, start), 3);
            QVERIFY(partOf(bootstrap, start, "/>") != partOf(student, start, "/>"));
        }
    }

    void axesAreThoseChosen()
    {
        Options options;
        const std::string linear = curves(m_random, m_molex, options);
        QVERIFY(linear.find(">0.4</text>") != std::string::npos && linear.find("logarithmic") == std::string::npos);
        QCOMPARE(count(linear, ">step</text>"), 3);
        options.curves.isLogarithmic = true;
        options.curves.across = CurveChoice::Across::Epoch;
        const std::string html = curves(m_random, m_molex, options);
        const std::string losses = html.substr(html.find("aria-label=\"Training loss\""));
        QVERIFY(losses.find(">0.1</text>") != std::string::npos && losses.find(">0.4</text>") == std::string::npos);
        QCOMPARE(count(html, "Axes are logarithmic where there are values above 0"), 1);
        QCOMPARE(count(html, ">epoch</text>"), 3);
        options.curves.across = CurveChoice::Across::Time;
        QCOMPARE(count(curves(m_random, m_molex, options), ">training time (s)</text>"), 3);
    }

    /// Scores of s/3, 2s/3 and s: with a weight of one half the mean is 5/9 s at the second and 17/21 s at the third.
    void meansAreOfRunsSmoothedAsChosen()
    {
        Options options;
        options.curves.smoothing = 0.5;
        const std::string html = curves({m_random[0]}, {m_molex[0]}, options);
        QCOMPARE(count(html, "exponential means with weight 0.5 of the past"), 1);
        QCOMPARE(count(html, "running means"), 0);
        const auto rows = [&html](const std::string& css) {
            static const QRegularExpression point(QStringLiteral("[ML][0-9.]+ ([0-9.]+)"));
            std::vector<double> found;
            for (auto at = point.globalMatch(QString::fromStdString(partOf(html, css, "/>"))); at.hasNext();)
                found.push_back(at.next().captured(1).toDouble());
            return found;
        };
        const std::vector<double> run = rows("class=\"curve raw c0"); // of the first plot, the accuracy
        const std::vector<double> mean = rows("class=\"curve c0");
        QVERIFY(run.size() == 3 && mean.size() == 3);
        QVERIFY(std::abs((mean[1] - run[0]) / (run[2] - run[0]) - 1.0 / 3) < 0.001);
        QVERIFY(std::abs((mean[2] - run[0]) / (run[2] - run[0]) - 5.0 / 7) < 0.001);
        options.curves.smoothing = 0; // as measured
        const std::string measured = curves(m_random, m_molex, options);
        QCOMPARE(count(measured, "running means"), 0);
        QCOMPARE(count(measured, "exponential means"), 0);
    }
};

MOLEX_TEST(tst_ReportCurves)
#include "tst_ReportCurves.moc"
