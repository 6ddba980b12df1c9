#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "engine/model/Dtype.h"

namespace engine {

struct WeightInfo
{
    const Dtype* dtype = nullptr;
    std::vector<std::int64_t> shape;
};

/// Named tensors in one file or several. An implementation has checked everything but the elements themselves when
/// its constructor returns. To be used by one thread at a time.
class WeightSource {
public:
    WeightSource() = default;
    virtual ~WeightSource() = default;
    WeightSource(const WeightSource&) = delete;
    WeightSource& operator=(const WeightSource&) = delete;

    /// The file that messages name; where there are several, their index.
    virtual const std::filesystem::path& path() const = 0;
    virtual std::vector<std::string> names() const = 0;                ///< sorted
    virtual const WeightInfo* find(const std::string& name) const = 0; ///< null when there is no such tensor

    /// A copy in the stored dtype. Throws BadInput when the elements are damaged; the name must be there.
    virtual torch::Tensor tensor(const std::string& name) const = 0;

    bool contains(const std::string& name) const { return find(name) != nullptr; }
    /// The name must be there in each of these.
    const std::vector<std::int64_t>& shape(const std::string& name) const { return known(name).shape; }
    std::string dtype(const std::string& name) const { return known(name).dtype->name; } ///< "F32"
    bool isFloatingPoint(const std::string& name) const { return torch::isFloatingType(known(name).dtype->type); }

private:
    const WeightInfo& known(const std::string& name) const
    {
        const WeightInfo* info = find(name);
        TORCH_CHECK(info != nullptr, "no tensor ", name);
        return *info;
    }
};

/// "[3, 64]"
std::string shapeText(const std::vector<std::int64_t>& shape);

/// "pytorch_model.bin, 78 tensors in F16": the file's name, and how its floating-point tensors are stored.
std::string describeWeights(const WeightSource& weights);

} // namespace engine
