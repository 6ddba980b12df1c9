#include "engine/metrics/Scores.h"

#include <cmath>
#include <limits>

#include <nlohmann/json.hpp>

#include "engine/run/Resources.h"
#include "tests/support/Issues.h"
#include "tests/support/SharedData.h"
#include "tests/support/TestMain.h"

using namespace engine;
using nlohmann::json;
using Values = std::vector<double>;

class tst_Scores : public QObject {
    Q_OBJECT

private:
    static bool agrees(const std::vector<Measurement>& found, const json& expected, double tolerance)
    {
        if (expected.is_null() || found.empty())
            return expected.is_null() && found.empty();
        return std::abs(found[0].value - expected.get<double>()) <= tolerance;
    }

private Q_SLOTS:
    void goldenCasesAgree()
    {
        MOLEX_NEED_SHARED(file, "golden/metrics/cases.json");
        const json cases = json::parse(readTextFile(file, 1 << 26));
        QCOMPARE(cases.size(), std::size_t(30));
        for (const json& one : cases) {
            const std::string name = one["name"];
            const Values predictions = one["predictions"];
            const Values labels = one["labels"];
            const double tolerance = name == "offset of 1e5" ? 1e-6 : 1e-9;
            for (const auto& [key, expected] : one["expected"].items()) {
                const std::vector<Measurement> found = score({key}, predictions, labels);
                QVERIFY2(agrees(found, expected, tolerance), (name + ", " + key).c_str());
            }
        }
    }

    void f1IsAbsentWithThreeClasses()
    {
        QVERIFY(score({"f1"}, {0, 1, 2}, {0, 1, 2}).empty());
        QCOMPARE(score({"accuracy", "f1"}, {0, 1, 1}, {0, 1, 1}).size(), std::size_t(2));
    }

    void correlationsKeepTheirDigitsAtAnOffset()
    {
        const Values x {1, 2, 3, 5};
        const Values y {2, 1, 4, 5};
        Values far;
        for (const double value : x)
            far.push_back(value + 1e9);
        QVERIFY(std::abs(*pearson(far, y) - *pearson(x, y)) < 1e-12);
        QVERIFY(std::abs(*pearson({1e-300, 2e-300, 3e-300, 5e-300}, y) - *pearson(x, y)) < 1e-12);
        QVERIFY(std::abs(*pearson({1e300, 2e300, 3e300, 5e300}, y) - *pearson(x, y)) < 1e-12);
    }

    void aConstantSideHasNoCorrelation()
    {
        // 0.1 three times: the mean is not 0.1 in binary, and a variance of rounding errors must not be divided by.
        QVERIFY(!pearson({0.1, 0.1, 0.1}, {1, 2, 3}));
        QVERIFY(!spearman({1, 2, 3}, {0.1, 0.1, 0.1}));
    }

    void valuesThatAreNotNumbersHaveNoCorrelation()
    {
        const double nan = std::numeric_limits<double>::quiet_NaN();
        QVERIFY(!pearson({1, nan, 3}, {1, 2, 3}));
        QVERIFY(!spearman({1, nan, 3}, {1, 2, 3}));
        QCOMPARE(accuracy({1, nan}, {1, 1}), 0.5);
        QVERIFY_THROWS_EXCEPTION(BadInput, matthews({1, nan}, {1, 1}));
    }

    void sizesMustAgree()
    {
        QVERIFY_THROWS_EXCEPTION(BadInput, accuracy({}, {}));
        QVERIFY_THROWS_EXCEPTION(BadInput, accuracy({1}, {1, 2}));
        QVERIFY_THROWS_EXCEPTION(BadInput, f1({1}, {1, 2}));
        QVERIFY_THROWS_EXCEPTION(BadInput, matthews({1}, {1, 2}));
        QVERIFY_THROWS_EXCEPTION(BadInput, spearman({1}, {1, 2}));
        QVERIFY(support::contains(support::badInputOf([] { score({"acuracy"}, {1}, {1}); }), "is not one of accuracy"));
    }
};

MOLEX_TEST(tst_Scores)
#include "tst_Scores.moc"
