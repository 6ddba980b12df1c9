#pragma once

#include <optional>
#include <set>

#include <QStringList>
#include <QWidget>

#include "gui/models/CheckpointKey.h"
#include "gui/models/RunModel.h"
#include "gui/pages/WhenSeen.h"

class QLabel;
class QStackedLayout;
class QToolButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace gui {

class EmptyState;
class Theme;

/// The Checkpoints tab: what is on disk of this run, newest first.
class CheckpointsView final : public QWidget {
    Q_OBJECT

public:
    explicit CheckpointsView(Theme& theme, QWidget* parent = nullptr);

    void setModel(RunModel* model);
    /// These are left out of the list.
    void setDeleted(std::set<CheckpointKey> deleted);
    /// What is not there any more of the folders asked for last.
    void setGone(const QStringList& folders);
    /// Deleting is disabled from now on, for this reason.
    void onlyRead(const QString& reason);

Q_SIGNALS:
    /// Which of them are still there is to be looked up, elsewhere than on the window's thread.
    void foldersWanted(const QStringList& folders);
    void deleteRequested(const gui::CheckpointKey& checkpoint);
    /// As the library PEFT reads it.
    void exportRequested(qint64 run, const QString& path);
    /// Something could not be done.
    void troubled(const QString& text);

private:
    void addRow(const storage::CheckpointRecord& checkpoint, bool isNewest);
    void showPresence(QTreeWidgetItem& item) const;
    QString scoreAt(std::int64_t step) const;
    void updateButtons();
    void setUpList();
    void openFolder();
    void modelLoaded();
    void listChanged();
    bool isListed(const storage::CheckpointRecord& checkpoint) const;
    void fill();
    QString chosenPath() const;
    CheckpointKey keyOf(const QTreeWidgetItem& item) const;
    /// Where it is not listed, or nothing, the newest.
    void choose(const std::optional<CheckpointKey>& checkpoint);

    Theme& m_theme;
    RunModel* m_model = nullptr;
    QTreeWidget* m_list;
    QLabel* m_total;
    QToolButton* m_open;
    QToolButton* m_copy;
    QToolButton* m_export;
    QToolButton* m_delete;
    EmptyState* m_empty;
    QStackedLayout* m_stack;
    std::set<CheckpointKey> m_deleted;
    QStringList m_gone; ///< folders
    bool m_isReadOnly = false;
    WhenSeen m_filling;
};

} // namespace gui
