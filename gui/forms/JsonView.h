#pragma once

#include <optional>

#include <QPlainTextEdit>

#include "engine/run/JsonText.h"

namespace gui {

class Theme;

/// A configuration as the text of its file. What is typed is read at once.
class JsonView final : public QPlainTextEdit {
    Q_OBJECT

public:
    explicit JsonView(Theme& theme, QWidget* parent = nullptr);

    /// Shows `json`, unless the text says the same already; the cursor keeps its place.
    void setJson(const engine::Json& json);
    /// Why the text cannot be given to the form: a syntax error or a key that is given twice, with its line, or a section
    /// that is none.
    const std::optional<engine::Issue>& problem() const { return m_problem; }

Q_SIGNALS:
    /// The user has changed the text, and it can be read.
    void edited(const engine::Json& json);
    void problemChanged();

private:
    void read();
    void markLine(int line);

    Theme& m_theme;
    engine::Json m_json; ///< what the text says, or said before it had a problem
    std::optional<engine::Issue> m_problem;
    bool m_isFilling = false;
};

} // namespace gui
