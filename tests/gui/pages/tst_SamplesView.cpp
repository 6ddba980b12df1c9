#include "gui/pages/SamplesView.h"

#include <QAbstractButton>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSlider>
#include <QTableView>
#include <QToolButton>
#include <QTreeWidget>

#include "engine/run/ConfigJson.h"
#include "gui/app/EmptyState.h"
#include "gui/models/SamplesModel.h"
#include "gui/pages/ConfusionMatrix.h"
#include "gui/pages/RunPage.h"
#include "gui/plots/AgreementPlot.h"
#include "gui/plots/CalibrationPlot.h"
#include "gui/plots/RoutingHeatmap.h"
#include "tests/support/SamplesTest.h"

using namespace gui;

/// The rows of the Samples tab.
class tst_SamplesView : public support::SamplesTest {
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { close(); }

    void withoutRowsItSaysWhy()
    {
        m_keys.clear();
        m_model->load(support::SyntheticRun({}).queued());
        QVERIFY(find<EmptyState>("samplesEmptyState").title().contains(QStringLiteral("queue")));
        feed(40);
        QVERIFY(find<EmptyState>("samplesEmptyState").title().contains(QStringLiteral("No evaluation yet")));
        feed(0);
        QVERIFY(find<EmptyState>("samplesEmptyState").advice().contains(QStringLiteral("older version")));
        QVERIFY(find<EmptyState>("samplesEmptyState").isVisible());
        m_view->setModel(nullptr);
        QVERIFY(find<EmptyState>("samplesEmptyState").title().contains(QStringLiteral("No run")));
    }

    void aRunThatWritesTextSaysWhyNoSentenceIsTried()
    {
        engine::RunConfig config;
        config.task.kind = engine::TaskKind::E2e;
        SavedRun saved = support::SyntheticRun({}).queued();
        saved.record.configJson = engine::toJson(config).dump();
        m_keys.clear();
        m_model->load(saved);
        QVERIFY(find<EmptyState>("samplesEmptyState").title().contains(QStringLiteral("queue")));
        const auto& why = find<EmptyState>("sentenceEmptyState");
        QCOMPARE(why.title(), QStringLiteral("A typed sentence needs a classifier"));
        QVERIFY(why.isVisible() && why.advice().contains(QStringLiteral("Once a checkpoint is saved")));
        QVERIFY(!find<QWidget>("sentenceLineEdit").isVisible() && !find<QWidget>("copyCommandToolButton").isVisible());
        m_model->apply({engine::CheckpointSaved{50, "/Anna's/step-50", 1, true},
                        engine::CheckpointSaved{100, "/Anna's/step-100", 1, false}}, 1000);
        press("copyCommandToolButton");
        QCOMPARE(QApplication::clipboard()->text(),
                 QStringLiteral("molex generate --checkpoint '/Anna'\\''s/step-50' --input FILE")); // the best
    }

    void aLanguageModelsRowsHaveReferenceTextAndItsScore()
    {
        SamplesView& view = m_view->samples();
        bool hasTexts = true;
        answerRowsBy([&](qint64 run, const EvaluationKey& key) {
            engine::RowsEvaluated rows = support::syntheticWrittenRows(0);
            rows.texts.resize(hasTexts ? rows.texts.size() : 0);
            rows.textOf.resize(hasTexts ? rows.rows() : 0);
            view.setRows(run, key, rows, {});
        });
        connect(&view, &SamplesView::textsWanted, this,
                [&](qint64 run) { view.setTexts(run, support::syntheticReferences()); });
        int asked = 0;
        connect(&view, &SamplesView::predictionWanted, this, [&] { ++asked; });
        feed(0);
        QVERIFY(!find<QAbstractButton>("wrongToolButton").isEnabled()
                && !find<QAbstractButton>("scoresToolButton").isEnabled());
        QVERIFY2(foot().contains(QStringLiteral("50 of 60 dev rows")), qPrintable(foot())); // the worst
        press("allToolButton");
        QCOMPARE(table().model()->headerData(SamplesModel::Label, Qt::Horizontal), QVariant(QString("Reference")));
        QCOMPARE(column(SamplesModel::Sentence).front(), QStringLiteral("name[Place 0], food[fish]"));
        QCOMPARE(column(SamplesModel::Label).at(1), QStringLiteral("Place 0 serves fish at step 1."));
        QCOMPARE(column(SamplesModel::Prediction).at(1), QStringLiteral("Place 0 serves fish at step 0."));
        QCOMPARE(column(SamplesModel::Confidence).at(1), QStringLiteral("1.00"));
        QCOMPARE(column(SamplesModel::Prediction).at(3), QString()); // the second prompt has none
        QVERIFY(!table().isColumnHidden(SamplesModel::Route));
        table().sortByColumn(SamplesModel::Confidence, Qt::DescendingOrder);
        QCOMPARE(column(SamplesModel::Sentence).front(), QStringLiteral("name[Place 0], food[fish]"));
        table().setCurrentIndex(table().model()->index(0, SamplesModel::Row));
        QTest::keyClick(&table(), Qt::Key_Return);
        QCOMPARE(asked, 0); // no label to predict
        hasTexts = false;
        Q_EMIT find<QComboBox>("sampleEvaluationComboBox").activated(0);
        QVERIFY(table().isColumnHidden(SamplesModel::Prediction) && table().isColumnHidden(SamplesModel::Confidence));
        QVERIFY2(foot().contains(QStringLiteral("“Texts at evaluations” on the Launch page")), qPrintable(foot()));
        find<EmptyState>("samplesEmptyState").onlyRead();
        press("bestToolButton");
        QVERIFY2(foot().endsWith(QStringLiteral("where “Texts at evaluations” asks for it")), qPrintable(foot()));
    }

    void theBestEvaluationsWrongRowsComeFirst()
    {
        feed(0);
        const std::int64_t best = m_model->record().best->step;
        QTRY_COMPARE(m_asked.back(), EvaluationKey(best < 200 ? best : 150, "dev"));
        QVERIFY(table().isVisible());
        const QStringList losses = column(SamplesModel::Loss);
        QVERIFY(losses.size() > 10);
        QVERIFY(losses.front().toDouble() >= losses[5].toDouble());
        for (int row = 0; row < table().model()->rowCount(); ++row)
            QVERIFY(column(SamplesModel::Label)[row] != column(SamplesModel::Prediction)[row]);
        QVERIFY2(foot().contains(QStringLiteral(" are wrong; ")), qPrintable(foot()));
        QVERIFY(column(SamplesModel::Sentence).front().size() > 10);
    }

    void rowsCanBeChosenSortedAndSearched()
    {
        feed(0);
        press("bestToolButton");
        QCOMPARE(table().model()->rowCount(), 50);
        QVERIFY(column(SamplesModel::Loss).front().toDouble() <= column(SamplesModel::Loss).back().toDouble());
        press("allToolButton");
        QCOMPARE(column(SamplesModel::Row).front(), QStringLiteral("0"));
        table().sortByColumn(SamplesModel::Confidence, Qt::DescendingOrder);
        QVERIFY(column(SamplesModel::Confidence).front().toDouble()
                >= column(SamplesModel::Confidence).back().toDouble());
        find<QLineEdit>("sampleSearchLineEdit").setText(QStringLiteral("bookcase"));
        QCOMPARE(table().model()->rowCount(), 300 / 8);
        QVERIFY(foot().startsWith(QStringLiteral("37 of 300 dev rows at step 150 are listed")));
    }

    void rowsOfOneLabelAndRightOnesCanBeListed()
    {
        feed(0);
        press("rightToolButton");
        const int right = table().model()->rowCount();
        QVERIFY(right > 0);
        QCOMPARE(column(SamplesModel::Label), column(SamplesModel::Prediction));
        QVERIFY2(foot().contains(QStringLiteral("are right")), qPrintable(foot()));
        QComboBox& label = find<QComboBox>("sampleLabelComboBox");
        QCOMPARE(label.count(), 3);
        label.setCurrentText(QStringLiteral("acceptable"));
        Q_EMIT label.activated(label.currentIndex());
        const int acceptable = table().model()->rowCount();
        QVERIFY(acceptable > 0 && acceptable < right);
        for (const QString& each : column(SamplesModel::Label))
            QCOMPARE(each, QStringLiteral("acceptable"));
        label.setCurrentText(QStringLiteral("unacceptable"));
        Q_EMIT label.activated(label.currentIndex());
        QCOMPARE(table().model()->rowCount(), right - acceptable);
        find<QComboBox>("sampleEvaluationComboBox").setCurrentIndex(2);
        Q_EMIT find<QComboBox>("sampleEvaluationComboBox").activated(2);
        QCOMPARE(label.currentText(), QStringLiteral("unacceptable")); // stays for another evaluation
        m_view->showSamplesOf({7, 6, 50, std::nullopt});
        QCOMPARE(label.currentIndex(), 0); // nothing else may hide the rows of a cell
    }

    void aRegressionHasScoresInsteadOfAMatrix()
    {
        answerRowsBy([&](qint64 run, const EvaluationKey& key) {
            engine::RowsEvaluated rows;
            rows.step = key.first;
            rows.split = key.second;
            rows.labels = {1, 2, 3, 4};
            rows.predictions = {1.5, 2.0, 2.5, 5.0};
            rows.losses = {0.25F, 0, 0.25F, 1};
            m_view->samples().setRows(run, key, rows, {});
        });
        feed(0);
        QVERIFY(!find<QAbstractButton>("wrongToolButton").isEnabled() && !find<QAbstractButton>("rightToolButton").isEnabled());
        QVERIFY(!find<QComboBox>("sampleLabelComboBox").isVisible());
        press("scoresToolButton");
        QVERIFY(!find<ConfusionMatrix>("confusionMatrix").isVisible());
        const QTreeWidget& scores = find<QTreeWidget>("regressionScoresTreeWidget");
        QVERIFY(scores.isVisible());
        const auto value = [&](const char* name) {
            const auto items = scores.findItems(QString::fromLatin1(name), Qt::MatchExactly);
            return items.isEmpty() ? QStringLiteral("(none)") : items.front()->text(1);
        };
        QCOMPARE(value("Rows"), QStringLiteral("4"));
        QCOMPARE(value("Pearson correlation"), QStringLiteral("0.914")); // 5.5 / sqrt(5 * 7.25)
        QCOMPARE(value("Spearman correlation"), QStringLiteral("1.000"));
        QCOMPARE(value("Mean squared error"), QStringLiteral("0.375"));
        const AgreementPlot& plot = find<AgreementPlot>("agreementPlot");
        QVERIFY(plot.isVisible());
        QCOMPARE(plot.points()[3], (std::pair(4.0, 5.0)));
        QVERIFY(plot.range().first < 1 && plot.range().second > 5);
        QVERIFY2(foot().contains(QStringLiteral("4 dev rows")) && !foot().contains(QStringLiteral("matrix")), qPrintable(foot()));
        m_view->grab();
    }

    void changesAreThoseSinceTheEvaluationBeforeOrAChosenOne()
    {
        feed(0);
        find<QComboBox>("sampleEvaluationComboBox").setCurrentIndex(0);
        Q_EMIT find<QComboBox>("sampleEvaluationComboBox").activated(0); // step 150
        press("changedToolButton");
        QCOMPARE(m_asked.back(), EvaluationKey(100, "dev"));
        QVERIFY(find<QComboBox>("earlierEvaluationComboBox").isVisible());
        const int since100 = table().model()->rowCount();
        find<QComboBox>("earlierEvaluationComboBox").setCurrentIndex(1);
        Q_EMIT find<QComboBox>("earlierEvaluationComboBox").activated(1);
        QCOMPARE(m_asked.back(), EvaluationKey(50, "dev"));
        QVERIFY(since100 > 0 && table().model()->rowCount() > since100);
        QVERIFY(!table().isColumnHidden(SamplesModel::Before));
        for (int row = 0; row < table().model()->rowCount(); ++row)
            QVERIFY(column(SamplesModel::Before)[row] != column(SamplesModel::Prediction)[row]);
        QVERIFY(foot().contains(QStringLiteral("otherwise than at step 50")));
    }

    void aCellOfTheRoutingListsItsRows()
    {
        feed(0);
        m_view->showTab(RunPage::Tab::Metrics);
        m_view->showSamplesOf({7, 6, 150, std::nullopt});
        QVERIFY(m_view->samples().isVisible());
        QVERIFY(table().model()->rowCount() > 0);
        QVERIFY(table().model()->rowCount() < 300);
        for (const QString& route : column(SamplesModel::Route))
            QCOMPARE(route.split(QLatin1Char(' ')).at(7), QStringLiteral("6"));
        QVERIFY(find<QLabel>("samplesNoteLabel").text().contains(QStringLiteral("layer 6 at position 7")));
        press("clearNarrowingToolButton");
        QCOMPARE(table().model()->rowCount(), 300);
        QVERIFY(!find<QWidget>("samplesNote").isVisible());
    }

    void rowsOfALayerAreChosenInTheBarToo()
    {
        feed(0);
        m_view->showSamplesOf({3, 5, 150, std::nullopt});
        const auto& button = find<QToolButton>("sampleRoutedToolButton");
        QCOMPARE(button.text(), QStringLiteral("3 → 5"));
        Q_EMIT button.menu()->aboutToShow();
        button.menu()->actions().at(1 + 7)->menu()->actions().at(6)->trigger(); // after "Anywhere"
        QCOMPARE(button.text(), QStringLiteral("7 → 6"));
        QVERIFY(table().model()->rowCount() > 0 && table().model()->rowCount() < 300);
        for (const QString& route : column(SamplesModel::Route))
            QCOMPARE(route.split(QLatin1Char(' ')).at(7), QStringLiteral("6"));
    }

    void aClickInTheHeatmapListsTheRowsOfItsStepAndClass()
    {
        feed(0);
        m_view->showTab(RunPage::Tab::Routing);
        auto& heatmap = findIn<RoutingHeatmap>(*m_view, "routingHeatmap");
        QTRY_VERIFY(heatmap.cellRect(7, 6).width() > 0);
        const auto clickAt = [&](const QPoint& place) {
            QWidget* canvas = heatmap.findChildren<QWidget*>(Qt::FindDirectChildrenOnly).front();
            QTest::mouseClick(canvas, Qt::LeftButton, {}, place);
            QCoreApplication::processEvents();
        };
        const auto& note = find<QLabel>("samplesNoteLabel");
        findIn<QSlider>(*m_view, "recordMarkedSlider").setValue(12); // step 130
        clickAt(heatmap.cellRect(7, 6).center());
        QVERIFY(m_view->samples().isVisible());
        QCOMPARE(m_asked.back(), EvaluationKey(100, "dev"));
        QVERIFY(table().model()->rowCount() > 0);
        for (const QString& route : column(SamplesModel::Route))
            QCOMPARE(route.split(QLatin1Char(' ')).at(7), QStringLiteral("6"));
        QVERIFY2(note.text().endsWith(QStringLiteral("evaluated at step 100; the heatmap was at step 130")),
                 qPrintable(note.text()));
        QCOMPARE(find<QComboBox>("sampleLabelComboBox").currentIndex(), 0);

        m_view->showTab(RunPage::Tab::Routing);
        findIn<QAbstractButton>(*m_view, "classToolButton").click();
        findIn<QSlider>(*m_view, "recordMarkedSlider").setValue(0); // the evaluation at step 50
        auto& item = findIn<QComboBox>(*m_view, "routingItemComboBox");
        item.setCurrentIndex(1);
        Q_EMIT item.activated(1);
        QCoreApplication::processEvents();
        clickAt(heatmap.cellRect(7, 6).center());
        QCOMPARE(m_asked.back(), EvaluationKey(50, "dev"));
        QCOMPARE(find<QComboBox>("sampleLabelComboBox").currentText(), QStringLiteral("acceptable"));
        QVERIFY(table().model()->rowCount() > 0);
        for (const QString& label : column(SamplesModel::Label))
            QCOMPARE(label, QStringLiteral("acceptable"));
        QVERIFY2(note.text().endsWith(QStringLiteral("evaluated at step 50")), qPrintable(note.text()));
    }

    void aClickOnAnExpertListsTheRowsMostOfWhoseTokensWentThere()
    {
        engine::RunConfig config;
        config.routing = engine::NoRoutingConfig{};
        config.method = engine::SparseUpcyclingConfig{};
        feed(0, engine::toJson(config).dump());
        m_view->showTab(RunPage::Tab::Routing);
        auto& heatmap = findIn<RoutingHeatmap>(*m_view, "routingHeatmap");
        QTRY_VERIFY(heatmap.cellRect(7, 6).width() > 0);
        QWidget* canvas = heatmap.findChildren<QWidget*>(Qt::FindDirectChildrenOnly).front();
        QTest::mouseClick(canvas, Qt::LeftButton, {}, heatmap.cellRect(7, 6).center());
        QCoreApplication::processEvents();
        QVERIFY(m_view->samples().isVisible());
        QVERIFY(table().model()->rowCount() > 0 && table().model()->rowCount() < 300);
        for (const QString& route : column(SamplesModel::Route))
            QCOMPARE(route.split(QLatin1Char(' ')).at(7), QStringLiteral("6"));
        QCOMPARE(table().model()->headerData(SamplesModel::Route, Qt::Horizontal).toString(),
                 QStringLiteral("Experts, layers 0 to 11"));
        const auto& note = find<QLabel>("samplesNoteLabel");
        QVERIFY2(note.text().startsWith(QStringLiteral("Only rows most of whose tokens went to expert 6 in layer 7, ")),
                 qPrintable(note.text()));

        engine::RowsEvaluated rows = support::syntheticRows(100, 300);
        rows.positions.clear(); // of an older version
        rows.routes.clear();
        m_view->samples().setRows(12, m_asked.back(), rows, {});
        QCOMPARE(table().model()->rowCount(), 0);
        QVERIFY2(note.text().contains(QStringLiteral("older version")), qPrintable(note.text()));
    }

    void aCellThatIsChosenBeforeTheRowsAreReadCountsToo()
    {
        m_view->showTab(RunPage::Tab::Routing);
        feed(0);
        QVERIFY(m_asked.empty());
        m_view->showSamplesOf({7, 6, 60, 1});
        QTRY_COMPARE(m_asked, std::vector<EvaluationKey>{EvaluationKey(50, "dev")});
        QCOMPARE(find<QComboBox>("sampleLabelComboBox").currentText(), QStringLiteral("acceptable"));
        m_view->showSamplesOf({7, 6, 10, std::nullopt}); // before the first evaluation
        QVERIFY(find<QComboBox>("sampleEvaluationComboBox").currentText().startsWith(QStringLiteral("step 50")));
        QVERIFY(
            find<QLabel>("samplesNoteLabel").text().endsWith(QStringLiteral("step 50; the heatmap was at step 10")));
    }

    void theNumberAndTheEntropyOfARowSelectItAlone()
    {
        feed(0);
        m_view->showTab(RunPage::Tab::Routing);
        auto& heatmap = findIn<RoutingHeatmap>(*m_view, "routingHeatmap");
        QTRY_VERIFY(heatmap.cellRect(7, 6).width() > 0);
        const auto& position = findIn<QComboBox>(*m_view, "positionComboBox");
        QWidget* canvas = heatmap.findChildren<QWidget*>(Qt::FindDirectChildrenOnly).front();
        const QRect first = heatmap.cellRect(4, 0);
        QTest::mouseClick(canvas, Qt::LeftButton, {}, QPoint(first.left() - 10, first.center().y()));
        QCOMPARE(position.currentIndex(), 4);
        const QRect last = heatmap.cellRect(9, 11);
        QTest::mouseClick(canvas, Qt::LeftButton, {}, QPoint(last.right() + 20, last.center().y()));
        QCOMPARE(position.currentIndex(), 9);
        QVERIFY(!m_view->samples().isVisible());
    }

    void theMatrixListsTheRowsOfACell()
    {
        feed(0);
        press("scoresToolButton");
        auto& matrix = find<ConfusionMatrix>("confusionMatrix");
        QVERIFY(matrix.isVisible());
        QVERIFY(find<CalibrationPlot>("calibrationPlot").readOut().startsWith(QStringLiteral("ECE 0.")));
        QCOMPARE(find<QTreeWidget>("classScoresTreeWidget").topLevelItemCount(), 3);
        QTest::mouseClick(matrix.viewport(), Qt::LeftButton, {}, matrix.cellRect(1, 0).center());
        QVERIFY(table().isVisible());
        const int rows = table().model()->rowCount();
        QVERIFY(rows > 0);
        QVERIFY(matrix.cellText(1, 0).contains(QStringLiteral(": %1 rows").arg(rows)));
        QCOMPARE(column(SamplesModel::Label).front(), QStringLiteral("acceptable"));
        QCOMPARE(column(SamplesModel::Prediction).front(), QStringLiteral("unacceptable"));
    }

    void damageIsSaid()
    {
        answerRowsBy([&](qint64 run, const EvaluationKey& key) {
            m_view->samples().setRows(run, key, std::nullopt, QStringLiteral("A block of recorded values is damaged."));
        });
        feed(0);
        QVERIFY(find<EmptyState>("samplesEmptyState").isVisible());
        QVERIFY(find<EmptyState>("samplesEmptyState").advice().contains(QStringLiteral("damaged")));
    }

    void newEvaluationsAppearWhileItRuns()
    {
        m_keys = {{50, "dev"}};
        feed(60);
        QCOMPARE(find<QComboBox>("sampleEvaluationComboBox").count(), 1);
        m_keys.push_back({100, "dev"});
        support::SyntheticRun run({200, 50, 12, 10, true, true, 4});
        m_model->apply({run.evaluation(100)}, 1001);
        QTRY_COMPARE(find<QComboBox>("sampleEvaluationComboBox").count(), 2);
    }

    void thePageSurvivesAChangeOfThemeAndItsModel()
    {
        feed(0);
        m_view->samples().setExplained(12, support::syntheticAnswer());
        m_theme->setChoice(Theme::Choice::Dark);
        m_view->grab();
        press("scoresToolButton");
        m_view->grab();
        m_model.reset();
        QVERIFY(find<EmptyState>("samplesEmptyState").isVisible());
    }
};

MOLEX_GUI_TEST(tst_SamplesView)
#include "tst_SamplesView.moc"
