#include "tests/architecture/SourceTree.h"

#include <filesystem>

#include "tests/support/TestMain.h"

using namespace architecture;

/// The dependencies that ARCHITECTURE.md draws, and the sizes that keep a class readable.
class tst_Includes : public QObject {
    Q_OBJECT

private:
    using Strings = std::vector<std::string>;

    static const SourceTree& tree()
    {
        static const SourceTree instance(MOLEX_CHECKOUT, {"engine", "storage", "gui"});
        return instance;
    }

    static std::function<bool(const SourceFile&)> in(const std::string& folder)
    {
        return [folder](const SourceFile& file) { return file.isIn(folder + "/"); };
    }

    /// The files that must build where no Qt is installed.
    static bool isWithoutQt(const SourceFile& file)
    {
        if (!file.isIn("gui/"))
            return true;
        for (const char* part : {"gui/headless/", "gui/report/", "gui/control/RunScheduler", "gui/control/RunExecution", "gui/control/QueueLock", "gui/control/SoundCheckpoint",
                                 "gui/control/Engine", "gui/control/Session.h"})
            if (file.isIn(part))
                return true;
        return false;
    }

    /// These have two ends that are joined from the start, and can open nothing: a program's standard input, which is
    /// written to without SIGPIPE, and what brings a signal to the event loop.
    static bool hasJoinedEndsAlone(const SourceFile& file)
    {
        const auto isOpening = [](const std::string& line) {
            return line.find("socket(") != std::string::npos || line.find("AF_INET") != std::string::npos;
        };
        const bool isOne = file.path == "engine/metrics/ChildProcess.cpp" || file.path == "gui/app/SignalWatch.cpp";
        return isOne && std::none_of(file.lines.begin(), file.lines.end(), isOpening);
    }

    static QByteArray listed(const Strings& lines)
    {
        QByteArray text;
        for (const std::string& line : lines)
            text += QByteArray::fromStdString("\n  " + line);
        return text;
    }

    static void requireNone(const Strings& offenders) { QVERIFY2(offenders.empty(), listed(offenders).constData()); }

private Q_SLOTS:
    void theTreeIsReadAtAll()
    {
        QVERIFY(tree().files().size() > 30);
        const SourceFile& json = tree().files().at("engine/run/JsonText.h");
        QVERIFY(std::any_of(json.includes.begin(), json.includes.end(),
                            [](const Include& include) { return include.name == "nlohmann/json.hpp"; }));
    }

    void theVocabularyNeedsOnlyTheStandardLibraryAndJson()
    {
        requireNone(tree().offenders(in("engine/run"), [](const SourceFile&, const Include& include) {
            const bool isStandard = !include.quoted && include.name.find('/') == std::string::npos;
            return !isStandard && !include.name.starts_with("nlohmann/") && !include.name.starts_with("engine/run/");
        }));
    }

    void theEngineKnowsNeitherStoreNorWindow()
    {
        requireNone(tree().offenders(in("engine"), [](const SourceFile&, const Include& include) {
            return include.name.starts_with("storage/") || include.name.starts_with("gui/") || include.isQt()
                || include.isSql();
        }));
    }

    void theStoreKnowsOnlyTheVocabulary()
    {
        requireNone(tree().offenders(in("storage"), [](const SourceFile&, const Include& include) {
            const bool isEngine = include.name.starts_with("engine/") && !include.name.starts_with("engine/run/");
            return isEngine || include.name.starts_with("gui/") || include.isQt() || include.isTorch();
        }));
    }

    void sqlStaysInTheStore()
    {
        requireNone(
            tree().offenders(in("gui"), [](const SourceFile&, const Include& include) { return include.isSql(); }));
    }

    void torchIsNeverReachedFromOutsideTheEngine()
    {
        Strings offenders;
        for (const auto& [path, file] : tree().files()) {
            if (file.isIn("engine/"))
                continue;
            for (const Include& include : tree().reachable(file))
                if (include.isTorch())
                    offenders.push_back(path + " reaches " + include.name);
        }
        requireNone(offenders);
    }

    void whatBuildsWithoutQtReachesNoQt()
    {
        Strings offenders;
        for (const auto& [path, file] : tree().files()) {
            if (!isWithoutQt(file))
                continue;
            for (const Include& include : tree().reachable(file))
                if (include.isQt())
                    offenders.push_back(path + " reaches " + include.name);
        }
        requireNone(offenders);
    }

    void onlyPlotsDrawWithQCustomPlot()
    {
        requireNone(tree().offenders(in("gui"), [](const SourceFile& file, const Include& include) {
            return include.name.starts_with("qcustomplot") && !file.isIn("gui/plots/");
        }));
    }

    /// What is stored or read from files is drawn as plain text; these would look for markup in it. The fragment turns
    /// the launch page's own words back into plain text.
    void nothingDrawsMarkup()
    {
        requireNone(tree().offenders(in("gui"), [](const SourceFile& file, const Include& include) {
            const std::set<std::string> markup = {"QStaticText",           "QTextBrowser", "QTextDocument",
                                                  "QTextDocumentFragment", "QTextEdit",    "QWhatsThis"};
            const bool isOwnWords = file.path == "gui/pages/StartCorner.cpp" && include.name == "QTextDocumentFragment";
            return (markup.contains(include.name) && !isOwnWords) || include.name.starts_with("QtWebEngine");
        }));
    }

    /// The one socket is the door between two starts of the window, a file that only its user can open.
    void theProgramKnowsNoNetwork()
    {
        const auto everywhere = [](const SourceFile&) { return true; };
        requireNone(tree().offenders(everywhere, [](const SourceFile& file, const Include& include) {
            const bool isLocal = include.name == "QLocalServer" || include.name == "QLocalSocket";
            if (isLocal)
                return !file.isIn("gui/app/InstanceDoor.");
            if (include.name == "sys/socket.h")
                return !hasJoinedEndsAlone(file);
            for (const char* start :
                 {"QAbstractSocket", "QDns", "QHost", "QHttp", "QNetwork", "QSsl", "QTcp", "QUdp", "QWebSocket",
                  "QtNetwork", "arpa/", "boost/asio", "curl/", "net/", "netdb.h", "netinet/", "sys/un.h"})
                if (include.name.starts_with(start))
                    return true;
            return false;
        }));
    }

    /// A mapped file that is cut short ends the program, and not every file system maps files: weights are read. One
    /// source asks for large pages for the memory of tensors.
    void noFileIsMapped()
    {
        const auto everywhere = [](const SourceFile&) { return true; };
        requireNone(tree().offenders(everywhere, [](const SourceFile& file, const Include& include) {
            return include.name == "sys/mman.h" && file.path != "engine/model/TensorMemory.cpp";
        }));
    }

    void headlessCommandsKnowOnlyWhatTheyShareWithTheWindow()
    {
        requireNone(tree().offenders(in("gui/headless"), [](const SourceFile&, const Include& include) {
            return include.name.starts_with("gui/") && !include.name.starts_with("gui/headless/")
                && !include.name.starts_with("gui/control/") && !include.name.starts_with("gui/report/");
        }));
    }

    void projectHeadersAreNamedFromTheRoot()
    {
        const auto everywhere = [](const SourceFile&) { return true; };
        requireNone(tree().offenders(everywhere, [](const SourceFile&, const Include& include) {
            const bool isMade = include.name.ends_with(".moc") || include.name.find('/') == std::string::npos;
            return include.quoted && !isMade && !tree().files().contains(include.name);
        }));
    }

    void aSourceIncludesItsOwnHeaderFirst()
    {
        Strings offenders;
        for (const auto& [path, file] : tree().files()) {
            const std::string header = path.substr(0, path.rfind('.')) + ".h";
            if (!file.isHeader() && tree().files().contains(header)
                && (file.includes.empty() || file.includes.front().name != header))
                offenders.push_back(path + " does not start with " + header);
        }
        requireNone(offenders);
    }

    void noHeaderIncludesItself()
    {
        Strings offenders;
        for (const auto& [path, file] : tree().files())
            if (file.isHeader() && tree().reachableHeaders(file).contains(path))
                offenders.push_back(path + " is in a circle of includes");
        requireNone(offenders);
    }

    void headersAreGuardedAndOpenNoNamespace()
    {
        Strings offenders;
        for (const auto& [path, file] : tree().files()) {
            if (!file.isHeader())
                continue;
            if (std::find(file.lines.begin(), file.lines.end(), "#pragma once") == file.lines.end())
                offenders.push_back(path + " lacks #pragma once");
            for (const std::string& line : file.lines)
                if (line.starts_with("using namespace"))
                    offenders.push_back(path + ": " + line);
        }
        requireNone(offenders);
    }

    /// Headers up to 120 lines, sources up to 400, those of tests too. Those over it have a reason here, and leave the
    /// list when they shrink.
    void filesAreShort()
    {
        const std::set<std::string> longer = {
            "engine/run/TaskConfig.h",   // one field after the other, each described once
            "engine/run/RunConfig.h",    // the same
            "engine/run/RunEvent.h",     // every event of a run, plain values with their units
        };
        const SourceTree tests(MOLEX_CHECKOUT, {"tests"});
        QVERIFY(tests.files().contains("tests/architecture/tst_Includes.cpp"));
        Strings offenders;
        for (const SourceTree* sources : {&tree(), &tests})
            for (const auto& [path, file] : sources->files()) {
                const bool isLong = file.lines.size() > (file.isHeader() ? 120u : 400u);
                if (isLong != longer.contains(path))
                    offenders.push_back(path + " has " + std::to_string(file.lines.size()) + " lines");
            }
        requireNone(offenders);
    }
};

MOLEX_TEST(tst_Includes)
#include "tst_Includes.moc"
