#include "gui/app/ViewEdit.h"

#include <utility>

#include <QCoreApplication>

#include "gui/app/AppSettings.h"

namespace gui {

namespace {

/// The context of this file's texts in the catalogue.
struct ViewEditWords
{
    Q_DECLARE_TR_FUNCTIONS(ViewEdit)
};

} // namespace

ViewEdit::ViewEdit(AppSettings& settings, Change change)
    : m_settings(settings)
    , m_change(std::move(change))
{
    setText(m_change.after.isEmpty() ? ViewEditWords::tr("forget the view %1").arg(m_change.name)
                                     : ViewEditWords::tr("save the view %1").arg(m_change.name));
}

QString ViewEdit::sentence(const Change& change)
{
    if (change.after.isEmpty())
        return ViewEditWords::tr("The view %1 is forgotten; Edit → Undo brings it back").arg(change.name);
    return change.before.isEmpty()
        ? ViewEditWords::tr("The view %1 is saved").arg(change.name)
        : ViewEditWords::tr("The view %1 was replaced; Edit → Undo brings the former one back").arg(change.name);
}

void ViewEdit::keep(const QString& view)
{
    QMap<QString, QString> views = m_settings.runViews();
    if (view.isEmpty())
        views.remove(m_change.name);
    else
        views[m_change.name] = view;
    m_settings.setRunViews(views);
}

} // namespace gui
