#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "engine/model/PickledTensor.h"

namespace engine {

/// Place of a value in the unpickler's list; values refer to each other by it, so that cycles are harmless.
using PickleRef = std::uint32_t;

struct PickleSequence
{
    bool isTuple = false;
    std::vector<PickleRef> items;
};

struct PickleDictionary
{
    bool isOrdered = false; ///< collections.OrderedDict, which may carry attributes
    std::vector<std::pair<PickleRef, PickleRef>> items;
};

/// One of the few names from Python's modules that a pickle may refer to.
struct PickleGlobal
{
    enum class Meaning { OrderedDict, RebuildTensor, RebuildParameter, Storage };
    Meaning meaning = Meaning::OrderedDict;
    const Dtype* dtype = nullptr; ///< of a Storage
};

/// monostate is None.
using PickleValue = std::variant<std::monostate, bool, std::int64_t, double, std::string, PickleSequence,
                                 PickleDictionary, PickleGlobal, PickledStorage, PickledTensor>;

/// "a number", "a dictionary", …
std::string kindOf(const PickleValue& value);

/// The global of that name. Throws BadInput(file, …), which names it, for every one that is not allowed.
PickleGlobal findGlobal(const std::string& module, const std::string& name, const std::string& file);

} // namespace engine
