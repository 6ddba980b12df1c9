// What the part of the Samples tab for one's own sentence shows of an answer.
#include <algorithm>
#include <map>

#include <QComboBox>
#include <QLabel>

#include "gui/app/ElidedLabel.h"
#include "gui/app/Format.h"
#include "gui/pages/LayerCells.h"
#include "gui/pages/ProbabilityBars.h"
#include "gui/pages/SentenceView.h"
#include "gui/pages/TokenVotes.h"

namespace gui {

namespace {

/// "acceptable 0.71"; a score alone.
QString said(const ExplainedSentence& explained, double value, const std::vector<double>& probabilities)
{
    QString word = explained.word(value);
    if (probabilities.empty())
        return word;
    return word + QLatin1Char(' ') + format::fixed(*std::max_element(probabilities.begin(), probabilities.end()), 2);
}

/// Behind the counts of the votes at a place among the positions. Tokens go to experts by themselves.
QString destination(const engine::Explanation& e, std::size_t place)
{
    if (e.votes.empty() || e.countsExperts)
        return {};
    if (e.isRoutedByToken)
        return SentenceView::tr("; each goes to the layer that it votes for");
    const std::vector<std::int64_t>& route = e.route[place];
    return (route.size() > 1 ? SentenceView::tr("; the sentence goes first to layer %1")
                             : SentenceView::tr("; the sentence goes to layer %1"))
        .arg(route.front());
}

} // namespace

void SentenceView::showPrediction()
{
    const engine::Explanation& e = m_explained->explanation;
    m_prediction->setText(tr("Prediction: %1").arg(m_explained->word(e.value)));
    QList<ProbabilityBars::Entry> bars;
    for (std::size_t c = 0; c < e.probabilities.size(); ++c)
        bars.append({m_explained->word(double(c)), e.probabilities[c]});
    m_bars->setEntries(bars);
    m_unrouted->setVisible(!e.positions.empty() && !e.countsExperts);
    m_unrouted->setText(tr("Without routing: %1").arg(said(*m_explained, e.unroutedValue, e.unroutedProbabilities)));
    m_computed->setText(tr("Checkpoint of step %1%2; %3 ms")
                            .arg(format::whole(m_explained->step), m_explained->isBest ? tr(", best") : QString(),
                                 format::value(e.seconds * 1000)));
}

/// Of an upcycling layers take the place of positions, experts that of layers.
void SentenceView::nameParts(bool countsExperts)
{
    m_votesTitle->setText(countsExperts ? tr("Experts of the tokens in layer") : tr("Votes of the tokens at position"));
    m_votesNote->setText(countsExperts ? tr("one colour per expert, its number below the token")
                                       : tr("one colour per layer, its number below the token"));
    m_position->setAccessibleName(countsExperts ? tr("Layer whose experts are shown")
                                                : tr("Position whose votes are shown"));
    m_position->setToolTip(
        countsExperts ? tr("The layer whose experts took the tokens; of several for a token the one that weighs most")
                      : tr("The depth index whose gate the tokens' votes are of"));
}

void SentenceView::showRoute(int sharedRows)
{
    const engine::Explanation& e = m_explained->explanation;
    nameParts(e.countsExperts);
    QList<int> positions, route;
    m_position->clear();
    for (std::size_t p = 0; p < e.positions.size(); ++p) {
        positions << int(e.positions[p]);
        route << int(e.route[p].front());
        m_position->addItem(QString::number(e.positions[p]));
    }
    m_route->setRoute(positions, route, int(e.layers), e.countsExperts);
    m_route->setVisible(!positions.isEmpty());
    m_votes->setVisible(!e.votes.empty());
    m_shared->setText(positions.isEmpty() ? tr("This run mixes no layers, so there is no route")
                      : sharedRows == 1   ? tr("route, shared with 1 dev row")
                      : sharedRows == 0   ? tr("route, of no dev row")
                      : sharedRows >= 0   ? tr("route, shared with %1 dev rows").arg(format::whole(sharedRows))
                                          : tr("route"));
    if (!positions.isEmpty() && e.route.front().size() > 1)
        m_shared->setText(m_shared->text() + tr("; first choice of %1").arg(e.route.front().size()));
}

void SentenceView::choosePlace(int place)
{
    const engine::Explanation& e = m_explained->explanation;
    QStringList tokens;
    for (const std::string& token : e.tokens)
        tokens << QString::fromStdString(token);
    QList<int> votes;
    if (std::size_t(place) < e.votes.size())
        for (const std::int64_t layer : e.votes[std::size_t(place)])
            votes << int(layer);
    m_tokens->setTokens(tokens, votes, int(e.layers), e.countsExperts);
    m_route->setChosen(place);
    m_position->setCurrentIndex(place);
    const QString count = tokens.size() == 1 ? tr("1 token") : tr("%1 tokens").arg(tokens.size());
    m_legend->setVotes(votes, int(e.layers), count + destination(e, std::size_t(place)), e.countsExperts);
    askForAlternative(place, votes);
}

void SentenceView::askForAlternative(int place, const QList<int>& votes)
{
    const engine::Explanation& e = m_explained->explanation;
    m_alternative->hide();
    if (votes.isEmpty() || e.isRoutedByToken || e.countsExperts)
        return;
    std::map<int, int> counts;
    for (const int layer : votes)
        if (layer >= 0 && layer != e.route[std::size_t(place)].front())
            ++counts[layer];
    const auto most = std::max_element(counts.begin(), counts.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    if (most != counts.end())
        Q_EMIT alternativeWanted(int(e.positions[std::size_t(place)]), most->first);
}

void SentenceView::showAlternativeProblem(const QString& problem)
{
    m_alternative->setText(tr("Another layer could not be tried: %1").arg(problem));
    m_alternative->show();
}

void SentenceView::showAlternative(const engine::Alternative& alternative)
{
    if (!m_explained || m_position->currentText() != QString::number(alternative.position))
        return;
    m_alternative->setText(tr("If position %1 takes layer %2: %3")
                               .arg(alternative.position)
                               .arg(alternative.layer)
                               .arg(said(*m_explained, alternative.value, alternative.probabilities)));
    m_alternative->show();
}

} // namespace gui
