#include "engine/model/PickleValue.h"

#include "engine/data/Utf8.h"
#include "engine/run/Error.h"

namespace engine {

std::string kindOf(const PickleValue& value)
{
    constexpr const char* kinds[] = {"None",   "True or False", "a number",   "a number",  "text",
                                     "a list", "a dictionary",  "a function", "a storage", "a tensor"};
    static_assert(std::size(kinds) == std::variant_size_v<PickleValue>);
    return kinds[value.index()];
}

PickleGlobal findGlobal(const std::string& module, const std::string& name, const std::string& file)
{
    using Meaning = PickleGlobal::Meaning;
    if (module == "collections" && name == "OrderedDict")
        return {Meaning::OrderedDict};
    if (module == "torch._utils" && name == "_rebuild_tensor_v2")
        return {Meaning::RebuildTensor};
    if (module == "torch._utils" && name == "_rebuild_parameter")
        return {Meaning::RebuildParameter};
    if (const Dtype* dtype = dtypeOfStorage(name); dtype != nullptr && module == "torch")
        return {Meaning::Storage, dtype};
    throw BadInput(file,
                   "refers to " + inQuotes(module + "." + name)
                       + "; only dictionaries of tensors are read, and no code of a file is ever run");
}

} // namespace engine
