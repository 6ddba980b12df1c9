#include "storage/runs/FlatJson.h"

#include <vector>

#include <nlohmann/json.hpp>

namespace storage {

namespace {

constexpr std::size_t deepest = 64;

/// Follows the parser and calls the visitor.
class Flattener final : public nlohmann::json_sax<nlohmann::json> {
public:
    explicit Flattener(const LeafVisitor& visit)
        : m_visit(visit)
    {
    }

    bool null() override { return true; }
    bool boolean(bool value) override { return leaf(value ? "true" : "false"); }
    bool number_integer(number_integer_t value) override { return leaf(std::to_string(value)); }
    bool number_unsigned(number_unsigned_t value) override { return leaf(std::to_string(value)); }
    bool number_float(number_float_t, const string_t& text) override { return leaf(text); }
    bool string(string_t& value) override { return leaf(value); }
    bool binary(binary_t&) override { return true; }

    bool start_object(std::size_t) override
    {
        m_isInList.push_back(m_lists);
        m_isNested = m_isNested || m_lists > 0;
        m_lengths.push_back(m_path.size());
        return m_lengths.size() <= deepest;
    }
    bool key(string_t& value) override
    {
        m_path.resize(m_lengths.back());
        if (!m_path.empty())
            m_path += '.';
        m_path += value;
        return true;
    }
    bool end_object() override
    {
        m_path.resize(m_lengths.back());
        m_lengths.pop_back();
        m_isInList.pop_back();
        return true;
    }
    bool start_array(std::size_t) override
    {
        if (++m_lists == 1)
            m_list.clear();
        m_pair.clear();
        m_isNested = m_isNested || m_lists > 1;
        return m_lists + m_lengths.size() <= deepest;
    }
    bool end_array() override
    {
        if (m_lists == 2 && m_pair.size() == 2 && isPlain())
            m_visit(m_path + "." + m_pair[0], m_pair[1]);
        if (m_lists == 1 && isPlain() && !m_isNested)
            m_visit(m_path, m_list.empty() ? "none" : m_list);
        if (--m_lists == 0)
            m_isNested = false;
        return true;
    }
    bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override { return false; }

private:
    /// No object stands between the list and its elements.
    bool isPlain() const { return m_isInList.empty() || m_isInList.back() == 0; }

    bool leaf(std::string_view text)
    {
        if (m_lists == 0)
            m_visit(m_path, text);
        else if (m_lists == 1 && isPlain())
            m_list += (m_list.empty() ? "" : ", ") + std::string(text);
        else if (m_lists == 2 && isPlain())
            m_pair.emplace_back(text);
        return true;
    }

    const LeafVisitor& m_visit;
    std::string m_path;
    std::vector<std::size_t> m_lengths;    ///< of the path, where each open object began
    std::vector<std::size_t> m_isInList;   ///< lists that are open around each open object
    std::size_t m_lists = 0;               ///< open
    std::string m_list;
    std::vector<std::string> m_pair;
    bool m_isNested = false; ///< the outermost list holds lists or objects
};

} // namespace

bool visitLeaves(const std::string& json, const LeafVisitor& visit)
{
    Flattener flattener(visit);
    return nlohmann::json::sax_parse(json, &flattener);
}

} // namespace storage
