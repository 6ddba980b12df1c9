#pragma once

#include <QStringList>
#include <QWidget>

#include "gui/app/FileDialogs.h"
#include "gui/models/RoutingPicture.h"
#include "gui/models/RunModel.h"

class QAction;
class QActionGroup;
class QComboBox;
class QLabel;
class QToolButton;

namespace gui {

class AppSettings;
class RivalRow;
class RoutingHeatmap;
class SegmentBar;
class Theme;

/// The heatmap of the Routing tab with what it shows: shares, probabilities or change of the records, one class or one
/// row of an evaluation, or the difference from another run; its colour map and scale.
class HeatmapPane final : public QWidget {
    Q_OBJECT

public:
    HeatmapPane(Theme& theme, FileDialogs& dialogs, QWidget* parent = nullptr);

    /// What chooses the mode; a widget of its own, to be placed above.
    QWidget* controls() { return m_controls; }
    RivalRow& rivals() { return *m_rivals; }
    SegmentBar& modes() { return *m_mode; }
    /// The maps of shares, and whether the scale ends at the largest value; checkable.
    QList<QAction*> colourActions() const;
    /// The model outlives this or is replaced; nullptr for none.
    void setModel(const RunModel* model);
    /// Begins with the colours and scale that are stored there and stores what the user chooses; it outlives this.
    void remember(AppSettings& settings);
    /// Records or evaluations were added.
    void refresh();
    /// Of refresh() which modes can be chosen, and nothing else; setModel() does it too.
    void updateSegments();
    /// Whether an evaluation is shown instead of records.
    bool showsEvaluation() const { return m_choice.isOfEvaluation(); }
    /// Records averaged, both ends included.
    void setRecords(std::size_t first, std::size_t last);
    void setEvaluation(std::size_t evaluation);
    void setSelectedRow(std::size_t row);
    /// The class whose rows alone are shown, by its index.
    std::optional<int> label() const;

Q_SIGNALS:
    /// Between records and evaluations.
    void timelineChanged();
    void rowChosen(std::size_t row);
    void cellChosen(std::size_t row, qint64 layer);

private:
    QWidget* makeControls();
    QToolButton* makeColourButton(QWidget* parent);
    QWidget* makeItemRow();
    void chooseMode(int segment);
    void fillItems();
    QStringList classItems(const engine::RoutingEvaluated& evaluated) const;
    static QStringList exampleItems(const engine::RoutingEvaluated& evaluated);
    QString className(std::size_t index) const;
    QString labelText(double label) const;
    void updatePicture();
    void showAgainst();
    void updateItemNote();
    QString textOf(std::size_t row, std::int64_t layer) const;

    Theme& m_theme;
    const RunModel* m_model = nullptr;
    RoutingChoice m_choice;
    QWidget* m_controls;
    SegmentBar* m_mode;
    QActionGroup* m_colours;
    QAction* m_automatic;
    RivalRow* m_rivals;
    QWidget* m_itemRow;
    QLabel* m_itemLabel;
    QComboBox* m_item;
    QLabel* m_itemNote;
    RoutingHeatmap* m_heatmap;
    AppSettings* m_settings = nullptr;
};

} // namespace gui
