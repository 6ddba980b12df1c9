#include "engine/model/StrictJson.h"

#include <set>
#include <vector>

#include "engine/data/Utf8.h"
#include "engine/run/Error.h"

namespace engine {

namespace {

constexpr std::size_t deepestOfWeights = 4;

/// Looks at a document before it is kept, and holds the first problem. (A callback of the parser could say the same,
/// but the parser then searches an object after each of its members, and a long header takes minutes.)
class StrictReader final : public nlohmann::json_sax<nlohmann::json> {
public:
    const std::string& problem() const { return m_problem; }

    bool null() override { return true; }
    bool boolean(bool) override { return true; }
    bool number_integer(number_integer_t) override { return true; }
    bool number_unsigned(number_unsigned_t) override { return true; }
    bool number_float(number_float_t, const string_t&) override { return true; }
    bool string(string_t&) override { return true; }
    bool binary(binary_t&) override { return true; }
    bool start_object(std::size_t) override { return enter(); }
    bool start_array(std::size_t) override { return enter(); }
    bool end_object() override { return leave(); }
    bool end_array() override { return leave(); }
    bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override { return false; }

    bool key(string_t& value) override
    {
        if (!m_keys.back().insert(value).second)
            m_problem = "names " + inQuotes(value) + " twice";
        return m_problem.empty();
    }

private:
    bool enter()
    {
        m_keys.emplace_back();
        if (m_keys.size() > deepestOfWeights)
            m_problem = "is nested too deeply";
        return m_problem.empty();
    }

    bool leave()
    {
        m_keys.pop_back();
        return true;
    }

    std::vector<std::set<std::string>> m_keys; ///< of each object or list that is open
    std::string m_problem;
};

} // namespace

nlohmann::json parseStrictJson(std::string_view text, const std::string& file, const std::string& subject)
{
    StrictReader reader;
    const bool isGood = nlohmann::json::sax_parse(text.begin(), text.end(), &reader);
    if (!reader.problem().empty())
        throw BadInput(file, subject + " " + reader.problem());
    nlohmann::json json;
    if (isGood)
        json = nlohmann::json::parse(text.begin(), text.end(), nullptr, false);
    if (!json.is_object())
        throw BadInput(file, subject + " is not a JSON object");
    return json;
}

} // namespace engine
