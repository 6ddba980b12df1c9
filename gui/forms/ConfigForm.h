#pragma once

#include <map>
#include <utility>

#include <QBoxLayout>
#include <QScrollArea>

#include "engine/run/ConfigJson.h"
#include "engine/run/FieldList.h"
#include "gui/app/InTurns.h"
#include "gui/forms/FieldEditor.h"

class QVBoxLayout;

namespace gui {

class FormSection;
class FieldRow;

/// A whole configuration as a form, made from its description. Values that are not valid stay as typed and are marked
/// in place; config() then has the last readable ones.
class ConfigForm final : public QScrollArea {
    Q_OBJECT

public:
    /// That come into sight in one turn of the event loop: more would be felt.
    static constexpr int rowsPerTurn = 10;

    ConfigForm(const FormTools& tools, const engine::RunConfig& config, QWidget* parent = nullptr);
    ~ConfigForm() override;

    void setConfig(const engine::RunConfig& config);
    const engine::RunConfig& config() const { return m_parsed.config; }
    /// As typed, valid or not.
    const engine::Json& json() const { return m_json; }
    /// A configuration as text gave it: what it leaves out has its default, what is not valid or not known stays as typed.
    void setJson(const engine::Json& json);
    /// Sets one field as if the user had.
    void setValue(const std::string& path, const engine::Json& value);

    /// Those that the form offers; null where a device is typed.
    QStandardItemModel* devices() const { return m_tools.devices; }

    /// Values that differ from presetValues() have bold labels, valid or not.
    void setPreset(const engine::Json& preset);
    const engine::Json& preset() const { return m_preset; }
    int changedCount() const;

    void setShowAll(bool all);
    bool showsAll() const { return m_showAll; }
    /// Fields that are not shown to a newcomer.
    int advancedCount() const;
    /// Shows only fields in whose label, path or help every word is; all as before when empty.
    void setSearch(const QString& words);
    int shownCount() const; ///< those that are on their way included
    /// All that is to be shown stands in its place now; for who needs a field at once.
    void showAtOnce();

    /// Fields that a sweep gives its values, by path, with those values in words.
    void setSwept(const std::map<std::string, QString>& values);

    /// A few words below a field: what its value turned out to be.
    void setNote(const std::string& path, const QString& text);
    /// Problems that only the files show; they stay until the next call.
    void setFileIssues(std::vector<engine::Issue> issues);
    /// All problems, those of the configuration first.
    std::vector<engine::Issue> issues() const;
    bool isReadable() const { return m_parsed.issues.empty(); }
    /// "Max length" for "task.max_length", "Model folder" where there are more folders; the path itself for what is no
    /// field.
    QString labelOf(const std::string& path) const;
    bool hasField(const std::string& path) const { return rowOf(path) != nullptr; }
    void focusField(const std::string& path);

Q_SIGNALS:
    /// By the user or through setValue(); issues() and config() are up to date.
    void edited();
    void focused(const QString& help); ///< as FieldRow's

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void arrangeColumns();
    void placeGroup();
    void alignLabels(int first, int second);
    /// True where there are other rows than before; all show their values then.
    bool buildRows();
    void showValues();
    FormSection* sectionFor(const engine::FieldDescription& field);
    void orderTabs();
    void readRow(FieldRow* row);
    void changeKind(const std::string& section, const std::string& kind);
    void showIssues();
    void markChanges();
    int bringRows(int most);
    void sayWhatDecides();
    FieldRow* rowOf(const std::string& path) const;
    template <class Function>
    void eachRow(Function function) const;

    const FormTools m_tools;
    engine::Json m_json;
    engine::ParsedConfig m_parsed;
    engine::Json m_preset = engine::Json::object();
    std::vector<engine::Issue> m_fileIssues;
    bool m_showAll = false;
    QStringList m_words; ///< that fields are searched for
    std::map<std::string, QString> m_swept;
    QBoxLayout* m_page = nullptr; ///< the two columns, below each other where they do not fit beside each other
    QVBoxLayout* m_columns[2] = {};
    bool m_isStacked = false;
    InTurns m_turns; ///< in which rows come
    std::vector<std::pair<std::string, FormSection*>> m_sections; ///< in order, by key
    /// Sections as they were before another kind was chosen, by path and kind.
    std::map<std::pair<std::string, std::string>, engine::Json> m_otherKinds;
};

} // namespace gui
