#include "gui/plots/Plot.h"

#include <QAction>
#include <QApplication>
#include <QBuffer>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QFileInfo>
#include <QMenu>
#include <QPageLayout>
#include <QPdfWriter>
#include <QSvgGenerator>

#include <utility>

#include "gui/plots/PlotStyle.h"
#include "gui/plots/QCustomPlotHeader.h"

namespace gui {

namespace {

constexpr double exportScale = 3; // of a PNG: about 300 dots per inch at the size on the screen

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
        if (m_hasOtherSize)
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

void Plot::scheduleRedraw()
{
    m_isStale = true;
    if (m_isScheduled || !isVisible())
        return;
    m_isScheduled = true;
    QMetaObject::invokeMethod(this, &Plot::redraw, Qt::QueuedConnection);
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
    if (suffix != QLatin1String("png") && suffix != QLatin1String("svg") && suffix != QLatin1String("pdf"))
        return written(tr("%1: the name must end in .png, .svg or .pdf").arg(path));
    const QByteArray picture = paperPicture(suffix);
    if (picture.isEmpty())
        return written(tr("%1: cannot be written").arg(path));
    m_dialogs.write(this, path, picture, std::move(written));
}

QByteArray Plot::paperPicture(const QString& suffix)
{
    const Colours& shown = *m_colours;
    const bool wasFocusShown = std::exchange(m_isFocusShown, false);
    setExporting(true);
    applyColours(lightColours());
    m_canvas->resize(exportSize());
    prepare();
    QBuffer file;
    const bool isDrawn = file.open(QIODevice::WriteOnly) && write(file, suffix);
    setExporting(false);
    m_isFocusShown = wasFocusShown;
    m_canvas->resize(size());
    applyColours(shown);
    return isDrawn ? file.data() : QByteArray();
}

bool Plot::write(QIODevice& device, const QString& suffix)
{
    if (suffix == QLatin1String("png"))
        return m_canvas->toPixmap(0, 0, exportScale).save(&device, "PNG");
    const QRect area(QPoint(), m_canvas->size());
    if (suffix == QLatin1String("svg")) {
        QSvgGenerator generator;
        generator.setOutputDevice(&device);
        generator.setSize(area.size());
        generator.setViewBox(area);
        generator.setTitle(windowTitle());
        return draw(generator, area);
    }
    QPdfWriter writer(&device);
    writer.setResolution(m_canvas->logicalDpiX()); // points of a font are as many pixels as on the screen
    writer.setPageLayout({QPageSize(QSizeF(area.size()), QPageSize::Point, QString(), QPageSize::ExactMatch),
                          QPageLayout::Portrait, QMarginsF()});
    writer.setTitle(windowTitle());
    return draw(writer, area);
}

bool Plot::draw(QPaintDevice& onto, const QRect& area)
{
    QCPPainter painter;
    if (!painter.begin(&onto))
        return false;
    painter.setMode(QCPPainter::pmVectorized);
    painter.setMode(QCPPainter::pmNoCaching);
    painter.setWindow(area);
    m_canvas->toPainter(&painter, area.width(), area.height());
    return painter.end();
}

} // namespace gui
