#pragma once

#include "gui/models/CurveView.h"
#include "gui/pages/FormPopup.h"

class QCheckBox;
class QDoubleSpinBox;

namespace gui {

class SegmentBar;

/// How the curves of a comparison are drawn.
class CurveViewPopup final : public FormPopup {
    Q_OBJECT

public:
    explicit CurveViewPopup(QWidget* parent = nullptr);

    CurveView view() const;
    void setView(const CurveView& view);
    /// Without them steps are drawn where epochs are chosen.
    void setEpochsKnown(bool areKnown);

Q_SIGNALS:
    /// By the person: axes.
    void drawingChanged();
    /// By the person; means and bands are to be calculated again.
    void smoothingChanged();

private:
    SegmentBar* m_across;
    QCheckBox* m_logarithmic;
    QDoubleSpinBox* m_smoothing;
};

} // namespace gui
