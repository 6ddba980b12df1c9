#pragma once

#include "engine/run/GateSettings.h"
#include "engine/run/MixingSettings.h"

namespace engine {

/// Mixture of layer experts: at position i a gate chooses layer j, and H' = w_m u_i(H) + w_o u_j(H).
struct MolexConfig : GateSettings, MixingSettings
{
    static constexpr bool isDescribed = true;
    static constexpr const char* kind = "molex";

    GateGradient gateGradient = GateGradient::Probability;
    bool mixingNormalized = true;
    BalanceLoss balanceLoss = BalanceLoss::None;
    double balanceCoefficient = 0.01;
    double zLoss = 0;
    double gateNoise = 0;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit)
    {
        GateSettings::describe(self, visit);
        visit(Field{.key = "gate_gradient", .label = "Gate gradient",
                    .help = "How the task trains the gate: not at all (none, as the released code), by weighting the "
                            "chosen layer with its gate probability, or straight-through.",
                    .paper = "none"},
              self.gateGradient);
        MixingSettings::describe(self, visit);
        visit(Field{.key = "mixing_normalized", .label = "Normalised mixing",
                    .help = "Learned weights pass through softmax; off reproduces the released GPT-2 code.",
                    .paper = "true for RoBERTa", .applies = self.mixing == Mixing::Learned},
              self.mixingNormalized);
        visit(Field{.key = "balance_loss", .label = "Balance loss",
                    .help = "Load-balance loss: none, paper (T times the mean probability of the chosen layer), or "
                            "switch (T times the sum over layers of share times mean probability).",
                    .paper = "paper or none"},
              self.balanceLoss);
        visit(Field{.key = "balance_coefficient", .label = "Balance factor",
                    .help = "Factor of the balance loss in the objective.", .paper = "0.001 to 0.01",
                    .minimum = 0, .maximum = 1000, .applies = self.balanceLoss != BalanceLoss::None},
              self.balanceCoefficient);
        visit(Field{.key = "z_loss", .label = "Z-loss",
                    .help = "Factor of the mean squared log-sum-exp of the gate's logits.", .paper = "0",
                    .minimum = 0, .maximum = 1000},
              self.zLoss);
        visit(Field{.key = "gate_noise", .label = "Gate noise",
                    .help = "Standard deviation of Gaussian noise on the gate's logits, in training only.",
                    .paper = "0", .minimum = 0, .maximum = 100},
              self.gateNoise);
    }
};

} // namespace engine
