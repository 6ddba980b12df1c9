#include "gui/app/PageActions.h"

#include <QMainWindow>
#include <QMenu>

#include "gui/app/Theme.h"
#include "gui/report/ComparisonReport.h"

namespace gui {

PageActions::PageActions(Theme& theme, QMainWindow& window)
    : m_theme(theme)
    , m_window(window)
{
    makeCompare();
    makeExports();
    makePictures();
    makeTable();
    makeButtonsOfLaunch();
    makeButtonsOfMetrics();
    makeButtonsOfSamples();
    makeOtherButtons();
}

QAction* PageActions::make(const char* name, const QString& text, const char* keys, const QString& icon)
{
    auto* action = new QAction(text, &m_window);
    action->setObjectName(QString::fromLatin1(name));
    if (!icon.isEmpty())
        action->setIcon(m_theme.icon(icon));
    action->setShortcut(QKeySequence(QString::fromLatin1(keys)));
    m_window.addAction(action);
    return action;
}

void PageActions::makeCompare()
{
    compareViews = {make("compareGroups", tr("Compare: &groups"), "Ctrl+Alt+5"),
                    make("compareScatter", tr("Compare: &scatter"), "Ctrl+Alt+6"),
                    make("compareParallel", tr("Compare: &parallel coordinates"), "Ctrl+Alt+7"),
                    make("compareCost", tr("Compare: &quality over cost"), "Ctrl+Alt+8")};
    previousDifference = make("previousDifference", tr("P&revious difference of the configurations"), "Alt+Shift+Left",
                              QStringLiteral("go-previous"));
    nextDifference = make("nextDifference", tr("&Next difference of the configurations"), "Alt+Shift+Right",
                          QStringLiteral("go-next"));
}

void PageActions::makeExports()
{
    const QString icon = QStringLiteral("document-export");
    compareExports = {make("exportComparisonCsv", tr("Comparison as &CSV…"), "Ctrl+Shift+E, C", icon),
                      make("exportComparisonMarkdown", tr("Comparison as &Markdown…"), "Ctrl+Shift+E, M", icon),
                      make("exportComparisonLatex", tr("Comparison as &LaTeX…"), "Ctrl+Shift+E, L", icon),
                      make("exportGroupsCsv", tr("All groups as CS&V…"), "Ctrl+Shift+E, Shift+C", icon),
                      make("exportGroupsMarkdown", tr("All groups as M&arkdown…"), "Ctrl+Shift+E, Shift+M", icon),
                      make("exportGroupsLatex", tr("All groups as La&TeX…"), "Ctrl+Shift+E, Shift+L", icon),
                      make("exportComparisonReport", tr("&Report of the comparison (HTML)…"), "Ctrl+Shift+E, R", icon)};
    int number = 1;
    for (const reports::Section section : reports::allSections()) {
        const QByteArray name = QByteArrayLiteral("includeSection_") + reports::toText(section);
        const QByteArray keys = QByteArrayLiteral("Ctrl+Shift+E, ") + QByteArray::number(number++ % 10);
        reportSections << make(name.constData(), {}, keys.constData());
        reportSections.last()->setCheckable(true);
    }
}

void PageActions::makePictures()
{
    const QString icon = QStringLiteral("document-export");
    pictureExports = {make("savePicturePng", tr("Save picture as &PNG…"), "Ctrl+Shift+E, P", icon),
                      make("savePictureSvg", tr("Save picture as &SVG…"), "Ctrl+Shift+E, S", icon),
                      make("savePicturePdf", tr("Save picture as P&DF…"), "Ctrl+Shift+E, D", icon),
                      make("copyPicture", tr("&Copy picture"), "Ctrl+Shift+E, K", QStringLiteral("edit-copy"))};
    heatmapColours = {make("heatmapViridis", tr("Heatmap: &Viridis"), "Alt+Shift+8"),
                      make("heatmapCividis", tr("Heatmap: C&ividis"), "Alt+Shift+9"),
                      make("heatmapScale", tr("Heatmap: en&d at the largest value"), "Alt+Shift+0")};
    for (QAction* colours : std::as_const(heatmapColours))
        colours->setCheckable(true);
}

void PageActions::makeTable()
{
    chooseColumns = make("chooseColumns", tr("&Columns of the runs table…"), "Ctrl+Shift+K");
    groupRuns = make("groupRuns", tr("&Group runs by…"), "Ctrl+G");
    sortRuns = make("sortRuns", tr("S&ort runs by…"), "Ctrl+Alt+S");
    showArchived = make("showArchivedRuns", tr("Show &archived runs"), "Ctrl+Shift+A");
    showArchived->setCheckable(true);
    chooseView = make("chooseRunView", tr("Choose a saved &view of the runs…"), "Ctrl+Shift+W");
    saveView = make("saveRunView", tr("&Save this view of the runs…"), "Ctrl+Shift+S");
}

void PageActions::placeInCompare(QMenu& menu) const
{
    menu.addSeparator();
    menu.addActions(compareViews);
    menu.addSeparator();
    menu.addActions({previousDifference, nextDifference});
    menu.addActions(m_ofCompare);
    menu.addSeparator();
    menu.addMenu(tr("&Export"))->addActions(compareExports);
    menu.addMenu(tr("Sections of the repor&t"))->addActions(reportSections);
}

QList<QAction*> PageActions::ofTable() const
{
    return {chooseColumns, groupRuns, sortRuns, showArchived, chooseView, saveView};
}

QList<QAction*> PageActions::makePressing(const char* pageKeys, const QList<Press>& buttons)
{
    QList<QAction*> actions;
    for (const Press& press : buttons) {
        const QByteArray keys = QByteArray(pageKeys) + press.key;
        actions << make(press.name, press.text, keys.constData(), QString::fromLatin1(press.icon));
        actions.last()->setData(QString::fromLatin1(press.button));
        actions.last()->setEnabled(false); // until the button is in sight
    }
    return actions;
}

void PageActions::makeButtonsOfLaunch()
{
    m_ofLaunch = makePressing(
        "Ctrl+Shift+L, ",
        {{"startTrial", tr("Start the &trial run"), "T", "startTrialButton", "media-playback-start"},
         {"openModelFolder", tr("Open model f&older…"), "O", "openModelButton", "folder-open"},
         {"saveAsPreset", tr("Save as &preset"), "P", "savePresetButton", "document-save"},
         {"deletePreset", tr("&Delete this preset"), "D", "deletePresetButton", "edit-delete"},
         {"showAllFields", tr("Show &all fields, or the main ones"), "A", "allFieldsButton", "configure"},
         {"showForm", tr("Configuration as a &form"), "F", "formViewBar/0"},
         {"showJson", tr("Configuration as &JSON"), "J", "formViewBar/1"},
         {"addSweptField", tr("&Sweep another field"), "S", "sweepAddButton", "list-add"},
         {"measureSpeed", tr("&Measure how long it takes"), "M", "measureButton", "chronometer"}});
}

void PageActions::makeButtonsOfMetrics()
{
    m_ofMetrics = makePressing(
        "Ctrl+Shift+M, ",
        {{"metricsAcrossSteps", tr("Metrics: across &steps"), "S", "acrossSegmentBar/0"},
         {"metricsAcrossEpochs", tr("Metrics: across &epochs"), "E", "acrossSegmentBar/1"},
         {"metricsAcrossTime", tr("Metrics: across &time"), "T", "acrossSegmentBar/2"},
         {"metricValues", tr("Metrics: table of &values"), "V", "valuesToolButton", "view-list-details"},
         {"choosePlots", tr("Metrics: choose &plots…"), "P", "choosePlotsToolButton", "configure"},
         {"chooseLogarithmicAxes", tr("Metrics: &logarithmic axes…"), "L", "logarithmicAxesToolButton",
          "view-statistics"},
         {"wholeRange", tr("Metrics: &whole range"), "W", "wholeRangeToolButton", "zoom-fit-best"}});
    m_ofRouting = makePressing(
        "Alt+Shift+",
        {{"playRecords", tr("Routing: &play, or pause"), "P", "playToolButton", "media-playback-start"},
         {"firstRecord", tr("Routing: &first record"), "Home", "firstRecordToolButton", "media-skip-backward"},
         {"newestRecord", tr("Routing: &newest record"), "End", "lastRecordToolButton", "media-skip-forward"}});
}

void PageActions::makeButtonsOfSamples()
{
    m_ofSamples = makePressing(
        "Ctrl+Shift+D, ",
        {{"sampleRows", tr("Samples: &rows"), "R", "samplesPageSegmentBar/0"},
         {"sampleScores", tr("Samples: &scores"), "S", "samplesPageSegmentBar/1"},
         {"samplesAll", tr("Samples: &all rows"), "1", "sampleShowSegmentBar/0"},
         {"samplesRight", tr("Samples: r&ight ones"), "2", "sampleShowSegmentBar/1"},
         {"samplesWrong", tr("Samples: &wrong ones"), "3", "sampleShowSegmentBar/2"},
         {"samplesBest", tr("Samples: &best ones"), "4", "sampleShowSegmentBar/3"},
         {"samplesWorst", tr("Samples: w&orst ones"), "5", "sampleShowSegmentBar/4"},
         {"samplesChanged", tr("Samples: c&hanged ones"), "6", "sampleShowSegmentBar/5"},
         {"samplesRouted", tr("Samples: routed to a &layer…"), "L", "sampleRoutedToolButton", "view-filter"},
         {"samplesRoutedAnywhere", tr("Samples: the o&ther rows too"), "T", "clearNarrowingToolButton", "window-close"},
         {"predict", tr("Samples: &predict the sentence"), "P", "predictPushButton", "media-playback-start"},
         {"cancelPrediction", tr("Samples: &cancel the prediction"), "C", "cancelPredictionPushButton",
          "dialog-cancel"},
         {"copyCommand", tr("Samples: cop&y the command that writes texts"), "Y", "copyCommandToolButton",
          "edit-copy"}});
}

void PageActions::makeOtherButtons()
{
    m_ofConfiguration = makePressing(
        "Ctrl+Shift+F, ",
        {{"saveRunAsPreset", tr("Configuration: save as &preset"), "P", "presetToolButton", "document-save"},
         {"copyConfiguration", tr("Configuration: copy as &JSON"), "J", "copyConfigurationToolButton", "edit-copy"}});
    m_ofLog = makePressing("Ctrl+Shift+G, ",
                           {{"logAll", tr("Log: &all lines"), "1", "logLevelSegmentBar/0"},
                            {"logWarnings", tr("Log: &warnings and errors"), "2", "logLevelSegmentBar/1"},
                            {"logErrors", tr("Log: &errors"), "3", "logLevelSegmentBar/2"},
                            {"copyLog", tr("Log: &copy its lines"), "C", "copyLogToolButton", "edit-copy"}});
    m_ofCheckpoints = makePressing(
        "Ctrl+Shift+H, ",
        {{"openCheckpoint", tr("Checkpoint: &open its folder"), "O", "openCheckpointToolButton", "folder-open"},
         {"copyCheckpointPath", tr("Checkpoint: &copy its path"), "C", "copyCheckpointPathToolButton", "edit-copy"},
         {"exportCheckpoint", tr("Checkpoint: &export for PEFT…"), "E", "exportCheckpointToolButton",
          "document-export"},
         {"deleteCheckpoint", tr("Checkpoint: &delete"), "D", "deleteCheckpointToolButton", "edit-delete"}});
    m_ofCompare = makePressing(
        "Alt+Shift+",
        {{"compareTests", tr("Compare: test sett&ings…"), "T", "testSettingsButton", "configure"},
         {"compareCurves", tr("Compare: a&xes and smoothing of the curves…"), "V", "curveViewButton", "configure"},
         {"compareAllRuns", tr("Compare: choose a&ll runs again"), "X", "sweepClearButton", "edit-clear"}});
}

void PageActions::placeButtons(QMenu& view) const
{
    view.addMenu(tr("Launc&h page"))->addActions(m_ofLaunch);
    QMenu* run = view.addMenu(tr("Buttons of the run pa&ge"));
    run->addMenu(tr("&Metrics"))->addActions(m_ofMetrics);
    run->addMenu(tr("&Routing"))->addActions(m_ofRouting);
    run->addMenu(tr("&Samples"))->addActions(m_ofSamples);
    run->addMenu(tr("&Configuration"))->addActions(m_ofConfiguration);
    run->addMenu(tr("&Log"))->addActions(m_ofLog);
    run->addMenu(tr("Chec&kpoints"))->addActions(m_ofCheckpoints);
}

QList<QAction*> PageActions::ofButtons() const
{
    return m_ofLaunch + m_ofMetrics + m_ofRouting + m_ofSamples + m_ofConfiguration + m_ofLog + m_ofCheckpoints
        + m_ofCompare;
}

} // namespace gui
