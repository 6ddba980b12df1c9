#include "gui/pages/SamplesView.h"

#include <QHeaderView>
#include <QLabel>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

#include "gui/app/ElidedLabel.h"
#include "gui/app/EmptyState.h"
#include "gui/app/Format.h"
#include "gui/app/SmallButton.h"
#include "gui/app/Theme.h"
#include "gui/models/SamplesFilter.h"
#include "gui/models/SamplesModel.h"
#include "gui/pages/RowTable.h"
#include "gui/pages/SampleDelegates.h"
#include "gui/pages/SampleScoresView.h"
#include "gui/pages/SamplesBar.h"
#include "gui/pages/SentenceView.h"

namespace gui {

namespace {

constexpr int writingMilliseconds = 400; // what the recorder may need for an evaluation
constexpr int mostAttempts = 10;
constexpr int leastRows = 5; // in sight above an answer

/// The lower part gets the height it wants, as far as the upper part keeps its least.
void giveRoom(QSplitter& splitter, int wanted, int least)
{
    const QList<int> sizes = splitter.sizes();
    const int all = sizes[0] + sizes[1];
    const int given = std::min(wanted, all - least);
    if (given > sizes[1])
        splitter.setSizes({all - given, given});
}

} // namespace

SamplesView::SamplesView(Theme& theme, FileDialogs& dialogs, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_later(new QTimer(this))
    , m_samples(new SamplesModel(theme, this))
    , m_filter(new SamplesFilter(*m_samples, this))
    , m_empty(new EmptyState(theme, this))
    , m_top(new QStackedWidget(this))
    , m_bar(new SamplesBar(theme, this))
    , m_pages(new QStackedWidget(this))
    , m_table(new QTableView(this))
    , m_scores(new SampleScoresView(theme, dialogs, this))
    , m_sentence(new SentenceView(theme, this))
{
    m_empty->setObjectName(QStringLiteral("samplesEmptyState"));
    m_scores->setObjectName(QStringLiteral("sampleScoresView"));
    m_sentence->setObjectName(QStringLiteral("sentenceView"));
    m_bar->setObjectName(QStringLiteral("samplesBar"));
    m_later->setSingleShot(true);
    m_later->setInterval(writingMilliseconds);
    m_top->addWidget(m_empty);
    m_top->addWidget(makeRows());
    auto* splitter = new QSplitter(Qt::Vertical, this);
    splitter->setObjectName(QStringLiteral("samplesSplitter"));
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_top);
    splitter->addWidget(m_sentence);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    splitter->setSizes({290, 190});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(splitter);
    connectParts();
    connect(
        m_sentence, &SentenceView::answered, this,
        [this, splitter] {
            const int rows = (leastRows + 1) * Theme::rowHeight(m_table->font()); // and their header
            giveRoom(*splitter, m_sentence->heightForAnswer(), m_bar->height() + rows + m_foot->height());
        },
        Qt::QueuedConnection); // once it is laid out
    modelLoaded();
}

QWidget* SamplesView::makeRows()
{
    auto* content = new QWidget(this);
    setUpTable();
    m_pages->addWidget(m_table);
    m_pages->addWidget(m_scores);
    m_scores->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Ignored); // until it is chosen
    m_foot = new ElidedLabel(content);
    m_foot->setObjectName(QStringLiteral("samplesFootLabel"));
    m_foot->setFont(Theme::figures(Theme::small(font())));
    m_foot->setContentsMargins(spacing::page, spacing::pair, spacing::page, spacing::pair);
    m_theme.paintIn(m_foot, Ink::Secondary);
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_bar);
    layout->addWidget(makeNote());
    layout->addWidget(m_pages, 1);
    layout->addWidget(m_foot);
    return content;
}

QWidget* SamplesView::makeNote()
{
    m_note = new QWidget(this);
    m_note->setObjectName(QStringLiteral("samplesNote"));
    m_noteText = new ElidedLabel(m_note);
    m_noteText->setObjectName(QStringLiteral("samplesNoteLabel"));
    auto* clear = makeSmallButton(m_theme, "window-close", tr("Show all"), tr("Show the other rows too"), m_note);
    clear->setObjectName(QStringLiteral("clearNarrowingToolButton"));
    auto* row = new QHBoxLayout(m_note);
    row->setContentsMargins(spacing::page, 0, spacing::page, spacing::control);
    row->setSpacing(spacing::control);
    row->addWidget(m_noteText);
    row->addWidget(clear);
    row->addStretch(1);
    connect(clear, &QToolButton::clicked, this, &SamplesView::clearNarrowing);
    return m_note;
}

void SamplesView::setUpTable()
{
    m_table->setObjectName(QStringLiteral("samplesTableView"));
    m_table->setAccessibleName(tr("Dev rows"));
    m_table->setModel(m_filter);
    m_table->setFont(Theme::figures(font()));
    styleRows(*m_table);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setItemDelegateForColumn(SamplesModel::Confidence, new ConfidenceDelegate(m_theme, m_table));
    m_table->setItemDelegateForColumn(SamplesModel::Route, new RouteDelegate(m_theme, m_table));
    QHeaderView* header = m_table->horizontalHeader();
    header->setStretchLastSection(false);
    header->setMinimumSectionSize(32);
    header->setResizeContentsPrecision(0); // the rows in sight
    for (int column = 0; column < SamplesModel::columns; ++column)
        header->setSectionResizeMode(column, QHeaderView::ResizeToContents);
    header->setSectionResizeMode(SamplesModel::Sentence, QHeaderView::Stretch);
    m_table->setSortingEnabled(true);
    const auto [column, order] = SamplesFilter::naturalOrder(m_bar->shown());
    m_table->sortByColumn(column, order);
}

void SamplesView::connectParts()
{
    connect(m_later, &QTimer::timeout, this, &SamplesView::refresh);
    connect(m_samples, &SamplesModel::scoresWanted, this, &SamplesView::scoresWanted);
    connect(m_bar, &SamplesBar::evaluationChanged, this, &SamplesView::askForRows);
    connect(m_bar, &SamplesBar::earlierChanged, this, &SamplesView::askForEarlier);
    connect(m_bar, &SamplesBar::shownChanged, this, &SamplesView::showRows);
    connect(m_bar, &SamplesBar::pageChanged, this, &SamplesView::choosePage);
    connect(m_bar, &SamplesBar::labelChanged, this, [this] {
        m_filter->setLabel(m_bar->label());
        updateFoot();
    });
    connect(m_bar, &SamplesBar::routeChosen, this, [this] {
        m_routedStep = 0;
        m_filter->setCell(std::nullopt);
        m_filter->setRoute(m_bar->route());
        updateNote();
        updateFoot();
    });
    connect(m_bar, &SamplesBar::wordsChanged, this, [this](const QString& words) {
        m_filter->setWords(words);
        updateFoot();
    });
    connect(m_scores, &SampleScoresView::cellChosen, this, [this](int label, int prediction) {
        m_filter->setRoute(std::nullopt);
        m_filter->setCell(std::pair(label, prediction));
        m_bar->setLabel(std::nullopt);
        m_bar->setShown(SamplesFilter::Show::All);
        m_bar->setShowsScores(false);
        updateNote();
    });
    connect(m_table, &QTableView::activated, this, [this](const QModelIndex& index) {
        const SampleTexts::Text* text = m_samples->text(std::size_t(m_filter->mapToSource(index).row()));
        if (!text || m_samples->samples()->isWritten())
            return;
        m_sentence->setSentence(*text);
        m_sentence->predict();
    });
    connect(m_sentence, &SentenceView::predictionWanted, this,
            [this](const SampleTexts::Text& sentence) { Q_EMIT predictionWanted(m_run, sentence); });
    connect(m_sentence, &SentenceView::cancelled, this, &SamplesView::predictionCancelled);
    connect(m_sentence, &SentenceView::alternativeWanted, this,
            [this](int position, int layer) { Q_EMIT alternativeWanted(m_run, position, layer); });
}

void SamplesView::setModel(RunModel* model)
{
    if (m_model)
        m_model->disconnect(this);
    m_model = model;
    if (model) {
        connect(model, &QObject::destroyed, this, [this] {
            m_model = nullptr;
            modelLoaded();
        });
        connect(model, &RunModel::loaded, this, &SamplesView::modelLoaded);
        connect(model, &RunModel::stateChanged, this, &SamplesView::updateEmptyState);
        connect(model, &RunModel::checkpointsChanged, this, &SamplesView::updateObstacle);
        connect(model, &RunModel::evaluated, this, [this] {
            m_attempts = mostAttempts;
            m_isStale = true;
            m_later->start();
        });
    }
    modelLoaded();
}

void SamplesView::modelLoaded()
{
    const std::int64_t before = std::exchange(m_run, m_model ? m_model->record().id : 0);
    if (before != m_run)
        Q_EMIT predictionCancelled();
    m_isStale = true;
    m_hasAskedForTexts = false;
    m_attempts = 0;
    m_problem.clear();
    m_later->stop();
    m_filter->setRoute(std::nullopt);
    m_filter->setCell(std::nullopt);
    m_bar->clear();
    m_samples->setTexts(nullptr);
    m_sentence->clear();
    m_sentence->setPairs(m_model && m_model->history().config && hasPairs(m_model->history().config->task));
    updateNote();
    updateEmptyState();
    updateObstacle();
    if (isVisible())
        refresh();
}

void SamplesView::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (m_isStale && !m_later->isActive())
        refresh();
}

void SamplesView::refresh()
{
    if (m_run == 0 || !isVisible())
        return;
    m_isStale = false;
    Q_EMIT evaluationsWanted(m_run);
}

void SamplesView::setEvaluations(std::int64_t run, std::vector<EvaluationKey> keys)
{
    if (run != m_run || !m_model)
        return;
    const auto& evaluations = m_model->history().evaluations;
    const bool isBehind = !evaluations.empty() && (keys.empty() || keys.back().first < evaluations.back().step);
    if (isBehind && m_attempts > 0) {
        --m_attempts;
        m_later->start();
    }
    const auto& best = m_model->record().best;
    m_bar->setEvaluations(std::move(keys), best ? std::optional(best->step) : std::nullopt);
    updateEmptyState();
}

void SamplesView::askForRows()
{
    m_problem.clear();
    updateNote();
    if (const auto key = m_bar->evaluation())
        Q_EMIT rowsWanted(m_run, *key);
    else
        takeSamples(nullptr);
    if (m_bar->evaluation() && !m_hasAskedForTexts) {
        m_hasAskedForTexts = true;
        Q_EMIT textsWanted(m_run);
    }
}

void SamplesView::askForEarlier()
{
    const auto earlier = m_bar->earlier();
    if (m_bar->shown() == SamplesFilter::Show::Changed && earlier && m_samples->samples())
        Q_EMIT rowsWanted(m_run, *earlier);
}

void SamplesView::setRows(std::int64_t run, const EvaluationKey& key, std::optional<engine::RowsEvaluated> rows,
                          const QString& problem)
{
    if (run != m_run || !m_model)
        return;
    std::shared_ptr<SampleSet> samples;
    if (rows) {
        samples = std::make_shared<SampleSet>();
        samples->rows = std::move(*rows);
        samples->isNotCausal = m_model->history().isNotCausal("loss");
        samples->countsExperts = m_model->routing().countsExperts();
        if (m_model->record().started)
            samples->classes = m_model->record().started->classes;
    }
    if (key == m_bar->evaluation()) {
        m_problem = problem;
        takeSamples(std::move(samples));
    } else if (key == m_bar->earlier() && m_samples->samples()) {
        m_samples->setEarlier(std::move(samples));
        updateFoot();
    }
}

void SamplesView::takeSamples(std::shared_ptr<const SampleSet> samples)
{
    m_samples->setSamples(std::move(samples));
    const SampleSet* shown = m_samples->samples();
    using Kind = SamplesBar::Kind;
    const Kind kind = !shown || shown->hasClasses() ? Kind::Classes : shown->isWritten() ? Kind::Texts : Kind::Scores;
    m_bar->setKind(kind);
    m_bar->setClasses(shown && kind == Kind::Classes ? classNames(shown->classes) : QStringList());
    m_filter->setLabel(m_bar->label());
    if (shown)
        m_bar->setRoutes(shown->rows.positions, int(shown->rows.layers), shown->countsExperts);
    else
        m_bar->setRoutes({}, 0, false);
    m_scores->setSamples(shown);
    const bool hasNoTexts = kind == Kind::Texts && shown->rows.texts.empty();
    m_table->setColumnHidden(SamplesModel::Prediction, hasNoTexts);
    m_table->setColumnHidden(SamplesModel::Confidence, hasNoTexts || kind == Kind::Scores);
    m_table->setColumnHidden(SamplesModel::Route, !shown || shown->rows.positions.empty());
    for (const int column : {SamplesModel::Label, SamplesModel::Before, SamplesModel::Prediction})
        m_table->horizontalHeader()->setSectionResizeMode(
            column, kind == Kind::Texts ? QHeaderView::Stretch : QHeaderView::ResizeToContents);
    showRows();
    updateNote();
    updateEmptyState();
}

void SamplesView::showRows()
{
    const SamplesFilter::Show show = m_bar->shown();
    if (m_filter->show() != show) {
        const auto [column, order] = SamplesFilter::naturalOrder(show);
        m_table->sortByColumn(column, order);
    }
    m_filter->setShow(show);
    m_table->setColumnHidden(SamplesModel::Before, show != SamplesFilter::Show::Changed);
    m_table->scrollToTop();
    if (show == SamplesFilter::Show::Changed && !m_samples->hasEarlier())
        askForEarlier();
    updateFoot();
}

void SamplesView::setTexts(std::int64_t run, std::shared_ptr<const SampleTexts> texts)
{
    if (run != m_run)
        return;
    m_samples->setTexts(std::move(texts));
    updateFoot();
}

void SamplesView::setScores(const WrittenRows& of, std::vector<double> bleu)
{
    m_samples->setScores(of, std::move(bleu));
}

void SamplesView::setExplained(std::int64_t run, const ExplainedSentence& explained)
{
    if (run == m_run)
        m_sentence->showExplained(explained, rowsOfRoute(explained.explanation));
}

void SamplesView::setAlternative(std::int64_t run, const engine::Alternative& alternative)
{
    if (run == m_run)
        m_sentence->showAlternative(alternative);
}

void SamplesView::setPredictionProblem(std::int64_t run, const QString& problem)
{
    if (run == m_run)
        m_sentence->showProblem(problem);
}

void SamplesView::setAlternativeProblem(std::int64_t run, const QString& problem)
{
    if (run == m_run)
        m_sentence->showAlternativeProblem(problem);
}

} // namespace gui
