#include "engine/pretraining/PackedRows.h"

#include <random>

#include "engine/data/Random.h"
#include "engine/pretraining/PlainText.h"
#include "engine/run/ThreadRole.h"

namespace engine {

namespace {

/// Rows that fill up from a stream of tokens.
class RowFiller {
public:
    RowFiller(PackedRows& rows, const SpecialTokens& special)
        : m_rows(rows)
        , m_special(special)
    {
    }

    void add(std::int64_t id)
    {
        if (m_filled == 0)
            m_rows.ids.push_back(static_cast<std::int32_t>(m_special.start));
        m_rows.ids.push_back(static_cast<std::int32_t>(id));
        if (++m_filled < m_rows.length - 2)
            return;
        m_rows.ids.push_back(static_cast<std::int32_t>(m_special.end));
        m_filled = 0;
    }

    void finish()
    {
        m_rows.leftOut = m_filled;
        if (m_filled > 0)
            m_rows.ids.resize(m_rows.ids.size() - static_cast<std::size_t>(m_filled) - 1);
    }

private:
    PackedRows& m_rows;
    const SpecialTokens& m_special;
    std::int64_t m_filled = 0; ///< tokens of the stream in the last row
};

} // namespace

PackedRows packRows(std::vector<std::string_view> documents, const Tokenizer& tokenizer, std::int64_t length,
                    std::uint64_t seed, const Wanted& wanted)
{
    requireWorkerThread("encoding text");
    std::mt19937_64 generator(seed);
    shuffle(documents, generator);
    PackedRows rows;
    rows.length = length;
    rows.documents = static_cast<std::int64_t>(documents.size());
    RowFiller filler(rows, tokenizer.specialTokens());
    for (std::size_t i = 0; i < documents.size(); ++i) {
        requireWanted(wanted);
        if (i > 0)
            filler.add(tokenizer.endId());
        for (std::string_view rest = documents[i]; !rest.empty();)
            for (const std::int64_t id : tokenizer.encode(takeLine(rest)))
                filler.add(id);
    }
    filler.finish();
    return rows;
}

} // namespace engine
