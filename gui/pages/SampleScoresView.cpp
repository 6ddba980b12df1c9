#include "gui/pages/SampleScoresView.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QStackedLayout>
#include <QTreeWidget>

#include <cmath>

#include "gui/app/EmptyState.h"
#include "gui/app/Format.h"
#include "gui/app/Theme.h"
#include "gui/models/SampleScores.h"
#include "gui/pages/ConfusionMatrix.h"
#include "gui/plots/CalibrationPlot.h"

namespace gui {

namespace {

enum Column { Class, Rows, Precision, Recall, F1 };

QString ratioText(double ratio)
{
    return std::isnan(ratio) ? QStringLiteral("–") : format::fixed(ratio, 3);
}

/// A title above a widget.
QVBoxLayout* titled(QLabel* title, QWidget* content)
{
    title->setFont(Theme::semibold(title->font()));
    auto* column = new QVBoxLayout;
    column->setSpacing(spacing::pair);
    column->addWidget(title);
    column->addWidget(content, 1);
    return column;
}

} // namespace

SampleScoresView::SampleScoresView(Theme& theme, FileDialogs& dialogs, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_stack(new QStackedLayout)
    , m_empty(new EmptyState(theme, this))
    , m_matrix(new ConfusionMatrix(theme, this))
    , m_classesTitle(new QLabel(this))
    , m_classes(new QTreeWidget(this))
    , m_calibration(new CalibrationPlot(theme, dialogs, this))
{
    m_empty->setObjectName(QStringLiteral("sampleScoresEmptyState"));
    m_matrix->setObjectName(QStringLiteral("confusionMatrix"));
    m_calibration->setObjectName(QStringLiteral("calibrationPlot"));
    m_empty->setText(tr("No classes to be confused"),
                     tr("This task predicts a score, not a class: its rows are listed under Rows, the largest squared "
                        "error first under Worst."));
    auto* content = new QWidget(this);
    auto* row = new QHBoxLayout(content);
    row->setContentsMargins(spacing::page, spacing::pair, spacing::page, spacing::control);
    row->setSpacing(2 * spacing::group);
    row->addLayout(titled(new QLabel(tr("Confusion matrix"), content), m_matrix), 8);
    row->addLayout(titled(m_classesTitle, makeClasses()), 10);
    row->addWidget(m_calibration, 8);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(content);
    setLayout(m_stack);
    connect(m_matrix, &ConfusionMatrix::cellChosen, this, &SampleScoresView::cellChosen);
}

QWidget* SampleScoresView::makeClasses()
{
    m_classes->setObjectName(QStringLiteral("classScoresTreeWidget"));
    m_classesTitle->setObjectName(QStringLiteral("classScoresLabel"));
    m_classes->setAccessibleName(tr("Scores of each class"));
    m_classes->setHeaderLabels({tr("Class"), tr("Rows"), tr("Precision"), tr("Recall"), tr("F1")});
    m_classes->headerItem()->setToolTip(Rows, tr("Rows with this label"));
    m_classes->headerItem()->setToolTip(Precision, tr("Share of the rows predicted as this class that are of it"));
    m_classes->headerItem()->setToolTip(Recall, tr("Share of this class's rows that were predicted as it"));
    m_classes->headerItem()->setToolTip(F1, tr("Harmonic mean of precision and recall"));
    m_classes->setRootIsDecorated(false);
    m_classes->setUniformRowHeights(true);
    m_classes->setAlternatingRowColors(true);
    m_classes->setFrameShape(QFrame::NoFrame);
    m_classes->setSelectionMode(QAbstractItemView::NoSelection);
    m_classes->setFont(Theme::figures(font()));
    m_classes->header()->setStretchLastSection(false);
    m_classes->header()->setSectionResizeMode(Class, QHeaderView::Stretch);
    for (const int column : {Rows, Precision, Recall, F1}) {
        m_classes->header()->setSectionResizeMode(column, QHeaderView::ResizeToContents);
        m_classes->headerItem()->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
    }
    return m_classes;
}

void SampleScoresView::fillClasses(const SampleScores& scores, const QStringList& names)
{
    m_classes->clear();
    double macro = 0;
    const auto add = [this](const QStringList& cells) {
        auto* item = new QTreeWidgetItem(m_classes, cells);
        for (const int column : {Rows, Precision, Recall, F1})
            item->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
        return item;
    };
    for (std::size_t c = 0; c < scores.classes; ++c) {
        const SampleScores::OfClass& of = scores.ofClass[c];
        const QString name = qsizetype(c) < names.size() ? names[qsizetype(c)] : QString::number(c);
        add({name, format::whole(of.rows), ratioText(of.precision), ratioText(of.recall), ratioText(of.f1)})
            ->setToolTip(Class, name);
        macro += std::isnan(of.f1) ? 0 : of.f1 / double(scores.classes);
    }
    QTreeWidgetItem* all = add(
        {tr("All"), format::whole(scores.rows), {}, {}, ratioText(macro)});
    m_classesTitle->setText(tr("Classes, accuracy %1").arg(ratioText(scores.accuracy)));
    all->setToolTip(F1, tr("Mean over the classes (macro F1)"));
    QFont bold = Theme::semibold(m_classes->font());
    for (int column = Class; column <= F1; ++column)
        all->setFont(column, bold);
}

void SampleScoresView::setSamples(const SampleSet* samples)
{
    m_stack->setCurrentIndex(samples && !samples->isRegression() ? 1 : 0);
    if (!samples || samples->isRegression())
        return;
    QStringList names;
    for (const std::string& name : samples->classes)
        names << QString::fromStdString(name);
    const SampleScores scores = scoresOf(*samples);
    m_matrix->setScores(scores, names);
    fillClasses(scores, names);
    m_calibration->setCalibration(calibrationOf(*samples));
}

} // namespace gui
