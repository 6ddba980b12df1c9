#include "storage/runs/RemoveFolder.h"

#include <memory>

#include "tests/support/TemporaryFolder.h"
#include "tests/support/TestMain.h"

using storage::removeFolder;
namespace fs = std::filesystem;

/// Deleting what belongs to a workspace, also to one that a stranger has put together.
class tst_RemoveFolder : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<support::TemporaryFolder> m_folder;
    fs::path m_workspace;
    fs::path m_precious; ///< a file outside, in a folder like one of a run

    void writeRun() const { m_folder->write("workspace/runs/7/checkpoints/step-1/run.json", "{}"); }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<support::TemporaryFolder>();
        m_workspace = m_folder->path() / "workspace";
        m_precious = m_folder->write("home/7/checkpoints/step-1/precious", "kept");
        fs::create_directories(m_workspace / "runs");
    }

    void aFolderGoesWithEverythingInIt()
    {
        writeRun();
        QVERIFY(removeFolder(m_workspace, m_workspace / "runs" / "7" / "checkpoints" / "step-1"));
        QVERIFY(!fs::exists(m_workspace / "runs" / "7" / "checkpoints" / "step-1"));
        QVERIFY(removeFolder(m_workspace, m_workspace / "runs" / "7"));
        QVERIFY(!fs::exists(m_workspace / "runs" / "7"));
        QVERIFY(removeFolder(m_workspace, m_workspace / "runs" / "7")); // nothing stays behind
        QVERIFY(removeFolder(m_workspace, m_workspace / "starts" / "run-1-start"));
    }

    void aWorkspaceMayBeReachedByALink()
    {
        writeRun();
        fs::create_directory_symlink(m_workspace, m_folder->path() / "link");
        QVERIFY(removeFolder(m_folder->path() / "link", m_folder->path() / "link" / "runs" / "7"));
        QVERIFY(!fs::exists(m_workspace / "runs" / "7"));
    }

    void linksAreRemovedAndNotFollowed()
    {
        writeRun();
        fs::create_directory_symlink(m_precious.parent_path(), m_workspace / "runs" / "7" / "checkpoints" / "step-2");
        QVERIFY(removeFolder(m_workspace, m_workspace / "runs" / "7"));
        fs::create_directory_symlink(m_folder->path() / "home" / "7", m_workspace / "runs" / "7");
        QVERIFY(removeFolder(m_workspace, m_workspace / "runs" / "7"));
        QVERIFY(!fs::is_symlink(m_workspace / "runs" / "7"));
        QVERIFY(fs::exists(m_precious));
    }

    void whatLiesBehindALinkStays()
    {
        fs::create_directories(m_workspace / "runs" / "7");
        fs::create_directory_symlink(m_folder->path() / "home" / "7" / "checkpoints",
                                     m_workspace / "runs" / "7" / "checkpoints");
        QVERIFY(!removeFolder(m_workspace, m_workspace / "runs" / "7" / "checkpoints" / "step-1"));
        fs::remove_all(m_workspace / "runs");
        fs::create_directory_symlink(m_folder->path() / "home", m_workspace / "runs");
        QVERIFY(!removeFolder(m_workspace, m_workspace / "runs" / "7"));
        QVERIFY(fs::exists(m_precious));
    }

    void namesThatLeadElsewhereRemoveNothing()
    {
        writeRun();
        const fs::path checkpoints = m_workspace / "runs" / "7" / "checkpoints";
        for (const fs::path& folder :
             {checkpoints / "..", checkpoints / ".", checkpoints / "", m_workspace, m_workspace / "runs" / ".." / "..",
              m_workspace / "runs" / ".." / ".." / "home", m_folder->path() / "home", fs::path("/")})
            QVERIFY2(!removeFolder(m_workspace, folder), folder.c_str());
        QVERIFY(fs::exists(checkpoints / "step-1" / "run.json"));
        QVERIFY(fs::exists(m_precious));
    }
};

MOLEX_TEST(tst_RemoveFolder)
#include "tst_RemoveFolder.moc"
