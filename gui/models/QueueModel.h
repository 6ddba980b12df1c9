#pragma once

#include <vector>

#include <QAbstractTableModel>

#include "gui/models/RunRow.h"

namespace gui {

class Theme;

/// The runs that wait, in the order in which they will run; rows are dragged to another place.
class QueueModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Number, Name, State, What, Length, Time, columns };
    enum Role { RunId = Qt::UserRole };

    explicit QueueModel(const Theme& theme, QObject* parent = nullptr);

    /// Rows that are the same keep their selection.
    void setRows(std::vector<RunRow> rows);
    const RunRow& row(int index) const { return m_rows[std::size_t(index)]; }
    int indexOf(qint64 run) const; ///< -1 for none

    /// Moves runs, in their order, in front of the row `before` (rowCount() for the end), and asks for the same in the
    /// store.
    void move(const std::vector<qint64>& runs, int before);

    /// Whether a run is trained before those that wait, and how long it still takes, where that is known.
    void setInProgress(bool isThere, std::optional<double> secondsLeft);

    /// Where it is not known who will train them, and when: no time is told of all together, from then on.
    void leaveOutTime();

    /// "3 waiting, about 2 h 10 min", the rest of the run in progress included; "at least" where the time is not known
    /// of each of them and of that run. Empty where nothing waits.
    QString summary() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }
    QStringList mimeTypes() const override;
    QMimeData* mimeData(const QModelIndexList& indexes) const override;
    bool canDropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column,
                         const QModelIndex& parent) const override;
    bool dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column,
                      const QModelIndex& parent) override;

Q_SIGNALS:
    /// `run` now stands before `next`; at the end where that is 0.
    void moved(qint64 run, qint64 next);
    /// Number or time.
    void summaryChanged();

private:
    QString text(int row, int column) const;

    const Theme& m_theme;
    std::vector<RunRow> m_rows;
    bool m_tellsTime = true;
    bool m_isInProgress = false;
    std::optional<double> m_restOfRun; ///< seconds of the run in progress
};

} // namespace gui
