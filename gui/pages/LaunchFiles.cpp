#include "gui/pages/LaunchFiles.h"

#include <algorithm>
#include <memory>
#include <optional>

#include "engine/run/Presets.h"
#include "engine/run/Resources.h"
#include "gui/control/Worker.h"
#include "gui/models/EngineText.h"
#include "storage/export/OutputFile.h"
#include "storage/runs/Error.h"

namespace gui {

namespace {

constexpr std::uintmax_t largestConfig = 1 << 20; // bytes

/// Empty when `action` could be done, otherwise why not.
template <class Action>
QString problemOf(const Action& action)
{
    try {
        action();
        return {};
    } catch (const engine::Error& error) {
        return engineText(error.what());
    } catch (const storage::Error& error) {
        return engineText(error.what());
    }
}

bool isAmong(const std::vector<std::string>& names, const std::string& name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

std::vector<BuiltInPreset> builtInPresets()
{
    std::vector<BuiltInPreset> presets;
    for (const std::string& name : engine::presetNames()) {
        BuiltInPreset& preset = presets.emplace_back();
        preset.name = QString::fromStdString(name);
        preset.problem = problemOf([&] { preset.document = engine::loadPreset(name); });
    }
    return presets;
}

/// The preset of this name; nothing where there is none, or none that could be read.
std::optional<engine::Json> presetThere(const std::filesystem::path& folder, const std::string& name)
{
    if (!isAmong(engine::presetNames(folder), name))
        return std::nullopt;
    try {
        return engine::loadPreset(name, folder);
    } catch (const engine::BadInput&) {
        return std::nullopt; // nobody would want it back
    }
}

/// What became of saving a preset.
struct PresetSaving
{
    std::optional<engine::Json> before;
    QString problem;
};

} // namespace

LaunchFiles::LaunchFiles(Worker& worker, std::filesystem::path presets, QObject* parent)
    : QObject(parent)
    , m_worker(worker)
    , m_presets(std::move(presets))
{
}

void LaunchFiles::open(const QString& path)
{
    m_worker.run(
        this, {},
        [file = path.toStdString()] {
            try {
                return engine::configFromText(engine::readTextFile(file, largestConfig), file);
            } catch (const engine::BadInput& problem) {
                return engine::ParsedConfig{{}, problem.issues()};
            }
        },
        [this, path](const engine::ParsedConfig& parsed) {
            QStringList problems;
            for (const engine::Issue& issue : parsed.issues)
                problems << issueText(issue);
            if (problems.isEmpty())
                Q_EMIT opened(parsed.config, path);
            else
                Q_EMIT troubled(tr("%1 was not opened. %2").arg(path, problems.join(QLatin1Char('\n'))));
        });
}

void LaunchFiles::lookAt(const QStringList& paths)
{
    using Kind = DroppedPath::Kind;
    const auto words = std::make_shared<QStringList>();
    for (const QString& path : paths)
        m_worker.run(
            this, {}, [path] { return recognise(path); },
            [this, words](const DroppedPath& dropped) {
                if (dropped.kind == Kind::Configuration)
                    return open(dropped.path);
                if (dropped.kind == Kind::Model || dropped.kind == Kind::Data)
                    *words << recognisedText(dropped);
                Q_EMIT recognised(dropped, words->join(QStringLiteral("; ")));
            });
}

void LaunchFiles::save(const QString& path, const engine::Json& config)
{
    m_worker.run(
        this, {},
        [file = path.toStdString(), text = config.dump(2) + '\n'] {
            return problemOf([&] { storage::writeOutputFile(file, text); });
        },
        [this, path](const QString& problem) {
            if (problem.isEmpty())
                Q_EMIT saved(path);
            else
                Q_EMIT troubled(problem);
        });
}

void LaunchFiles::readBuiltInPresets()
{
    m_worker.run(this, {}, [] { return builtInPresets(); },
                 [this](const std::vector<BuiltInPreset>& presets) { Q_EMIT builtInPresetsRead(presets); });
}

void LaunchFiles::listPresets()
{
    m_worker.run(
        this, m_listing.start(), [folder = m_presets] { return engine::presetNames(folder); },
        [this](const std::vector<std::string>& found) {
            QStringList names;
            for (const std::string& name : found)
                names << QString::fromStdString(name);
            Q_EMIT presetsListed(names);
        });
}

void LaunchFiles::loadPreset(const QString& name)
{
    loadLastPreset(name, name);
}

void LaunchFiles::loadLastPreset(const QString& name, const QString& otherwise)
{
    struct Loaded
    {
        std::string name;
        engine::Json preset;
        QString problem;
    };
    m_worker.run(
        this, m_loading.start(),
        [folder = m_presets, name = name.toStdString(), otherwise = otherwise.toStdString()] {
            Loaded loaded;
            const bool isThere = isAmong(engine::presetNames(), name) || isAmong(engine::presetNames(folder), name);
            loaded.name = isThere ? name : otherwise;
            loaded.problem = problemOf([&] { loaded.preset = engine::loadPreset(loaded.name, folder); });
            return loaded;
        },
        [this](const Loaded& loaded) {
            if (loaded.problem.isEmpty())
                Q_EMIT presetLoaded(QString::fromStdString(loaded.name), loaded.preset);
            else
                Q_EMIT troubled(loaded.problem);
        });
}

void LaunchFiles::savePreset(const QString& name, const engine::Json& preset)
{
    m_worker.run(
        this, {},
        [folder = m_presets, name = name.toStdString(), preset] {
            PresetSaving saving;
            saving.before = presetThere(folder, name);
            saving.problem = problemOf([&] { engine::savePreset(folder, name, preset); });
            return saving;
        },
        [this, name, preset](const PresetSaving& saving) {
            if (!saving.problem.isEmpty()) {
                Q_EMIT troubled(tr("The preset was not saved. %1").arg(saving.problem));
                return;
            }
            listPresets();
            Q_EMIT presetSaved(name, preset);
            if (saving.before && *saving.before != preset)
                Q_EMIT presetReplaced(name, *saving.before, preset);
        });
}

void LaunchFiles::putBackPreset(const QString& name, const engine::Json& preset)
{
    m_worker.run(
        this, {},
        [folder = m_presets, name = name.toStdString(), preset] {
            return problemOf([&] { engine::savePreset(folder, name, preset); });
        },
        [this, name, preset](const QString& problem) {
            if (!problem.isEmpty()) {
                Q_EMIT troubled(tr("The preset was not saved. %1").arg(problem));
                return;
            }
            listPresets();
            Q_EMIT presetPutBack(name, preset);
        });
}

void LaunchFiles::removePreset(const QString& name)
{
    m_worker.run(
        this, {},
        [folder = m_presets, name = name.toStdString()] {
            return problemOf([&] { engine::removePreset(folder, name); });
        },
        [this](const QString& problem) {
            if (!problem.isEmpty())
                Q_EMIT troubled(tr("The preset was not deleted. %1").arg(problem));
            listPresets();
        });
}

} // namespace gui

#include "moc_LaunchFiles.cpp"
