#pragma once

#include <memory>
#include <vector>

#include <QWidget>

#include "engine/run/FieldList.h"
#include "engine/run/Sweep.h"
#include "gui/pages/LaunchDraft.h"

class QComboBox;
class QHBoxLayout;
class QLabel;
class QLineEdit;
class QToolButton;
class QVBoxLayout;

namespace gui {

class Theme;

/// Fields that take several values in turn: one row for each, and the number of runs that they make together.
class SweepPanel final : public QWidget {
    Q_OBJECT

public:
    explicit SweepPanel(Theme& theme, QWidget* parent = nullptr);
    ~SweepPanel() override;

    /// What may be swept, and what is offered for a row that is added.
    void setFields(const std::vector<engine::FieldDescription>& fields);
    /// What the rows say; problems with how they are typed are added.
    engine::Sweep sweep(std::vector<engine::Issue>& issues) const;
    bool isEmpty() const { return m_rows.empty(); }
    void clear();
    void addRow(const std::string& path, const QString& values);
    /// As they were typed.
    std::vector<SweepLine> lines() const;

Q_SIGNALS:
    void changed();

private:
    struct Row;
    void addNext();
    void removeRow(Row* row);
    void fillFields(Row& row, const std::string& path);
    void update();

    Theme& m_theme;
    std::vector<engine::FieldDescription> m_fields;
    std::vector<std::unique_ptr<Row>> m_rows;
    QVBoxLayout* m_column;
    QToolButton* m_add;
    QLabel* m_total;
};

} // namespace gui
