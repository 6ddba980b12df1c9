#include "gui/pages/TestSettingsPopup.h"

#include <algorithm>
#include <cstdint>
#include <limits>

#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QListWidget>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>

#include "gui/app/Theme.h"
#include "gui/models/MetricTitles.h"

namespace gui {

namespace {

constexpr int shownMetrics = 6; // at once

} // namespace

TestSettingsPopup::TestSettingsPopup(QWidget* parent)
    : FormPopup(tr("Test settings"), parent)
    , m_list(new QListWidget(this))
{
    setObjectName(QStringLiteral("testSettings"));
    m_list->setObjectName(QStringLiteral("testMetrics"));
    m_list->setAccessibleName(tr("Metrics"));
    m_list->setToolTip(tr("Only these are compared, so that Holm corrects for them alone"));
    m_list->setFixedHeight(shownMetrics * Theme::rowHeight(m_list->font()));
    connect(m_list, &QListWidget::itemChanged, this, &TestSettingsPopup::takeMetrics);
    addRow(tr("Metrics"), m_list);
    m_level = addNumber(tr("Level"), "testLevel", tr("Of the intervals; conclusions are at 1 − level"));
    m_level->setRange(0.5, 0.999);
    m_level->setSingleStep(0.01);
    m_rope = addNumber(tr("ROPE"), "testRope",
                       tr("Region of practical equivalence: scores that differ by no more count as equal in practice"));
    m_rope->setRange(0, 999'999);
    m_rope->setSingleStep(0.005);
    m_rho = addNumber(tr("Rho"), "testRho",
                      tr("ρ of the Bayesian correlated t-test, the correlation of the differences: 0 for seeds on a "
                         "fixed split, 1/k for k-fold cross-validation"));
    m_rho->setRange(0, 0.999);
    m_rho->setSingleStep(0.1);
    for (const QDoubleSpinBox* number : {m_level, m_rope, m_rho})
        connect(number, &QDoubleSpinBox::valueChanged, this, &TestSettingsPopup::changed);
    m_resamples = addCount(tr("Resamples"), "testResamples", tr("Of bootstrap and randomisation"));
    m_resamples->setRange(100, 1'000'000);
    m_resamples->setSingleStep(1000);
    m_resamples->setGroupSeparatorShown(true);
    m_seed = addCount(tr("Seed"), "testSeed", tr("Of bootstrap and randomisation"));
    m_seed->setRange(0, std::numeric_limits<int>::max());
    auto* standard = new QPushButton(tr("Defaults"), this);
    standard->setObjectName(QStringLiteral("testDefaults"));
    standard->setAutoDefault(false);
    form().addRow(standard);
    connect(standard, &QPushButton::clicked, this, [this] {
        setSettings({});
        Q_EMIT changed();
    });
    setSettings({});
}

QSpinBox* TestSettingsPopup::addCount(const QString& title, const char* name, const QString& tip)
{
    auto* box = new QSpinBox(this);
    box->setObjectName(QLatin1String(name));
    box->setToolTip(tip);
    box->setKeyboardTracking(false);
    connect(box, &QSpinBox::valueChanged, this, &TestSettingsPopup::changed);
    addRow(title, box);
    return box;
}

TestSettings TestSettingsPopup::settings() const
{
    TestSettings settings;
    settings.metrics = m_metrics;
    settings.resampling.level = m_level->value();
    settings.resampling.resamples = m_resamples->value();
    settings.resampling.seed = std::uint64_t(m_seed->value());
    settings.rope = {m_rope->value(), m_rho->value()};
    return settings;
}

void TestSettingsPopup::setSettings(const TestSettings& settings)
{
    const QSignalBlocker quiet(this);
    m_metrics = settings.metrics;
    m_level->setValue(settings.resampling.level);
    m_rope->setValue(settings.rope.rope);
    m_rho->setValue(settings.rope.rho);
    m_resamples->setValue(int(settings.resampling.resamples));
    m_seed->setValue(int(std::min<std::uint64_t>(settings.resampling.seed, std::numeric_limits<int>::max())));
}

void TestSettingsPopup::setMetrics(const std::vector<std::string>& known, const std::vector<std::string>& compared)
{
    const QSignalBlocker quiet(m_list);
    if (m_list->count() != int(known.size()))
        m_list->clear();
    while (m_list->count() < int(known.size()))
        m_list->addItem(new QListWidgetItem);
    for (int row = 0; row < m_list->count(); ++row) {
        const std::string& key = known[std::size_t(row)];
        const bool isCompared = compared.empty() || std::find(compared.begin(), compared.end(), key) != compared.end();
        m_list->item(row)->setText(shortMetricName(key));
        m_list->item(row)->setData(Qt::UserRole, QString::fromStdString(key));
        m_list->item(row)->setCheckState(isCompared ? Qt::Checked : Qt::Unchecked);
    }
}

void TestSettingsPopup::takeMetrics()
{
    m_metrics.clear();
    for (int row = 0; row < m_list->count(); ++row)
        if (m_list->item(row)->checkState() == Qt::Checked)
            m_metrics.push_back(m_list->item(row)->data(Qt::UserRole).toString().toStdString());
    if (m_metrics.size() == std::size_t(m_list->count()))
        m_metrics.clear();
    Q_EMIT changed();
}

} // namespace gui

#include "moc_TestSettingsPopup.cpp"
