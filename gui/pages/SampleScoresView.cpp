#include "gui/pages/SampleScoresView.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QStackedLayout>
#include <QStackedWidget>
#include <QTreeWidget>

#include <cmath>

#include "gui/app/ElidedLabel.h"
#include "gui/app/Format.h"
#include "gui/app/Theme.h"
#include "gui/models/SampleScores.h"
#include "gui/pages/ConfusionMatrix.h"
#include "gui/plots/AgreementPlot.h"
#include "gui/plots/CalibrationPlot.h"

namespace gui {

namespace {

enum Page { Classes, Regression };
enum ScoreColumn { Class, Rows, Precision, Recall, F1 };
enum ConfusionColumn { LabelColumn, PredictedColumn, ConfusedColumn };
enum ScoresTable { ClassTable, ConfusionTable };
constexpr std::size_t fewClasses = 8;   // whose confusions the matrix shows at a glance
constexpr int labelRole = Qt::UserRole; // and, one further, the prediction's

QString ratioText(double ratio)
{
    return std::isnan(ratio) ? QStringLiteral("–") : format::fixed(ratio, 3);
}

QString classNameAt(const QStringList& classes, std::size_t index)
{
    return qsizetype(index) < classes.size() ? classes[qsizetype(index)] : QString::number(index);
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
{
    m_stack->insertWidget(Classes, makeClassPage(dialogs));
    m_stack->insertWidget(Regression, makeRegressionPage(dialogs));
    setLayout(m_stack);
    connect(m_matrix, &ConfusionMatrix::cellChosen, this, &SampleScoresView::cellChosen);
}

QWidget* SampleScoresView::makeClassPage(FileDialogs& dialogs)
{
    auto* content = new QWidget(this);
    m_matrix = new ConfusionMatrix(m_theme, content);
    m_matrix->setObjectName(QStringLiteral("confusionMatrix"));
    m_calibration = new CalibrationPlot(m_theme, dialogs, content);
    m_calibration->setObjectName(QStringLiteral("calibrationPlot"));
    QLayout* tables = makeTables(content);
    auto* title = new QLabel(tr("Confusion matrix"), content);
    title->setMinimumHeight(m_tableChoice->sizeHint().height()); // level with what is beside it
    auto* row = new QHBoxLayout(content);
    row->setContentsMargins(spacing::page, spacing::pair, spacing::page, spacing::control);
    row->setSpacing(2 * spacing::group);
    row->addLayout(titled(title, m_matrix), 10);
    row->addLayout(tables, 10);
    row->addWidget(m_calibration, 8);
    return content;
}

QLayout* SampleScoresView::makeTables(QWidget* content)
{
    m_tableChoice = new QComboBox(content);
    m_tableChoice->setObjectName(QStringLiteral("scoresTableComboBox"));
    m_tableChoice->setAccessibleName(tr("Which table is shown"));
    m_tableChoice->addItems({tr("Classes"), tr("Commonest confusions")});
    m_accuracy = new ElidedLabel(content);
    m_accuracy->setObjectName(QStringLiteral("accuracyLabel"));
    m_accuracy->setFont(Theme::figures(m_accuracy->font()));
    m_tables = new QStackedWidget(content);
    m_tables->addWidget(makeClasses());
    m_tables->addWidget(makeConfusions());
    connect(m_tableChoice, &QComboBox::currentIndexChanged, m_tables, &QStackedWidget::setCurrentIndex);
    connect(m_tableChoice, &QComboBox::activated, this, [this] { m_isTableChosen = true; });
    auto* head = new QHBoxLayout;
    head->setSpacing(spacing::control);
    head->addWidget(m_tableChoice);
    head->addWidget(m_accuracy, 1);
    auto* column = new QVBoxLayout;
    column->setSpacing(spacing::pair);
    column->addLayout(head);
    column->addWidget(m_tables, 1);
    return column;
}

QWidget* SampleScoresView::makeRegressionPage(FileDialogs& dialogs)
{
    auto* content = new QWidget(this);
    m_regression = makeTable("regressionScoresTreeWidget", {tr("Score"), tr("Value")});
    m_regression->setAccessibleName(tr("Scores of the predictions"));
    m_agreement = new AgreementPlot(m_theme, dialogs, content);
    m_agreement->setObjectName(QStringLiteral("agreementPlot"));
    auto* row = new QHBoxLayout(content);
    row->setContentsMargins(spacing::page, spacing::pair, spacing::page, spacing::control);
    row->setSpacing(2 * spacing::group);
    row->addLayout(titled(new QLabel(tr("Predictions and labels"), content), m_regression), 8);
    row->addWidget(m_agreement, 10);
    return content;
}

/// The first column takes the room, the others are of numbers.
QTreeWidget* SampleScoresView::makeTable(const char* name, const QStringList& columns)
{
    auto* table = new QTreeWidget(this);
    table->setObjectName(QLatin1String(name));
    table->setHeaderLabels(columns);
    table->setRootIsDecorated(false);
    table->setUniformRowHeights(true);
    table->setAlternatingRowColors(true);
    table->setFrameShape(QFrame::NoFrame);
    table->setSelectionMode(QAbstractItemView::NoSelection);
    table->setFont(Theme::figures(font()));
    table->header()->setStretchLastSection(false);
    table->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    for (int column = 1; column < int(columns.size()); ++column) {
        table->header()->setSectionResizeMode(column, QHeaderView::ResizeToContents);
        table->headerItem()->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
    }
    return table;
}

QWidget* SampleScoresView::makeClasses()
{
    m_classes = makeTable("classScoresTreeWidget", {tr("Class"), tr("Rows"), tr("Precision"), tr("Recall"), tr("F1")});
    m_classes->setAccessibleName(tr("Scores of each class"));
    m_classes->headerItem()->setToolTip(Rows, tr("Rows with this label"));
    m_classes->headerItem()->setToolTip(Precision, tr("Share of the rows predicted as this class that are of it"));
    m_classes->headerItem()->setToolTip(Recall, tr("Share of this class's rows that were predicted as it"));
    m_classes->headerItem()->setToolTip(F1, tr("Harmonic mean of precision and recall"));
    return m_classes;
}

QWidget* SampleScoresView::makeConfusions()
{
    m_confusions = makeTable("confusionsTreeWidget", {tr("Label"), tr("Predicted"), tr("Rows")});
    m_confusions->setAccessibleName(tr("Commonest confusions"));
    m_confusions->setSelectionMode(QAbstractItemView::SingleSelection);
    m_confusions->headerItem()->setTextAlignment(PredictedColumn, Qt::AlignLeft | Qt::AlignVCenter);
    m_confusions->headerItem()->setToolTip(ConfusedColumn,
                                           tr("Rows with this label that were predicted as the other class"));
    m_confusions->header()->setSectionResizeMode(PredictedColumn, QHeaderView::Stretch);
    connect(m_confusions, &QTreeWidget::itemActivated, this, [this](const QTreeWidgetItem* item) {
        Q_EMIT cellChosen(item->data(LabelColumn, labelRole).toInt(), item->data(LabelColumn, labelRole + 1).toInt());
    });
    return m_confusions;
}

void SampleScoresView::fillRegression(const SampleSet& samples)
{
    RegressionScores scores = regressionScoresOf(samples);
    const auto add = [this](const QString& name, const QString& value, const QString& toolTip) {
        auto* item = new QTreeWidgetItem(m_regression, {name, value});
        item->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
        item->setToolTip(0, toolTip);
        item->setToolTip(1, toolTip);
    };
    const QString constant = tr("not defined: all predictions, or all labels, are equal");
    m_regression->clear();
    add(tr("Rows"), format::whole(scores.rows), tr("Rows with a label and a finite prediction"));
    add(tr("Pearson correlation"), ratioText(scores.pearson.value_or(std::nan(""))),
        scores.pearson ? tr("How well a straight line describes predictions over labels") : constant);
    add(tr("Spearman correlation"), ratioText(scores.spearman.value_or(std::nan(""))),
        scores.spearman ? tr("The same of their ranks: whether the order is right") : constant);
    add(tr("Mean squared error"), format::value(scores.squaredError), tr("What a run of this task minimises"));
    m_agreement->setPoints(std::move(scores.points));
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
        const QString name = classNameAt(names, c);
        add({name, format::whole(of.rows), ratioText(of.precision), ratioText(of.recall), ratioText(of.f1)})
            ->setToolTip(Class, name);
        macro += std::isnan(of.f1) ? 0 : of.f1 / double(scores.classes);
    }
    QTreeWidgetItem* all = add({tr("All"), format::whole(scores.rows), {}, {}, ratioText(macro)});
    m_accuracy->setText(tr("accuracy %1").arg(ratioText(scores.accuracy)));
    all->setToolTip(F1, tr("Mean over the classes (macro F1)"));
    QFont bold = Theme::semibold(m_classes->font());
    for (int column = Class; column <= F1; ++column)
        all->setFont(column, bold);
}

void SampleScoresView::fillConfusions(const SampleScores& scores, const QStringList& names)
{
    m_confusions->clear();
    QList<QTreeWidgetItem*> items;
    for (const Confusion& confusion : confusionsOf(scores)) {
        auto* item = new QTreeWidgetItem(QStringList{classNameAt(names, confusion.label),
                                                     classNameAt(names, confusion.prediction),
                                                     format::whole(confusion.rows)});
        item->setTextAlignment(ConfusedColumn, Qt::AlignRight | Qt::AlignVCenter);
        item->setData(LabelColumn, labelRole, int(confusion.label));
        item->setData(LabelColumn, labelRole + 1, int(confusion.prediction));
        const QString tip = tr("%1\nDouble click or Enter lists these rows")
                                .arg(m_matrix->cellText(confusion.label, confusion.prediction));
        for (const int column : {LabelColumn, PredictedColumn, ConfusedColumn})
            item->setToolTip(column, tip);
        items << item;
    }
    m_confusions->addTopLevelItems(items);
    if (!m_isTableChosen)
        m_tableChoice->setCurrentIndex(scores.classes > fewClasses ? ConfusionTable : ClassTable);
}

void SampleScoresView::setSamples(const SampleSet* samples)
{
    if (!samples || samples->isWritten())
        return;
    m_stack->setCurrentIndex(samples->isRegression() ? Regression : Classes);
    if (samples->isRegression()) {
        fillRegression(*samples);
        return;
    }
    QStringList names;
    for (const std::string& name : samples->classes)
        names << QString::fromStdString(name);
    const SampleScores scores = scoresOf(*samples);
    m_matrix->setScores(scores, names);
    fillClasses(scores, names);
    fillConfusions(scores, names);
    m_calibration->setCalibration(calibrationOf(*samples));
}

} // namespace gui
