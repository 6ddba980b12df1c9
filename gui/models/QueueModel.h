#pragma once

#include <vector>

#include <QAbstractTableModel>

#include "gui/models/RunRow.h"

namespace gui {

class Theme;

/// The runs that wait, in the order in which they will run.
class QueueModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Number, Name, State, What, Length, columns };
    enum Role { RunId = Qt::UserRole };

    explicit QueueModel(const Theme& theme, QObject* parent = nullptr);

    void setRows(std::vector<RunRow> rows);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString text(int row, int column) const;

    const Theme& m_theme;
    std::vector<RunRow> m_rows;
};

} // namespace gui
