#include "gui/models/KnownTexts.h"

#include <QCoreApplication>

namespace gui {

namespace {

const char* const textsOfStorage[] = {
    // storage/schema: Database, FileLayer, Journals, Integrity, Sql
    QT_TRANSLATE_NOOP("EngineText", "The disk that holds %1 is full."),
    QT_TRANSLATE_NOOP("EngineText", "The file system that holds %1 does not lock files, which two programs need "
                                    "that use one workspace; keep it on another disk."),
    QT_TRANSLATE_NOOP("EngineText", "The file system that holds %1 cannot share memory between programs; keep the "
                                    "workspace on another disk, or open it once for writing."),
    QT_TRANSLATE_NOOP("EngineText", "The disk that holds %1 could not be read or written (it may be full): %2."),
    QT_TRANSLATE_NOOP("EngineText", "%1 is not writable."),
    QT_TRANSLATE_NOOP("EngineText", "%1 cannot be opened, or its folder is not writable."),
    QT_TRANSLATE_NOOP("EngineText", "%1 is locked by another program."),
    QT_TRANSLATE_NOOP("EngineText", "%1 is damaged: %2"),
    QT_TRANSLATE_NOOP("EngineText", "The workspace %1 failed: %2."),
    QT_TRANSLATE_NOOP("EngineText", "%1 is a file; a workspace is a folder."),
    QT_TRANSLATE_NOOP("EngineText", "There is no workspace at %1."),
    QT_TRANSLATE_NOOP("EngineText", "There is no workspace at %1: it has no %2."),
    QT_TRANSLATE_NOOP("EngineText", "The workspace %1 cannot be made: %2."),
    QT_TRANSLATE_NOOP("EngineText", "The workspace %1 is not writable: %2."),
    QT_TRANSLATE_NOOP("EngineText", "%1 is not a file but a folder or a device."),
    QT_TRANSLATE_NOOP("EngineText", "%1 is not a MoLEx workspace: it is no SQLite database."),
    QT_TRANSLATE_NOOP("EngineText", "%1 is a database of another program, not a MoLEx workspace."),
    QT_TRANSLATE_NOOP("EngineText", "%1 is being replaced by a backup."),
    QT_TRANSLATE_NOOP("EngineText", "%1 was written by a newer version of this program, which alone can change it."),
    QT_TRANSLATE_NOOP("EngineText", "%1 is of an older version of this program; open it once for writing to update "
                                    "it."),
    QT_TRANSLATE_NOOP("EngineText", "%1 cannot be read."),
    QT_TRANSLATE_NOOP("EngineText", "%1 cannot be made: %2."),
    QT_TRANSLATE_NOOP("EngineText", "%1 is not a file but a link, a folder or a device."),
    QT_TRANSLATE_NOOP("EngineText", "%1-journal is not of this program: it names a file to be removed."),
    QT_TRANSLATE_NOOP("EngineText", "A row refers to one that does not exist."),
    QT_TRANSLATE_NOOP("EngineText", "A count of recorded values is damaged: it is out of range."),
    // storage/schema: Migrator, OnlineCopy, Backups, Seal
    QT_TRANSLATE_NOOP("EngineText", "%1 was written by a newer version of this program (its schema is %2, this "
                                    "program knows up to %3): it can be read here, and changed only by an updated "
                                    "program."),
    QT_TRANSLATE_NOOP("EngineText", "Its tables differ too much to be shown."),
    QT_TRANSLATE_NOOP("EngineText", "%1 is not a sound workspace: its tables are not those of schema %2."),
    QT_TRANSLATE_NOOP("EngineText", "%1 cannot be brought to schema %2: a row refers to one that does not exist."),
    QT_TRANSLATE_NOOP("EngineText", "%1 cannot be written: %2."),
    QT_TRANSLATE_NOOP("EngineText", "%1 is in use and cannot be copied."),
    QT_TRANSLATE_NOOP("EngineText", "Its last good backup is %1; \"molex restore\", or File, Restore in the window, "
                                    "brings it back."),
    QT_TRANSLATE_NOOP("EngineText", "Its newest backup is %1; \"molex restore\", or File, Restore in the window, "
                                    "brings it back."),
    QT_TRANSLATE_NOOP("EngineText", "its content is not what was stored when it was last closed."),
    QT_TRANSLATE_NOOP("EngineText", "%1 is damaged: its content is not what was stored when it was last closed."),
    // storage/runs: WorkspaceCare, WorkspaceRestore, DailyBackup
    QT_TRANSLATE_NOOP("EngineText", "%1 is a workspace's own database; give the backup another name."),
    QT_TRANSLATE_NOOP("EngineText", "%1 is no plain file; name one for the backup."),
    QT_TRANSLATE_NOOP("EngineText", "%1 cannot be written: its folder does not exist."),
    QT_TRANSLATE_NOOP("EngineText", "Nothing was restored: %1"),
    QT_TRANSLATE_NOOP("EngineText", "Nothing was restored: %1 is in use; close every window and end every run of "
                                    "this workspace first."),
    QT_TRANSLATE_NOOP("EngineText", "Nothing was restored: the disk that holds %1 is full."),
    QT_TRANSLATE_NOOP("EngineText", "%1 is damaged: its content is not what was backed up. Without %2 beside it, it "
                                    "is restored all the same."),
    QT_TRANSLATE_NOOP("EngineText", "%1 was written by a newer version of this program, which alone can restore it."),
    QT_TRANSLATE_NOOP("EngineText", "%1 does not exist."),
    QT_TRANSLATE_NOOP("EngineText", "%1 is the workspace's own database."),
    QT_TRANSLATE_NOOP("EngineText", "The backup could not be put in place: %1."),
    QT_TRANSLATE_NOOP("EngineText", "Its database has %1, and no more than %2 are copied without being asked."),
    QT_TRANSLATE_NOOP("EngineText", "The disk that holds %1 has too little room."),
    // storage/runs: runs, their queue, what is recorded of them
    QT_TRANSLATE_NOOP("EngineText", "A run needs a name."),
    QT_TRANSLATE_NOOP("EngineText", "Another run is named \"%1\"."),
    QT_TRANSLATE_NOOP("EngineText", "Run %1 is in the workspace already."),
    QT_TRANSLATE_NOOP("EngineText", "Run %1 does not wait in the queue."),
    QT_TRANSLATE_NOOP("EngineText", "Run %1 is %2; stop it before deleting it."),
    QT_TRANSLATE_NOOP("EngineText", "Run %1 is not running; it is %2."),
    QT_TRANSLATE_NOOP("EngineText", "Run %1 is being run by process %2."),
    QT_TRANSLATE_NOOP("EngineText", "There is no run %1 in this workspace."),
    QT_TRANSLATE_NOOP("EngineText", "Its process ended before the run did."),
    QT_TRANSLATE_NOOP("EngineText", "It was closed before it ended."),
    QT_TRANSLATE_NOOP("EngineText", "The run cannot be stored and waits: there is not enough memory for its record."),
    QT_TRANSLATE_NOOP("EngineText", "The run cannot be stored and waits: %1"),
    QT_TRANSLATE_NOOP("EngineText", "The run is not stored any more: %1"),
    QT_TRANSLATE_NOOP("EngineText", "The end of the run cannot be stored: %1"),
    QT_TRANSLATE_NOOP("EngineText", "The workspace is damaged: a record of routing at an evaluation cannot be read."),
    QT_TRANSLATE_NOOP("EngineText", "The workspace is damaged: a record of the rows at an evaluation cannot be read."),
    QT_TRANSLATE_NOOP("EngineText", "The stored document of its start or end lacks a field."),
    QT_TRANSLATE_NOOP("EngineText", "The stored document of its start or end is not valid JSON."),
    QT_TRANSLATE_NOOP("EngineText", "A block of recorded values is damaged."),
    QT_TRANSLATE_NOOP("EngineText", "Recorded values could not be compressed: %1."),
    // storage/exchange: BundleFile, BundleContent, InputFile, CheckpointFiles
    QT_TRANSLATE_NOOP("EngineText", "%1 is not a run bundle."),
    QT_TRANSLATE_NOOP("EngineText", "%1 is a damaged run bundle: %2."),
    QT_TRANSLATE_NOOP("EngineText", "%1 is not imported: %2"),
    QT_TRANSLATE_NOOP("EngineText", "%1 was written by a newer version of this program (bundles of version %2, this "
                                    "program knows up to %3); update the program to import it."),
    QT_TRANSLATE_NOOP("EngineText", "\"%1\" is too long a name for a bundle."),
    QT_TRANSLATE_NOOP("EngineText", "it does not say its version"),
    QT_TRANSLATE_NOOP("EngineText", "%1 is too large"),
    QT_TRANSLATE_NOOP("EngineText", "it ends before %1 does"),
    QT_TRANSLATE_NOOP("EngineText", "it is cut short or altered between two files"),
    QT_TRANSLATE_NOOP("EngineText", "it ends early, or holds something that is no plain file"),
    QT_TRANSLATE_NOOP("EngineText", "it does not end where it should"),
    QT_TRANSLATE_NOOP("EngineText", "its content is not what was written; its hash differs"),
    QT_TRANSLATE_NOOP("EngineText", "it holds a file with a name that does not belong in a bundle."),
    QT_TRANSLATE_NOOP("EngineText", "The disk that holds %1 is full or not writable."),
    QT_TRANSLATE_NOOP("EngineText", "The disk that holds %1 has too little room for the run: it needs %2, %3 are "
                                    "free."),
    QT_TRANSLATE_NOOP("EngineText", "it holds two files with the same name."),
    QT_TRANSLATE_NOOP("EngineText", "it holds more files than a run has."),
    QT_TRANSLATE_NOOP("EngineText", "it has no database."),
    QT_TRANSLATE_NOOP("EngineText", "its database is damaged."),
    QT_TRANSLATE_NOOP("EngineText", "its database"),
    QT_TRANSLATE_NOOP("EngineText", "a row of its database refers to one that does not exist."),
    QT_TRANSLATE_NOOP("EngineText", "its records are larger than those of any run."),
    QT_TRANSLATE_NOOP("EngineText", "the run's name is too long."),
    QT_TRANSLATE_NOOP("EngineText", "the run's configuration is not a JSON object."),
    QT_TRANSLATE_NOOP("EngineText", "its list of routing records is damaged."),
    QT_TRANSLATE_NOOP("EngineText", "it holds %1 runs instead of one."),
    QT_TRANSLATE_NOOP("EngineText", "%1 cannot be read: %2."),
    QT_TRANSLATE_NOOP("EngineText", "%1 is not a plain file."),
    QT_TRANSLATE_NOOP("EngineText", "%1 became shorter while it was read."),
    QT_TRANSLATE_NOOP("EngineText", "A checkpoint's folder has a name that cannot be handed over: \"%1\"."),
    // storage/exchange: TensorBoard's files, imports and exports
    QT_TRANSLATE_NOOP("EngineText", "%1 is damaged at byte %2: %3."),
    QT_TRANSLATE_NOOP("EngineText", "the checksum of a record's length is wrong"),
    QT_TRANSLATE_NOOP("EngineText", "a record is too long"),
    QT_TRANSLATE_NOOP("EngineText", "a record's checksum is wrong"),
    QT_TRANSLATE_NOOP("EngineText", "A record is no valid message."),
    QT_TRANSLATE_NOOP("EngineText", "A scalar has no name, or one that is too long."),
    QT_TRANSLATE_NOOP("EngineText", "An event's time is out of range."),
    QT_TRANSLATE_NOOP("EngineText", "An event's step is out of range."),
    QT_TRANSLATE_NOOP("EngineText", "There are more values or names in it than a run can have."),
    QT_TRANSLATE_NOOP("EngineText", "%1 has no event file of TensorBoard (with \"tfevents\" in its name) and is no "
                                    "file to import itself; a run is imported from its own folder."),
    QT_TRANSLATE_NOOP("EngineText", "%1 has no scalars."),
    QT_TRANSLATE_NOOP("EngineText", "%1 is neither a run bundle nor an event file of TensorBoard."),
    QT_TRANSLATE_NOOP("EngineText", "There is not enough memory to write the bundle."),
    QT_TRANSLATE_NOOP("EngineText", "%1 was written by a newer version of this program; a bundle from here would "
                                    "lack what it added."),
    QT_TRANSLATE_NOOP("EngineText", "It waited in the queue of another workspace when it was handed over."),
    QT_TRANSLATE_NOOP("EngineText", "It was being trained elsewhere when it was handed over."),
    QT_TRANSLATE_NOOP("EngineText", "Run %1 is imported without its files; the next start of the program puts them "
                                    "in place."),
    QT_TRANSLATE_NOOP("EngineText", "The run is no longer in its workspace."),
    QT_TRANSLATE_NOOP("EngineText", "A row of the run refers to something that is not the run's."),
    // storage/export
    QT_TRANSLATE_NOOP("EngineText", "%1 is a folder; name a file."),
    QT_TRANSLATE_NOOP("EngineText", "%1 is a device or a socket; name a file."),
    QT_TRANSLATE_NOOP("EngineText", "%1 cannot be written; does its folder exist and is it writable?"),
    QT_TRANSLATE_NOOP("EngineText", "%1 could not be written to its end."),
    QT_TRANSLATE_NOOP("EngineText", "%1 could not be written; is the disk full?"),
    QT_TRANSLATE_NOOP("EngineText", "%1 could not be written: %2."),
    QT_TRANSLATE_NOOP("EngineText", "The folder %1 cannot be made (%2); a name that ends in .csv gives one file "
                                    "with the series."),
    QT_TRANSLATE_NOOP("EngineText", "The routing record of step %1 is damaged: its counts are not one per position "
                                    "and layer."),
};

} // namespace

KnownTexts storageTexts()
{
    return textsOfStorage;
}

} // namespace gui
