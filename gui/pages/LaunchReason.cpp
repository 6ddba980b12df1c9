#include "gui/pages/LaunchReason.h"

#include <vector>

#include <QStringList>

#include "gui/forms/ConfigForm.h"
#include "gui/models/EngineText.h"
#include "gui/pages/FormPane.h"
#include "gui/pages/LaunchChecker.h"
#include "gui/pages/LaunchPage.h"

namespace gui {

QString whyNoStart(const FormPane& pane)
{
    const std::vector<engine::Issue> issues = pane.issues();
    if (issues.empty())
        return {};
    const std::string& path = issues.front().path;
    const QString label = pane.form().labelOf(path).toHtmlEscaped();
    QString text = pane.form().hasField(path)
        ? LaunchPage::tr("Cannot start: <a href=\"%1\">%2</a> %3")
              .arg(QString::fromStdString(path).toHtmlEscaped(), label,
                   engineText(issues.front().message).toHtmlEscaped())
        : LaunchPage::tr("Cannot start: %1").arg(issueText(issues.front()).toHtmlEscaped());
    if (issues.size() > 1)
        text += QLatin1Char(' ') + LaunchPage::tr("(and %1 more)").arg(issues.size() - 1);
    return text;
}

QString allThatIsWrong(const FormPane& pane)
{
    QStringList reasons;
    for (const engine::Issue& issue : pane.issues())
        reasons << (pane.form().hasField(issue.path)
                        ? pane.form().labelOf(issue.path) + QLatin1Char(' ') + engineText(issue.message)
                        : issueText(issue));
    return reasons.isEmpty() ? QString() : LaunchPage::tr("Cannot start: %1").arg(reasons.join(QStringLiteral("; ")));
}

QString whyNotNow(const LaunchChecker& checker)
{
    if (!checker.isCurrent() || checker.found().lacksNow.empty())
        return {};
    return LaunchPage::tr("Cannot start now: the run %1. It can wait in the queue.")
        .arg(QString::fromStdString(checker.found().lacksNow).toHtmlEscaped());
}

} // namespace gui
