#include "gui/pages/SamplesView.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QSlider>
#include <QTableView>
#include <QTreeWidget>

#include "engine/run/ConfigJson.h"
#include "gui/app/EmptyState.h"
#include "gui/models/SamplesModel.h"
#include "gui/pages/ConfusionMatrix.h"
#include "gui/pages/LayerCells.h"
#include "gui/pages/RunPage.h"
#include "gui/pages/TokenVotes.h"
#include "gui/plots/AgreementPlot.h"
#include "gui/plots/CalibrationPlot.h"
#include "gui/plots/RoutingHeatmap.h"
#include "tests/support/GuiTestMain.h"
#include "tests/support/SyntheticSamples.h"
#include "tests/support/ViewTest.h"

using namespace gui;

/// The Samples tab, its questions answered by the test.
class tst_SamplesView : public support::ViewTest<RunPage> {
    Q_OBJECT

private:
    std::vector<EvaluationKey> m_keys;
    std::vector<EvaluationKey> m_asked;
    std::vector<SampleTexts::Text> m_sentences;
    std::vector<std::pair<int, int>> m_alternatives;

    /// Other tabs of the page have buttons of the same names.
    template <class T>
    T& find(const char* name)
    {
        return findIn<T>(m_view->samples(), name);
    }

    QTableView& table() { return find<QTableView>("samplesTableView"); }
    QString foot() { return find<QLabel>("samplesFootLabel").text(); }
    void press(const char* name) { find<QAbstractButton>(name).click(); }

    QStringList column(int column)
    {
        QStringList result;
        for (int row = 0; row < table().model()->rowCount(); ++row)
            result << table().model()->index(row, column).data().toString();
        return result;
    }

    void answer()
    {
        SamplesView& view = m_view->samples();
        connect(&view, &SamplesView::evaluationsWanted, this, [&](qint64 run) { view.setEvaluations(run, m_keys); });
        connect(&view, &SamplesView::rowsWanted, this, [&](qint64 run, const EvaluationKey& key) {
            m_asked.push_back(key);
            view.setRows(run, key, support::syntheticRows(key.first * 100, 300), {});
        });
        connect(&view, &SamplesView::textsWanted, this,
                [&](qint64 run) { view.setTexts(run, support::syntheticTexts(300)); });
        connect(&view, &SamplesView::predictionWanted, this,
                [&](qint64, const SampleTexts::Text& sentence) { m_sentences.push_back(sentence); });
        connect(&view, &SamplesView::alternativeWanted, this,
                [&](qint64, int position, int layer) { m_alternatives.emplace_back(position, layer); });
    }

    void feed(std::int64_t upTo)
    {
        support::SyntheticRun run({200, 50, 12, 10, true, true, 4});
        SavedRun saved = run.queued();
        saved.record.started = run.started();
        m_model->load(saved);
        m_model->apply(run.events(upTo), 1000);
    }

private Q_SLOTS:
    void init()
    {
        open({1004, 596});
        m_view->showTab(RunPage::Tab::Samples);
        m_keys = {{50, "dev"}, {100, "dev"}, {150, "dev"}};
        m_asked.clear();
        m_sentences.clear();
        m_alternatives.clear();
        answer();
    }

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

    void aRunThatWritesTextHasNoLabels()
    {
        engine::RunConfig config;
        config.task.kind = engine::TaskKind::E2e;
        SavedRun saved = support::SyntheticRun({}).queued();
        saved.record.configJson = engine::toJson(config).dump();
        m_keys.clear();
        m_model->load(saved);
        QVERIFY(find<EmptyState>("samplesEmptyState").title().contains(QStringLiteral("no labels")));
        QVERIFY(!find<QWidget>("sentenceView").isVisible());
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
        QVERIFY2(foot().contains(QStringLiteral("of 300 dev rows at step")) && foot().contains(QStringLiteral("are wrong")),
                 qPrintable(foot()));
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
        m_view->samples().disconnect(this);
        SamplesView& view = m_view->samples();
        connect(&view, &SamplesView::evaluationsWanted, this, [&](qint64 run) { view.setEvaluations(run, m_keys); });
        connect(&view, &SamplesView::rowsWanted, this, [&](qint64 run, const EvaluationKey& key) {
            engine::RowsEvaluated rows;
            rows.step = key.first;
            rows.split = key.second;
            rows.labels = {1, 2, 3, 4};
            rows.predictions = {1.5, 2.0, 2.5, 5.0};
            rows.losses = {0.25F, 0, 0.25F, 1};
            view.setRows(run, key, rows, {});
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
        findIn<QSlider>(*m_view, "recordSlider").setValue(12); // step 130
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
        findIn<QSlider>(*m_view, "recordSlider").setValue(0); // the evaluation at step 50
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
        QTest::mouseClick(&matrix, Qt::LeftButton, {}, matrix.cellRect(1, 0).center());
        QVERIFY(table().isVisible());
        const int rows = table().model()->rowCount();
        QVERIFY(rows > 0);
        QVERIFY(matrix.cellText(1, 0).contains(QStringLiteral(": %1 rows").arg(rows)));
        QCOMPARE(column(SamplesModel::Label).front(), QStringLiteral("acceptable"));
        QCOMPARE(column(SamplesModel::Prediction).front(), QStringLiteral("unacceptable"));
    }

    void aTypedSentenceIsAnsweredWithVotesAndRoute()
    {
        feed(0);
        QVERIFY(!find<QAbstractButton>("predictPushButton").isEnabled());
        QTest::keyClicks(&find<QLineEdit>("sentenceLineEdit"), QStringLiteral("Anna wrote it."));
        press("predictPushButton");
        QCOMPARE(m_sentences.size(), std::size_t(1));
        QCOMPARE(m_sentences.front().first, QStringLiteral("Anna wrote it."));
        QVERIFY(!find<QAbstractButton>("predictPushButton").isEnabled()); // busy
        QVERIFY(find<QLabel>("sentenceStateLabel").text().contains(QStringLiteral("Loading")));
        m_view->samples().setExplained(99, support::syntheticAnswer()); // of another run
        QVERIFY(find<QLabel>("sentenceStateLabel").isVisible());
        m_view->samples().setExplained(12, support::syntheticAnswer());
        QCOMPARE(find<QLabel>("predictionLabel").text(), QStringLiteral("Prediction: unacceptable"));
        QVERIFY(find<QLabel>("unroutedLabel").text().contains(QStringLiteral("0.71 unacceptable")));
        QVERIFY(find<QLabel>("computedLabel").text().contains(QStringLiteral("step 10,988, best; 11.0 ms")));
        const auto& legend = find<VoteLegend>("voteLegend");
        QVERIFY2(legend.text().startsWith(QStringLiteral("layer 0 8, ")), qPrintable(legend.text()));
        QVERIFY(legend.text().endsWith(QStringLiteral("12 tokens; the sentence goes to layer 0")));
        QCoreApplication::processEvents();
        QTest::mouseClick(&find<RouteStrip>("sentenceRouteStrip"), Qt::LeftButton, {},
                          QPoint(find<RouteStrip>("sentenceRouteStrip").width() - 8, 8));
        QCOMPARE(find<QComboBox>("votePositionComboBox").currentText(), QStringLiteral("11"));
        QCOMPARE(find<TokenVotes>("tokenVotes").votes().front(), 11);
        QCOMPARE(m_alternatives.back(), (std::pair(11, 2)));          // the lowest of those with one vote
        m_view->samples().setAlternative(12, {10, 1, 1, {0.4, 0.6}}); // of the position before
        QVERIFY(!find<QLabel>("alternativeLabel").isVisible());
        m_view->samples().setAlternative(12, {11, 2, 1, {0.4, 0.6}});
        QCOMPARE(find<QLabel>("alternativeLabel").text(),
                 QStringLiteral("If position 11 takes layer 2 0.60 acceptable"));
        QVERIFY(find<QLabel>("sharedRouteLabel").text().startsWith(QStringLiteral("route, ")));
    }

    void ofSeveralChoicesTheFirstIsSaidToBeShown()
    {
        m_view->samples().disconnect(this);
        connect(&m_view->samples(), &SamplesView::evaluationsWanted, this,
                [&](qint64 run) { m_view->samples().setEvaluations(run, m_keys); });
        connect(&m_view->samples(), &SamplesView::rowsWanted, this, [&](qint64 run, const EvaluationKey& key) {
            engine::RowsEvaluated rows = support::syntheticRows(key.first, 20);
            std::vector<std::int16_t> routes;
            for (const std::int16_t layer : rows.routes)
                routes.insert(routes.end(), {layer, std::int16_t((layer + 1) % 12)});
            rows.routes = routes;
            rows.choices = 2;
            m_view->samples().setRows(run, key, rows, {});
        });
        feed(0);
        const auto route = [&] { return table().model()->headerData(SamplesModel::Route, Qt::Horizontal).toString(); };
        QTRY_COMPARE(route(), QStringLiteral("Route, positions 0 to 11, first choice of 2"));
        ExplainedSentence answer = support::syntheticAnswer();
        m_view->samples().setExplained(12, answer);
        QVERIFY(!find<QLabel>("sharedRouteLabel").text().contains(QStringLiteral("choice")));
        for (std::vector<std::int64_t>& choices : answer.explanation.route)
            choices.push_back((choices.front() + 1) % 12);
        m_view->samples().setExplained(12, answer);
        QVERIFY(find<QLabel>("sharedRouteLabel").text().endsWith(QStringLiteral("; first choice of 2")));
        QVERIFY(find<VoteLegend>("voteLegend").text().endsWith(QStringLiteral("the sentence goes first to layer 0")));
    }

    /// Where there is room, an answer takes it from the rows; where there is none, it scrolls.
    void anAnswerIsSeenWholeOrScrolls()
    {
        feed(0);
        const auto& area = find<QScrollArea>("answerScrollArea");
        const int least = m_view->minimumSizeHint().height(); // without an answer
        m_view->resize(1004, 720);
        m_view->samples().setExplained(12, support::syntheticAnswer());
        QTRY_VERIFY(area.isVisible() && area.verticalScrollBar()->maximum() == 0);
        QVERIFY(table().height() >= 5 * table().rowHeight(0));
        QCOMPARE(find<TokenVotes>("tokenVotes").height(), find<TokenVotes>("tokenVotes").heightForWidth(find<TokenVotes>("tokenVotes").width()));
        m_view->resize(1004, least);
        QTRY_VERIFY(area.verticalScrollBar()->maximum() > 0);
        QCOMPARE(m_view->height(), least);
    }

    void aProblemIsSaidAndCanBeTriedAgain()
    {
        feed(0);
        find<QLineEdit>("sentenceLineEdit").setText(QStringLiteral("x"));
        press("predictPushButton");
        m_view->samples().setPredictionProblem(99, QStringLiteral("of another run"));
        QVERIFY(find<QLabel>("sentenceStateLabel").text().contains(QStringLiteral("Loading")));
        m_view->samples().setPredictionProblem(12, QStringLiteral("the model folder has changed"));
        QVERIFY(find<QLabel>("sentenceStateLabel").text().contains(QStringLiteral("model folder has changed")));
        QVERIFY(find<QAbstractButton>("predictPushButton").isEnabled());
    }

    void aPredictionCanBeCancelled()
    {
        feed(0);
        QSignalSpy cancelled(&m_view->samples(), &SamplesView::predictionCancelled);
        QVERIFY(!find<QAbstractButton>("cancelPredictionPushButton").isEnabled());
        find<QLineEdit>("sentenceLineEdit").setText(QStringLiteral("x"));
        press("predictPushButton");
        QVERIFY(find<QAbstractButton>("cancelPredictionPushButton").isEnabled());
        press("cancelPredictionPushButton");
        QCOMPARE(cancelled.count(), 1);
        QVERIFY(find<QLabel>("sentenceStateLabel").text().contains(QStringLiteral("appear here")));
        QVERIFY(!find<QAbstractButton>("cancelPredictionPushButton").isEnabled());
        press("predictPushButton"); // and asked again
        QCOMPARE(m_sentences.size(), std::size_t(2));
        m_view->samples().setExplained(12, support::syntheticAnswer());
        QVERIFY(find<QAbstractButton>("predictPushButton").isEnabled());
        QVERIFY(!find<QAbstractButton>("cancelPredictionPushButton").isEnabled());
    }

    void aSecondClickOrKeyDoesNotCancel()
    {
        feed(0);
        m_view->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
        QSignalSpy cancelled(&m_view->samples(), &SamplesView::predictionCancelled);
        find<QLineEdit>("sentenceLineEdit").setText(QStringLiteral("x"));
        auto& predict = find<QAbstractButton>("predictPushButton");
        const QPoint place = predict.mapTo(m_view.get(), predict.rect().center());
        for (int click = 0; click < 2; ++click)
            QTest::mouseClick(m_view->window()->windowHandle(), Qt::LeftButton, {}, place);
        QCOMPARE(m_sentences.size(), std::size_t(1));
        QCOMPARE(cancelled.count(), 0);
        m_view->samples().setExplained(12, support::syntheticAnswer());
        predict.setFocus();
        for (int key = 0; key < 2; ++key) {
            QVERIFY(QApplication::focusWidget() != nullptr);
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
        }
        QCOMPARE(m_sentences.size(), std::size_t(2));
        QCOMPARE(cancelled.count(), 0);
    }

    /// A run that is deleted leaves the page; with Undo it comes back, and nothing is asked of it then.
    void aPredictionIsCalledOffWhenItsRunGoes()
    {
        feed(0);
        QSignalSpy cancelled(&m_view->samples(), &SamplesView::predictionCancelled);
        find<QLineEdit>("sentenceLineEdit").setText(QStringLiteral("x"));
        press("predictPushButton");
        m_view->setModel(nullptr);
        QCOMPARE(cancelled.count(), 1);
        m_view->setModel(m_model.get());
        QVERIFY(find<QLabel>("sentenceStateLabel").text().contains(QStringLiteral("appear here")));
        cancelled.clear();
        feed(0); // the same run, read anew
        QCOMPARE(cancelled.count(), 0);
    }

    void aDoubleClickedRowIsAsked()
    {
        feed(0);
        const QModelIndex first = table().model()->index(0, SamplesModel::Sentence);
        const QPoint place = table().visualRect(first).center();
        QTest::mouseClick(table().viewport(), Qt::LeftButton, {}, place);
        QVERIFY(m_sentences.empty());
        QTest::mouseDClick(table().viewport(), Qt::LeftButton, {}, place);
        QCOMPARE(m_sentences.size(), std::size_t(1));
        QCOMPARE(m_sentences.front().first, first.data().toString());
        QCOMPARE(find<QLineEdit>("sentenceLineEdit").text(), first.data().toString());
    }

    void enterOnARowAsksOnce()
    {
        feed(0);
        table().setCurrentIndex(table().model()->index(0, SamplesModel::Row));
        QTest::keyClick(&table(), Qt::Key_Down);
        QTest::keyClick(&table(), Qt::Key_Return);
        QCOMPARE(m_sentences.size(), std::size_t(1));
        QCOMPARE(m_sentences.front().first, table().model()->index(1, SamplesModel::Sentence).data().toString());
    }

    void withoutACheckpointNothingCanBeAsked()
    {
        feed(40); // the first is saved at step 50
        QVERIFY(find<EmptyState>("sentenceEmptyState").isVisible());
        QVERIFY(!find<QLineEdit>("sentenceLineEdit").isVisible());
        feed(60);
        QVERIFY(find<QLineEdit>("sentenceLineEdit").isVisible());
    }

    void damageIsSaid()
    {
        m_view->samples().disconnect(this);
        connect(&m_view->samples(), &SamplesView::evaluationsWanted, this,
                [&](qint64 run) { m_view->samples().setEvaluations(run, m_keys); });
        connect(&m_view->samples(), &SamplesView::rowsWanted, this, [&](qint64 run, const EvaluationKey& key) {
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
