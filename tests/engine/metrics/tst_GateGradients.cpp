#include "engine/model/Torch.h"

#include "engine/metrics/GateGradients.h"
#include "tests/support/RoutedTinyModel.h"
#include "tests/support/TestMain.h"

using namespace engine;

class tst_GateGradients : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theSplitIsThatOfTwoSeparatePasses_data()
    {
        QTest::addColumn<int>("gradient");
        QTest::addColumn<int>("balance");
        QTest::addColumn<bool>("shared");
        for (const GateGradient gradient : {GateGradient::None, GateGradient::Probability})
            for (const BalanceLoss balance : {BalanceLoss::None, BalanceLoss::Paper})
                for (const bool shared : {true, false})
                    QTest::addRow("%s, %s, %s", std::string(nameOf(gradient)).c_str(), std::string(nameOf(balance)).c_str(),
                                  shared ? "one gate" : "a gate each")
                        << int(gradient) << int(balance) << shared;
    }

    void theSplitIsThatOfTwoSeparatePasses()
    {
        QFETCH(int, gradient);
        QFETCH(int, balance);
        QFETCH(bool, shared);
        MolexConfig config;
        config.gateGradient = GateGradient(gradient);
        config.balanceLoss = BalanceLoss(balance);
        config.sharedGate = shared;
        RoutedModel model = support::tinyRouted(support::tinyShape(), config, LoraConfig{}, 0.5);
        const support::TinyBatch batch = support::tinyBatch({6, 4});
        const auto losses = [&] {
            RoutingTrace trace(false);
            const torch::Tensor hidden = model.model().encode(batch.ids, model.model().makePass(batch.mask, false, &trace));
            return std::pair(hidden.square().mean() + hidden.sin().sum(), model.auxiliaryLoss(trace));
        };
        const auto gates = model.routing()->gateTensors();
        const auto normsOf = [&](const torch::Tensor& loss) {
            std::vector<double> norms;
            for (const auto& gate : gates) {
                double squares = 0;
                if (loss.defined() && loss.requires_grad())
                    for (const torch::Tensor& part : torch::autograd::grad({loss}, gate, {}, true, false, true))
                        squares += part.defined() ? part.square().sum().item<double>() : 0;
                norms.push_back(std::sqrt(squares));
            }
            return norms;
        };
        const auto [task, auxiliary] = losses();
        const std::vector<double> ofTask = normsOf(task);
        const std::vector<double> ofAuxiliary = normsOf(auxiliary);

        GateGradients measured(gates, model.routing()->taskTrainsGates());
        const auto [again, added] = losses();
        measured.add(added);
        (added.defined() ? again + added : again).backward();
        const GateGradients::Norms norms = measured.norms();
        QCOMPARE(norms.task.size(), shared ? std::size_t(1) : std::size_t(3));
        for (std::size_t i = 0; i < gates.size(); ++i) {
            QVERIFY(std::abs(double(norms.task[i]) - ofTask[i]) < 1e-5 * (1 + ofTask[i]));
            QVERIFY(std::abs(double(norms.auxiliary[i]) - ofAuxiliary[i]) < 1e-5 * (1 + ofAuxiliary[i]));
            QCOMPARE(norms.auxiliary[i] > 0, config.balanceLoss != BalanceLoss::None);
            if (config.gateGradient == GateGradient::None)
                QCOMPARE(norms.task[i], 0.0f);
        }
    }

    void withoutASecondPassOnlySourcesThatStandAloneAreTold()
    {
        for (const GateGradient gradient : {GateGradient::None, GateGradient::Probability})
            for (const BalanceLoss balance : {BalanceLoss::None, BalanceLoss::Paper}) {
                MolexConfig config;
                config.gateGradient = gradient;
                config.balanceLoss = balance;
                RoutedModel model = support::tinyRouted(support::tinyShape(), config, LoraConfig{}, 0.5);
                const support::TinyBatch batch = support::tinyBatch({6, 4});
                RoutingTrace trace(false);
                const torch::Tensor hidden =
                    model.model().encode(batch.ids, model.model().makePass(batch.mask, false, &trace));
                const torch::Tensor added = model.auxiliaryLoss(trace);
                GateGradients measured(model.routing()->gateTensors(), model.routing()->taskTrainsGates(), false);
                measured.add(added);
                (added.defined() ? hidden.sin().sum() + added : hidden.sin().sum()).backward();
                const bool haveBoth = gradient != GateGradient::None && balance != BalanceLoss::None;
                QCOMPARE(measured.norms().task.empty(), haveBoth);
                QCOMPARE(measured.norms().auxiliary.empty(), haveBoth);
            }
    }

    void aRoutingWithoutGatesHasNone()
    {
        const GateGradients measured({}, false);
        QVERIFY(measured.norms().task.empty());
        QVERIFY(measured.norms().auxiliary.empty());
    }
};

MOLEX_TEST(tst_GateGradients)
#include "tst_GateGradients.moc"
