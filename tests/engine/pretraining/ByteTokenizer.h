#pragma once

#include <memory>

#include "engine/data/ByteLevelBpe.h"
#include "tests/support/TemporaryFolder.h"
#include "tests/support/TinyModel.h"

namespace support {

/// RoBERTa's arrangement with one token per byte: byte b is id 4 + b, <mask> 260.
inline std::unique_ptr<engine::Tokenizer> byteTokenizer(const TemporaryFolder& folder)
{
    return std::make_unique<engine::ByteLevelBpe>(engine::ByteLevelBpe::fromFolder(writeTinyModel(folder.path())));
}

constexpr std::int32_t idOfByte(char byte)
{
    return 4 + static_cast<unsigned char>(byte);
}

} // namespace support
