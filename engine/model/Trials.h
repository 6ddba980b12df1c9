#pragma once

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace engine {

/// What makes steps faster and can be left out by `molex bench --without`, so that one program measures both.
/// Everywhere else all is on.
struct Trials
{
    bool gelu = true;      ///< GELU by a rational function, its slope kept
    bool adamw = true;     ///< one pass over the numbers of a tensor, in the update and in the norm
    bool qkv = true;       ///< queries, keys and values as one product
    bool copies = true;    ///< bfloat16 copies of frozen weights
    bool pages = true;     ///< huge pages asked for
    bool kept = true;      ///< freed memory stays with the program
    bool attention = true; ///< attention a head at a time in bfloat16 too
    bool states = true;    ///< under a token vote, attention over hidden states in place of keys and values of all
    bool last = true;      ///< a classifier's last position gives first tokens alone, which is all that is read of it
    bool layers = true;    ///< in training own and chosen layers at the same time, each on one thread

    /// Those of this process; written before anything is computed.
    static Trials& current()
    {
        static Trials trials;
        return trials;
    }

    using Named = std::pair<std::string_view, bool Trials::*>;
    static std::array<Named, 10> all()
    {
        return {{{"gelu", &Trials::gelu},
                 {"adamw", &Trials::adamw},
                 {"qkv", &Trials::qkv},
                 {"copies", &Trials::copies},
                 {"pages", &Trials::pages},
                 {"kept", &Trials::kept},
                 {"attention", &Trials::attention},
                 {"states", &Trials::states},
                 {"last", &Trials::last},
                 {"layers", &Trials::layers}}};
    }

    static std::vector<std::string> names()
    {
        std::vector<std::string> result;
        for (const auto& [name, trial] : all())
            result.emplace_back(name);
        return result;
    }

    std::vector<std::string> leftOut() const
    {
        std::vector<std::string> result;
        for (const auto& [name, trial] : all())
            if (!(this->*trial))
                result.emplace_back(name);
        return result;
    }

    /// False where there is none of that name.
    bool leaveOut(std::string_view wanted)
    {
        bool isThere = false;
        for (const auto& [name, trial] : all())
            if (name == wanted) {
                this->*trial = false;
                isThere = true;
            }
        return isThere;
    }
};

} // namespace engine
