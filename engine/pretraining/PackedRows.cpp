#include "engine/pretraining/PackedRows.h"

#include <numeric>
#include <random>

#include "engine/data/Random.h"
#include "engine/data/TakeLine.h"
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

EncodedDocuments encodeDocuments(const std::vector<std::string_view>& documents, const Tokenizer& tokenizer,
                                 const Wanted& wanted)
{
    requireWorkerThread("encoding text");
    EncodedDocuments result;
    for (std::string_view rest : documents) {
        requireWanted(wanted);
        while (!rest.empty())
            for (const std::int64_t id : tokenizer.encode(takeLine(rest)))
                result.ids.push_back(static_cast<std::int32_t>(id));
        result.begins.push_back(result.ids.size());
    }
    return result;
}

PackedRows packRows(const EncodedDocuments& documents, const SpecialTokens& special, std::int64_t length,
                    std::uint64_t seed)
{
    std::vector<std::size_t> order(documents.begins.size() - 1);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::mt19937_64 generator(seed);
    shuffle(order, generator);
    PackedRows rows;
    rows.length = length;
    rows.documents = static_cast<std::int64_t>(order.size());
    RowFiller filler(rows, special);
    for (std::size_t i = 0; i < order.size(); ++i) {
        if (i > 0)
            filler.add(special.end);
        for (std::size_t place = documents.begins[order[i]]; place < documents.begins[order[i] + 1]; ++place)
            filler.add(documents.ids[place]);
    }
    filler.finish();
    return rows;
}

} // namespace engine
