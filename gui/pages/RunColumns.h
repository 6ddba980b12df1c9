#pragma once

#include <string>
#include <vector>

#include <QDialog>

#include "storage/runs/RunTable.h"

class QComboBox;
class QLineEdit;
class QSpinBox;
class QTreeWidget;
class QTreeWidgetItem;

namespace gui {

/// Every key that runs have, to be checked as a column, and metrics at a step, to be added as one; what is checked shows
/// at once. Closes without asking.
class RunColumns final : public QDialog {
    Q_OBJECT

public:
    RunColumns(const storage::RunTable& table, const std::vector<std::string>& chosen, QWidget* parent);

Q_SIGNALS:
    /// In the order in which they were chosen.
    void chosen(const QStringList& keys);

private:
    void fill(const storage::RunTable& table);
    QTreeWidgetItem* addKey(QTreeWidgetItem& top, const std::string& key);
    QWidget* makeStepRow(const storage::RunTable& table);
    void addStepMetric();
    void filter(const QString& words);
    void take(QTreeWidgetItem* item);

    QStringList m_chosen;
    QLineEdit* m_words;
    QTreeWidget* m_keys;
    QTreeWidgetItem* m_metrics = nullptr;
    QComboBox* m_metric;
    QSpinBox* m_step;
};

} // namespace gui
