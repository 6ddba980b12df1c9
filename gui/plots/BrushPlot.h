#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "gui/models/SweepBrush.h"
#include "gui/plots/Plot.h"

class QMouseEvent;

namespace gui {

/// A picture of runs: dragging chooses some, the pointer says which run it is on, a click opens that one. The base of
/// pictures of a sweep. A drag that gets no release (a menu opens, the window or the page goes away) is taken back.
/// Keys: Left, Right, Home and End go through the chosen runs, Return opens the one that is read.
class BrushPlot : public Plot {
    Q_OBJECT

public:
    BrushPlot(Theme& theme, FileDialogs& dialogs, QWidget* parent = nullptr);

    void setBrush(const SweepBrush& brush);
    const SweepBrush& brush() const { return m_brush; }
    /// Where a run is drawn, for pointers and tests; nothing where it is not.
    virtual std::optional<QPointF> pixelOf(std::size_t run) const = 0;
    /// What the pointer reads on a run.
    virtual QString textOf(std::size_t run) const = 0;
    /// What it reads where no run is; empty for nothing.
    virtual QString noteAt(QPointF) const { return {}; }

Q_SIGNALS:
    /// A drag has ended, or a click took something back.
    void brushed(const gui::SweepBrush& brush);
    void runClicked(qint64 run);

protected:
    virtual const SweepRuns* sweep() const = 0;
    virtual std::optional<std::size_t> runAt(QPointF pixel) const = 0;
    /// The brush after dragging so.
    virtual SweepBrush dragged(QPointF from, QPointF to) const = 0;
    /// The brush after a click where no run is.
    virtual SweepBrush clicked(QPointF pixel) const = 0;

    /// The sweep is another.
    void updateChosen();
    /// Of each run; all in a saved picture.
    bool isChosen(std::size_t run) const { return m_isExporting || m_chosen[run] != 0; }
    /// Of each run, whether it is.
    const std::vector<char>& chosen() const { return m_chosen; }
    /// All runs, in the order in which the chosen ones lie above the others.
    std::vector<std::size_t> chosenLast() const;
    bool isExporting() const { return m_isExporting; }
    std::optional<std::size_t> pointed() const { return m_isExporting ? std::nullopt : m_pointed; }
    void setExporting(bool isExporting) override { m_isExporting = isExporting; }
    bool eventFilter(QObject* object, QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void follow(const QMouseEvent& mouse);
    void point(QPointF pixel);
    void findPointed();
    /// The run is marked and described; the words stand beside the place, where there are any.
    void say(std::optional<std::size_t> run, const QString& words, QPointF place);
    void describe();
    bool takeKey(int key); ///< false where it means nothing here
    /// Those that are chosen and drawn, from left to right and upwards.
    std::vector<std::size_t> runsInOrder() const;
    void release(QPointF pixel);
    void abandonDrag();
    void showBrush(const SweepBrush& brush);

    SweepBrush m_brush;
    SweepBrush m_settled; ///< without a drag that goes on
    std::vector<char> m_chosen;
    std::optional<std::size_t> m_pointed; ///< by the pointer or by keys
    std::int64_t m_pointedId = 0;         ///< of that run, where there is one
    QString m_words;                      ///< that are read there
    std::optional<QPointF> m_pressed;
    bool m_isDragging = false;
    bool m_isExporting = false;
};

} // namespace gui
