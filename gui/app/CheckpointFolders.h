#pragma once

#include <QObject>

#include "gui/control/JobTracker.h"

namespace gui {

class CheckpointsView;
class StoreAccess;

/// Looks on the store's thread which checkpoints the Checkpoints tab lists whose folder is gone: a disk may be slow.
class CheckpointFolders final : public QObject {
    Q_OBJECT

public:
    /// All outlive it.
    CheckpointFolders(StoreAccess& store, CheckpointsView& view, QObject* parent = nullptr);

private:
    void look(const QStringList& folders);

    StoreAccess& m_store;
    CheckpointsView& m_view;
    JobTracker m_job;
};

} // namespace gui
