#include "storage/runs/ByteBlock.h"

#include <zstd.h>

#include <memory>
#include <new>

#include "storage/runs/Error.h"

namespace storage {

namespace {

constexpr int compressionLevel = 3;
constexpr std::size_t largestBlockBytes = std::size_t(256) << 20;

[[noreturn]] void damaged()
{
    throw DamagedError("A block of recorded values is damaged.");
}

} // namespace

std::string ByteWriter::compressed() const
{
    std::string blob(ZSTD_compressBound(m_bytes.size()), '\0');
    const std::unique_ptr<ZSTD_CCtx, std::size_t (*)(ZSTD_CCtx*)> context(ZSTD_createCCtx(), ZSTD_freeCCtx);
    if (context == nullptr)
        throw std::bad_alloc();
    ZSTD_CCtx_setParameter(context.get(), ZSTD_c_compressionLevel, compressionLevel);
    ZSTD_CCtx_setParameter(context.get(), ZSTD_c_checksumFlag, 1); // a flipped bit is found when the block is read
    const std::size_t size = ZSTD_compress2(context.get(), blob.data(), blob.size(), m_bytes.data(), m_bytes.size());
    if (ZSTD_isError(size) != 0)
        throw Error(std::string("Recorded values could not be compressed: ") + ZSTD_getErrorName(size) + ".");
    blob.resize(size);
    return blob;
}

std::size_t unpackedBytes(std::string_view blob)
{
    const unsigned long long size = ZSTD_getFrameContentSize(blob.data(), blob.size());
    if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN || size > largestBlockBytes)
        damaged();
    return size;
}

ByteReader::ByteReader(std::string_view blob)
{
    m_bytes.resize(unpackedBytes(blob));
    if (ZSTD_decompress(m_bytes.data(), m_bytes.size(), blob.data(), blob.size()) != m_bytes.size())
        damaged();
}

std::size_t ByteReader::count(std::size_t limit)
{
    return checkedCount(number(), limit);
}

std::size_t checkedCount(std::int64_t value, std::size_t limit)
{
    if (value < 0 || static_cast<std::uint64_t>(value) > limit)
        damaged();
    return static_cast<std::size_t>(value);
}

std::string_view ByteReader::next(std::size_t count, std::size_t size)
{
    if (count > (m_bytes.size() - m_position) / size)
        damaged();
    const std::string_view bytes = std::string_view(m_bytes).substr(m_position, count * size);
    m_position += count * size;
    return bytes;
}

std::vector<std::uint64_t> toDeltas(std::span<const std::int64_t> values)
{
    std::vector<std::uint64_t> deltas;
    deltas.reserve(values.size());
    std::uint64_t previous = 0;
    for (const std::int64_t value : values) {
        const auto current = static_cast<std::uint64_t>(value);
        deltas.push_back(zigzag(current - previous));
        previous = current;
    }
    return deltas;
}

std::vector<std::int64_t> fromDeltas(std::span<const std::uint64_t> deltas)
{
    std::vector<std::int64_t> values;
    values.reserve(deltas.size());
    std::uint64_t current = 0;
    for (const std::uint64_t delta : deltas) {
        current += unzigzag(delta);
        values.push_back(static_cast<std::int64_t>(current));
    }
    return values;
}

} // namespace storage
