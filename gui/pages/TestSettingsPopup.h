#pragma once

#include "gui/models/TestSettings.h"
#include "gui/pages/FormPopup.h"

class QDoubleSpinBox;
class QListWidget;
class QSpinBox;

namespace gui {

/// What a comparison's tests are made with. Which evaluation is compared is chosen elsewhere.
class TestSettingsPopup final : public FormPopup {
    Q_OBJECT

public:
    explicit TestSettingsPopup(QWidget* parent = nullptr);

    TestSettings settings() const;
    void setSettings(const TestSettings& settings);
    /// That can be compared, and those that are; none: all are.
    void setMetrics(const std::vector<std::string>& known, const std::vector<std::string>& compared);

Q_SIGNALS:
    /// By the person.
    void changed();

private:
    QSpinBox* addCount(const QString& title, const char* name, const QString& tip);
    void takeMetrics();

    std::vector<std::string> m_metrics; ///< as wished, whether the runs in sight have them or not
    QListWidget* m_list;
    QDoubleSpinBox* m_level;
    QDoubleSpinBox* m_rope;
    QDoubleSpinBox* m_rho;
    QSpinBox* m_resamples;
    QSpinBox* m_seed;
};

} // namespace gui
