#include "gui/report/ComparisonReport.h"

#include <QRegularExpression>

#include "gui/report/ComparisonJson.h"
#include "gui/report/RoutingText.h"
#include "storage/export/NumberText.h"
#include "storage/runs/RunSummaries.h"
#include "tests/support/ComparedStore.h"
#include "tests/support/StoredGroups.h"
#include "tests/support/TemporaryFolder.h"
#include "tests/support/TestMain.h"

using namespace gui::reports;

namespace {

const std::string hostileName = "<script>alert(1)</script>&\"' onload=\"alert(2)\" \x1b[2J\xE2\x80\xAE"
                                "x";
const std::string hostileTag = "</td><img src=x onerror=alert(3)>";
const std::string hostileNote = "</table></style><script>alert(4)</script>\xE2\x80\xA6\n\x07";

/// What stands in a section of the page.
std::string sectionOf(const std::string& html, const std::string& name)
{
    const auto start = html.find("id=\"t0-" + name + "\"");
    return start == std::string::npos ? std::string() : html.substr(start, html.find("</section>", start) - start);
}

int count(const std::string& text, const std::string& part)
{
    int found = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size()))
        ++found;
    return found;
}

} // namespace

/// A comparison as one page.
class tst_ComparisonReport : public QObject {
    Q_OBJECT

private:
    support::TemporaryFolder m_folder;
    std::unique_ptr<storage::RunRepository> m_repository;
    std::vector<std::int64_t> m_random; ///< four seeds
    std::vector<std::int64_t> m_molex;
    std::vector<std::int64_t> m_lora;

    std::int64_t add(const support::StoredRun& run) const { return support::storeRun(m_folder.path(), run); }

    engine::Comparison compared(std::vector<std::int64_t> runs, const std::vector<std::int64_t>& more,
                                const engine::ComparisonOptions& options = {}) const
    {
        runs.insert(runs.end(), more.begin(), more.end());
        return engine::compare(storage::summarise(*m_repository, runs), options);
    }

    std::string page(const std::vector<std::int64_t>& runs, const std::vector<std::int64_t>& more,
                     const Options& options = {}) const
    {
        return comparisonHtml(*m_repository, compared(runs, more, options.comparison), options);
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_repository = std::make_unique<storage::RunRepository>(m_folder.path());
        for (std::int64_t seed = 1; seed <= 4; ++seed) {
            const auto [control, molex] = support::controlAndMolex(seed);
            m_random.push_back(add(control));
            m_molex.push_back(add(molex));
            m_lora.push_back(add({"lora-s" + std::to_string(seed), seed, "none", 0.61 + 0.003 * double(seed % 3), 0,
                                  seed == 1 ? "other" : "d41d"}));
        }
    }

    void theNumbersAreThoseOfTheComparison()
    {
        const engine::Comparison comparison = compared(m_random, m_molex);
        const std::string html = comparisonHtml(*m_repository, comparison, {});
        const engine::Difference& accuracy = comparison.tasks[0].against[0].seeds[0].difference;
        const auto has = [&](const std::string& text) { return html.find(text) != std::string::npos; };
        QVERIFY(has("<h1>routing.kind=molex against routing.kind=fixed-random</h1>"));
        QVERIFY(has(">+" + storage::shortText(accuracy.difference) + "<small>"));
        QVERIFY(has(QStringLiteral("<small>+%1 %</small>").arg(*accuracy.percent, 0, 'f', 1).toStdString()));
        QVERIFY(has(storage::shortText(accuracy.test.interval->low) + " to "
                    + storage::shortText(accuracy.test.interval->high)));
        QVERIFY(has("paired t, n = 4"));
        QVERIFY(has(">d_z "));
        QVERIFY(has("p after Holm"));
        QVERIFY(has("better than the baseline at 5 %"));
        QVERIFY(has("\xE2\x88\x92"
                    + storage::shortText(
                        -comparison.tasks[0].against[0].seeds[1].difference.difference))); // dev_loss, with a minus
        QVERIFY(has("layer_evaluations"));
    }

    void levelCorrectionAndValueAreFollowed()
    {
        Options options;
        options.comparison.resampling.level = 0.9;
        options.comparison.isCorrected = false;
        options.comparison.value = {engine::ComparedValue::Kind::AtStep, 20};
        const std::string html = page(m_random, m_molex, options);
        QVERIFY(html.find("90 % interval") != std::string::npos);
        QVERIFY(html.find("95 %") == std::string::npos);
        QVERIFY(html.find("p after Holm") == std::string::npos);
        QVERIFY(html.find("at 10 % (p = ") != std::string::npos && html.find(", not corrected)") != std::string::npos);
        QVERIFY(html.find(">8 runs of glue/cola, each run\u2019s evaluation at step 20;") != std::string::npos);
        QVERIFY(page({m_lora[0]}, {}).find(">1 run of glue/cola, ") != std::string::npos);
    }

    void aBaselineOfTheSameTimeIsProposed()
    {
        const std::string words = sectionOf(page(m_lora, m_molex), "words");
        QVERIFY2(words.find("<li>Compare also at the same time: routing.kind=molex ran 2.0 times as many layers in "
                            "training as routing.kind=none. Train the baseline that much longer, too.</li>")
                     != std::string::npos,
                 words.c_str());
        QVERIFY(page(m_random, m_molex).find("same time") == std::string::npos); // as many layers a pass
    }

    void whatMakesSidesIncomparableComesFirst()
    {
        const std::string html = page(m_lora, m_molex);
        const auto first = html.find("<li>");
        QVERIFY(first != std::string::npos && first < html.find("<h2>"));
        QVERIFY(html.substr(first).starts_with("<li>The runs did not read the same data"));
        const auto table = html.find("id=\"t0-environment\"");
        QVERIFY(html.find("<tr class=\"warning\"><td>Data hash</td><td>d41d | other</td><td>d41d</td></tr>", table)
                != std::string::npos);
        QVERIFY(html.find("Equal in all runs: Model hash", table) != std::string::npos);
        QVERIFY(html.find("not the same budget", 0) == std::string::npos); // a sentence begins with a capital
        QVERIFY(html.find("Not the same budget") > first);
    }

    void dataThatIsNotKnownIsNotEqual()
    {
        const std::int64_t unknown = add({"molex-s9", 9, "molex", 0.64, 0.7, ""});
        const std::string html = page({m_random[0], m_random[1]}, {m_molex[0], unknown});
        QVERIFY(html.find("<li>It is not known whether the runs read the same data (") != std::string::npos);
        const std::string environment = sectionOf(html, "environment");
        QVERIFY2(environment.find("<td>Data hash</td><td>d41d</td><td>d41d | –</td>") != std::string::npos,
                 environment.c_str());
    }

    /// Two metrics of four seeds on each side.
    void runsOfOneSeedAreJoined()
    {
        const std::string pairs = sectionOf(page(m_random, m_molex), "pairs");
        QCOMPARE(count(pairs, "<svg"), 2);
        QCOMPARE(count(pairs, "<circle"), 16);
        QCOMPARE(count(pairs, "class=\"line bar "), 4); // means
        QCOMPARE(count(pairs, ">seed 3</text>"), 2);
        QCOMPARE(count(pairs, "same seed joined"), 2);
        QCOMPARE(count(pairs, "95 % interval"), 2);
        QCOMPARE(count(pairs, "paired t, n = 4, p = "), 2);
        QCOMPARE(count(pairs, "(Holm over 2 tests)"), 2);
    }

    /// The second seed of the baseline, in the middle of the others' values, has no partner: its point is drawn, and
    /// the bars are those of the pairs, as the table's means.
    void barsAreMeansOfThePairs()
    {
        const auto bars = [](const std::string& html) {
            const std::string pairs = sectionOf(html, "pairs");
            std::vector<std::string> found;
            for (auto at = pairs.find("line bar "); at != std::string::npos; at = pairs.find("line bar ", at + 1))
                found.push_back(pairs.substr(at, pairs.find("/>", at) - at));
            return found;
        };
        const std::vector<std::int64_t> partners = {m_molex[0], m_molex[2], m_molex[3]};
        const std::string html = page(m_random, partners);
        QCOMPARE(count(sectionOf(html, "pairs"), "<circle"), 2 * (4 + 3));
        QCOMPARE(count(html, "Bars are means of the pairs."), 2);
        QCOMPARE(bars(html).size(), std::size_t(4));
        QVERIFY(bars(html) == bars(page({m_random[0], m_random[2], m_random[3]}, partners)));
        QVERIFY(bars(html) != bars(page(m_random, m_molex)));
    }

    void aSweepIsAScatterAndParallelAxes()
    {
        const std::string sweep = sectionOf(page(m_random, m_molex), "sweep");
        QCOMPARE(count(sweep, "<svg"), 2);
        QCOMPARE(count(sweep, "<circle"), 8);
        QCOMPARE(count(sweep, "<path class=\"line c"), 8);
        QVERIFY(sweep.find("accuracy, dev over routing.kind") != std::string::npos);
        QVERIFY(sweep.find("Parallel coordinates") != std::string::npos);
        QCOMPARE(count(sweep, ">fixed-random</text>"), 2);
        QCOMPARE(count(sweep, ">n = 8</text>"), 2);
        QVERIFY(sweep.find("no intervals and no tests") != std::string::npos);
        Options byName;
        byName.comparison.groupBy = {"name"};
        QVERIFY(sectionOf(page({m_lora[0]}, {m_lora[1]}, byName), "sweep").empty());
    }

    void qualityIsDrawnOverTimeAndLayerEvaluations()
    {
        const std::string costs = sectionOf(page(m_lora, m_molex), "costs");
        QCOMPARE(count(costs, "<svg"), 2);
        QCOMPARE(count(costs, "<circle"), 2 * (8 + 2)); // runs and means
        QVERIFY(costs.find("training time (s)") != std::string::npos);
        QVERIFY(costs.find("layer evaluations (per pass, second layer pass counted)") != std::string::npos);
        QVERIFY(costs.find("means with 95 % intervals (Student") != std::string::npos);
        QVERIFY2(costs.find("routing.kind=none 1,000 (n = 4), routing.kind=molex 1,100 (n = 4)") != std::string::npos,
                 costs.c_str());
        QVERIFY(costs.find("class=\"reference\"") != std::string::npos); // more layers, better
    }

    void everyGroupHasItsBandAndItsRuns()
    {
        const std::string html = page(m_random, m_molex);
        for (const char* color : {"c0", "c1"}) {
            // accuracy, loss of dev, training loss
            QCOMPARE(count(html, std::string("class=\"curve raw ") + color), 12);
            QCOMPARE(count(html, std::string("class=\"curve ") + color), 3);
            QCOMPARE(count(html, std::string("class=\"band ") + color), 3);
        }
        QVERIFY(html.find("running means") != std::string::npos); // 300 points
        const std::string single = page({m_random[0]}, {m_molex[0]});
        QCOMPARE(count(single, "class=\"band "), 0);
        QCOMPARE(count(single, "class=\"curve raw "), 0);
        QVERIFY(single.find("not tested over seeds") != std::string::npos);
    }

    /// Run 3 is the third in the table's order of colours, run 2 the second.
    void aGroupHasTheColourOfItsRunsEverywhere()
    {
        const auto drawn = [](const std::string& html, const std::string& colour) {
            const bool isInCurves = html.find("class=\"curve " + colour + "\"") != std::string::npos;
            const bool isInLegend = html.find("class=\"swatch " + colour + "\"") != std::string::npos;
            return isInCurves && isInLegend;
        };
        const std::string byNumber = page(m_lora, m_molex);
        QVERIFY(drawn(byNumber, "c2") && drawn(byNumber, "c1"));
        QCOMPARE(count(byNumber, "swatch c0"), 0);
        m_repository->setMarks(m_lora.front(), {{}, {}, false, false, false, 12});
        const std::string changed = page(m_lora, m_molex);
        m_repository->setMarks(m_lora.front(), {});
        QVERIFY(drawn(changed, "c5 again") && drawn(changed, "c1")); // the palette's sixth, the second time
        Options options;
        options.groupColours = {{6, 9}}; // as the window has them
        const std::string given = page(m_lora, m_molex, options);
        QVERIFY(drawn(given, "c6") && drawn(given, "c2 again"));
    }

    void cellsWithinSeedNoiseAreHatched()
    {
        const std::string four = page(m_random, m_molex); // every cell differs in every run
        QCOMPARE(count(four, "class=\"heatmap\""), 3);
        QVERIFY(four.find("Share, routing.kind=molex \xE2\x88\x92 routing.kind=fixed-random") != std::string::npos);
        QVERIFY(four.find("16 of 16 cells differ") != std::string::npos);
        QCOMPARE(count(four, " Runs: n = 4 and 4.</figcaption>"), 1);
        QCOMPARE(count(four, "agree on the most chosen layer at 4.0 of 4 positions."), 2); // all prefer their own layer
        QCOMPARE(count(four, "url(#t0-difference-1-hatch)"), 0);
        const std::string two = page({m_random[0], m_random[1]}, {m_molex[0], m_molex[1]});
        QCOMPARE(count(two, "url(#t0-difference-1-hatch)"), 16);
        QCOMPARE(count(two, "id=\"t0-difference-1-hatch\""), 1);
        QCOMPARE(count(two, "class=\"hatch rim\""), 1); // seen on dark cells
        QVERIFY(two.find("So few seeds cannot tell") != std::string::npos);
        const std::string against = page(m_lora, m_molex);
        QCOMPARE(count(against, "class=\"heatmap\""), 2);
        QVERIFY(against.find("\xE2\x88\x92 uniform choice") != std::string::npos);
        QVERIFY(against.find("4 of 16 cells differ") != std::string::npos); // the layer that all prefer
        QCOMPARE(count(against, " Runs: n = 4.</figcaption>"), 1);
        QVERIFY(page(m_lora, {m_molex[0], m_molex[1]}).find("So few seeds cannot tell") != std::string::npos);
        std::vector<std::int64_t> both = m_molex;
        both.insert(both.end(), m_random.begin(), m_random.end());
        const std::string control = page(m_lora, both);
        const std::string rival = "routing.kind=fixed-random (control)";
        QVERIFY(control.find("Share, routing.kind=molex \xE2\x88\x92 " + rival) != std::string::npos);
        QVERIFY(control.find("16 of 16 cells differ from " + rival) != std::string::npos);
        const engine::Comparison comparison = compared(m_lora, both);
        const engine::TaskComparison& task = comparison.tasks[0];
        engine::Json json = toJson(comparison, {})["tasks"][0];
        addRouting(json, taskRouting(readRoutings(*m_repository, comparison, task), comparison, task));
        const engine::Json& routing = json["comparisons"][0]["routing"];
        QVERIFY(routing["against"] == "control" && routing["control"] == "routing.kind=fixed-random");
        QVERIFY(json["comparisons"][1]["routing"]["against"] == "uniform choice"); // the control itself
        QVERIFY(!json["comparisons"][1]["routing"].contains("control"));
        std::vector<std::int64_t> uniform;
        for (std::int64_t seed = 1; seed <= 3; ++seed) { // on either side of it
            const double self = 0.25 - 0.003 * double(seed) + (seed % 2 == 0 ? 0.02 : -0.02);
            uniform.push_back(add({"uniform-s" + std::to_string(seed), seed, "molex", 0.6, self}));
        }
        QVERIFY(page(m_lora, uniform).find("at least 5 of 16 cells would have to differ together")
                != std::string::npos);
        Options single;
        single.comparison.groupBy = {"name"};
        QCOMPARE(count(page({m_lora[0]}, {m_lora[1]}, single), "class=\"heatmap\""), 0);
    }

    void sectionsCanBeLeftOut()
    {
        const std::string whole = page(m_random, m_molex);
        for (const Section section : allSections()) {
            const std::string id = std::string("id=\"t0-") + toText(section) + "\"";
            if (section != Section::Examples) // no rows were recorded
                QVERIFY2(whole.find(id) != std::string::npos, id.c_str());
            Options without;
            std::erase(without.sections, section);
            const std::string less = page(m_random, m_molex, without);
            QVERIFY2(less.find(id) == std::string::npos, id.c_str());
            QCOMPARE(sectionFromText(toText(section)), std::optional(section));
            Options alone;
            alone.sections = {section};
            QVERIFY(page(m_random, m_molex, alone).find("<ul class=\"conditions\">") != std::string::npos);
        }
        QVERIFY(!sectionFromText("everything"));
    }

    void namesOfTheWindowAreTaken()
    {
        Options options;
        options.groupNames = {{"control", "MoLEx & co"}};
        const std::string html = page(m_random, m_molex, options);
        QVERIFY(html.find("<h1>MoLEx &amp; co against control</h1>") != std::string::npos);
        QVERIFY(html.find("routing.kind=molex") == std::string::npos);
    }

    void aNameKeepsWhatItBeginsWith()
    {
        Options options;
        options.groupNames = {{"> 1e-4", ">MoLEx"}};
        const std::string html = page(m_random, m_molex, options);
        const std::string cells = "&gt; 1e-4</th><th>&gt;MoLEx</th>";
        QVERIFY(html.find("<th>Key</th><th>" + cells) != std::string::npos);
        const std::string numbers = "<th class=\"number\">&gt; 1e-4</th><th class=\"number\">&gt;MoLEx</th>";
        QVERIFY(html.find("<th>Mean of a run</th>" + numbers) != std::string::npos);
        QCOMPARE(count(html, numbers), 2); // of metrics and of costs
    }

    void nothingOfTheRunsBecomesMarkup()
    {
        const storage::RunMarks marks{{hostileTag, "plain"}, hostileNote, false, false, false, {}};
        const std::int64_t a = add({hostileName, 1, "molex", 0.6, 0.5, "\"><script>alert(5)</script>", marks});
        const std::int64_t b = add({hostileName + "2", 1, "molex", 0.7, 0.6});
        Options options;
        options.comparison.groupBy = {"name"};
        const std::string html = page({a}, {b}, options);
        for (const char* part : {"<script", "<img", "onload=\"", "\x1b", "\xE2\x80\xAE", "\x07"})
            QVERIFY2(html.find(part) == std::string::npos, part);
        for (const char* number : {"1", "4", "5"})
            QVERIFY(html.find("&lt;script&gt;alert(" + std::string(number)) != std::string::npos);
        QVERIFY(html.find("&lt;/td&gt;&lt;img src=x onerror=alert(3)&gt;, plain") != std::string::npos);
        const std::string runs = sectionOf(html, "runs"); // the note in a cell of its own
        QVERIFY2(runs.find("<td>&lt;/table&gt;&lt;/style&gt;&lt;script&gt;alert(4)&lt;/script&gt;") != std::string::npos,
                 runs.c_str());
        QVERIFY(html.find("\\u001b[2J\\u202ex") != std::string::npos);
        const QString text = QString::fromStdString(html);
        // Every tag is one that the program writes, with quoted attributes that hold no quote.
        static const QRegularExpression tag(QStringLiteral("<[^>]*>"));
        static const QRegularExpression sound(
            QStringLiteral("^<(!DOCTYPE html|/?[a-z1-6]+( [a-zA-Z-]+(=\"[^\"<>]*\")?)*/?)>$"));
        const auto style = text.indexOf(QStringLiteral("<style>"));
        const auto end = text.indexOf(QStringLiteral("</style>"));
        for (auto found = tag.globalMatch(text.left(style) + text.mid(end + 8)); found.hasNext();) {
            const QString one = found.next().captured();
            QVERIFY2(sound.match(one).hasMatch(), qPrintable(one));
        }
    }

    /// 610 and 632 of 1,000 rows are right, the first 50 by the one without a routing alone.
    void examplesHaveMcNemarWithItsCounts()
    {
        const std::int64_t a = add({"rows-lora", 1, "none", 0.61, 0, "d41d", {}, 3, {}, {}, true});
        const std::int64_t b = add({"rows-molex", 1, "molex", 0.632, 0.7, "d41d", {}, 3, {}, {}, true});
        const std::string html = page({a}, {b});
        const auto section = html.find("id=\"t0-examples\"");
        QVERIFY(section != std::string::npos);
        QVERIFY(html.find("<td>McNemar, n = 1,000, b = 50, c = 72</td>", section) != std::string::npos);
        QCOMPARE(count(html, "McNemar"), 1);
    }

    void thePageLoadsNothing()
    {
        const std::string html = page(m_random, m_molex);
        QVERIFY(html.find("Content-Security-Policy\" content=\"default-src 'none'") != std::string::npos);
        for (const char* part : {"http:", "https:", "src=", "href=", "@import", "<link", "<script"})
            QVERIFY2(html.find(part) == std::string::npos, part);
    }
};

MOLEX_TEST(tst_ComparisonReport)
#include "tst_ComparisonReport.moc"
