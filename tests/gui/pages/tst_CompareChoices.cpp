#include "gui/pages/ComparePage.h"

#include <algorithm>
#include <set>

#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QTableView>
#include <QToolButton>

#include "gui/app/AppSettings.h"
#include "gui/app/SegmentBar.h"
#include "gui/models/ComparisonModel.h"
#include "gui/pages/CompareWordsView.h"
#include "gui/pages/GroupsView.h"
#include "gui/plots/GroupPlot.h"
#include "gui/plots/RoutingHeatmap.h"
#include "tests/support/ComparePageTest.h"
#include "tests/support/GuiTestMain.h"

using namespace gui;

/// What a comparison is made with: the choices of the page's row and the test settings.
class tst_CompareChoices : public support::ComparePageTest {
    Q_OBJECT

private:
    /// The groups come in the order of their first runs.
    static void turnRound(CompareSource& source)
    {
        std::reverse(source.runs.begin(), source.runs.end());
        std::reverse(source.curves.begin(), source.curves.end());
        std::reverse(source.routing.begin(), source.routing.end());
    }

    /// Two groups of two seeds.
    static CompareSource withoutRouting()
    {
        CompareSource source =
            support::sourceOf({{1, 1, false, 0.6}, {2, 2, false, 0.7}, {3, 1, false, 0.5}, {4, 2, false, 0.6}});
        for (std::size_t run = 2; run < 4; ++run)
            source.runs[run].config["training"]["batch_size"] = 77;
        return source;
    }

private Q_SLOTS:
    void withoutRoutingThereIsNoHeatmap()
    {
        Shown shown(m_theme, m_dialogs);
        shown.page.setResult(result(withoutRouting()));
        QVERIFY(!shown.find<RoutingHeatmap>("compareRouting").isVisible());
    }

    void nothingStaysOfTheRoutingThatWasComparedBefore()
    {
        Shown shown(m_theme, m_dialogs);
        const QList<QAction*> exports = shown.page.exportMenu()->actions();
        const auto entry = std::find_if(exports.begin(), exports.end(), [](const QAction* action) {
            return action->text() == QStringLiteral("Routing difference");
        });
        QVERIFY(entry != exports.end());
        const auto hasPicture = [&shown] { return !shown.find<RoutingHeatmap>("compareRouting").picture().isEmpty(); };
        QVERIFY(!(*entry)->isEnabled());
        const auto routed = result(support::sourceOf(support::twoGroups(3, 0.02)));
        for (const bool isProblem : {false, true}) {
            shown.page.setResult(routed);
            QVERIFY((*entry)->isEnabled() && hasPicture());
            if (isProblem)
                shown.page.showProblem(QStringLiteral("because"));
            else
                shown.page.setResult(result(withoutRouting()));
            QVERIFY(!(*entry)->isEnabled() && !hasPicture());
        }
    }

    void theGroupThatIsComparedStaysWhereOthersCome()
    {
        Shown shown(m_theme, m_dialogs);
        CompareSource source = support::sourceOf(support::twoGroups(6, 0.02));
        for (const std::size_t run : {1, 3, 5}) // MoLEx with the first three seeds
            source.runs[run].config["training"]["batch_size"] = 77;
        const auto& against = shown.find<QComboBox>("compareAgainst");
        const auto compared = [&] {
            const engine::Comparison& comparison = shown.page.result()->comparison;
            const engine::TaskComparison& task = comparison.tasks[0];
            const std::size_t group = task.against[std::size_t(against.currentIndex())].group;
            std::set<std::int64_t> ids;
            for (const std::size_t run : task.groups.groups[group].runs)
                ids.insert(comparison.runs[run].id);
            return ids;
        };
        shown.page.setResult(result(source));
        QCOMPARE(against.count(), 2);
        shown.find<QComboBox>("compareAgainst").setCurrentIndex(1);
        const std::set<std::int64_t> chosen{10, 11, 12};
        QCOMPARE(compared(), chosen);
        CompareSource more = source; // one group becomes two, and all labels name another key
        more.runs[3].config["training"]["learning_rate"] = 0.5;
        shown.page.setResult(result(more));
        QCOMPARE(against.count(), 3);
        QCOMPARE(compared(), chosen);
        turnRound(source);
        shown.page.setResult(result(source));
        QCOMPARE(against.count(), 2);
        QCOMPARE(compared(), chosen);
    }

    void theTaskThatIsShownStaysWhereOthersCome()
    {
        Shown shown(m_theme, m_dialogs);
        CompareSource source = support::sourceOf(support::twoGroups(4, 0.02));
        for (std::size_t run = 4; run < 8; ++run)
            source.runs[run].config["task"]["name"] = "RTE";
        shown.page.setResult(result(source));
        auto& task = shown.find<QComboBox>("compareTask");
        QVERIFY(task.isVisible());
        task.setCurrentIndex(1);
        const QString chosen = task.currentText();
        QVERIFY(chosen != task.itemText(0));
        turnRound(source);
        shown.page.setResult(result(source));
        QCOMPARE(task.currentIndex(), 0);
        QCOMPARE(task.currentText(), chosen);
    }

    void choicesAreAskedForAgain()
    {
        Shown shown(m_theme, m_dialogs);
        shown.page.setResult(result(support::sourceOf(support::twoGroups(3, 0.02))));
        QSignalSpy asked(&shown.page, &ComparePage::choiceChanged);
        auto& value = shown.find<QComboBox>("compareValue");
        value.setCurrentIndex(value.findText(QStringLiteral("last")));
        QCOMPARE(asked.count(), 1);
        QCOMPARE(shown.page.choice().tests.value.kind, engine::ComparedValue::Kind::Last);
        auto& interval = shown.find<QComboBox>("compareInterval");
        interval.setCurrentIndex(1);
        QCOMPARE(shown.page.choice().band, BandKind::Bootstrap);
        auto& groupBy = shown.find<QComboBox>("compareGroupBy");
        QVERIFY(groupBy.findText(QStringLiteral("routing.kind")) > 0);
        groupBy.setCurrentIndex(groupBy.findText(QStringLiteral("routing.kind")));
        QCOMPARE(shown.page.choice().groupBy, std::vector<std::string>{"routing.kind"});
        auto& curve = shown.find<QComboBox>("compareCurve");
        curve.setCurrentIndex(curve.findText(QStringLiteral("Loss, dev")));
        QCOMPARE(shown.page.choice().curveKey, std::string("dev_loss"));
        QCOMPARE(asked.count(), 4);
        shown.find<QDoubleSpinBox>("compareSmoothing").setValue(0.9);
        QCOMPARE(shown.page.choice().smoothing, 0.9);
        QCOMPARE(asked.count(), 5);
        shown.find<QCheckBox>("compareLogarithmic").setChecked(true);
        auto& correction = shown.find<QComboBox>("compareCorrection");
        auto& table = shown.find<QTableView>("compareTable");
        QVERIFY(!table.isColumnHidden(ComparisonModel::Holm));
        correction.setCurrentIndex(1);
        QVERIFY(table.isColumnHidden(ComparisonModel::Holm));
        QCOMPARE(asked.count(), 5); // only other views
    }

    void testSettingsAreThoseOfTheCommandLineAndEverythingFollows()
    {
        Shown shown(m_theme, m_dialogs);
        CompareSource source = support::sourceOf(support::twoGroups(3, 0.02));
        source.steps = {10, 20, 30};
        shown.page.setResult(result(source));
        QCOMPARE(shown.page.choice().tests, TestSettings{}); // the defaults of `molex compare`
        QSignalSpy asked(&shown.page, &ComparePage::choiceChanged);
        QTest::mouseClick(&shown.find<QToolButton>("testSettingsButton"), Qt::LeftButton);
        QTRY_VERIFY(shown.find<QDialog>("testSettings").isVisible());
        shown.find<QDoubleSpinBox>("testLevel").setValue(0.9);
        shown.find<QDoubleSpinBox>("testRope").setValue(0.05);
        auto& metrics = shown.find<QListWidget>("testMetrics");
        QCOMPARE(metrics.count(), 2);
        QCOMPARE(metrics.item(0)->text(), QStringLiteral("Accuracy")); // as the table calls them
        QCOMPARE(metrics.item(1)->text(), QStringLiteral("Loss"));
        metrics.item(1)->setCheckState(Qt::Unchecked);
        auto& value = shown.find<QComboBox>("compareValue");
        value.setCurrentIndex(value.findData(QStringLiteral("20")));
        QCOMPARE(asked.count(), 4);
        const TestSettings tests = shown.page.choice().tests;
        QCOMPARE(tests.metrics, std::vector<std::string>{"accuracy"});
        QCOMPARE(tests.resampling.level, 0.9);
        QCOMPARE(tests.rope.rope, 0.05);
        QCOMPARE(tests.value, (engine::ComparedValue{engine::ComparedValue::Kind::AtStep, 20}));

        source.value = tests.value; // as the reader has it from the choice
        shown.page.setResult(result(source, shown.page.choice()));
        QCOMPARE(shown.page.summary(), QStringLiteral("6 runs compared, 1 test by seed, 0 by example"));
        GroupsView groups(m_theme);
        groups.setResult(*result(source, shown.page.choice()), {});
        const QString note = groups.findChild<QLabel*>(QStringLiteral("groupsNote"))->text();
        QVERIFY2(note.endsWith(QStringLiteral("; one test, so no correction.")), qPrintable(note));
        QCOMPARE(shown.find<GroupPlot>("compareCurves").readOut(), QStringLiteral("mean, 90 % Student t, n = 3"));
        const QAbstractItemModel& model = *shown.find<QTableView>("compareTable").model();
        QCOMPARE(model.headerData(ComparisonModel::Interval, Qt::Horizontal).toString(),
                 QStringLiteral("90 % interval"));
        QVERIFY(shown.page.findChild<CompareWordsView*>()->text().contains(QStringLiteral("at 10 % after Holm")));
        QCOMPARE(shown.find<QComboBox>("compareInterval").currentText(), QStringLiteral("90 %, Student t"));
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("groups.md"));
        shown.find<QComboBox>("compareCorrection").setCurrentIndex(1);
        QVERIFY(shown.page.findChild<CompareWordsView*>()->text().contains(QStringLiteral("at 10 %, not corrected")));
        const QString table =
            written(path, [&] { shown.page.exportGroups(storage::TableFormat::Markdown, path); });
        for (const char* part : {"90 % interval", "evaluation at step 20.", "p \\< 0.1"})
            QVERIFY2(table.contains(QLatin1String(part)), qPrintable(table));
        QTest::mouseClick(&shown.find<QPushButton>("testDefaults"), Qt::LeftButton);
        QCOMPARE(shown.page.choice().tests.resampling.level, 0.95);
    }

    void whatWasChosenIsThereAfterARestart()
    {
        QTemporaryDir folder;
        AppSettings settings(folder.filePath(QStringLiteral("settings.ini")));
        {
            Shown shown(m_theme, m_dialogs);
            shown.page.remember(settings);
            shown.find<QDoubleSpinBox>("testLevel").setValue(0.99);
            shown.find<QSpinBox>("testResamples").setValue(2000);
            shown.find<QComboBox>("compareInterval").setCurrentIndex(1);
            shown.find<QComboBox>("compareCorrection").setCurrentIndex(1);
            shown.find<QCheckBox>("compareLogarithmic").setChecked(true);
            shown.find<SegmentBar>("compareAcross").choose(2);
            shown.find<QDoubleSpinBox>("compareSmoothing").setValue(0.6);
        }
        Shown again(m_theme, m_dialogs);
        again.page.remember(settings);
        const CompareChoice choice = again.page.choice();
        QCOMPARE(choice.tests.resampling.level, 0.99);
        QCOMPARE(choice.tests.resampling.resamples, std::int64_t(2000));
        QCOMPARE(choice.band, BandKind::Bootstrap);
        QCOMPARE(again.find<QComboBox>("compareInterval").currentText(), QStringLiteral("99 %, bootstrap"));
        QCOMPARE(again.find<QComboBox>("compareCorrection").currentText(), QStringLiteral("none"));
        QVERIFY(again.find<QCheckBox>("compareLogarithmic").isChecked());
        QCOMPARE(again.find<SegmentBar>("compareAcross").current(), 2);
        QCOMPARE(choice.smoothing, 0.6);
        QCOMPARE(testSettingsFromText(QStringLiteral("{\"level\":95}")), TestSettings{}); // no level of an interval
        TestSettings some{{"f1", "matthews"}, {engine::ComparedValue::Kind::AtStep, 300}, {500, 3, 0.9}, {0.02, 0.1}};
        QCOMPARE(testSettingsFromText(toText(some)), some);
    }

    /// Not everybody knows them by their short names.
    void whatRopeAndRhoAreIsSaid()
    {
        Shown shown(m_theme, m_dialogs);
        shown.page.setResult(result(support::sourceOf(support::twoGroups(3, 0.02))));
        const auto& form = static_cast<const QFormLayout&>(*shown.find<QDialog>("testSettings").layout());
        for (const auto& [name, meaning] : {std::pair("testRope", "Region of practical equivalence"),
                                            std::pair("testRho", "correlation of the differences")}) {
            auto& field = shown.find<QDoubleSpinBox>(name);
            QVERIFY2(field.toolTip().contains(QLatin1String(meaning)), qPrintable(field.toolTip()));
            QCOMPARE(form.labelForField(&field)->toolTip(), field.toolTip());
        }
        const QAbstractItemModel& model = *shown.find<QTableView>("compareTable").model();
        const QString tip = model.headerData(ComparisonModel::Rope, Qt::Horizontal, Qt::ToolTipRole).toString();
        QVERIFY2(tip.contains(QStringLiteral("region of practical equivalence")), qPrintable(tip));
    }

    void severalKeysGroupTogetherAndAreThereAfterARestart()
    {
        QTemporaryDir folder;
        AppSettings settings(folder.filePath(QStringLiteral("settings.ini")));
        CompareSource source = support::sourceOf(support::twoGroups(4, 0.02));
        for (std::size_t run = 0; run < source.runs.size(); ++run)
            source.runs[run].config["training"]["learning_rate"] = run % 4 < 2 ? 0.001 : 0.01;
        const std::vector<std::string> both{"routing.kind", "training.learning_rate"};
        {
            Shown shown(m_theme, m_dialogs);
            shown.page.remember(settings);
            shown.page.setResult(result(source));
            QSignalSpy asked(&shown.page, &ComparePage::choiceChanged);
            auto& groupBy = shown.find<QComboBox>("compareGroupBy");
            groupBy.setCurrentIndex(groupBy.findText(QStringLiteral("routing.kind")));
            QCOMPARE(asked.count(), 1);
            groupBy.setCurrentIndex(groupBy.findText(QStringLiteral("Several keys…")));
            QTRY_VERIFY(shown.find<QDialog>("groupKeys").isVisible());
            QCOMPARE(groupBy.currentText(), QStringLiteral("routing.kind"));
            QCOMPARE(asked.count(), 1); // nothing else is chosen yet
            auto& keys = shown.find<QListWidget>("groupKeyList");
            const auto item = [&keys](const char* key) {
                return keys.findItems(QLatin1String(key), Qt::MatchExactly).value(0);
            };
            QCOMPARE(item("routing.kind")->checkState(), Qt::Checked);
            QCOMPARE(item("name")->checkState(), Qt::Unchecked);
            item("training.learning_rate")->setCheckState(Qt::Checked);
            QCOMPARE(asked.count(), 2);
            QCOMPARE(shown.page.choice().groupBy, both);
            QCOMPARE(groupBy.currentText(), QStringLiteral("routing.kind, training.learning_rate"));
        }
        Shown again(m_theme, m_dialogs);
        again.page.remember(settings);
        QCOMPARE(again.page.choice().groupBy, both);
        const auto made = result(source, again.page.choice());
        QCOMPARE(made->tasks[0].groups.size(), std::size_t(4));
        QCOMPARE(made->comparison.tasks[0].groups.groups[0].label,
                 std::string("routing.kind=none, training.learning_rate=0.001"));
        again.page.setResult(made);
        auto& groupBy = again.find<QComboBox>("compareGroupBy");
        QCOMPARE(groupBy.currentText(), QStringLiteral("routing.kind, training.learning_rate"));
        QCOMPARE(groupBy.toolTip(), QStringLiteral("Group by routing.kind, training.learning_rate"));
        groupBy.setCurrentIndex(0);
        QVERIFY(again.page.choice().groupBy.empty());
    }

    void keysThatNoRunHasAreLeftOut()
    {
        const CompareSource source = support::sourceOf(support::twoGroups(3, 0.02));
        QTemporaryDir folder;
        AppSettings settings(folder.filePath(QStringLiteral("settings.ini")));
        settings.setComparison(QStringLiteral("{\"group_by\":[\"nothing.like.it\",\"task.kind\"]}"));
        Shown shown(m_theme, m_dialogs);
        shown.page.remember(settings);
        QCOMPARE(shown.page.choice().groupBy, (std::vector<std::string>{"nothing.like.it", "task.kind"}));
        const auto made = result(source, shown.page.choice());
        QVERIFY2(made->problem.isEmpty(), qPrintable(made->problem));
        QCOMPARE(made->options.groupBy, std::vector<std::string>{"task.kind"});
        shown.page.setResult(made);
        QCOMPARE(shown.page.choice().groupBy.size(), std::size_t(2)); // both are wanted again of other runs
        QCOMPARE(shown.find<QComboBox>("compareGroupBy").currentText(), QStringLiteral("task.kind"));
    }

    void metricsThatOtherRunsHaveAreLeftOut()
    {
        CompareChoice choice;
        choice.tests.metrics = {"matthews"};
        const CompareSource source = support::sourceOf(support::twoGroups(3, 0.02));
        const CompareResult without = compareRuns(source, choice);
        QVERIFY(without.problem.isEmpty());
        QCOMPARE(without.comparison.seedTests, std::int64_t(2));
        choice.tests.metrics = {"matthews", "dev_loss"};
        QCOMPARE(compareRuns(source, choice).comparison.seedTests, std::int64_t(1));
    }
};

MOLEX_GUI_TEST(tst_CompareChoices)
#include "tst_CompareChoices.moc"
