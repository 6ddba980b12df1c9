#include "gui/models/SamplesModel.h"

#include <QAbstractItemModelTester>
#include <QIcon>

#include "gui/app/Theme.h"
#include "gui/models/SamplesFilter.h"
#include "tests/storage/SampleEvents.h"
#include "tests/support/GuiTestMain.h"
#include "tests/support/SyntheticSamples.h"

using namespace gui;
using Show = SamplesFilter::Show;

class tst_SamplesModel : public QObject {
    Q_OBJECT

private:
    Theme m_theme{*qApp, Theme::Choice::Light};

    static std::shared_ptr<SampleSet> sample(std::int64_t step = 0)
    {
        auto set = std::make_shared<SampleSet>();
        set->rows = support::sampleRows(step);
        set->classes = {"no", "yes"};
        return set;
    }

    static std::shared_ptr<SampleTexts> texts()
    {
        auto texts = std::make_shared<SampleTexts>();
        for (const char* text : {"alpha", "beta", "gamma", "delta", "epsilon"})
            texts->splits["dev"].push_back({QString::fromLatin1(text), {}});
        return texts;
    }

    static QStringList column(const QAbstractItemModel& model, int column)
    {
        QStringList result;
        for (int row = 0; row < model.rowCount(); ++row)
            result << model.index(row, column).data().toString();
        return result;
    }

private Q_SLOTS:
    void aTextIsScoredAgainstAllReferencesOfItsPrompt()
    {
        SamplesModel model(m_theme);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        std::vector<WrittenRows> asked;
        connect(&model, &SamplesModel::scoresWanted, this, [&](const WrittenRows& rows) { asked.push_back(rows); });
        auto written = std::make_shared<SampleSet>();
        written->rows = support::sampleWrittenRows(0);
        model.setSamples(written);
        QVERIFY(asked.empty()); // no references yet
        auto references = std::make_shared<SampleTexts>();
        for (const char* reference : {"Cocum is far.", "Aromi serves Thai food.", "a", "b", "c"})
            references->splits["dev"].push_back({QStringLiteral("prompt"), QString::fromLatin1(reference)});
        model.setTexts(references);
        QCOMPARE(asked.size(), std::size_t(1));
        QCOMPARE(column(model, SamplesModel::Confidence).front(), QString());
        model.setScores(asked[0], writtenScores(asked[0]));
        QCOMPARE(column(model, SamplesModel::Label).front(), QStringLiteral("Cocum is far."));
        QCOMPARE(column(model, SamplesModel::Prediction),
                 (QStringList{"Aromi serves Thai food.", "Aromi serves Thai food.", "", "", ""}));
        QCOMPARE(column(model, SamplesModel::Confidence).front(), QStringLiteral("1.00")); // the other row's reference
        QVERIFY(model.index(2, SamplesModel::Confidence).data(SamplesModel::SortKey).toDouble() < 1);
        QVERIFY(!model.index(4, SamplesModel::Confidence).data(SamplesModel::SortKey).isValid());
        QCOMPARE(model.lossRank(3), std::size_t(4));
        auto earlier = std::make_shared<SampleSet>(*written);
        earlier->rows.texts[0] = "Something else.";
        model.setEarlier(earlier);
        QVERIFY(model.isChanged(1) && !model.isChanged(2) && !model.isChanged(4));
        model.setSamples(earlier);
        QCOMPARE(asked.size(), std::size_t(2)); // by the references that are there
        model.setScores(asked[0], {1, 1});      // too late
        QCOMPARE(column(model, SamplesModel::Confidence).front(), QString());
    }

    void onlyTextsAreScored()
    {
        SamplesModel model(m_theme);
        QSignalSpy wanted(&model, &SamplesModel::scoresWanted);
        model.setSamples(sample());
        model.setTexts(texts());
        auto none = std::make_shared<SampleSet>();
        none->rows = support::sampleWrittenRows(0);
        none->rows.texts.clear();
        none->rows.textOf.clear();
        model.setSamples(none);
        QCOMPARE(wanted.count(), 0);
    }

    void aLossThatIsNotCausalSaysSo()
    {
        SamplesModel model(m_theme);
        auto written = std::make_shared<SampleSet>();
        written->rows = support::sampleWrittenRows(0);
        const QString caution = QStringLiteral("Not that of a causal model");
        for (const bool isFlagged : {false, true}) {
            written->isNotCausal = isFlagged;
            model.setSamples(std::make_shared<SampleSet>(*written));
            const QVariant ofRow = model.index(0, SamplesModel::Loss).data(Qt::ToolTipRole);
            QCOMPARE(ofRow.toString().contains(caution), isFlagged);
            const QVariant ofHeader = model.headerData(SamplesModel::Loss, Qt::Horizontal, Qt::ToolTipRole);
            QCOMPARE(ofHeader.toString().contains(caution), isFlagged);
        }
    }

    void rowsSayWhatBecameOfThem()
    {
        SamplesModel model(m_theme);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model.rowCount(), 0);
        model.setSamples(sample());
        model.setTexts(texts());
        QCOMPARE(column(model, SamplesModel::Sentence), (QStringList{"alpha", "beta", "gamma", "delta", "epsilon"}));
        QCOMPARE(column(model, SamplesModel::Label), (QStringList{"yes", "no", "yes", "no", "yes"}));
        QCOMPARE(column(model, SamplesModel::Prediction), (QStringList{"yes", "yes", "yes", "no", "no"}));
        QCOMPARE(column(model, SamplesModel::Confidence), (QStringList{"0.90", "0.60", "0.75", "0.99", "0.80"}));
        QCOMPARE(column(model, SamplesModel::Loss).at(4), QStringLiteral("1.61")); // −ln 0.2
        QCOMPARE(column(model, SamplesModel::Route), (QStringList{"0 1", "2 1", "0 2", "1 1", "0 2"}));
        QCOMPARE(model.index(1, SamplesModel::Route).data(SamplesModel::Layers).value<QList<int>>(), (QList<int>{2, 1}));
        QVERIFY(model.index(1, SamplesModel::Prediction).data(Qt::ToolTipRole).toString().contains(QStringLiteral("no")));
        const auto icon = [&](int row, int ofColumn) {
            const auto found = model.index(row, ofColumn).data(Qt::DecorationRole).value<QIcon>();
            return found.isNull() ? QImage() : found.pixmap(16).toImage();
        };
        const QImage right = icon(0, SamplesModel::Prediction);
        const QImage wrong = icon(1, SamplesModel::Prediction);
        const QImage label = icon(0, SamplesModel::Label);
        QVERIFY(!right.isNull() && !wrong.isNull() && !label.isNull());
        QVERIFY(right != wrong && label != right && label != wrong);
        QVERIFY(icon(1, SamplesModel::Label) == label); // whatever was predicted
        model.setSamples(nullptr);
        QCOMPARE(model.rowCount(), 0);
    }

    void missingTextsLeaveTheRows()
    {
        SamplesModel model(m_theme);
        model.setSamples(sample());
        QCOMPARE(column(model, SamplesModel::Sentence).at(0), QString()); // still being read
        auto none = std::make_shared<SampleTexts>();
        none->problem = QStringLiteral("The data files have changed");
        model.setTexts(none);
        QCOMPARE(column(model, SamplesModel::Sentence).at(0), QStringLiteral("–"));
        QCOMPARE(model.index(0, SamplesModel::Sentence).data(Qt::ToolTipRole).toString(), none->problem);
        QCOMPARE(model.rowCount(), 5);
    }

    void whatIsShownIsWhatIsWanted()
    {
        SamplesModel model(m_theme);
        SamplesFilter filter(model);
        const QAbstractItemModelTester tester(&filter, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setSamples(sample());
        model.setTexts(texts());
        const auto names = [&] { return column(filter, SamplesModel::Sentence); };
        filter.setShow(Show::Wrong);
        filter.sort(SamplesModel::Loss, Qt::DescendingOrder);
        QCOMPARE(names(), (QStringList{"epsilon", "beta"}));
        filter.setShow(Show::All);
        QCOMPARE(names(), (QStringList{"epsilon", "beta", "gamma", "alpha", "delta"}));
        filter.sort(SamplesModel::Confidence, Qt::AscendingOrder);
        QCOMPARE(names(), (QStringList{"beta", "gamma", "epsilon", "alpha", "delta"}));
        filter.sort(SamplesModel::Row, Qt::AscendingOrder);
        filter.setWords(QStringLiteral("ta YES"));
        QCOMPARE(names(), QStringList{"beta"});
        QVERIFY(filter.isNarrowed());
        filter.setWords({});
        filter.setRoute(std::pair(2, 1)); // position 2, layer 1
        QCOMPARE(names(), (QStringList{"alpha", "beta", "delta"}));
        filter.setRoute(std::pair(1, 1)); // position 1 is not mixed
        QCOMPARE(filter.rowCount(), 0);
        filter.setRoute(std::nullopt);
        filter.setCell(std::pair(1, 0));
        QCOMPARE(names(), QStringList{"epsilon"});
    }

    void changesAreToldAgainstAnEarlierEvaluation()
    {
        SamplesModel model(m_theme);
        SamplesFilter filter(model);
        model.setSamples(sample());
        model.setTexts(texts());
        filter.setShow(Show::Changed);
        QCOMPARE(filter.rowCount(), 0);
        auto earlier = sample();
        earlier->rows.predictions = {0, 1, 1, 1, 0};
        model.setEarlier(earlier);
        filter.sort(SamplesModel::Row, Qt::AscendingOrder);
        QCOMPARE(column(filter, SamplesModel::Sentence), (QStringList{"alpha", "delta"}));
        QCOMPARE(column(filter, SamplesModel::Before), (QStringList{"no", "yes"}));
        earlier = sample();
        earlier->rows.labels.resize(1); // of fewer rows
        earlier->rows.predictions.resize(1);
        model.setEarlier(earlier);
        QCOMPARE(column(model, SamplesModel::Before).at(3), QString());
        model.setSamples(sample(5)); // another evaluation: what was before is not known yet
        QVERIFY(!model.hasEarlier());
    }

    void bestAndWorstAreTheEndsOfTheLosses()
    {
        auto set = std::make_shared<SampleSet>();
        set->rows = support::syntheticRows(10000, 400);
        set->rows.losses[17] = std::nanf("");
        SamplesModel model(m_theme);
        SamplesFilter filter(model);
        model.setSamples(set);
        filter.setShow(Show::Best);
        QCOMPARE(filter.rowCount(), int(SamplesFilter::extremes));
        filter.sort(SamplesModel::Loss, Qt::DescendingOrder);
        const auto row = [&](int place) { return std::size_t(filter.mapToSource(filter.index(place, 0)).row()); };
        const float bound = set->rows.losses[row(0)];
        std::size_t lower = 0;
        for (const float loss : set->rows.losses)
            lower += loss < bound ? 1 : 0;
        QCOMPARE(lower, SamplesFilter::extremes - 1);
        filter.setShow(Show::Worst);
        QCOMPARE(filter.rowCount(), int(SamplesFilter::extremes));
        QCOMPARE(row(0), std::size_t(17)); // what is not a number is the worst
        QVERIFY(set->rows.losses[row(1)] >= set->rows.losses[row(2)]);
    }

    void aRegressionHasScores()
    {
        auto set = std::make_shared<SampleSet>();
        set->rows.labels = {3.8, 1};
        set->rows.predictions = {3.456, -0.5};
        set->rows.losses = {0.118f, 2.25f};
        SamplesModel model(m_theme);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setSamples(set);
        QCOMPARE(column(model, SamplesModel::Prediction), (QStringList{"3.46", "−0.50"}));
        QVERIFY(!model.index(0, SamplesModel::Prediction).data(Qt::DecorationRole).isValid());
        QVERIFY(!model.index(0, SamplesModel::Confidence).data(SamplesModel::SortKey).isValid());
        QVERIFY(model.index(1, SamplesModel::Loss).data(Qt::ToolTipRole).toString().contains(QStringLiteral("Squared")));
    }
};

MOLEX_GUI_TEST(tst_SamplesModel)
#include "tst_SamplesModel.moc"
