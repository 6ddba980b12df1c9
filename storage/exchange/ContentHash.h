#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace storage {

/// XXH3 with 128 bits over bytes given in parts: tells damage, and one content from another. It is no signature.
class ContentHash {
public:
    ContentHash();
    ~ContentHash();

    void add(std::string_view bytes);
    /// 32 hexadecimal digits.
    std::string text() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace storage
