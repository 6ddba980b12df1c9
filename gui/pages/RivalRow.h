#pragma once

#include <memory>
#include <vector>

#include <QWidget>

#include "gui/models/RoutingRival.h"
#include "gui/models/RunModel.h"

class QComboBox;
class QLabel;

namespace gui {

class IconLabel;
class Theme;

/// Against which other run of the workspace a routing is shown. Asks for runs and records by signals and gets them by the
/// functions of the same names; what comes too late, for another run, is dropped.
class RivalRow final : public QWidget {
    Q_OBJECT

public:
    explicit RivalRow(Theme& theme, QWidget* parent = nullptr);

    /// The model outlives this or is replaced; nullptr for none. The rival is forgotten.
    void setModel(const RunModel* model);
    /// Looks for runs to be held against, as soon as there are records.
    void ask();
    bool hasAsked() const { return m_hasAsked; }
    /// Nothing until one is chosen and read, and where its shape is another.
    const RoutingRival* rival() const;
    /// Which records are shown; a warning where their steps differ.
    void showSteps(std::int64_t own, std::int64_t others);

    void setRivals(std::int64_t run, std::vector<RivalName> rivals);
    void setRival(std::int64_t run, std::shared_ptr<const RoutingRival> rival);
    void setProblem(std::int64_t run, const QString& problem);

Q_SIGNALS:
    void rivalsWanted(qint64 run, const gui::RoutingShape& shape);
    void rivalWanted(qint64 run, qint64 rival);
    /// Another rival is there, or none any more.
    void changed();

private:
    void choose(int index);
    void say(const QString& note, bool isWarning = false);
    void paintNote();
    void updateTip();

    Theme& m_theme;
    const RunModel* m_model = nullptr;
    bool m_hasAsked = false; ///< for this model
    std::vector<RivalName> m_names;
    std::shared_ptr<const RoutingRival> m_rival;
    QComboBox* m_runs;
    IconLabel* m_warning; ///< seen with a note that is one
    QLabel* m_note;
};

} // namespace gui
