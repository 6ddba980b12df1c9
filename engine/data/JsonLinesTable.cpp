#include "engine/data/JsonLinesTable.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "engine/data/TakeLine.h"
#include "engine/data/Utf8.h"
#include "engine/run/JsonText.h"

namespace engine {

namespace {

constexpr std::string_view jsonBlanks = " \t\r\n";

/// Takes the first line off `rest`, without its line end and the white space around.
std::string_view takeJsonLine(std::string_view& rest)
{
    std::string_view line = takeLine(rest);
    line.remove_prefix(std::min(line.find_first_not_of(jsonBlanks), line.size()));
    return line.substr(0, line.find_last_not_of(jsonBlanks) + 1);
}

/// Keeps the values of the wanted keys of one object; nothing else is held, however large the line is.
class ObjectReader final : public nlohmann::json_sax<nlohmann::json> {
public:
    explicit ObjectReader(const std::vector<std::string>& wanted)
        : m_wanted(wanted)
        , m_values(wanted.size())
    {
    }

    /// The problem, if any: then the values mean nothing.
    std::optional<std::string> read(std::string_view line)
    {
        m_problem.reset();
        m_keys.clear();
        m_depth = 0;
        std::fill(m_values.begin(), m_values.end(), std::nullopt);
        nlohmann::json::sax_parse(line.begin(), line.end(), this);
        for (std::size_t i = 0; i < m_wanted.size() && !m_problem; ++i)
            if (!m_values[i])
                m_problem = "has no " + inQuotes(m_wanted[i]);
        return m_problem;
    }

    const std::string& value(std::size_t column) const { return *m_values[column]; }
    const std::vector<std::string>& keys() const { return m_keys; }

    bool null() override { return scalar({}); }
    bool boolean(bool value) override { return scalar(value ? "true" : "false"); }
    bool number_integer(number_integer_t value) override { return scalar(std::to_string(value)); }
    bool number_unsigned(number_unsigned_t value) override { return scalar(std::to_string(value)); }
    bool number_float(number_float_t, const string_t& text) override { return scalar(text); }
    bool string(string_t& value) override { return scalar(std::move(value)); }
    bool binary(binary_t&) override { return scalar({}); }
    bool start_object(std::size_t) override { return m_depth == 0 ? enter() : enterValue("an object"); }
    bool start_array(std::size_t) override { return m_depth == 0 ? notAnObject() : enterValue("a list"); }
    bool end_object() override { return leave(); }
    bool end_array() override { return leave(); }

    bool key(string_t& value) override
    {
        if (m_depth > 1)
            return true;
        if (std::find(m_keys.begin(), m_keys.end(), value) != m_keys.end())
            return fail("has the key " + inQuotes(value) + " twice");
        const auto found = std::find(m_wanted.begin(), m_wanted.end(), value);
        m_column = found - m_wanted.begin();
        m_keys.push_back(std::move(value));
        return m_keys.size() <= mostKeys || fail("has more than " + std::to_string(mostKeys) + " keys");
    }

    bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception& error) override
    {
        return fail("not valid JSON: " + syntaxProblem(error.what()));
    }

private:
    static constexpr std::size_t mostKeys = 1000;
    static constexpr std::size_t deepest = 64;

    bool isWanted() const { return m_depth == 1 && m_column < static_cast<std::ptrdiff_t>(m_wanted.size()); }

    bool fail(std::string problem)
    {
        if (!m_problem)
            m_problem = std::move(problem);
        return false;
    }

    bool notAnObject() { return fail("must be a JSON object"); }

    bool scalar(std::string text)
    {
        if (m_depth == 0)
            return notAnObject();
        if (isWanted())
            m_values[static_cast<std::size_t>(m_column)] = std::move(text);
        return true;
    }

    bool enterValue(const char* what)
    {
        if (isWanted())
            return fail(inQuotes(m_keys.back()) + " is " + what + "; text or a number is needed");
        return enter();
    }

    bool enter() { return ++m_depth <= deepest || fail("JSON is nested deeper than 64 levels"); }

    bool leave()
    {
        --m_depth;
        return true;
    }

    const std::vector<std::string>& m_wanted;
    std::vector<std::optional<std::string>> m_values;
    std::vector<std::string> m_keys;
    std::optional<std::string> m_problem;
    std::ptrdiff_t m_column = 0;
    std::size_t m_depth = 0;
};

} // namespace

JsonLinesTable::JsonLinesTable(const std::filesystem::path& path, Wanted wanted)
    : m_name(path.string())
    , m_wanted(std::move(wanted))
    , m_text(readTableText(path, m_wanted))
    , m_body(m_text)
{
    if (m_body.starts_with("\xEF\xBB\xBF"))
        m_body.remove_prefix(3);
    if (m_body.find_first_not_of(jsonBlanks) == std::string_view::npos)
        throw BadInput(m_name, "is empty");
}

std::vector<std::string> JsonLinesTable::columns() const
{
    const std::vector<std::string> none;
    ObjectReader reader(none);
    std::string_view rest = m_body;
    std::string_view line;
    while (line.empty() && !rest.empty())
        line = takeJsonLine(rest);
    reader.read(line);
    return reader.keys();
}

void JsonLinesTable::visitRows(const std::vector<std::string>& needed, const RowVisitor& visit, IssueList& issues) const
{
    ObjectReader reader(needed);
    Fields fields(needed.size());
    std::string_view rest = m_body;
    for (std::size_t number = 1; !rest.empty() && !issues.full(); ++number) {
        requireWanted(m_wanted);
        const std::string_view line = takeJsonLine(rest);
        if (line.empty())
            continue;
        if (const std::size_t valid = validUtf8Prefix(line); valid < line.size()) {
            issues.add(m_name, number, "is not valid UTF-8");
        } else if (const auto problem = reader.read(line)) {
            issues.add(m_name, number, *problem);
        } else {
            for (std::size_t i = 0; i < needed.size(); ++i)
                fields[i] = reader.value(i);
            if (!visit(number, fields))
                return;
        }
    }
}

} // namespace engine
