#include "gui/forms/ConfigForm.h"

#include <algorithm>
#include <limits>
#include <utility>

#include <QCoreApplication>
#include <QHBoxLayout>

#include "gui/app/Format.h"
#include "gui/app/Theme.h"
#include "gui/forms/FieldText.h"
#include "gui/forms/FormSection.h"
#include "gui/forms/JsonPath.h"
#include "gui/forms/PresetValues.h"
#include "gui/models/EngineText.h"

namespace gui {

namespace {

/// Name and group stand side by side at the top, or below each other; each is a section of its own.
std::string sectionKey(const engine::FieldDescription& field)
{
    return field.section.empty() ? field.path : field.section;
}

int columnOf(const std::string& key)
{
    return key == "group" || key == "Routing" || key == "Training" ? 1 : 0;
}

} // namespace

ConfigForm::ConfigForm(const FormTools& tools, const engine::RunConfig& config, QWidget* parent)
    : QScrollArea(parent)
    , m_tools(tools)
    , m_turns(rowsPerTurn, [this](int most) { return bringRows(most); })
{
    auto* page = new QWidget(this);
    page->setAutoFillBackground(false);
    m_page = new QHBoxLayout(page);
    m_page->setContentsMargins(spacing::page, spacing::page, spacing::page, spacing::page);
    m_page->setSpacing(2 * spacing::page);
    for (QVBoxLayout*& column : m_columns) {
        column = new QVBoxLayout;
        column->setSpacing(spacing::group);
        column->addStretch();
        m_page->addLayout(column, 1);
    }
    setWidget(page);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setBackgroundRole(QPalette::Base);
    page->setBackgroundRole(QPalette::Base);
    setConfig(config);
}

ConfigForm::~ConfigForm() = default;

void ConfigForm::resizeEvent(QResizeEvent* event)
{
    QScrollArea::resizeEvent(event);
    arrangeColumns();
}

void ConfigForm::arrangeColumns()
{
    int labels[2] = {};
    int editors[2] = {};
    for (const auto& [key, section] : m_sections) {
        const int column = columnOf(key);
        labels[column] = std::max(labels[column], section->labelWidth());
        editors[column] = std::max(editors[column], section->editorWidth());
    }
    const int rooms = 4 * spacing::page + 2 * spacing::control; // margins, between the columns, beside the labels
    const int widest = std::max(labels[0], labels[1]);
    const bool isStacked = viewport()->width() < labels[0] + editors[0] + labels[1] + editors[1] + rooms;
    m_page->setDirection(isStacked ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    alignLabels(isStacked ? widest : labels[0], isStacked ? widest : labels[1]);
    if (std::exchange(m_isStacked, isStacked) != isStacked)
        placeGroup();
}

/// Beside the name, or below it.
void ConfigForm::placeGroup()
{
    for (const auto& [key, section] : m_sections)
        if (key == "group") {
            m_columns[m_isStacked ? 1 : 0]->removeWidget(section);
            m_columns[m_isStacked ? 0 : 1]->insertWidget(m_isStacked ? 1 : 0, section);
        }
    orderTabs();
}

void ConfigForm::alignLabels(int first, int second)
{
    for (const auto& [key, section] : m_sections)
        section->setLabelWidth(columnOf(key) == 0 ? first : second);
}

void ConfigForm::setConfig(const engine::RunConfig& config)
{
    m_json = engine::toJson(config);
    m_parsed = engine::configFromJson(m_json);
    m_fileIssues.clear();
    if (!buildRows())
        showValues();
    showIssues();
    Q_EMIT edited();
}

void ConfigForm::setJson(const engine::Json& json)
{
    m_json = engine::toJson(engine::configFromJson(json).config);
    if (json.is_object())
        engine::overlay(m_json, json);
    m_parsed = engine::configFromJson(m_json);
    m_fileIssues.clear();
    if (!buildRows())
        showValues();
    showIssues();
    Q_EMIT edited();
}

void ConfigForm::showValues()
{
    eachRow([this](FieldRow& row) {
        if (const engine::Json* value = valueAt(m_json, row.path()))
            row.editor().setValue(*value);
    });
}

void ConfigForm::setValue(const std::string& path, const engine::Json& value)
{
    FieldRow* row = rowOf(path);
    if (row == nullptr)
        return;
    row->editor().setValue(value);
    readRow(row);
}

bool ConfigForm::buildRows()
{
    std::vector<std::pair<std::string, std::vector<engine::FieldDescription>>> sections;
    for (engine::FieldDescription& field : engine::describeFields(m_parsed.config)) {
        const std::string key = sectionKey(field);
        if (sections.empty() || sections.back().first != key)
            sections.push_back({key, {}});
        sections.back().second.push_back(std::move(field));
    }
    bool isNew = false;
    for (const auto& [key, fields] : sections)
        isNew = sectionFor(fields.front())->setFields(fields) || isNew;
    for (const auto& [key, section] : m_sections)
        if (std::none_of(sections.begin(), sections.end(), [&key = key](const auto& listed) { return listed.first == key; }))
            isNew = section->setFields({}) || isNew;
    if (isNew) {
        showValues(); // as typed, which need not be what the configuration could read
        orderTabs();
    }
    return isNew;
}

FormSection* ConfigForm::sectionFor(const engine::FieldDescription& field)
{
    const std::string key = sectionKey(field);
    for (const auto& [known, section] : m_sections)
        if (known == key)
            return section;
    auto* section = new FormSection(fieldText(field.section.c_str()), m_tools, widget());
    connect(section, &FormSection::edited, this, &ConfigForm::readRow);
    connect(section, &FormSection::focused, this, &ConfigForm::focused);
    QVBoxLayout* column = m_columns[columnOf(key)];
    column->insertWidget(column->count() - 1, section);
    m_sections.emplace_back(key, section);
    return section;
}

template <class Function>
void ConfigForm::eachRow(Function function) const
{
    for (const auto& [key, section] : m_sections)
        for (const auto& row : section->rows())
            function(*row);
}

void ConfigForm::orderTabs()
{
    QWidget* before = nullptr;
    for (const int column : {0, 1})
        for (const auto& [key, section] : m_sections)
            for (const auto& row : section->rows()) {
                if ((key == "group" && m_isStacked ? 0 : columnOf(key)) != column)
                    continue;
                if (before != nullptr)
                    setTabOrder(before, row->editor().focusProxy());
                before = row->editor().focusProxy();
            }
}

void ConfigForm::readRow(FieldRow* row)
{
    const std::string path = row->path();
    const engine::Json value = row->editor().value();
    const bool isKind = row->field().type == engine::FieldType::Kind;
    if (isKind)
        changeKind(path.substr(0, path.rfind('.')), value.get<std::string>());
    else
        setValueAt(m_json, path, value);
    m_parsed = engine::configFromJson(m_json);
    if (!buildRows() && isKind)
        showValues(); // another kind may have the same fields
    showIssues();
    Q_EMIT edited();
}

void ConfigForm::changeKind(const std::string& section, const std::string& kind)
{
    const engine::Json* typed = valueAt(m_json, section + ".kind"); // which need not be a text
    const std::string oldKind = typed != nullptr && typed->is_string() ? typed->get<std::string>() : std::string();
    if (oldKind == kind)
        return;
    if (!oldKind.empty())
        m_otherKinds[{section, oldKind}] = *valueAt(m_json, section);
    const auto remembered = m_otherKinds.find({section, kind});
    setValueAt(m_json, section, remembered == m_otherKinds.end() ? engine::Json{{"kind", kind}} : remembered->second);
    // The defaults of the fields that are now there.
    const engine::Json complete = engine::toJson(engine::configFromJson(m_json).config);
    if (remembered == m_otherKinds.end())
        setValueAt(m_json, section, *valueAt(complete, section));
}

void ConfigForm::setPreset(const engine::Json& preset)
{
    m_preset = preset;
    markChanges();
}

void ConfigForm::markChanges()
{
    const engine::Json unchanged = presetValues(m_preset, m_json);
    eachRow([this, &unchanged](FieldRow& row) {
        const engine::Json* expected = valueAt(unchanged, row.path());
        const engine::Json* mine = valueAt(m_json, row.path());
        row.setChanged(expected != nullptr && mine != nullptr && *expected != *mine);
        const auto swept = m_swept.find(row.path());
        row.setSwept(swept == m_swept.end() ? QString() : swept->second);
    });
    sayWhatDecides();
    for (const auto& [key, section] : m_sections) {
        const auto& rows = section->rows();
        section->showRows(m_showAll || (!rows.empty() && rows.front()->field().section.empty()), m_words);
    }
    m_turns.goOn();
}

int ConfigForm::bringRows(int most)
{
    const bool isSeen = isVisible(); // otherwise nothing is laid out or painted
    int brought = 0;
    for (const auto& [key, section] : m_sections)
        brought += section->bringRows(isSeen ? most - brought : std::numeric_limits<int>::max());
    arrangeColumns();
    return isSeen ? brought : 0;
}

void ConfigForm::showAtOnce()
{
    m_turns.finish();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
}

/// Below the epochs, which steps overrule. Swept steps may be 0 for some of the runs, so nothing is said of them.
void ConfigForm::sayWhatDecides()
{
    FieldRow* epochs = rowOf("training.epochs");
    if (epochs == nullptr)
        return;
    const std::int64_t steps = m_swept.contains("training.steps") ? 0 : m_parsed.config.training.steps;
    epochs->setInstead(steps > 0 ? tr("Steps decide: %1").arg(format::whole(steps)) : QString());
}

int ConfigForm::changedCount() const
{
    int count = 0;
    eachRow([&](FieldRow& row) { count += row.isChanged(); });
    return count;
}

int ConfigForm::advancedCount() const
{
    int count = 0;
    eachRow([&](FieldRow& row) {
        count += !row.field().field.basic && !row.field().section.empty();
    });
    return count;
}

void ConfigForm::setShowAll(bool all)
{
    m_showAll = all;
    markChanges();
}

void ConfigForm::setSearch(const QString& words)
{
    m_words = words.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    markChanges();
}

int ConfigForm::shownCount() const
{
    int count = 0;
    eachRow([&](FieldRow& row) { count += row.isShown(); });
    return count;
}

void ConfigForm::setSwept(const std::map<std::string, QString>& values)
{
    m_swept = values;
    markChanges();
}

void ConfigForm::setNote(const std::string& path, const QString& text)
{
    if (FieldRow* row = rowOf(path))
        row->setNote(text);
}

void ConfigForm::setFileIssues(std::vector<engine::Issue> issues)
{
    m_fileIssues = std::move(issues);
    showIssues();
}

std::vector<engine::Issue> ConfigForm::issues() const
{
    std::vector<engine::Issue> all = m_parsed.issues;
    for (const engine::Issue& issue : m_fileIssues)
        if (std::find(all.begin(), all.end(), issue) == all.end())
            all.push_back(issue);
    return all;
}

void ConfigForm::showIssues()
{
    const std::vector<engine::Issue> all = issues();
    eachRow([&](FieldRow& row) {
        QStringList mine;
        for (const engine::Issue& issue : all)
            if (withoutIndex(issue.path) == row.path())
                mine << engineText(issue.message);
        row.setProblems(mine);
    });
    for (const auto& [key, section] : m_sections)
        section->countProblems();
    if (FieldRow* name = rowOf("name"))
        name->editor().setPlaceholder(QString::fromStdString(engine::displayName(m_parsed.config)));
    markChanges();
}

FieldRow* ConfigForm::rowOf(const std::string& path) const
{
    const std::string field = withoutIndex(path);
    FieldRow* found = nullptr;
    eachRow([&](FieldRow& row) {
        if (row.path() == field)
            found = &row;
    });
    return found;
}

QString ConfigForm::labelOf(const std::string& path) const
{
    const FieldRow* row = rowOf(path);
    if (row == nullptr)
        return QString::fromStdString(path);
    const QString label = fieldText(row->field().field.label);
    bool isAlone = true;
    eachRow([&](const FieldRow& other) {
        isAlone = isAlone && (&other == row || label != fieldText(other.field().field.label));
    });
    return isAlone ? label : fieldText(row->field().section.c_str()) + QLatin1Char(' ') + label.toLower();
}

void ConfigForm::focusField(const std::string& path)
{
    if (FieldRow* row = rowOf(path)) {
        row->setShown(true);
        showAtOnce();
        ensureWidgetVisible(&row->editor());
        row->editor().setFocus(Qt::ShortcutFocusReason);
    }
}

} // namespace gui

#include "moc_ConfigForm.cpp"
