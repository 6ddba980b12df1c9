#include "engine/metrics/MeteorJar.h"

#include <charconv>
#include <cmath>
#include <fstream>
#include <string_view>

#include "engine/data/Utf8.h"
#include "engine/metrics/ChildProcess.h"
#include "engine/run/Error.h"

namespace fs = std::filesystem;

namespace engine {

namespace {

constexpr std::string_view divider = " ||| ";

/// A text on one line that does not hold the program's divider.
std::string lineOf(const Tokens& tokens)
{
    std::string line;
    for (const std::string& token : tokens)
        line += (line.empty() ? "" : " ") + token;
    for (std::size_t at = line.find("|||"); at != std::string::npos; at = line.find("|||"))
        line.erase(at, 3);
    for (char& c : line)
        if (c == '\n' || c == '\r')
            c = ' ';
    return line;
}

std::string scoreRequest(const TokenizedTexts& texts)
{
    std::string request;
    for (std::size_t i = 0; i < texts.hypotheses.size(); ++i) {
        request += "SCORE";
        for (const Tokens& reference : texts.references[i])
            request.append(divider).append(lineOf(reference));
        request.append(divider).append(lineOf(texts.hypotheses[i])).push_back('\n');
    }
    return request;
}

/// `statistics`: the program's answer for each segment.
std::string evaluationRequest(const std::vector<std::string>& statistics)
{
    std::string request = "EVAL";
    for (const std::string& line : statistics) {
        if (line.empty() || line.find_first_not_of("0123456789.+-Ee \r") != std::string::npos)
            throw Error("METEOR answered " + inQuotes(line) + " where statistics should stand");
        request.append(divider).append(line.substr(0, line.find('\r')));
    }
    return request + "\n";
}

double scoreOf(const std::string& line)
{
    double value = 0;
    const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), value);
    const bool isWhole =
        std::string_view(line).substr(static_cast<std::size_t>(end - line.data())).find_first_not_of(" \r")
        == std::string_view::npos;
    if (error != std::errc() || !isWhole || !std::isfinite(value))
        throw Error("METEOR answered " + inQuotes(line) + " where a score should stand");
    return value;
}

} // namespace

void requireJar(const MeteorJar& jar)
{
    std::error_code error;
    if (!fs::exists(jar.path, error))
        throw BadInput(jar.path.string(), "does not exist");
    if (!fs::is_regular_file(jar.path, error))
        throw BadInput(jar.path.string(), "is not a file; name meteor-1.5.jar");
    std::string front(4, '\0');
    std::ifstream stream(jar.path, std::ios::binary);
    if (!stream.read(front.data(), static_cast<std::streamsize>(front.size())) || front != "PK\x03\x04")
        throw BadInput(jar.path.string(), "is not a jar; name meteor-1.5.jar");
}

MeteorScores scoreWithJar(const MeteorJar& jar, const TokenizedTexts& texts)
{
    requireJar(jar);
    const ChildProcess::Clock::time_point deadline = ChildProcess::Clock::now() + jar.limit;
    // An absolute path cannot be taken for an option.
    ChildProcess program(
        {jar.java, "-Xmx2G", "-jar", fs::absolute(jar.path).string(), "-", "-", "-stdio", "-l", "en", "-norm"});
    const std::size_t count = texts.hypotheses.size();
    const std::vector<std::string> statistics = program.exchange(scoreRequest(texts), count, deadline);
    const std::vector<std::string> answers = program.exchange(evaluationRequest(statistics), count + 1, deadline);
    MeteorScores scores;
    for (std::size_t i = 0; i < count; ++i)
        scores.segments.push_back(scoreOf(answers[i]));
    scores.corpus = scoreOf(answers[count]);
    return scores;
}

} // namespace engine
