#include "gui/pages/CurveViewPopup.h"

#include <algorithm>
#include <iterator>

#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QSignalBlocker>

#include "gui/app/SegmentBar.h"

namespace gui {

namespace {

constexpr XAxis::Kind segmentAxes[] = {XAxis::Kind::Step, XAxis::Kind::Epoch, XAxis::Kind::Time};
constexpr double mostSmoothing = 0.999;

} // namespace

CurveViewPopup::CurveViewPopup(QWidget* parent)
    : FormPopup(tr("Curves"), parent)
    , m_across(new SegmentBar(this))
    , m_logarithmic(new QCheckBox(tr("Logarithmic axis"), this))
{
    setObjectName(QStringLiteral("curveView"));
    m_across->setObjectName(QStringLiteral("compareAcross"));
    m_across->add(tr("Step"));
    m_across->add(tr("Epoch"));
    m_across->add(tr("Time"), tr("Training time; pauses and evaluations do not count"));
    form().addRow(tr("Across"), m_across);
    m_logarithmic->setObjectName(QStringLiteral("compareLogarithmic"));
    form().addRow(m_logarithmic);
    m_smoothing = addNumber(
        tr("Smoothing"), "compareSmoothing",
        tr("Weight of the past in the exponential mean of each run, before the groups' means; single "
           "runs stay as measured"));
    m_smoothing->setRange(0, mostSmoothing);
    m_smoothing->setSingleStep(0.01);
    connect(m_across, &SegmentBar::chosen, this, &CurveViewPopup::drawingChanged);
    connect(m_logarithmic, &QCheckBox::toggled, this, &CurveViewPopup::drawingChanged);
    connect(m_smoothing, &QDoubleSpinBox::valueChanged, this, &CurveViewPopup::smoothingChanged);
    setView({});
}

CurveView CurveViewPopup::view() const
{
    CurveView view;
    view.axis = segmentAxes[m_across->current()];
    view.isLogarithmic = m_logarithmic->isChecked();
    view.smoothing = m_smoothing->value();
    return view;
}

void CurveViewPopup::setView(const CurveView& view)
{
    const QSignalBlocker quiet(this);
    m_across->setCurrent(int(std::find(std::begin(segmentAxes), std::end(segmentAxes), view.axis) - segmentAxes));
    m_logarithmic->setChecked(view.isLogarithmic);
    m_smoothing->setValue(view.smoothing);
}

void CurveViewPopup::setEpochsKnown(bool areKnown)
{
    m_across->setSegmentEnabled(
        1, areKnown, areKnown ? QString() : tr("The epochs of these runs are not known, or not equally long"));
}

} // namespace gui

#include "moc_CurveViewPopup.cpp"
