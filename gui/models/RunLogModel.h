#pragma once

#include <QAbstractTableModel>

#include "gui/app/Theme.h"
#include "gui/models/RunModel.h"

namespace gui {

/// The log lines of a run: time, level, text. Follows the run's model.
class RunLogModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Time, Level, Text, ColumnCount };

    explicit RunLogModel(Theme& theme, QObject* parent = nullptr);

    void setRun(RunModel* run);
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void readAll();
    void readNew();

    Theme& m_theme;
    RunModel* m_run = nullptr;
    int m_rows = 0; ///< announced to the views
};

} // namespace gui
