#include "storage/export/OutputFile.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <set>
#include <thread>

#include "storage/runs/Error.h"
#include "storage/schema/Leftovers.h"
#include "tests/storage/Refusal.h"
#include "tests/support/FileCalls.h"
#include "tests/support/FileSizeLimit.h"
#include "tests/support/Files.h"
#include "tests/support/TestMain.h"

using namespace storage;
using support::contentOf;
namespace fs = std::filesystem;

/// Pipes stand for all special files: no test may come near a device.
class tst_OutputFile : public QObject {
    Q_OBJECT

    QTemporaryDir m_root;
    fs::path m_folder;

    static void write(const fs::path& path, const std::string& text)
    {
        OutputFile file(path);
        file.write(text);
        file.commit();
    }

    static QString refusal(const fs::path& path)
    {
        return support::whyRefused([&] { write(path, "x"); });
    }

    std::ptrdiff_t entries() const
    {
        return std::distance(fs::directory_iterator(m_folder), fs::directory_iterator());
    }

private Q_SLOTS:
    void init()
    {
        static int number = 0;
        m_folder = fs::path(m_root.path().toStdString()) / std::to_string(++number);
        fs::create_directory(m_folder);
    }

    void aFileAppearsOnlyWhenItIsComplete()
    {
        const fs::path path = m_folder / "a";
        write(path, "before");
        {
            OutputFile file(path);
            file.write("half");
        }
        QCOMPARE(contentOf(path), std::string("before"));
        write(path, "after");
        QCOMPARE(contentOf(path), std::string("after"));
        QCOMPARE(entries(), 1);
    }

    void writersOfOnePathAtOnceKeepApart()
    {
        const fs::path path = m_folder / "a";
        OutputFile first(path);
        first.write("first");
        OutputFile second(path);
        second.write("second");
        QCOMPARE(entries(), 2);
        first.commit();
        QCOMPARE(contentOf(path), std::string("first"));
        second.commit();
        QCOMPARE(contentOf(path), std::string("second"));
        QCOMPARE(entries(), 1);
    }

    void whatAKilledProcessLeavesIsKnownForIt()
    {
        const OutputFile own(m_folder / "a");
        const pid_t child = ::fork();
        if (child == 0) {
            const OutputFile unfinished(m_folder / "a");
            ::_exit(0); // nothing is tidied up
        }
        ::waitpid(child, nullptr, 0);
        QCOMPARE(entries(), 2);
        removeUnfinishedCopies(m_folder, "a");
        QCOMPARE(entries(), 1); // that of a process that lives stays
    }

    void whatAKilledExportLeftGoesWithTheNextOne()
    {
        const pid_t child = ::fork();
        if (child == 0)
            ::_exit(0);
        ::waitpid(child, nullptr, 0);
        const std::string mark = ".molex.partial-" + std::to_string(child) + "-0";
        const std::string living = ".molex.partial-" + std::to_string(::getpid()) + "-1000000";
        const std::string folder = "runs.csv.molex.partial-" + std::to_string(child) + "-1";
        const std::string fresh = "runs.csv.molex.partial-" + std::to_string(child) + "-2"; // another machine's
        for (const std::string& name : {"runs.csv" + mark, fresh})
            support::writeText(m_folder / name, "half");
        const std::set<std::string> kept = {"runs.csv" + living, "runs.csv" + mark + "-notes", "runs.csv.molex.partial-12",
                                            "thesis" + mark, "my-runs.csv" + mark};
        for (const std::string& name : kept)
            support::writeText(m_folder / name, "kept");
        fs::create_directory(m_folder / folder);
        for (const fs::directory_entry& entry : fs::directory_iterator(m_folder))
            if (entry.path().filename() != fresh)
                fs::last_write_time(entry, fs::file_time_type::clock::now() - std::chrono::hours(25));
        write(m_folder / "runs.csv", "whole");
        std::set<std::string> found;
        for (const fs::directory_entry& entry : fs::directory_iterator(m_folder))
            found.insert(entry.path().filename().string());
        std::set<std::string> wanted = kept;
        wanted.insert("runs.csv");
        wanted.insert(folder);
        wanted.insert(fresh);
        QVERIFY(found == wanted);
    }

    void theContentIsOnTheDiskBeforeTheNameIs()
    {
        support::FileCalls calls;
        write(m_folder / "a", "text");
        QCOMPARE(calls.seen().size(), std::size_t(3));
        const std::string partial = calls.seen()[0].substr(std::string("sync ").size());
        QVERIFY2(partial.starts_with("a.molex.partial-"), partial.c_str());
        QCOMPARE(calls.seen()[1], "rename " + partial + " a");
        QCOMPARE(calls.seen()[2], "sync " + m_folder.filename().string());
    }

    void aFailureOfTheDiskIsTold()
    {
        support::FileCalls calls;
        calls.fail("sync " + m_folder.filename().string(), EIO);
        QVERIFY(refusal(m_folder / "a").contains("could not be written: Input/output error"));
    }

    void aLinkStaysALink()
    {
        write(m_folder / "target", "a longer text before");
        fs::create_symlink("target", m_folder / "link");
        write(m_folder / "link", "text");
        QVERIFY(fs::is_symlink(m_folder / "link"));
        QCOMPARE(contentOf(m_folder / "target"), std::string("text"));
        fs::create_symlink("nothing yet", m_folder / "dangling");
        write(m_folder / "dangling", "new");
        QVERIFY(fs::is_symlink(m_folder / "dangling"));
        QCOMPARE(contentOf(m_folder / "nothing yet"), std::string("new"));
        QCOMPARE(entries(), 4);
    }

    void aLinkWhereTheUnfinishedFileBelongsIsNotWrittenThrough()
    {
        write(m_folder / "precious", "kept");
        const std::string last = unfinishedName("a").string();
        const std::size_t number = last.rfind('-') + 1;
        fs::create_symlink("precious",
                           m_folder / (last.substr(0, number) + std::to_string(std::stoul(last.substr(number)) + 1)));
        write(m_folder / "a", "text");
        QCOMPARE(contentOf(m_folder / "a"), std::string("text"));
        QVERIFY(!fs::is_symlink(m_folder / "a"));
        QCOMPARE(contentOf(m_folder / "precious"), std::string("kept"));
        QCOMPARE(entries(), 2);
    }

    void aPipeIsWrittenThrough()
    {
        const fs::path pipe = m_folder / "pipe";
        QCOMPARE(::mkfifo(pipe.c_str(), 0600), 0);
        std::string read;
        std::thread reader([&] { read = contentOf(pipe); });
        write(pipe, "through the pipe");
        reader.join();
        QCOMPARE(read, std::string("through the pipe"));
        QVERIFY(fs::is_fifo(fs::symlink_status(pipe)));
        QCOMPARE(entries(), 1);
    }

    void aFullDiskIsSaidAndLeavesTheFileBefore()
    {
        const fs::path path = m_folder / "a";
        write(path, "before");
        QString problem;
        {
            const support::FileSizeLimit limit(4096);
            try {
                write(path, std::string(200'000, 'x'));
            } catch (const Error& error) {
                problem = QString::fromUtf8(error.what());
            }
        }
        QVERIFY2(problem.contains("could not be written"), qPrintable(problem));
        QCOMPARE(contentOf(path), std::string("before"));
        QCOMPARE(entries(), 1);
    }

    void placesThatTakeNoFileAreNamed()
    {
        QVERIFY(refusal(m_folder).contains("is a folder"));
        QVERIFY(refusal(m_folder / "none" / "a").contains("cannot be written"));
        write(m_folder / "file", "x");
        QVERIFY(refusal(m_folder / "file" / "a").contains("cannot be written"));
        QVERIFY(refusal("/proc/molex.html").contains("cannot be written"));
        QCOMPARE(entries(), 1);
    }
};

MOLEX_TEST(tst_OutputFile)
#include "tst_OutputFile.moc"
