#include "gui/forms/NumberField.h"

#include <charconv>
#include <cmath>

#include <QLabel>
#include <QLineEdit>
#include <QWheelEvent>

namespace gui {

namespace {

QString shortest(double value)
{
    if (value == 0)
        return QStringLiteral("0");
    const double size = std::abs(value);
    const bool scientific = size < 1e-3 || size >= 1e7;
    char buffer[64];
    const auto result = std::to_chars(buffer, buffer + sizeof buffer, value,
                                      scientific ? std::chars_format::scientific : std::chars_format::fixed);
    QString text = QString::fromLatin1(buffer, result.ptr - buffer);
    // to_chars writes at least two digits of the exponent.
    text.replace(QLatin1String("e-0"), QLatin1String("e-"));
    text.replace(QLatin1String("e+0"), QLatin1String("e"));
    return text.replace(QLatin1String("e+"), QLatin1String("e"));
}

} // namespace

NumberField::NumberField(Limits limits, const CountedUnits& unit, const QString& zero, QWidget* parent)
    : QAbstractSpinBox(parent)
    , m_limits(limits)
    , m_unitText(unit)
    , m_zeroText(zero.isEmpty() ? unit.many : QStringLiteral("= ") + zero)
    , m_unit(new QLabel(unit.many, lineEdit()))
{
    m_unit->setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed); // without its unit it is still of use
    connect(lineEdit(), &QLineEdit::textChanged, this, &NumberField::placeUnit);
    connect(lineEdit(), &QLineEdit::textEdited, this, &NumberField::edited);
}

engine::Json NumberField::value() const
{
    QString text = lineEdit()->text().trimmed();
    text.replace(QChar(0x2212), QLatin1Char('-'));
    bool ok = false;
    if (const qlonglong whole = text.toLongLong(&ok); ok)
        return engine::Json(static_cast<std::int64_t>(whole));
    if (const double real = text.toDouble(&ok); ok && std::isfinite(real))
        return engine::Json(real);
    return engine::Json(text.toStdString());
}

void NumberField::setValue(const engine::Json& value)
{
    lineEdit()->setText(text(value));
    lineEdit()->setCursorPosition(0);
}

QString NumberField::text(const engine::Json& number)
{
    if (number.is_number_integer())
        return QString::number(number.get<qint64>());
    if (number.is_number())
        return shortest(number.get<double>());
    return QString::fromStdString(number.is_string() ? number.get<std::string>() : number.dump());
}

double NumberField::stepSize(double value) const
{
    const double size = std::abs(value);
    if (m_limits.isWhole || size >= 1)
        return 1;
    if (size >= 0.01 || size == 0)
        return 0.01;
    return std::pow(10, std::floor(std::log10(size)));
}

void NumberField::stepBy(int steps)
{
    const engine::Json current = value();
    if (!current.is_number())
        return;
    if (m_limits.isWhole && current.is_number_integer()) {
        const auto next = double(current.get<std::int64_t>()) + steps;
        setValue(engine::Json(static_cast<std::int64_t>(std::clamp(next, m_limits.minimum, m_limits.maximum))));
    } else {
        const double before = current.get<double>();
        const double size = stepSize(before);
        const double next = std::round((before + steps * size) / size) * size;
        // Rounded once more in decimal: 0.95 + 0.01 is to read 0.96.
        const double tidy = QString::number(next, 'g', 12).toDouble();
        setValue(engine::Json(std::clamp(tidy, m_limits.minimum, m_limits.maximum)));
    }
    selectAll();
    Q_EMIT edited();
}

QValidator::State NumberField::validate(QString&, int&) const
{
    return QValidator::Acceptable;
}

NumberField::StepEnabled NumberField::stepEnabled() const
{
    const engine::Json current = value();
    if (!current.is_number() || isReadOnly())
        return StepNone;
    StepEnabled enabled = StepNone;
    if (current.get<double>() > m_limits.minimum)
        enabled |= StepDownEnabled;
    if (current.get<double>() < m_limits.maximum)
        enabled |= StepUpEnabled;
    return enabled;
}

QSize NumberField::sizeHint() const
{
    return {fontMetrics().horizontalAdvance(QStringLiteral("0000000 evaluations")) + 40,
            std::max(24, fontMetrics().height() + 8)};
}

QSize NumberField::minimumSizeHint() const
{
    return {fontMetrics().horizontalAdvance(QStringLiteral("0000000")) + 40, sizeHint().height()};
}

void NumberField::resizeEvent(QResizeEvent* event)
{
    QAbstractSpinBox::resizeEvent(event);
    placeUnit();
}

void NumberField::changeEvent(QEvent* event)
{
    QAbstractSpinBox::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        placeUnit();
}

void NumberField::wheelEvent(QWheelEvent* event)
{
    // Turning the wheel over a form scrolls the form.
    if (hasFocus())
        QAbstractSpinBox::wheelEvent(event);
    else
        event->ignore();
}

void NumberField::placeUnit()
{
    const engine::Json number = value();
    m_unit->setText(number == engine::Json(0) ? m_zeroText : m_unitText.of(number == engine::Json(1) ? 1 : 0));
    const int left = fontMetrics().horizontalAdvance(lineEdit()->text()) + 8;
    const bool fits = left + m_unit->sizeHint().width() <= lineEdit()->width();
    m_unit->setVisible(fits && !m_unit->text().isEmpty());
    m_unit->setGeometry(left, 0, m_unit->sizeHint().width(), lineEdit()->height());
}

} // namespace gui

#include "moc_NumberField.cpp"
