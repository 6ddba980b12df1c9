#include "gui/pages/SentenceView.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QHelpEvent>
#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QSlider>
#include <QToolTip>
#include <QTreeWidget>

#include "engine/run/ConfigJson.h"
#include "gui/app/EmptyState.h"
#include "gui/models/SamplesModel.h"
#include "gui/pages/LayerCells.h"
#include "gui/pages/TokenVotes.h"
#include "tests/support/SamplesTest.h"

using namespace gui;

/// A sentence of one's own below the rows of the Samples tab, or a row that is opened there.
class tst_SentenceView : public support::SamplesTest {
    Q_OBJECT

private:
    static void hover(QWidget& widget, QPoint place)
    {
        QHelpEvent event(QEvent::ToolTip, place, widget.mapToGlobal(place));
        QApplication::sendEvent(&widget, &event);
    }

    /// How many labels of all windows, tips included, show these words; all of them letter by letter.
    static int plainLabelsWith(const QString& words)
    {
        int showing = 0;
        for (QWidget* widget : QApplication::allWidgets()) {
            auto* label = qobject_cast<QLabel*>(widget);
            if (label == nullptr || !label->text().contains(words))
                continue;
            label->ensurePolished();
            if (label->textFormat() != Qt::PlainText)
                return -1;
            ++showing;
        }
        return showing;
    }

private Q_SLOTS:
    void init() { begin(); }

    void cleanup() { close(); }

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
        QCOMPARE(find<QLabel>("unroutedLabel").text(), QStringLiteral("Without routing: unacceptable 0.71"));
        QVERIFY(find<QLabel>("computedLabel").text().contains(QStringLiteral("step 10,988, best; 11.0 ms")));
        const auto& legend = find<VoteLegend>("voteLegend");
        QVERIFY2(legend.text().startsWith(QStringLiteral("layer 0: 8 tokens, ")), qPrintable(legend.text()));
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
                 QStringLiteral("If position 11 takes layer 2: acceptable 0.60"));
        QVERIFY(find<QLabel>("sharedRouteLabel").text().startsWith(QStringLiteral("route, ")));
    }

    void ofSeveralChoicesTheFirstIsSaidToBeShown()
    {
        answerRowsBy([&](qint64 run, const EvaluationKey& key) {
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

    /// Of an upcycling: layers in place of positions, experts in place of layers. It cannot go without them.
    void anUpcyclingsAnswerHasItsExperts()
    {
        feed(0);
        ExplainedSentence answer = support::syntheticAnswer();
        engine::Explanation& e = answer.explanation;
        e.countsExperts = true;
        e.layers = 4;
        e.positions = {1, 3};
        e.route = {{2}, {0}};
        e.votes.assign(2, std::vector<std::int64_t>(e.tokens.size(), 2));
        e.votes[0][1] = -1;
        e.votes[0][2] = 3;
        e.unroutedProbabilities.clear();
        m_view->samples().setExplained(12, answer);
        const auto& strip = find<RouteStrip>("sentenceRouteStrip");
        QVERIFY(strip.isVisible());
        QCOMPARE(strip.accessibleDescription(), QStringLiteral("layer 1 expert 2, layer 3 expert 0"));
        QCOMPARE(find<QLabel>("sharedRouteLabel").text(), QStringLiteral("route"));
        QVERIFY(!find<QLabel>("unroutedLabel").isVisible());
        const auto& layer = find<QComboBox>("votePositionComboBox");
        QCOMPARE(layer.currentText(), QStringLiteral("1"));
        QVERIFY(layer.accessibleName().startsWith(QStringLiteral("Layer whose experts")));
        QCOMPARE(find<VoteLegend>("voteLegend").text(),
                 QStringLiteral("expert 2: 10 tokens, expert 3: 1 token; 12 tokens"));
        const QString words = find<TokenVotes>("tokenVotes").accessibleDescription();
        QVERIFY2(words.startsWith(QStringLiteral("<s>: expert 2, The, report: expert 3, ")), qPrintable(words));
        QVERIFY(m_alternatives.empty());
        answer = support::syntheticAnswer(); // of a run that mixes layers again
        m_view->samples().setExplained(12, answer);
        QVERIFY(find<VoteLegend>("voteLegend").text().startsWith(QStringLiteral("layer ")));
        QVERIFY(find<QLabel>("unroutedLabel").isVisible());
    }

    void anAnswerWithoutChoicesHasNoRoute()
    {
        feed(0);
        ExplainedSentence answer = support::syntheticAnswer();
        answer.explanation.layers = 0;
        answer.explanation.positions.clear();
        answer.explanation.route.clear();
        answer.explanation.votes.clear();
        m_view->samples().setExplained(12, answer);
        QVERIFY(!find<RouteStrip>("sentenceRouteStrip").isVisible());
        QVERIFY(!find<QComboBox>("votePositionComboBox").isVisible());
        QCOMPARE(find<QLabel>("sharedRouteLabel").text(),
                 QStringLiteral("This run mixes no layers, so there is no route"));
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

    /// In a window of 1280 x 800, with many classes.
    void anAnswerLeavesSixRowsInSight()
    {
        feed(0);
        m_view->resize(1004, 556);
        ExplainedSentence answer = support::syntheticAnswer();
        for (int other = 2; other < 45; ++other) {
            answer.explanation.classes.push_back("other" + std::to_string(other));
            answer.explanation.probabilities.push_back(0);
        }
        m_view->samples().setExplained(12, answer);
        m_view->samples().setAlternative(12, {0, 2, 1, {0.3, 0.7}});
        QCoreApplication::processEvents(); // laid out, and then given room
        const auto& area = find<QScrollArea>("answerScrollArea");
        QTRY_VERIFY(area.isVisible() && area.verticalScrollBar()->maximum() == 0);
        for (const char* name : {"unroutedLabel", "alternativeLabel", "computedLabel"}) {
            const auto& label = find<QLabel>(name);
            QTRY_VERIFY2(label.isVisible() && label.width() >= label.sizeHint().width(), name); // nothing is left out
        }
        const auto rows = [this] { return table().viewport()->height() / table().rowHeight(0); };
        QVERIFY2(rows() >= 6, qPrintable(QString::number(rows())));
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

    /// Data and classes come from strangers too. As markup they could load pictures, or look like the program's words.
    void markupInTextsTokensAndClassesIsShownLetterByLetter()
    {
        const QString markup = QStringLiteral("<img src=file:///nowhere.png onerror=1><b>&amp;</b>");
        SamplesView& view = m_view->samples();
        disconnect(&view, &SamplesView::textsWanted, this, nullptr);
        connect(&view, &SamplesView::textsWanted, this, [&](qint64 run) {
            auto texts = std::make_shared<SampleTexts>();
            texts->splits["dev"].assign(300, {markup, {}});
            view.setTexts(run, texts);
        });
        feed(0);
        QTRY_COMPARE(column(SamplesModel::Sentence).value(0), markup);
        hover(*table().viewport(), table().visualRect(table().model()->index(0, SamplesModel::Sentence)).center());
        QCOMPARE(QToolTip::text(), markup);
        QVERIFY(plainLabelsWith(markup) >= 1);

        ExplainedSentence answer = support::syntheticAnswer();
        answer.explanation.classes = {markup.toStdString(), "b"};
        answer.explanation.tokens[0] = markup.toStdString();
        view.setExplained(12, answer);
        QCOMPARE(find<QLabel>("predictionLabel").text(), QStringLiteral("Prediction: ") + markup);
        auto& tokens = find<TokenVotes>("tokenVotes");
        QTRY_VERIFY(tokens.height() > 8);
        for (int y = 0; y < tokens.height() && !QToolTip::text().contains(QStringLiteral("votes for layer")); y += 4)
            hover(tokens, {8, y});
        QVERIFY2(QToolTip::text().contains(markup), qPrintable(QToolTip::text()));
        QVERIFY(plainLabelsWith(markup) >= 2); // the prediction and the tip
        QToolTip::hideText();
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
};

MOLEX_GUI_TEST(tst_SentenceView)
#include "tst_SentenceView.moc"
