#pragma once

#include <deque>
#include <vector>

#include <QAbstractTableModel>

#include "engine/run/RunEvent.h"

namespace gui {

class Theme;

/// What this window and its runs have to say, oldest first; keeps the last 10,000 lines. After them stands what the run
/// in sight warned of before the window had it.
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

        bool operator==(const Line&) const = default;
    };
    void add(std::vector<Line> lines);
    /// Warnings and errors of the run in sight, instead of another's; what is in the log anyway is left out.
    void setOfRun(std::vector<Line> lines);

    /// Warnings and errors since the last acknowledge().
    int warnings() const { return m_warnings + m_warningsOfRun; }
    void acknowledge();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void warningsChanged();

private:
    const Line& lineAt(int row) const;

    const Theme& m_theme;
    std::deque<Line> m_lines;
    std::vector<Line> m_ofRun;
    int m_warnings = 0;
    int m_warningsOfRun = 0;
};

} // namespace gui
