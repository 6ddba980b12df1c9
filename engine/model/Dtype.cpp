#include "engine/model/Dtype.h"

namespace engine {

namespace {

constexpr Dtype dtypes[] = {
    {"F32", "FloatStorage", torch::kFloat32, 4},      {"F16", "HalfStorage", torch::kFloat16, 2},
    {"BF16", "BFloat16Storage", torch::kBFloat16, 2}, {"F64", "DoubleStorage", torch::kFloat64, 8},
    {"I64", "LongStorage", torch::kInt64, 8},         {"I32", "IntStorage", torch::kInt32, 4},
    {"I16", "ShortStorage", torch::kInt16, 2},        {"I8", "CharStorage", torch::kInt8, 1},
    {"U8", "ByteStorage", torch::kUInt8, 1},          {"BOOL", "BoolStorage", torch::kBool, 1},
};

template <class Matches>
const Dtype* find(const Matches& matches)
{
    for (const Dtype& dtype : dtypes)
        if (matches(dtype))
            return &dtype;
    return nullptr;
}

} // namespace

const Dtype* dtypeNamed(std::string_view name)
{
    return find([&](const Dtype& dtype) { return name == dtype.name; });
}

const Dtype* dtypeOfStorage(std::string_view storage)
{
    return find([&](const Dtype& dtype) { return storage == dtype.storage; });
}

const Dtype* dtypeOf(torch::ScalarType type)
{
    return find([&](const Dtype& dtype) { return type == dtype.type; });
}

} // namespace engine
