#include "gui/pages/SamplesBar.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QMenu>
#include <QSignalBlocker>
#include <QToolButton>

#include <algorithm>

#include "gui/app/Format.h"
#include "gui/app/SegmentBar.h"
#include "gui/app/SmallButton.h"
#include "gui/app/Theme.h"

namespace gui {

namespace {

using Show = SamplesFilter::Show;
constexpr int labelLength = 8; // characters

} // namespace

SamplesBar::SamplesBar(Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_page(new SegmentBar(this))
    , m_evaluation(new QComboBox(this))
    , m_show(new SegmentBar(this))
    , m_earlier(new QComboBox(this))
    , m_label(new QComboBox(this))
    , m_routed(makeSmallButton(theme, "view-filter", tr("Routed"), tr("Only rows that went to one layer at a position"), this))
    , m_routes(new QMenu(this))
    , m_words(new QLineEdit(this))
{
    makePageAndEvaluation();
    makeRows();
    makeNarrowing();
    m_words->addAction(theme.icon(QStringLiteral("search"), Ink::Secondary), QLineEdit::LeadingPosition);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(spacing::page, spacing::control, spacing::page, spacing::control);
    row->setSpacing(spacing::control);
    row->addWidget(m_page);
    row->addWidget(m_evaluation);
    row->addWidget(m_show);
    row->addWidget(m_earlier);
    row->addWidget(m_label);
    row->addWidget(m_routed);
    row->addStretch(1);
    row->addWidget(m_words, 20);
    updateVisibility();
}

void SamplesBar::makePageAndEvaluation()
{
    m_page->setObjectName(QStringLiteral("samplesPageSegmentBar"));
    m_page->add(tr("Rows"), tr("Each dev row by itself"));
    m_page->add(tr("Scores"));
    m_evaluation->setObjectName(QStringLiteral("sampleEvaluationComboBox"));
    m_evaluation->setAccessibleName(tr("Evaluation"));
    m_evaluation->setToolTip(tr("The evaluation whose rows are shown, by its step"));
    m_evaluation->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    connect(m_page, &SegmentBar::chosen, this, [this](int page) {
        updateVisibility();
        Q_EMIT pageChanged(page == 1);
    });
    connect(m_evaluation, &QComboBox::activated, this, [this] {
        m_chosen = evaluation();
        m_upTo.reset();
        fillEarlier();
        Q_EMIT evaluationChanged();
    });
}

void SamplesBar::makeRows()
{
    m_show->setObjectName(QStringLiteral("sampleShowSegmentBar"));
    m_show->add(tr("All"), tr("All rows in the order of the file"));
    m_show->add(tr("Right"));
    m_show->add(tr("Wrong"));
    m_show->add(tr("Best"), tr("The %1 rows with the lowest loss").arg(SamplesFilter::extremes));
    m_show->add(tr("Worst"), tr("The %1 rows with the highest loss").arg(SamplesFilter::extremes));
    m_show->add(tr("Changed"));
    m_show->setCurrent(int(Show::Wrong));
    m_earlier->setObjectName(QStringLiteral("earlierEvaluationComboBox"));
    m_earlier->setAccessibleName(tr("Changed since"));
    m_earlier->setToolTip(tr("Rows are shown whose prediction is another than at this evaluation"));
    m_earlier->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    connect(m_show, &SegmentBar::chosen, this, [this] {
        updateVisibility();
        Q_EMIT shownChanged();
    });
    connect(m_earlier, &QComboBox::activated, this, &SamplesBar::earlierChanged);
    setKind(Kind::Classes);
}

void SamplesBar::makeNarrowing()
{
    m_label->setObjectName(QStringLiteral("sampleLabelComboBox"));
    m_label->setAccessibleName(tr("Label"));
    m_label->setToolTip(tr("Only rows with this label"));
    m_label->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_label->setMinimumContentsLength(labelLength);
    m_routed->setObjectName(QStringLiteral("sampleRoutedToolButton"));
    m_routed->setPopupMode(QToolButton::InstantPopup);
    m_routed->setMenu(m_routes);
    connect(m_routes, &QMenu::aboutToShow, this, &SamplesBar::fillRoutes);
    m_words->setObjectName(QStringLiteral("sampleSearchLineEdit"));
    m_words->setAccessibleName(tr("Find in sentences"));
    m_words->setPlaceholderText(tr("Find in sentences"));
    m_words->setToolTip(tr("Every word must be in the sentence, the label or the prediction"));
    m_words->setClearButtonEnabled(true);
    m_words->setMinimumWidth(96);
    m_words->setMaximumWidth(240);
    connect(m_label, &QComboBox::activated, this, &SamplesBar::labelChanged);
    connect(m_words, &QLineEdit::textChanged, this, &SamplesBar::wordsChanged);
    setClasses({});
}

void SamplesBar::setClasses(const QStringList& names)
{
    const QString before = m_label->currentIndex() > 0 ? m_label->currentText() : QString();
    m_label->clear();
    m_label->addItem(tr("any label"));
    m_label->addItems(names);
    m_label->setCurrentIndex(before.isEmpty() ? 0 : int(names.indexOf(before)) + 1);
    updateVisibility();
}

std::optional<int> SamplesBar::label() const
{
    return m_label->currentIndex() > 0 ? std::optional(m_label->currentIndex() - 1) : std::nullopt;
}

void SamplesBar::setLabel(std::optional<int> wanted)
{
    if (wanted == label())
        return;
    m_label->setCurrentIndex(wanted.value_or(-1) + 1);
    Q_EMIT labelChanged();
}

void SamplesBar::setRoutes(const std::vector<std::int64_t>& positions, int layers, bool areOfExperts)
{
    m_positions = positions;
    m_layers = layers;
    m_areOfExperts = areOfExperts;
    updateVisibility();
}

void SamplesBar::setRoute(std::optional<std::pair<int, int>> route)
{
    m_route = route;
    m_routed->setText(route ? tr("%1 → %2").arg(route->first).arg(route->second) : tr("Routed"));
}

void SamplesBar::fillRoutes()
{
    m_routes->clear();
    qDeleteAll(m_routes->findChildren<QMenu*>(Qt::FindDirectChildrenOnly));
    const auto add = [this](QMenu* menu, const QString& text, std::optional<std::pair<int, int>> route) {
        QAction* action = menu->addAction(text);
        action->setCheckable(true);
        action->setChecked(route == m_route);
        connect(action, &QAction::triggered, this, [this, route] {
            setRoute(route);
            Q_EMIT routeChosen();
        });
    };
    add(m_routes, tr("Anywhere"), std::nullopt);
    for (const std::int64_t position : m_positions) {
        QMenu* menu = m_routes->addMenu((m_areOfExperts ? tr("Layer %1") : tr("Position %1")).arg(position));
        for (int layer = 0; layer < m_layers; ++layer)
            add(menu, (m_areOfExperts ? tr("expert %1") : tr("layer %1")).arg(layer), std::pair(int(position), layer));
    }
}

QString SamplesBar::nameOf(const EvaluationKey& key) const
{
    QString name = tr("step %1").arg(format::whole(key.first));
    if (key.second != "dev")
        name += QStringLiteral(", ") + QString::fromStdString(key.second);
    return m_bestStep == key.first ? name + tr(", best") : name;
}

void SamplesBar::setEvaluations(std::vector<EvaluationKey> keys, std::optional<std::int64_t> bestStep)
{
    const auto before = evaluation();
    std::reverse(keys.begin(), keys.end());
    m_keys = std::move(keys);
    m_bestStep = bestStep;
    const QSignalBlocker blocker(m_evaluation);
    m_evaluation->clear();
    for (const EvaluationKey& key : m_keys)
        m_evaluation->addItem(nameOf(key));
    m_evaluation->setCurrentIndex(wanted());
    fillEarlier();
    if (evaluation() != before)
        Q_EMIT evaluationChanged();
}

int SamplesBar::wanted() const
{
    if (m_keys.empty())
        return -1;
    const auto count = int(m_keys.size());
    const auto place = [this](const auto& isWanted) {
        return int(std::find_if(m_keys.begin(), m_keys.end(), isWanted) - m_keys.begin());
    };
    // The main split is recorded first at each evaluation.
    const auto isMain = [&](const EvaluationKey& key) { return key.second == m_keys.back().second; };
    if (m_upTo) {
        const int newest = place([&](const EvaluationKey& key) { return isMain(key) && key.first <= *m_upTo; });
        return std::min(newest, count - 1);
    }
    int index = m_chosen ? place([this](const EvaluationKey& key) { return key == *m_chosen; }) : count;
    if (index == count)
        index = place([&](const EvaluationKey& key) { return isMain(key) && key.first == m_bestStep; });
    return index < count ? index : place(isMain);
}

void SamplesBar::chooseUpTo(std::int64_t step)
{
    const auto before = evaluation();
    m_chosen.reset();
    m_upTo = step;
    m_evaluation->setCurrentIndex(wanted());
    fillEarlier();
    if (evaluation() != before)
        Q_EMIT evaluationChanged();
}

void SamplesBar::clear()
{
    m_chosen.reset();
    m_upTo.reset();
    setEvaluations({}, std::nullopt);
}

void SamplesBar::fillEarlier()
{
    const auto before = earlier();
    const auto now = evaluation();
    m_earlierKeys.clear();
    const QSignalBlocker blocker(m_earlier);
    m_earlier->clear();
    for (const EvaluationKey& key : m_keys)
        if (now && key.second == now->second && key.first < now->first) {
            m_earlierKeys.push_back(key);
            m_earlier->addItem(tr("since %1").arg(nameOf(key)));
        }
    const auto kept = std::find(m_earlierKeys.begin(), m_earlierKeys.end(), before.value_or(EvaluationKey{}));
    m_earlier->setCurrentIndex(m_earlierKeys.empty()             ? -1
                                   : kept == m_earlierKeys.end() ? 0
                                                                 : int(kept - m_earlierKeys.begin()));
    const auto changed = int(Show::Changed);
    m_show->setSegmentEnabled(changed, !m_earlierKeys.empty(),
                              m_earlierKeys.empty()
                                  ? tr("There is no earlier evaluation")
                                  : tr("Rows whose prediction has changed since an earlier evaluation"));
    if (m_earlierKeys.empty() && m_show->current() == changed && !m_keys.empty())
        setShown(Show::All);
    updateVisibility();
}

std::optional<EvaluationKey> SamplesBar::evaluation() const
{
    const int index = m_evaluation->currentIndex();
    return index >= 0 && index < int(m_keys.size()) ? std::optional(m_keys[std::size_t(index)]) : std::nullopt;
}

std::optional<EvaluationKey> SamplesBar::earlier() const
{
    const int index = m_earlier->currentIndex();
    return index >= 0 && index < int(m_earlierKeys.size()) ? std::optional(m_earlierKeys[std::size_t(index)])
                                                           : std::nullopt;
}

Show SamplesBar::shown() const
{
    return Show(m_show->current());
}

void SamplesBar::setShown(Show show)
{
    if (m_show->current() == int(show))
        return;
    m_show->setCurrent(int(show));
    updateVisibility();
    Q_EMIT shownChanged();
}

void SamplesBar::setShowsScores(bool showsScores)
{
    m_page->setCurrent(showsScores ? 1 : 0);
    updateVisibility();
    Q_EMIT pageChanged(showsScores);
}

void SamplesBar::setKind(Kind kind)
{
    const bool hasClasses = kind == Kind::Classes;
    const QString neither = kind == Kind::Scores ? tr("A predicted score is neither right nor wrong")
                                                 : tr("A text is neither right nor wrong");
    m_show->setSegmentEnabled(int(Show::Wrong), hasClasses,
                              hasClasses ? tr("Rows that are predicted as another class than their label") : neither);
    m_show->setSegmentEnabled(int(Show::Right), hasClasses,
                              hasClasses ? tr("Rows that are predicted as their label") : neither);
    m_page->setSegmentEnabled(1, kind != Kind::Texts,
                              hasClasses                 ? tr("Confusion matrix, scores of each class, calibration")
                                  : kind == Kind::Scores ? tr("Correlations, squared error, predictions against labels")
                                                         : tr("Texts are scored by “molex score-text”"));
    if (kind == Kind::Texts && m_page->current() == 1)
        setShowsScores(false);
    if (!hasClasses && (m_show->current() == int(Show::Wrong) || m_show->current() == int(Show::Right)))
        setShown(Show::Worst);
}

void SamplesBar::updateVisibility()
{
    const bool showsRows = m_page->current() == 0;
    m_show->setVisible(showsRows);
    m_words->setVisible(showsRows);
    m_label->setVisible(showsRows && m_label->count() > 1);
    const bool showsChanged = m_show->current() == int(Show::Changed);
    m_earlier->setVisible(showsRows && showsChanged);
    m_routed->setVisible(showsRows && !m_positions.empty());
    m_routed->setToolButtonStyle(showsChanged ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextBesideIcon);
}

} // namespace gui
