#pragma once

#include <QAbstractButton>
#include <QLabel>
#include <QTableView>

#include "gui/pages/RunPage.h"
#include "gui/pages/SamplesView.h"
#include "tests/support/GuiTestMain.h"
#include "tests/support/SyntheticSamples.h"
#include "tests/support/ViewTest.h"

namespace support {

/// What tests of the Samples tab share: its questions are answered by the test.
class SamplesTest : public ViewTest<gui::RunPage> {
protected:
    std::vector<gui::EvaluationKey> m_keys;
    std::vector<gui::EvaluationKey> m_asked;
    std::vector<gui::SampleTexts::Text> m_sentences;
    std::vector<std::pair<int, int>> m_alternatives;

    /// A fresh page that shows the tab.
    void begin()
    {
        open({1004, 596});
        m_view->showTab(gui::RunPage::Tab::Samples);
        m_keys = {{50, "dev"}, {100, "dev"}, {150, "dev"}};
        m_asked.clear();
        m_sentences.clear();
        m_alternatives.clear();
        answer();
    }

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
        gui::SamplesView& view = m_view->samples();
        connect(&view, &gui::SamplesView::evaluationsWanted, this,
                [&](qint64 run) { view.setEvaluations(run, m_keys); });
        connect(&view, &gui::SamplesView::rowsWanted, this, [&](qint64 run, const gui::EvaluationKey& key) {
            m_asked.push_back(key);
            view.setRows(run, key, syntheticRows(key.first * 100, 300), {});
        });
        connect(&view, &gui::SamplesView::textsWanted, this,
                [&](qint64 run) { view.setTexts(run, syntheticTexts(300)); });
        // Of the view, since tests that answer for themselves take back all that this does.
        connect(&view, &gui::SamplesView::scoresWanted, &view,
                [&view](const gui::WrittenRows& written) { view.setScores(written, gui::writtenScores(written)); });
        connect(&view, &gui::SamplesView::predictionWanted, this,
                [&](qint64, const gui::SampleTexts::Text& sentence) { m_sentences.push_back(sentence); });
        connect(&view, &gui::SamplesView::alternativeWanted, this,
                [&](qint64, int position, int layer) { m_alternatives.emplace_back(position, layer); });
    }

    /// `give` answers for the rows from now on, and nobody for the rest.
    template <class Give>
    void answerRowsBy(const Give& give)
    {
        gui::SamplesView& view = m_view->samples();
        view.disconnect(this);
        connect(&view, &gui::SamplesView::evaluationsWanted, this,
                [&](qint64 run) { view.setEvaluations(run, m_keys); });
        connect(&view, &gui::SamplesView::rowsWanted, this, give);
    }

    /// `configJson`: of the run; empty for the usual one.
    void feed(std::int64_t upTo, const std::string& configJson = {})
    {
        SyntheticRun run({200, 50, 12, 10, true, true, 4});
        gui::SavedRun saved = run.queued();
        if (!configJson.empty())
            saved.record.configJson = configJson;
        saved.record.started = run.started();
        m_model->load(saved);
        m_model->apply(run.events(upTo), 1000);
    }
};

} // namespace support
