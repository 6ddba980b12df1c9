#include "gui/plots/Plot.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QFileInfo>
#include <QMenu>

#include <algorithm>
#include <memory>
#include <utility>

#include "gui/plots/PaperPicture.h"
#include "gui/plots/PlotStyle.h"
#include "gui/plots/QCustomPlotHeader.h"
#include "gui/plots/RedrawQueue.h"

namespace gui {

namespace {

/// One that is drawn anew when it is next seen in another size, and not for each size that a layout tries on the way.
class Canvas final : public QCustomPlot {
public:
    explicit Canvas(QWidget* parent)
        : QCustomPlot(parent)
    {
        connect(this, &QCustomPlot::afterReplot, this, [this] { m_hasOtherSize = false; });
    }

protected:
    void resizeEvent(QResizeEvent*) override
    {
        setViewport(rect());
        updateLayout(); // before prepare(), which asks how wide the axes are
        m_hasOtherSize = true;
    }
    void paintEvent(QPaintEvent* event) override
    {
        if (m_hasOtherSize && !RedrawQueue::instance().isWaitedFor())
            replot(rpQueuedRefresh);
        QCustomPlot::paintEvent(event);
    }

private:
    bool m_hasOtherSize = false;
};

} // namespace

Plot::Plot(Theme& theme, FileDialogs& dialogs, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_dialogs(dialogs)
    , m_canvas(new Canvas(this))
    , m_colours(&theme.colours())
{
    m_canvas->setNoAntialiasingOnDrag(true);
    m_canvas->setContextMenuPolicy(Qt::CustomContextMenu); // it hands no event of the mouse on
    connect(m_canvas, &QWidget::customContextMenuRequested, this,
            [this](const QPoint& place) { showMenu(m_canvas->mapToGlobal(place)); });
    m_canvas->setFocusPolicy(Qt::NoFocus);
    setFocusPolicy(Qt::StrongFocus);
    auto* frame = new plotstyle::PaintedItem(m_canvas, QStringLiteral("overlay"), true, [this](QCPPainter& painter) {
        painter.setAntialiasing(true);
        if (m_isFocusShown)
            plotstyle::drawFocusFrame(painter, m_canvas->viewport(), m_colours->accent);
    });
    frame->setClipAxisRect(nullptr); // or it would be hidden with the axes of an empty picture
    frame->setClipToAxisRect(false);
    m_canvas->setAutoAddPlottableToLegend(false);
    m_canvas->setMinimumSize(16, 16);
    connect(m_canvas, &QCustomPlot::beforeReplot, this, [this] { prepare(); }); // whoever asked for the redraw
    connect(m_canvas, &QCustomPlot::afterLayout, this, &Plot::fitLeftTitle);
    connect(&theme, &Theme::changed, this, [this] { applyColours(m_theme.colours()); });
    addExportActions();
}

Plot::~Plot() = default;

void Plot::applyColours(const Colours& colours)
{
    m_colours = &colours;
    m_canvas->setBackground(QBrush(colours.base));
    restyle();
    scheduleRedraw();
}

void Plot::restyle()
{
    plotstyle::apply(*m_canvas->axisRect(), *m_colours, font());
}

QPointF Plot::pixel(double x, double y) const
{
    return {m_canvas->xAxis->coordToPixel(x), m_canvas->yAxis->coordToPixel(y)};
}

void Plot::setLeftTitle(const QString& title)
{
    m_leftTitle = title;
    m_canvas->yAxis->setLabel(title);
}

/// The library centres it on the axis and lets it stand out, beyond a low picture too.
void Plot::fitLeftTitle()
{
    if (m_leftTitle.isEmpty())
        return;
    QCPAxis& axis = *m_canvas->yAxis;
    const int middle = m_canvas->axisRect()->rect().center().y();
    const int room = 2 * std::min(middle, m_canvas->viewport().height() - middle);
    axis.setLabel(QFontMetrics(axis.labelFont()).elidedText(m_leftTitle, Qt::ElideMiddle, room));
}

void Plot::scheduleRedraw()
{
    m_isStale = true;
    if (m_isScheduled || !isVisible())
        return;
    m_isScheduled = true;
    RedrawQueue::instance().add(*this, [this] { redraw(); });
}

void Plot::redraw()
{
    m_isScheduled = false;
    if (!m_isStale || !isVisible())
        return;
    m_isStale = false;
    m_canvas->replot(QCustomPlot::rpQueuedRefresh);
}

void Plot::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    scheduleRedraw();
}

void Plot::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_canvas->setGeometry(rect());
    scheduleRedraw();
}

void Plot::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        applyColours(*m_colours);
}

void Plot::addExportActions()
{
    const auto add = [this](const QString& text, const QString& icon, auto slot) {
        auto* action = new QAction(m_theme.icon(icon), text, this);
        connect(action, &QAction::triggered, this, slot);
        m_exportActions.append(action);
    };
    const QString save = QStringLiteral("document-export");
    add(tr("Save picture as PNG…"), save, [this] { askForFile(QStringLiteral("png")); });
    add(tr("Save picture as SVG…"), save, [this] { askForFile(QStringLiteral("svg")); });
    add(tr("Save picture as PDF…"), save, [this] { askForFile(QStringLiteral("pdf")); });
    add(tr("Copy picture"), QStringLiteral("edit-copy"), [this] { copy(); });
}

void Plot::copy()
{
    const bool wasFocusShown = std::exchange(m_isFocusShown, false);
    prepare();
    complete();
    QApplication::clipboard()->setPixmap(m_canvas->toPixmap(0, 0, devicePixelRatioF()));
    m_isFocusShown = wasFocusShown;
}

void Plot::keyTaken()
{
    m_isUsedByKeys = true;
    showFocus(true);
}

void Plot::showFocus(bool isShown)
{
    if (std::exchange(m_isFocusShown, isShown) != isShown)
        scheduleRedraw(); // of all: some mark what the keys are on
}

void Plot::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    const Qt::FocusReason reason = event->reason();
    const bool comesBack = reason == Qt::PopupFocusReason || reason == Qt::ActiveWindowFocusReason;
    if (!comesBack)
        m_isUsedByKeys = reason == Qt::TabFocusReason || reason == Qt::BacktabFocusReason
            || reason == Qt::ShortcutFocusReason;
    showFocus(m_isUsedByKeys);
}

void Plot::focusOutEvent(QFocusEvent* event)
{
    QWidget::focusOutEvent(event);
    showFocus(false);
}

void Plot::contextMenuEvent(QContextMenuEvent* event)
{
    showMenu(event->globalPos());
}

void Plot::showMenu(const QPoint& place)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions(actions());
    if (!actions().isEmpty())
        menu->addSeparator();
    menu->addActions(m_exportActions);
    menu->popup(place);
}

void Plot::askForFile(const QString& suffix)
{
    const FileDialogs::Question question{tr("Save picture"), objectName() + QLatin1Char('.') + suffix,
                                         QStringLiteral("%1 (*.%2)").arg(suffix.toUpper(), suffix)};
    m_dialogs.saveFile(this, question, [this, suffix](const QString& chosen) {
        const QString path = QFileInfo(chosen).suffix().isEmpty() ? chosen + QLatin1Char('.') + suffix : chosen;
        exportTo(path, [this](const QString& problem) {
            if (!problem.isEmpty())
                m_dialogs.reportProblem(problem);
        });
    });
}

void Plot::exportTo(const QString& path, FileDialogs::Written written)
{
    const QString suffix = QFileInfo(path).suffix().toLower();
    if (!PaperPicture::canBe(suffix))
        return written(tr("%1: the name must end in .png, .svg or .pdf").arg(path));
    const auto picture = std::make_shared<PaperPicture>(paperPicture());
    m_dialogs.write(this, path, [picture, suffix] { return picture->as(suffix); }, std::move(written));
}

/// Its strokes, which is fast: to make an image, and a file, of them is for the thread that writes it.
PaperPicture Plot::paperPicture()
{
    const Colours& shown = *m_colours;
    const bool wasFocusShown = std::exchange(m_isFocusShown, false);
    setExporting(true);
    applyColours(lightColours());
    m_canvas->resize(exportSize());
    prepare();
    PaperPicture picture{QPicture(), m_canvas->size(), windowTitle()};
    QCPPainter painter(&picture.strokes);
    for (const auto mode : {QCPPainter::pmVectorized, QCPPainter::pmNoCaching, QCPPainter::pmNonCosmetic})
        painter.setMode(mode);
    m_canvas->toPainter(&painter, picture.size.width(), picture.size.height());
    painter.end();
    setExporting(false);
    m_isFocusShown = wasFocusShown;
    m_canvas->resize(size());
    applyColours(shown);
    return picture;
}

} // namespace gui
