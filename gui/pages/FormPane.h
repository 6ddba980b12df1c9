#pragma once

#include <optional>
#include <vector>

#include <QWidget>

#include "engine/run/Sweep.h"
#include "gui/control/JobTracker.h"
#include "gui/forms/FieldEditor.h"
#include "gui/pages/LaunchDraft.h"

class QLabel;
class QLineEdit;
class QStackedWidget;
class QToolButton;

namespace gui {

class AppSettings;
class ConfigForm;
class JsonView;
class SegmentBar;
class SweepPanel;
class Worker;

/// A configuration as form or as JSON, both the same, and the sweep over it.
class FormPane final : public QWidget {
    Q_OBJECT

public:
    struct Tools
    {
        FormTools form;
        AppSettings& settings;
        Worker& worker; ///< makes the runs of long sweeps
    };

    FormPane(const Tools& tools, const engine::RunConfig& config, QWidget* parent = nullptr);

    ConfigForm& form() { return *m_form; }
    const ConfigForm& form() const { return *m_form; }
    /// What a start makes: the configuration itself, or the runs of its sweep; none while something is not valid, or
    /// while they are being made.
    const std::vector<engine::RunConfig>& runs() const { return m_runs; }
    bool isReadable() const { return !m_runs.empty(); }
    bool isMakingRuns() const { return m_making > 0; }
    int runCount() const { return isMakingRuns() ? m_making : int(m_runs.size()); }
    /// Of text, form and sweep, and what the files show.
    std::vector<engine::Issue> issues() const;
    void clearSweep();
    std::vector<SweepLine> sweepLines() const;
    /// Values as json() of the form gave them.
    void setContent(const engine::Json& values, const std::vector<SweepLine>& sweep);
    /// In the form, wherever the user is.
    void focusField(const std::string& path);

Q_SIGNALS:
    /// issues() is up to date, and runs() too, unless they are being made.
    void edited();
    /// Those of a long sweep are made, or what is wrong with them is known.
    void runsMade();

private:
    QWidget* makeFoot(const FormTools& tools);
    void update();
    void expand();
    void expand(const engine::Sweep& sweep);
    void take(engine::SweptRuns made);
    void showJson(bool isShown);
    void readJson(const engine::Json& json);
    void nameAllFields();

    AppSettings& m_settings;
    Worker& m_worker;
    ConfigForm* m_form;
    JsonView* m_json;
    QStackedWidget* m_stack;
    SweepPanel* m_sweep;
    SegmentBar* m_view = nullptr;
    QLineEdit* m_search = nullptr;
    QLabel* m_found = nullptr;
    QToolButton* m_allFields = nullptr;
    std::vector<engine::RunConfig> m_runs;
    std::vector<engine::Issue> m_sweepIssues;
    JobTracker m_makingJob;
    int m_making = 0; ///< runs that the worker makes
    bool m_isReadingJson = false;
};

} // namespace gui
