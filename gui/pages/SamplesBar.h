#pragma once

#include <QWidget>

#include <optional>
#include <utility>
#include <vector>

#include "gui/models/SampleSet.h"
#include "gui/models/SamplesFilter.h"

class QComboBox;
class QLineEdit;
class QMenu;
class QToolButton;

namespace gui {

class SegmentBar;
class Theme;

/// What of a run's dev rows is shown: which evaluation, rows or scores, which rows.
class SamplesBar final : public QWidget {
    Q_OBJECT

public:
    explicit SamplesBar(Theme& theme, QWidget* parent = nullptr);

    /// In the order of recording. Unless the user has chosen one that is still there, the best evaluation of the first
    /// split is taken (bestStep), or the newest where it is not known.
    void setEvaluations(std::vector<EvaluationKey> keys, std::optional<std::int64_t> bestStep);
    /// Takes the newest evaluation of the first split up to a step, or the first of all, until the user chooses
    /// another; also of evaluations that are set later.
    void chooseUpTo(std::int64_t step);
    /// Forgets what the user has chosen.
    void clear();
    std::optional<EvaluationKey> evaluation() const;
    /// What changes are told against; nothing where there is no earlier one.
    std::optional<EvaluationKey> earlier() const;
    SamplesFilter::Show shown() const;
    void setShown(SamplesFilter::Show show);
    void setShowsScores(bool showsScores);
    /// What rows are predicted as. Right and wrong mean nothing where there are no classes, and texts have no page of
    /// scores.
    enum class Kind { Classes, Scores, Texts };
    void setKind(Kind kind);
    /// The names of the classes; none for a regression. A chosen one stays where it is still there.
    void setClasses(const QStringList& names);
    /// The class whose rows alone are shown, by its index.
    std::optional<int> label() const;
    /// Nothing: of any label.
    void setLabel(std::optional<int> wanted);
    /// Between which positions (depth indices) and layers can be chosen, of experts layers and experts; no positions
    /// for no routing.
    void setRoutes(const std::vector<std::int64_t>& positions, int layers, bool areOfExperts);
    /// Position and layer of the rows that are wanted.
    std::optional<std::pair<int, int>> route() const { return m_route; }
    void setRoute(std::optional<std::pair<int, int>> route);

Q_SIGNALS:
    void evaluationChanged();
    void earlierChanged();
    void shownChanged();
    void labelChanged();
    void routeChosen();
    void wordsChanged(const QString& words);
    void pageChanged(bool showsScores);

private:
    void makePageAndEvaluation();
    void makeRows();
    void makeNarrowing();
    void fillRoutes();
    QString nameOf(const EvaluationKey& key) const;
    /// Place in the list of the evaluation to be shown; -1 for none.
    int wanted() const;
    void fillEarlier();
    void updateVisibility();

    std::vector<EvaluationKey> m_keys; ///< as in the list: the newest first
    std::vector<EvaluationKey> m_earlierKeys;
    std::optional<std::int64_t> m_bestStep;
    std::optional<EvaluationKey> m_chosen; ///< by the user
    std::optional<std::int64_t> m_upTo;    ///< instead: the newest up to this step
    std::vector<std::int64_t> m_positions;
    int m_layers = 0;
    bool m_areOfExperts = false;
    std::optional<std::pair<int, int>> m_route;
    SegmentBar* m_page;
    QComboBox* m_evaluation;
    SegmentBar* m_show;
    QComboBox* m_earlier;
    QComboBox* m_label;
    QToolButton* m_routed;
    QMenu* m_routes; ///< of the button; filled when it is opened
    QLineEdit* m_words;
};

} // namespace gui
