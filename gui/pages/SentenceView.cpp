#include "gui/pages/SentenceView.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QToolButton>

#include <algorithm>

#include "gui/app/ElidedLabel.h"
#include "gui/app/EmptyState.h"
#include "gui/app/SmallButton.h"
#include "gui/app/Theme.h"
#include "gui/pages/LayerCells.h"
#include "gui/pages/ProbabilityBars.h"
#include "gui/pages/TokenVotes.h"

namespace gui {

namespace {

constexpr int predictionWidth = 304;

QLabel* secondaryLabel(Theme& theme, QWidget* parent)
{
    auto* label = new QLabel(parent);
    theme.paintIn(label, Ink::Secondary);
    return label;
}

} // namespace

SentenceView::SentenceView(Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_pages(new QStackedWidget(this))
    , m_obstacle(new EmptyState(theme, this))
    , m_command(new ElidedLabel(this))
    , m_copy(makeSmallButton(theme, "edit-copy", tr("Copy command"), tr("Copy the command to the clipboard"), this))
    , m_first(new QLineEdit(this))
    , m_second(new QLineEdit(this))
    , m_predict(new QPushButton(theme.icon(QStringLiteral("media-playback-start")), tr("Predict"), this))
    , m_cancel(new QPushButton(theme.icon(QStringLiteral("dialog-cancel")), tr("Cancel"), this))
    , m_results(new QStackedWidget(this))
    , m_words(new QLabel(this))
    , m_position(new QComboBox(this))
    , m_votesTitle(secondaryLabel(theme, this))
    , m_votesNote(secondaryLabel(theme, this))
    , m_tokens(new TokenVotes(theme, this))
    , m_legend(new VoteLegend(theme, this))
    , m_route(new RouteStrip(theme, this))
    , m_shared(new ElidedLabel(this))
    , m_prediction(new ElidedLabel(this))
    , m_bars(new ProbabilityBars(theme, this))
    , m_unrouted(new ElidedLabel(this))
    , m_alternative(new ElidedLabel(this))
    , m_computed(new ElidedLabel(this))
{
    m_pages->insertWidget(Obstacle, makeObstacle());
    m_pages->insertWidget(Working, makeWorking());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_pages);
    connect(&theme, &Theme::changed, this,
            [this] { m_theme.paintNow(m_words, m_saysProblem ? Ink::Error : Ink::Secondary); });
    setPairs(false);
    setObstacle({}, {});
    clear();
}

QWidget* SentenceView::makeObstacle()
{
    auto* page = new QWidget(this);
    m_obstacle->setObjectName(QStringLiteral("sentenceEmptyState"));
    m_command->setObjectName(QStringLiteral("sentenceCommandLabel"));
    m_command->setElideMode(Qt::ElideMiddle);
    m_command->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_copy->setObjectName(QStringLiteral("copyCommandToolButton"));
    connect(m_copy, &QToolButton::clicked, this, [this] { QApplication::clipboard()->setText(m_command->text()); });
    auto* row = new QHBoxLayout;
    row->setContentsMargins(spacing::page, 0, spacing::page, spacing::page);
    row->setSpacing(spacing::control);
    row->addStretch();
    row->addWidget(m_command);
    row->addWidget(m_copy);
    row->addStretch();
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addStretch(1);
    layout->addWidget(m_obstacle);
    layout->addLayout(row);
    layout->addStretch(2);
    return page;
}

QWidget* SentenceView::makeWorking()
{
    auto* page = new QWidget(this);
    auto* title = new QLabel(tr("&Your sentence"), page);
    title->setFont(Theme::semibold(font()));
    title->setBuddy(m_first);
    m_first->setObjectName(QStringLiteral("sentenceLineEdit"));
    m_second->setObjectName(QStringLiteral("secondSentenceLineEdit"));
    m_first->setAccessibleName(tr("Your sentence"));
    m_second->setAccessibleName(tr("Your second sentence"));
    m_second->setPlaceholderText(tr("Second sentence"));
    m_predict->setObjectName(QStringLiteral("predictPushButton"));
    m_predict->setToolTip(tr("Ask the run's best checkpoint, or its newest"));
    m_cancel->setObjectName(QStringLiteral("cancelPredictionPushButton"));
    m_cancel->setToolTip(tr("Give up what is being predicted"));
    m_words->setObjectName(QStringLiteral("sentenceStateLabel"));
    m_words->setWordWrap(true);
    m_words->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    auto* fields = new QHBoxLayout;
    fields->setSpacing(spacing::control);
    fields->addWidget(title);
    fields->addWidget(m_first, 3);
    fields->addWidget(m_second, 2);
    for (QPushButton* button : {m_predict, m_cancel}) // side by side: a second click must not hit the other one
        fields->addWidget(button);
    m_results->insertWidget(Words, m_words);
    m_answer = makeScrollable(makeAnswer());
    m_results->insertWidget(Answer, m_answer);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(spacing::page, spacing::control, spacing::page, spacing::control);
    layout->setSpacing(spacing::control);
    layout->addLayout(fields);
    layout->addWidget(m_results, 1);
    for (QLineEdit* field : {m_first, m_second}) {
        connect(field, &QLineEdit::textChanged, this, &SentenceView::updateButton);
        connect(field, &QLineEdit::returnPressed, this, &SentenceView::predict);
    }
    connect(m_predict, &QPushButton::clicked, this, &SentenceView::predict);
    connect(m_cancel, &QPushButton::clicked, this, &SentenceView::clear);
    connect(m_cancel, &QPushButton::clicked, this, &SentenceView::cancelled);
    return page;
}

QWidget* SentenceView::makeAnswer()
{
    auto* page = new QWidget(this);
    auto* layout = new QHBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2 * spacing::group);
    layout->addWidget(makeVotes(), 1);
    layout->addWidget(makePrediction());
    return page;
}

QWidget* SentenceView::makeVotes()
{
    m_tokens->setObjectName(QStringLiteral("tokenVotes"));
    m_legend->setObjectName(QStringLiteral("voteLegend"));
    m_route->setObjectName(QStringLiteral("sentenceRouteStrip"));
    m_position->setObjectName(QStringLiteral("votePositionComboBox"));
    m_shared->setObjectName(QStringLiteral("sharedRouteLabel"));
    m_theme.paintIn(m_shared, Ink::Secondary);
    auto* side = new QWidget(this);
    m_votes = new QWidget(side);
    auto* choice = new QHBoxLayout(m_votes);
    choice->setContentsMargins(0, 0, 0, 0);
    choice->setSpacing(spacing::control);
    choice->addWidget(m_votesTitle);
    choice->addWidget(m_position);
    choice->addWidget(m_votesNote);
    choice->addStretch();
    auto* route = new QHBoxLayout;
    route->setSpacing(spacing::control);
    route->addWidget(m_route);
    route->addWidget(m_shared, 1);
    auto* layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing::control);
    layout->addWidget(m_votes);
    layout->addWidget(m_tokens);
    layout->addWidget(m_legend);
    layout->addLayout(route);
    layout->addLayout(makeOtherRoutes());
    layout->addStretch(1);
    nameParts(false);
    connect(m_position, &QComboBox::activated, this, &SentenceView::choosePlace);
    connect(m_route, &RouteStrip::placeChosen, this, &SentenceView::choosePlace);
    return side;
}

/// What other routes would say stands below the route, where there is more room than beside it.
QLayout* SentenceView::makeOtherRoutes()
{
    m_unrouted->setObjectName(QStringLiteral("unroutedLabel"));
    m_unrouted->setToolTip(tr("The same checkpoint, were every position to run its own layer"));
    m_alternative->setObjectName(QStringLiteral("alternativeLabel"));
    m_alternative->setToolTip(
        tr("The same checkpoint, were this position to take the layer with the second most votes"));
    auto* row = new QHBoxLayout;
    row->setSpacing(2 * spacing::group);
    for (ElidedLabel* label : {m_unrouted, m_alternative}) {
        m_theme.paintIn(label, Ink::Secondary);
        row->addWidget(label);
    }
    row->addStretch(1);
    return row;
}

/// What is asked needs more room than a low window has.
QScrollArea* SentenceView::makeScrollable(QWidget* content)
{
    auto* scroll = new QScrollArea(this);
    scroll->setObjectName(QStringLiteral("answerScrollArea"));
    scroll->setAccessibleName(tr("Answer"));
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->viewport()->setAutoFillBackground(false);
    scroll->setWidget(content);
    content->setAutoFillBackground(false);
    return scroll;
}

int SentenceView::heightForAnswer() const
{
    const QWidget* content = m_answer->widget();
    const int room = width() - 2 * spacing::page;
    const int wanted = content->hasHeightForWidth() ? content->heightForWidth(room) : content->sizeHint().height();
    const int fields = std::max(m_first->sizeHint().height(), m_predict->sizeHint().height());
    return wanted + fields + 3 * spacing::control;
}

QWidget* SentenceView::makePrediction()
{
    auto* side = new QWidget(this);
    side->setFixedWidth(predictionWidth);
    m_prediction->setObjectName(QStringLiteral("predictionLabel"));
    m_prediction->setFont(Theme::semibold(font()));
    m_bars->setObjectName(QStringLiteral("probabilityBars"));
    m_computed->setObjectName(QStringLiteral("computedLabel"));
    m_theme.paintIn(m_computed, Ink::Secondary);
    auto* layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing::control);
    layout->addWidget(m_prediction);
    layout->addWidget(m_bars);
    layout->addSpacing(spacing::pair);
    layout->addWidget(m_computed);
    layout->addStretch();
    return side;
}

void SentenceView::setObstacle(const QString& title, const QString& advice, const QString& command)
{
    m_obstacle->setText(title, advice);
    m_command->setText(command);
    m_command->setToolTip(command);
    m_command->setVisible(!command.isEmpty());
    m_copy->setVisible(!command.isEmpty());
    m_pages->setCurrentIndex(title.isEmpty() ? Working : Obstacle);
}

void SentenceView::setPairs(bool arePairs)
{
    m_second->setVisible(arePairs);
    m_first->setPlaceholderText(arePairs ? tr("First sentence") : tr("Type a sentence, or double-click one above"));
    updateButton();
}

void SentenceView::setSentence(const SampleTexts::Text& sentence)
{
    m_first->setText(sentence.first);
    m_second->setText(sentence.second);
}

void SentenceView::updateButton()
{
    m_predict->setEnabled(!m_isBusy && !m_first->text().trimmed().isEmpty()); // first: its focus must not go to Cancel
    m_cancel->setEnabled(m_isBusy);
}

void SentenceView::say(const QString& words, bool isProblem)
{
    m_saysProblem = isProblem;
    m_theme.paintNow(m_words, isProblem ? Ink::Error : Ink::Secondary);
    m_words->setText(words);
    m_results->setCurrentIndex(Words);
    updateButton();
}

void SentenceView::predict()
{
    if (m_isBusy || m_first->text().trimmed().isEmpty())
        return;
    m_isBusy = true;
    if (!m_explained)
        say(tr("Loading the checkpoint; this takes some seconds the first time…"));
    updateButton();
    Q_EMIT predictionWanted({m_first->text(), m_second->isHidden() ? QString() : m_second->text()});
}

void SentenceView::clear()
{
    m_explained.reset();
    m_isBusy = false;
    say(tr("The prediction, the route and the vote of each token appear here."));
}

void SentenceView::showProblem(const QString& problem)
{
    m_isBusy = false;
    m_explained.reset();
    say(tr("It could not be predicted: %1").arg(problem), true);
}

void SentenceView::showExplained(const ExplainedSentence& explained, int sharedRows)
{
    const bool isSameShape = m_explained && m_explained->explanation.positions == explained.explanation.positions;
    const int place = isSameShape ? m_route->chosen() : 0;
    m_explained = explained;
    m_isBusy = false;
    showPrediction();
    showRoute(sharedRows);
    choosePlace(place);
    const bool isNew = m_results->currentIndex() != Answer;
    m_results->setCurrentIndex(Answer);
    updateButton();
    if (isNew)
        Q_EMIT answered();
}

} // namespace gui
