#pragma once

#include <QWidget>

#include "gui/app/FileDialogs.h"
#include "gui/app/Theme.h"

class QCustomPlot;

namespace gui {

struct PaperPicture;

/// A picture in the theme's colours that can be saved as PNG, SVG or PDF; the base of every plot. Redraws are gathered
/// by the event loop and put off while it is hidden. A click or Tab gives it the keys; who uses these sees a frame.
class Plot : public QWidget {
    Q_OBJECT

public:
    Plot(Theme& theme, FileDialogs& dialogs, QWidget* parent = nullptr);
    ~Plot() override;

    /// Saves in the light colours, for paper, what is shown now; the suffix decides the format.
    void exportTo(const QString& path, FileDialogs::Written written);
    /// Entries of the context menu, for menus elsewhere.
    QList<QAction*> exportActions() { return m_exportActions; }
    QSize sizeHint() const override { return {320, 200}; }

protected:
    QCustomPlot& canvas() { return *m_canvas; }
    const QCustomPlot& canvas() const { return *m_canvas; }
    const Colours& colours() const { return *m_colours; }
    Theme& theme() { return m_theme; }
    /// Of the axis at the left, from below upwards; shortened in its middle where the picture is too low for it.
    void setLeftTitle(const QString& title);
    /// Where a point of both axes is drawn.
    QPointF pixel(double x, double y) const;
    /// Colours or fonts changed: set them on everything that has others than the axes; a redraw follows.
    virtual void restyle();
    /// Called before each redraw, to bring what is drawn up to date.
    virtual void prepare() {}
    /// What is drawn a part at a time is to be whole now.
    virtual void complete() {}
    /// What only helps on the screen (a selection, a crosshair) is left out of saved pictures.
    virtual void setExporting(bool) {}
    /// Size of a saved picture in pixels of the screen: what is drawn, without empty room around it.
    virtual QSize exportSize() const { return size(); }
    void scheduleRedraw();
    /// Whether a frame says that it has the keys; in no saved or copied picture.
    bool isFocusShown() const { return m_isFocusShown; }
    /// To be called for a key that it takes.
    void keyTaken();
    /// To be called once at the end of a subclass's constructor.
    void begin() { applyColours(m_theme.colours()); }

    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void showFocus(bool isShown);
    void copy();
    void showMenu(const QPoint& place);
    void applyColours(const Colours& colours);
    void fitLeftTitle();
    void addExportActions();
    void askForFile(const QString& suffix);
    PaperPicture paperPicture();
    void redraw();

    Theme& m_theme;
    FileDialogs& m_dialogs;
    QCustomPlot* m_canvas;
    const Colours* m_colours;
    QList<QAction*> m_exportActions;
    QString m_leftTitle;
    bool m_isScheduled = false;
    bool m_isStale = true;
    bool m_isUsedByKeys = false; ///< since it got them
    bool m_isFocusShown = false;
};

} // namespace gui
