#pragma once

#include <deque>

#include <QAbstractTableModel>

#include "engine/run/RunEvent.h"

namespace gui {

class Theme;

/// What this window and its runs have to say, oldest first; keeps the last 10,000 lines.
class WindowLog final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Time, Level, Run, Text, columns };

    explicit WindowLog(const Theme& theme, QObject* parent = nullptr);

    struct Line
    {
        double time = 0; ///< seconds since 1970
        engine::LogLevel level = engine::LogLevel::Info;
        QString run; ///< empty for the window's own lines
        QString text;
    };
    void add(std::vector<Line> lines);

    /// Warnings and errors since the last acknowledge().
    int warnings() const { return m_warnings; }
    void acknowledge();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void warningsChanged();

private:
    const Theme& m_theme;
    std::deque<Line> m_lines;
    int m_warnings = 0;
};

} // namespace gui
