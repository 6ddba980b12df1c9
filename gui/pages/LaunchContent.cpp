// How presets and other configurations come into the Launch page, and what was there before is kept.
#include "gui/pages/LaunchPage.h"

#include "gui/app/AppSettings.h"
#include "gui/forms/ConfigForm.h"
#include "gui/pages/FormPane.h"
#include "gui/pages/LaunchChecker.h"
#include "gui/pages/LaunchConfig.h"
#include "gui/pages/LaunchFiles.h"
#include "gui/pages/PresetList.h"
#include "gui/pages/PresetPane.h"
#include "gui/pages/SameTime.h"

namespace gui {

void LaunchPage::setConfig(const engine::RunConfig& config)
{
    replace(tr("fill in a configuration"), [this, &config] {
        m_pane->clearSweep();
        form().setPreset(engine::Json::object());
        m_presets->list().setCurrent({});
        m_modelPath = config.model.path; // its way to start is part of the configuration
        form().setConfig(config);
    });
}

void LaunchPage::choosePreset(const QString& name)
{
    const BuiltInPreset* builtIn = m_presets->builtIn(name);
    if (builtIn == nullptr)
        m_files->loadPreset(name);
    else if (builtIn->problem.isEmpty())
        usePreset(name, builtIn->document);
    else
        Q_EMIT troubled(builtIn->problem);
}

void LaunchPage::usePreset(const QString& name, const engine::Json& loaded)
{
    SameTime fitted{loaded, {}};
    if (name == SameTime::presetName())
        fitted = m_presets->list().current() == name ? SameTime{form().preset(), m_lengthNote}
                                                     : sameTime(loaded, config(), modelDepth());
    const engine::Json& preset = fitted.preset;
    engine::Json json = withoutPreset(engine::toJson(config()), form().preset(), preset);
    engine::overlay(json, preset);
    const engine::ParsedConfig parsed = engine::configFromJson(json);
    replace(tr("load the preset %1").arg(name), [&] {
        m_presets->list().setCurrent(name);
        form().setPreset(preset);
        m_modelPath = parsed.config.model.path;
        form().setConfig(parsed.config);
        m_lengthNote = fitted.note;
        form().setNote("training.epochs", m_lengthNote);
    });
    m_tools.settings.setPreset(name);
}

void LaunchPage::replace(const QString& what, const std::function<void()>& fill)
{
    const bool wasEdited = m_isEdited;
    const LaunchDraft before = draft();
    leaveContent();
    fill();
    const LaunchDraft now = draft();
    const bool isOther = now.values != before.values || now.sweep != before.sweep;
    m_isEdited = wasEdited && !isOther;
    if (wasEdited && isOther)
        Q_EMIT replaced(before, what);
}

LaunchDraft LaunchPage::draft() const
{
    return {form().json(), form().preset(), m_presets->list().current(), m_modelPath, m_pane->sweepLines()};
}

/// What is still to come into the form belongs to what it held before.
void LaunchPage::leaveContent()
{
    m_modelJob.cancel();
    m_files->forgetLoading();
    form().setNote("training.epochs", {});
}

void LaunchPage::restore(const LaunchDraft& draft)
{
    leaveContent();
    m_presets->list().setCurrent(draft.presetName);
    form().setPreset(draft.preset);
    m_modelPath = draft.modelPath;
    m_pane->setContent(draft.values, draft.sweep);
    m_isEdited = true;
}

void LaunchPage::askPresetName(const engine::RunConfig& config)
{
    m_named = config;
    m_presets->askName(QString::fromStdString(config.name));
}

} // namespace gui
