#pragma once

#include <QWidget>

#include <optional>

#include "gui/models/SampleSet.h"

class QComboBox;
class QLabel;
class QLayout;
class QLineEdit;
class QPushButton;
class QScrollArea;
class QStackedWidget;
class QToolButton;

namespace gui {

class ElidedLabel;
class EmptyState;
class ProbabilityBars;
class RouteStrip;
class Theme;
class TokenVotes;
class VoteLegend;

/// One's own sentence: what a checkpoint predicts for it, where it goes, and what its tokens vote for.
class SentenceView final : public QWidget {
    Q_OBJECT

public:
    explicit SentenceView(Theme& theme, QWidget* parent = nullptr);

    /// Nothing can be predicted, and why: title and advice, and below them a command that does something else, to be
    /// copied. All empty: it can.
    void setObstacle(const QString& title, const QString& advice, const QString& command = {});
    /// The task's rows are pairs.
    void setPairs(bool arePairs);
    void setSentence(const SampleTexts::Text& sentence);
    /// Asks for a prediction of what the fields hold.
    void predict();
    /// Nothing is predicted, or asked for: another run, or cancelled.
    void clear();
    /// sharedRows: dev rows of the same route; below 0 where that is not known.
    void showExplained(const ExplainedSentence& explained, int sharedRows);
    void showAlternative(const engine::Alternative& alternative);
    void showProblem(const QString& problem);
    void showAlternativeProblem(const QString& problem);
    /// Of the whole view, for an answer without a scroll bar; at its width.
    int heightForAnswer() const;

Q_SIGNALS:
    void predictionWanted(const gui::SampleTexts::Text& sentence);
    /// It is not wanted any more.
    void cancelled();
    /// The layer with the second most votes, at the position (depth index) that is looked at.
    void alternativeWanted(int position, int layer);
    /// An answer stands where words stood, and is better seen whole.
    void answered();

private:
    enum Page { Obstacle, Working };
    enum Result { Words, Answer };

    QWidget* makeObstacle();
    QWidget* makeWorking();
    QWidget* makeAnswer();
    QWidget* makeVotes();
    QLayout* makeOtherRoutes();
    QScrollArea* makeScrollable(QWidget* content);
    QWidget* makePrediction();
    void say(const QString& words, bool isProblem = false);
    void showPrediction();
    void nameParts(bool countsExperts);
    void showRoute(int sharedRows);
    void choosePlace(int place);
    void askForAlternative(int place, const QList<int>& votes);
    void updateButton();

    Theme& m_theme;
    std::optional<ExplainedSentence> m_explained;
    bool m_isBusy = false;
    bool m_saysProblem = false;
    QStackedWidget* m_pages;
    EmptyState* m_obstacle;
    ElidedLabel* m_command;
    QToolButton* m_copy; ///< the command
    QLineEdit* m_first;
    QLineEdit* m_second;
    QPushButton* m_predict;
    QPushButton* m_cancel; ///< enabled while it is asked
    QStackedWidget* m_results;
    QLabel* m_words;
    QScrollArea* m_answer = nullptr;
    QWidget* m_votes = nullptr; ///< what only a routing and experts have
    QComboBox* m_position;
    QLabel* m_votesTitle;
    QLabel* m_votesNote;
    TokenVotes* m_tokens;
    VoteLegend* m_legend;
    RouteStrip* m_route;
    ElidedLabel* m_shared;
    ElidedLabel* m_prediction;
    ProbabilityBars* m_bars;
    ElidedLabel* m_unrouted;
    ElidedLabel* m_alternative;
    ElidedLabel* m_computed;
};

} // namespace gui
