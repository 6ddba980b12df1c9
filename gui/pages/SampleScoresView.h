#pragma once

#include <QWidget>

#include "gui/app/FileDialogs.h"
#include "gui/models/SampleSet.h"

class QComboBox;
class QLayout;
class QStackedLayout;
class QStackedWidget;
class QTreeWidget;
class QTreeWidgetItem;

namespace gui {

class AgreementPlot;
class CalibrationPlot;
class ConfusionMatrix;
class ElidedLabel;
class Theme;
struct SampleScores;

/// All rows of an evaluation together: confusion matrix, the commonest confusions or the scores of each class,
/// calibration; for a regression correlations, error, and predictions against labels.
class SampleScoresView final : public QWidget {
    Q_OBJECT

public:
    SampleScoresView(Theme& theme, FileDialogs& dialogs, QWidget* parent = nullptr);

    /// nullptr for none.
    void setSamples(const SampleSet* samples);

Q_SIGNALS:
    /// Label and prediction as class indices.
    void cellChosen(int label, int prediction);

private:
    QWidget* makeClassPage(FileDialogs& dialogs);
    QWidget* makeRegressionPage(FileDialogs& dialogs);
    QLayout* makeTables(QWidget* content);
    QWidget* makeClasses();
    QWidget* makeConfusions();
    QTreeWidget* makeTable(const char* name, const QStringList& columns);
    void fillRegression(const SampleSet& samples);
    void fillClasses(const SampleScores& scores, const QStringList& names);
    void fillConfusions(const SampleScores& scores, const QStringList& names);

    Theme& m_theme;
    QStackedLayout* m_stack;
    ConfusionMatrix* m_matrix = nullptr;
    QComboBox* m_tableChoice = nullptr; ///< of the two tables beside the matrix
    bool m_isTableChosen = false;       ///< by the user; before, the number of classes decides
    QStackedWidget* m_tables = nullptr;
    ElidedLabel* m_accuracy = nullptr;
    QTreeWidget* m_classes = nullptr;
    QTreeWidget* m_confusions = nullptr;
    CalibrationPlot* m_calibration = nullptr;
    QTreeWidget* m_regression = nullptr;
    AgreementPlot* m_agreement = nullptr;
};

} // namespace gui
