#include "gui/forms/JsonView.h"

#include <utility>

#include <QFontDatabase>
#include <QTextBlock>

#include "engine/run/ConfigJson.h"
#include "engine/run/ConfigText.h"
#include "gui/app/Theme.h"

namespace gui {

namespace {

const char* const sourceName = "JSON";

std::string noObject(const engine::Json& json)
{
    return JsonView::tr("must be an object, not %1").arg(QLatin1String(json.type_name())).toStdString();
}

/// A section of a configuration that is given, but as no object.
std::optional<engine::Issue> structureProblem(const engine::Json& json)
{
    if (!json.is_object())
        return engine::Issue{sourceName, noObject(json)};
    const engine::Json whole = engine::toJson(engine::RunConfig{});
    for (const auto& [key, section] : whole.items())
        if (section.is_object() && json.contains(key) && !json[key].is_object())
            return engine::Issue{key, noObject(json[key])};
    return std::nullopt;
}

/// Of "JSON:12".
int lineOf(const engine::Issue& issue)
{
    const auto colon = issue.path.rfind(':');
    return colon == std::string::npos ? 0 : QString::fromStdString(issue.path.substr(colon + 1)).toInt();
}

} // namespace

JsonView::JsonView(Theme& theme, QWidget* parent)
    : QPlainTextEdit(parent)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("jsonView"));
    setAccessibleName(tr("Configuration as JSON"));
    QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    fixed.setPointSizeF(font().pointSizeF());
    setFont(fixed);
    setFrameShape(QFrame::NoFrame);
    setLineWrapMode(QPlainTextEdit::NoWrap);
    setTabChangesFocus(true);
    document()->setDocumentMargin(spacing::page);
    connect(this, &QPlainTextEdit::textChanged, this, [this] {
        if (!m_isFilling)
            read();
    });
    connect(&theme, &Theme::changed, this, [this] { markLine(m_problem ? lineOf(*m_problem) : 0); });
}

void JsonView::setJson(const engine::Json& json)
{
    if (!m_problem && json == m_json && !toPlainText().isEmpty())
        return;
    m_isFilling = true;
    const int position = textCursor().position();
    m_json = json;
    setPlainText(QString::fromStdString(json.dump(2)));
    QTextCursor cursor = textCursor();
    cursor.setPosition(qMin(position, document()->characterCount() - 1));
    setTextCursor(cursor);
    m_isFilling = false;
    markLine(0);
    if (std::exchange(m_problem, std::nullopt))
        Q_EMIT problemChanged();
}

void JsonView::read()
{
    const std::optional<engine::Issue> before = m_problem;
    auto parsed = engine::parseConfiguration(toPlainText().toStdString(), sourceName);
    if (auto* issues = std::get_if<std::vector<engine::Issue>>(&parsed))
        m_problem = std::move(issues->front());
    else
        m_problem = structureProblem(std::get<engine::Json>(parsed));
    markLine(m_problem ? lineOf(*m_problem) : 0);
    if (!m_problem) {
        m_json = std::get<engine::Json>(std::move(parsed));
        Q_EMIT edited(m_json);
    }
    if (m_problem != before)
        Q_EMIT problemChanged();
}

void JsonView::markLine(int line)
{
    QList<QTextEdit::ExtraSelection> marks;
    if (line > 0) {
        QTextEdit::ExtraSelection mark;
        mark.cursor = QTextCursor(document()->findBlockByNumber(qMin(line, blockCount()) - 1));
        mark.format.setBackground(m_theme.colours().errorGround);
        mark.format.setProperty(QTextFormat::FullWidthSelection, true);
        marks << mark;
    }
    setExtraSelections(marks);
}

} // namespace gui

#include "moc_JsonView.cpp"
