#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <vector>

#include <QApplication>
#include <QCommandLineParser>
#include <QMessageBox>
#include <QTranslator>
#include <QTimer>

#include "engine/run/FittingKernels.h"
#include "engine/run/Resources.h"
#include "engine/run/ThreadRole.h"
#include "engine/run/Version.h"
#include "engine/run/VisibleText.h"
#include "gui/app/AppSettings.h"
#include "gui/app/FileDialogs.h"
#include "gui/app/FirstShow.h"
#include "gui/app/InstanceDoor.h"
#include "gui/app/MainWindow.h"
#include "gui/app/SignalWatch.h"
#include "gui/app/Theme.h"
#include "gui/app/WorkspaceLock.h"
#include "gui/app/WorkspaceStart.h"
#include "gui/control/EngineLibrary.h"
#include "gui/control/WindowMemory.h"
#include "gui/models/EngineText.h"
#include "gui/plots/RedrawQueue.h"

namespace {

constexpr int badUse = 2;
constexpr int messageMilliseconds = 15000;

/// What the command line asks for.
struct Request
{
    std::filesystem::path workspace;
    std::vector<engine::RunConfig> configs;
    std::filesystem::path configFile; ///< of the first one, absolute; empty without one
    bool starts = false;
    bool isReadOnly = false;
    bool exitsWhenShown = false; ///< for tests/benchmarks/window_start.py
    QString whyReadOnly; ///< where nobody has asked for it
};

int complain(const std::string& text)
{
    const std::string shown = engine::visibleText(text, engine::Unchanged::LineEndsAndTabs);
    std::fprintf(stderr, "molex-workbench: %s\n", shown.c_str());
    return badUse;
}

bool hasDisplay()
{
    const auto isSet = [](const char* variable) {
        const char* value = std::getenv(variable);
        return value != nullptr && *value != '\0';
    };
    return isSet("QT_QPA_PLATFORM") || isSet("DISPLAY") || isSet("WAYLAND_DISPLAY");
}

/// --help and --version need no display.
bool wantsWordsOnly(int argc, char** argv)
{
    return std::any_of(argv + 1, argv + argc, [](std::string_view word) {
        return word == "--help" || word == "-h" || word == "--version" || word == "-v";
    });
}

/// For those who have started the program from a menu; closes by itself.
int complainInWindow(const std::string& text)
{
    complain(text);
    if (QGuiApplication::platformName() == QLatin1String("offscreen"))
        return badUse;
    QMessageBox box(QMessageBox::Warning, QStringLiteral("MoLEx Workbench"), gui::engineText(text));
    box.setTextFormat(Qt::PlainText); // the window's style is not set yet
    QTimer::singleShot(messageMilliseconds, &box, &QDialog::accept);
    box.exec();
    return badUse;
}

/// Another window has the workspace and has come to the front; there a configuration is shown, and not started.
int handedOver(const Request& request)
{
    if (request.configs.empty() || !request.starts)
        return 0;
    return complain("another window has this workspace; it shows " + request.configFile.string()
                    + ", which is not started");
}

/// Qt ends the program when it cannot reach a display; this says it in our words and with our exit code.
void refuseWithoutDisplay(QtMsgType type, const QMessageLogContext&, const QString& message)
{
    if (type == QtFatalMsg) {
        complain("the display cannot be reached; without one use the command line program: molex run CONFIG.json");
        std::_Exit(badUse);
    }
    if (type != QtDebugMsg && type != QtInfoMsg && !message.contains(QLatin1String("could not connect to display")))
        std::fprintf(stderr, "%s\n", qPrintable(message));
}

engine::RunConfig readConfiguration(const std::string& file)
{
    engine::ParsedConfig parsed = engine::configFromText(engine::readTextFile(file, 1 << 20), file);
    if (!parsed.issues.empty())
        throw engine::BadInput(std::move(parsed.issues));
    return std::move(parsed.config);
}

Request readCommandLine(const QCoreApplication& application)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("Fine-tune language models with mixtures of layer experts."));
    const QCommandLineOption workspace(QStringLiteral("workspace"), QStringLiteral("Folder that holds the runs."),
                                       QStringLiteral("DIR"));
    const QCommandLineOption config(QStringLiteral("config"),
                                    QStringLiteral("Open with this configuration (JSON); with --start there may be several."),
                                    QStringLiteral("FILE"));
    const QCommandLineOption start(QStringLiteral("start"),
                                   QStringLiteral("Start those configurations; without one, the queue."));
    const QCommandLineOption readOnly(QStringLiteral("read-only"),
                                      QStringLiteral("Only show the workspace, also while another program writes it."));
    QCommandLineOption exitWhenShown(QStringLiteral("exit-when-shown"));
    exitWhenShown.setFlags(QCommandLineOption::HiddenFromHelp);
    parser.addOptions({workspace, config, start, readOnly, exitWhenShown});
    parser.addHelpOption();
    parser.addVersionOption();
    parser.process(application);
    if (!parser.positionalArguments().isEmpty())
        throw engine::BadInput(parser.positionalArguments().first().toStdString(), "is no option; see --help");
    Request request;
    request.workspace = parser.isSet(workspace) ? std::filesystem::path(parser.value(workspace).toStdString())
                                                : engine::defaultWorkspace();
    request.starts = parser.isSet(start);
    request.isReadOnly = parser.isSet(readOnly);
    request.exitsWhenShown = parser.isSet(exitWhenShown);
    if (request.isReadOnly && (request.starts || parser.isSet(config)))
        throw engine::BadInput("--read-only", "goes with neither --config nor --start");
    const QStringList files = parser.values(config);
    if (files.size() > 1 && !request.starts)
        throw engine::BadInput("--config", "may be given once without --start");
    for (const QString& file : files)
        request.configs.push_back(readConfiguration(file.toStdString()));
    if (!files.isEmpty())
        request.configFile = std::filesystem::absolute(files.first().toStdString());
    return request;
}

void afterFirstShow(const Request& request, gui::MainWindow& window)
{
    if (!request.exitsWhenShown) {
        gui::releaseEngine();
        return;
    }
    std::puts("shown");
    std::fflush(stdout);
    window.closeSoon();
}

int showWindow(const Request& request, QApplication& application)
{
    gui::holdEngine();
    gui::RedrawQueue::instance().setRoom(gui::RedrawQueue::usualRoom);
    gui::AppSettings settings;
    gui::Theme theme(application, settings.theme());
    gui::FileDialogs dialogs;
    gui::MainWindow::Tools tools{theme,
                                 settings,
                                 dialogs,
                                 std::filesystem::absolute(request.workspace),
                                 gui::engineSessions(),
                                 gui::engineEstimator(),
                                 engine::examineMachine,
                                 engine::measureSpeed,
                                 request.isReadOnly};
    tools.whyReadOnly = request.whyReadOnly;
    gui::MainWindow window(tools);
    std::optional<gui::InstanceDoor> door;
    if (!request.isReadOnly) {
        door.emplace(request.workspace);
        QObject::connect(&*door, &gui::InstanceDoor::knocked, &window, &gui::MainWindow::comeForward);
    }
    const gui::SignalWatch signals([&window] { window.closeSoon(); });
    window.show();
    const gui::FirstShow firstShow(window, [&] { afterFirstShow(request, window); });
    if (!request.configs.empty())
        window.open(request.configs, request.starts);
    else if (request.starts)
        window.startQueue();
    const int code = QApplication::exec();
    gui::giveUpEngine();
    return code;
}

/// What is only shown can start nothing.
void adopt(const gui::WorkspaceStart& start, Request& request)
{
    request.isReadOnly = start.isReadOnly;
    request.whyReadOnly = start.whyReadOnly;
    if (!start.isReadOnly)
        return;
    request.configs.clear();
    request.starts = false;
}

} // namespace

int main(int argc, char** argv)
{
    engine::markWindowThread(); // before anything that could ask the store or the engine here
    engine::startWithFittingKernels(argv);
    gui::useWindowMemory();
    if (!hasDisplay()) {
        if (!wantsWordsOnly(argc, argv))
            return complain("there is no display; without one use the command line program: molex run CONFIG.json");
        qputenv("QT_QPA_PLATFORM", "offscreen");
    }
    QtMessageHandler before = qInstallMessageHandler(refuseWithoutDisplay);
    QApplication application(argc, argv);
    qInstallMessageHandler(before);
    QApplication::setApplicationName(QStringLiteral("molex-workbench"));
    QApplication::setApplicationDisplayName(QStringLiteral("MoLEx Workbench"));
    QTranslator translator; // see resources/translations/catalogue.sh
    const auto translations = QString::fromStdString((engine::resourceFolder() / "translations").string());
    if (translator.load(QLocale(), QStringLiteral("molex-workbench"), QStringLiteral("_"), translations))
        QApplication::installTranslator(&translator);
    QApplication::setApplicationVersion(QString::fromStdString(engine::programVersion()));
    try {
        Request request = readCommandLine(application);
        adopt(gui::prepareWorkspace(request.workspace, request.isReadOnly), request);
        std::optional<gui::WorkspaceLock> lock;
        if (!request.isReadOnly)
            lock.emplace(request.workspace);
        if (lock && !lock->isHeld()) {
            if (gui::InstanceDoor::knock(request.workspace, request.configFile))
                return handedOver(request);
            adopt(gui::onlyShown(request.workspace, lock->problem()), request);
        }
        return showWindow(request, application);
    } catch (const std::exception& problem) {
        return complainInWindow(problem.what());
    }
}
