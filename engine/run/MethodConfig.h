#pragma once

#include "engine/run/AdapterConfig.h"
#include "engine/run/Error.h"
#include "engine/run/LoraConfig.h"
#include "engine/run/UpcyclingConfig.h"

namespace engine {

/// The base stays frozen, head included; only a routing's own parameters can train.
struct NoMethodConfig
{
    static constexpr bool isDescribed = true;
    static constexpr const char* kind = "none";
    template <class Self, class Visitor>
    static void describe(Self&, Visitor&)
    {
    }
};

/// Only the classification head trains.
struct HeadConfig
{
    static constexpr bool isDescribed = true;
    static constexpr const char* kind = "head";
    template <class Self, class Visitor>
    static void describe(Self&, Visitor&)
    {
    }
};

/// Every parameter trains.
struct FullConfig
{
    static constexpr bool isDescribed = true;
    static constexpr const char* kind = "full";
    template <class Self, class Visitor>
    static void describe(Self&, Visitor&)
    {
    }
};

/// Every bias of the model and the classification head train (Ben Zaken et al. 2022).
struct BitFitConfig
{
    static constexpr bool isDescribed = true;
    static constexpr const char* kind = "bitfit";
    template <class Self, class Visitor>
    static void describe(Self&, Visitor&)
    {
    }
};

using MethodConfig = std::variant<NoMethodConfig, HeadConfig, FullConfig, BitFitConfig, LoraConfig, AdapterConfig,
                                  SparseUpcyclingConfig, DropUpcyclingConfig>;

/// The experts of a method that has them.
const ExpertConfig* expertsOf(const MethodConfig& config);

/// Problems between the fields of a method; `prefix` ("method.") stands in front of their paths. Needs no file.
std::vector<Issue> validate(const MethodConfig& config, const std::string& prefix);

} // namespace engine
