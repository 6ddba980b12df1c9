#include "engine/model/WeightSource.h"

#include <set>

#include "engine/run/Counted.h"

namespace engine {

std::string shapeText(const std::vector<std::int64_t>& shape)
{
    std::string text = "[";
    for (std::size_t i = 0; i < shape.size(); ++i)
        text += (i == 0 ? "" : ", ") + std::to_string(shape[i]);
    return text + "]";
}

std::string describeWeights(const WeightSource& weights)
{
    const std::vector<std::string> names = weights.names();
    std::set<std::string> dtypes;
    for (const std::string& name : names)
        if (weights.isFloatingPoint(name))
            dtypes.insert(weights.dtype(name));
    std::string text = weights.path().filename().string() + ", " + counted(names.size(), "tensor");
    const char* between = " in ";
    for (const std::string& dtype : dtypes) {
        text += between + dtype;
        between = " and ";
    }
    return text;
}

} // namespace engine
