#pragma once

#include <QAbstractSpinBox>

#include "engine/run/JsonText.h"
#include "gui/models/CountedUnits.h"

class QLabel;

namespace gui {

/// A number with steps and its unit. Whole numbers are exact to 64 bits and real ones may be written 4e-4. What is no
/// number, or out of range, stays as typed and is given on as it is, so that the configuration's reader names the problem.
class NumberField final : public QAbstractSpinBox {
    Q_OBJECT

public:
    struct Limits
    {
        bool isWhole = false;
        double minimum = 0;
        double maximum = 0;
    };

    /// `zero`: what 0 stands for, shown instead of the unit.
    NumberField(Limits limits, const CountedUnits& unit, const QString& zero = {}, QWidget* parent = nullptr);

    QLabel& unit() { return *m_unit; } ///< or what 0 stands for

    engine::Json value() const;
    void setValue(const engine::Json& value);

    void stepBy(int steps) override;
    QValidator::State validate(QString& text, int& position) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

    /// "4e-4", "0.95", "21440"
    static QString text(const engine::Json& number);

Q_SIGNALS:
    void edited();

protected:
    StepEnabled stepEnabled() const override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    void placeUnit();
    double stepSize(double value) const;

    const Limits m_limits;
    const CountedUnits m_unitText;
    const QString m_zeroText;
    QLabel* m_unit;
};

} // namespace gui
