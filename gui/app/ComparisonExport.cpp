#include "gui/app/ComparisonExport.h"

#include <QAction>
#include <QDir>
#include <QEvent>
#include <QMenu>

#include "gui/app/FileDialogs.h"
#include "gui/app/FileWriting.h"
#include "gui/pages/ComparePage.h"

namespace gui {

namespace {

QString sectionTitle(reports::Section section)
{
    switch (section) {
    case reports::Section::Metrics:
        return ComparisonExport::tr("Metrics with tests");
    case reports::Section::Examples:
        return ComparisonExport::tr("Tests over examples");
    case reports::Section::Costs:
        return ComparisonExport::tr("Costs");
    case reports::Section::Curves:
        return ComparisonExport::tr("Curves");
    case reports::Section::Pairs:
        return ComparisonExport::tr("Runs paired by seed");
    case reports::Section::Sweep:
        return ComparisonExport::tr("Scatter and parallel coordinates");
    case reports::Section::Routing:
        return ComparisonExport::tr("Routing and its difference");
    case reports::Section::Configuration:
        return ComparisonExport::tr("Differences of the configuration");
    case reports::Section::Environment:
        return ComparisonExport::tr("Differences of the environment");
    case reports::Section::Runs:
        return ComparisonExport::tr("Runs, tags and notes");
    }
    return {};
}

reports::CurveChoice::Across acrossOf(XAxis::Kind axis)
{
    switch (axis) {
    case XAxis::Kind::Step:
        return reports::CurveChoice::Across::Step;
    case XAxis::Kind::Epoch:
        return reports::CurveChoice::Across::Epoch;
    case XAxis::Kind::Time:
        return reports::CurveChoice::Across::Time;
    }
    return {};
}

/// As chosen on the page; what the page itself leaves out for its many points, the report need not.
reports::CurveChoice curvesOf(const ComparePage& page)
{
    const CurveView view = page.curveView();
    reports::CurveChoice curves;
    curves.band = page.choice().band;
    curves.across = acrossOf(view.axis);
    curves.isLogarithmic = view.isLogarithmic;
    curves.smoothing = view.smoothing;
    return curves;
}

} // namespace

ComparisonExport::ComparisonExport(const Parties& parties, QObject* parent)
    : QObject(parent)
    , m_parties(parties)
{
    QMenu* menu = parties.page.exportMenu();
    menu->addSeparator();
    QAction* whole = menu->addAction(tr("Report as a page (HTML)…"));
    whole->setObjectName(QStringLiteral("exportReport"));
    connect(whole, &QAction::triggered, this, &ComparisonExport::ask);
    m_sections = menu->addMenu(tr("Sections of the report"));
    m_sections->installEventFilter(this);
    for (const reports::Section section : reports::allSections()) {
        QAction* action = m_sections->addAction(sectionTitle(section));
        action->setObjectName(QStringLiteral("reportSection_") + QLatin1String(reports::toText(section)));
        action->setData(int(section));
        action->setCheckable(true);
        action->setChecked(true);
    }
}

bool ComparisonExport::eventFilter(QObject* watched, QEvent* event)
{
    const bool isChoice = watched == m_sections && event->type() == QEvent::MouseButtonRelease;
    QAction* action = isChoice ? m_sections->activeAction() : nullptr; // a menu on its way out is no menu any more
    if (action == nullptr)
        return QObject::eventFilter(watched, event);
    action->trigger();
    return true;
}

void ComparisonExport::ask()
{
    if (m_parties.page.result() == nullptr)
        return;
    m_parties.dialogs.saveFile(&m_parties.page,
                               {tr("Save the report"), QDir::home().filePath(QStringLiteral("comparison.html")),
                                tr("Report, one page (*.html)")},
                               [this](const QString& path) { write(path); });
}

reports::Options ComparisonExport::options() const
{
    const CompareResult& result = *m_parties.page.result();
    reports::Options options;
    options.comparison = m_parties.page.options();
    options.curves = curvesOf(m_parties.page);
    for (const ComparedTask& task : result.tasks) {
        options.groupNames.emplace_back();
        options.groupColours.emplace_back();
        for (const ComparedGroup& group : task.groups) {
            options.groupNames.back().push_back(group.name.toStdString());
            options.groupColours.back().push_back(group.colour);
        }
    }
    options.sections.clear();
    for (const QAction* action : m_sections->actions())
        if (action->isChecked())
            options.sections.push_back(reports::Section(action->data().toInt()));
    return options;
}

void ComparisonExport::write(const QString& path)
{
    const std::shared_ptr<const CompareResult> result = m_parties.page.result();
    if (result == nullptr)
        return;
    writeAndTell({m_parties.worker, m_parties.narrator, m_parties.workspace}, this, path,
                 [result, options = options()](const storage::RunRepository& repository, const auto& file) {
                     reports::exportComparison(repository, result->comparison, options, file);
                 });
}

} // namespace gui

#include "moc_ComparisonExport.cpp"
