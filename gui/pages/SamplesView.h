#pragma once

#include <QWidget>

#include <memory>
#include <optional>

#include "gui/app/FileDialogs.h"
#include "gui/models/RoutedCell.h"
#include "gui/models/RunModel.h"
#include "gui/models/WrittenScores.h"

class QLabel;
class QSplitter;
class QStackedWidget;
class QTableView;
class QTimer;
class QToolButton;

namespace gui {

class ElidedLabel;
class EmptyState;
class SampleScoresView;
class SamplesBar;
class SamplesFilter;
class SamplesModel;
class SentenceView;
class Theme;

/// The Samples tab: the dev rows of an evaluation, and below them one's own sentence. It asks for what it shows by
/// signals and gets it by the functions of the same names; what comes too late, for another run, is dropped.
class SamplesView final : public QWidget {
    Q_OBJECT

public:
    SamplesView(Theme& theme, FileDialogs& dialogs, QWidget* parent = nullptr);

    /// The model outlives this or is replaced; nullptr for none.
    void setModel(RunModel* model);
    /// Lists the rows that went to a cell of the heatmap, of the newest evaluation up to its step.
    void showRoutedTo(const RoutedCell& cell);

    void setEvaluations(std::int64_t run, std::vector<EvaluationKey> keys);
    /// Of the evaluation asked for, or of the earlier one; nothing with the reason where they cannot be read.
    void setRows(std::int64_t run, const EvaluationKey& key, std::optional<engine::RowsEvaluated> rows,
                 const QString& problem);
    void setTexts(std::int64_t run, std::shared_ptr<const SampleTexts> texts);
    void setScores(const WrittenRows& of, std::vector<double> bleu);
    void setExplained(std::int64_t run, const ExplainedSentence& explained);
    void setAlternative(std::int64_t run, const engine::Alternative& alternative);
    void setPredictionProblem(std::int64_t run, const QString& problem);
    void setAlternativeProblem(std::int64_t run, const QString& problem);

Q_SIGNALS:
    void evaluationsWanted(qint64 run);
    void rowsWanted(qint64 run, const gui::EvaluationKey& key);
    void textsWanted(qint64 run);
    /// Of the texts that a language model wrote; answered by setScores().
    void scoresWanted(const gui::WrittenRows& written);
    void predictionWanted(qint64 run, const gui::SampleTexts::Text& sentence);
    /// What was asked for last is not wanted any more: cancelled, or another run or none is shown.
    void predictionCancelled();
    /// Of the sentence that was predicted last, with one position (depth index) taking another layer.
    void alternativeWanted(qint64 run, int position, int layer);

protected:
    void showEvent(QShowEvent* event) override;

private:
    QWidget* makeRows();
    QWidget* makeNote();
    void setUpTable();
    void connectParts();
    void modelLoaded();
    void refresh();
    void askForRows();
    void askForEarlier();
    void showRows();
    void takeSamples(std::shared_ptr<const SampleSet> samples);
    void choosePage(bool showsScores);
    void clearNarrowing();
    void updateNote();
    void updateFoot();
    void updateEmptyState();
    void updateObstacle();
    int rowsOfRoute(const engine::Explanation& explanation) const;

    Theme& m_theme;
    RunModel* m_model = nullptr;
    std::int64_t m_run = 0;
    bool m_isStale = true;
    bool m_hasAskedForTexts = false;
    int m_attempts = 0; ///< left to read an evaluation that the recorder may not have written yet
    QString m_problem;
    std::int64_t m_routedStep = 0; ///< of the heatmap, where rows of a cell are listed; 0 where they were chosen here
    QTimer* m_later;
    SamplesModel* m_samples;
    SamplesFilter* m_filter;
    EmptyState* m_empty;
    QStackedWidget* m_top;
    SamplesBar* m_bar;
    QStackedWidget* m_pages;
    QTableView* m_table;
    SampleScoresView* m_scores;
    QWidget* m_note = nullptr;
    ElidedLabel* m_noteText = nullptr;
    ElidedLabel* m_foot = nullptr;
    SentenceView* m_sentence;
};

/// Why a run has no rows to show, and what to do: title and advice.
std::pair<QString, QString> whyNoSamples(const RunModel& model);

/// True where the task's rows are pairs of texts.
bool hasPairs(const engine::TaskConfig& task);

} // namespace gui
