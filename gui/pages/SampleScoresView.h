#pragma once

#include <QWidget>

#include "gui/app/FileDialogs.h"
#include "gui/models/SampleSet.h"

class QLabel;
class QStackedLayout;
class QTreeWidget;

namespace gui {

class CalibrationPlot;
class ConfusionMatrix;
class EmptyState;
class Theme;
struct SampleScores;

/// All rows of an evaluation together: confusion matrix, scores of each class, calibration.
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
    QWidget* makeClasses();
    void fillClasses(const SampleScores& scores, const QStringList& names);

    Theme& m_theme;
    QStackedLayout* m_stack;
    EmptyState* m_empty;
    ConfusionMatrix* m_matrix;
    QLabel* m_classesTitle;
    QTreeWidget* m_classes;
    CalibrationPlot* m_calibration;
};

} // namespace gui
