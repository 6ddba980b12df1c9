/// Feeds changed copies of good files to the readers of formats, for where libFuzzer is not at hand:
///
///     fuzz_PROGRAM list
///     fuzz_PROGRAM short
///     fuzz_PROGRAM TARGET [EXECUTIONS [SEED [FILE…]]]
///     fuzz_PROGRAM TARGET minutes MINUTES [SEED [FILE…]]
///     fuzz_PROGRAM TARGET read FILE…
///     fuzz_PROGRAM TARGET seeds FOLDER
///     fuzz_PROGRAM TARGET dictionary FILE
///
/// FILEs are further good ones to start from; tests/fuzz/corpus/TARGET has files of earlier passes, good or not, which
/// are read first. What is neither accepted nor refused in a sentence (a signal, another exception, memory without end,
/// more than a minute) is a finding; its input is left in $MOLEX_FUZZ_FINDINGS, or here without one, and `read` reads it
/// once more. The same arguments lead there again, where the good files are the same
/// (a bundle holds times). `short` is the tests' pass over all targets; `seeds` and `dictionary` are for libFuzzer.
#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>

#include "tests/fuzz/ForkedPass.h"
#include "tests/fuzz/Scratch.h"

namespace {

using Arguments = std::vector<std::string>;

constexpr long usualExecutions = 20000;
constexpr int mostFindings = 20;

Arguments from(const Arguments& arguments, std::size_t first)
{
    Arguments rest = arguments;
    rest.erase(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(std::min(first, rest.size())));
    return rest;
}

void report(const fuzz::Target& target, const fuzz::Pass& pass, std::uint64_t seed)
{
    const char* folder = std::getenv("MOLEX_FUZZ_FINDINGS");
    const std::filesystem::path file = std::filesystem::path(folder != nullptr ? folder : ".")
        / (std::string(target.name) + "-finding-" + std::to_string(seed));
    fuzz::write(file, pass.input);
    std::printf("%s: an input %s; it is %s\n", target.name, pass.finding.c_str(), file.c_str());
}

/// What run.sh --merge has kept, in the order of names.
Arguments corpusOf(const fuzz::Target& target)
{
    Arguments files;
    std::error_code error; // where there is none
    const std::filesystem::path folder = std::filesystem::path(MOLEX_FUZZ_CORPUS) / target.name;
    for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
        files.push_back(entry->path().string());
    std::sort(files.begin(), files.end());
    return files;
}

/// Goes on behind a finding where there is time left. Returns the exit status.
int feed(const fuzz::Target& target, fuzz::PassPlan plan)
{
    fuzz::Pass sum;
    int findings = 0;
    bool goesOn = true;
    plan.corpus = corpusOf(target);
    while (goesOn) {
        const fuzz::Pass pass = fuzz::runPass(target, plan);
        sum.executions += pass.executions;
        sum.accepted += pass.accepted;
        if (!pass.finding.empty()) {
            report(target, pass, plan.seed);
            ++findings;
        }
        ++plan.seed;
        if (pass.inCorpus > 0) // or the next pass ends there too
            plan.corpus.erase(plan.corpus.begin() + static_cast<std::ptrdiff_t>(pass.inCorpus - 1));
        const bool areGoodFilesRead = pass.executions > 0 || pass.inCorpus > 0;
        goesOn = !pass.finding.empty() && areGoodFilesRead && findings < mostFindings && plan.end
            && std::chrono::steady_clock::now() < *plan.end;
    }
    std::printf("%s: %ld executions, %ld accepted, %d findings\n", target.name, sum.executions, sum.accepted, findings);
    return findings == 0 && sum.accepted > 0 && sum.accepted < sum.executions ? 0 : 1;
}

int feedAll()
{
    int status = 0;
    for (const fuzz::Target& target : fuzz::targets())
        status |= feed(target, {.executions = target.shortPass});
    return status;
}

fuzz::PassPlan planOf(const Arguments& arguments)
{
    const bool isTimed = !arguments.empty() && arguments[0] == "minutes";
    const Arguments numbers = from(arguments, isTimed ? 1 : 0);
    fuzz::PassPlan plan;
    if (isTimed)
        plan.end = std::chrono::steady_clock::now()
            + std::chrono::seconds(numbers.empty() ? 60 : static_cast<long>(60 * std::atof(numbers[0].c_str())));
    else
        plan.executions = numbers.empty() ? usualExecutions : std::max(1L, std::atol(numbers[0].c_str()));
    if (numbers.size() > 1)
        plan.seed = std::strtoull(numbers[1].c_str(), nullptr, 10);
    plan.files = from(numbers, 2);
    return plan;
}

int readFiles(const fuzz::Target& target, const Arguments& files)
{
    for (const std::string& file : files) {
        const std::string content = fuzz::contentOf(file);
        const std::vector<char> bytes(content.begin(), content.end());
        std::printf("%s: %s\n", file.c_str(), target.accepts(bytes) ? "accepted" : "refused");
    }
    return 0;
}

int writeSeeds(const fuzz::Target& target, const std::filesystem::path& folder)
{
    std::filesystem::create_directories(folder);
    int number = 0;
    for (const std::string& seed : target.goodFiles())
        fuzz::write(folder / ("good-" + std::to_string(++number)), seed);
    return 0;
}

/// As libFuzzer reads it: a quoted word a line, all of it in hexadecimal.
int writeDictionary(const fuzz::Target& target, const std::string& file)
{
    constexpr std::size_t longestWord = 64; // of libFuzzer's
    std::string text;
    for (const std::vector<std::string>& kind : target.pieces())
        for (const std::string& piece : kind) {
            if (piece.empty() || piece.size() > longestWord)
                continue;
            text += '"';
            for (const char c : piece) {
                std::array<char, 8> code{};
                std::snprintf(code.data(), code.size(), "\\x%02X",
                              static_cast<unsigned>(static_cast<unsigned char>(c)));
                text += code.data();
            }
            text += "\"\n";
        }
    fuzz::write(file, text);
    return 0;
}

int runTarget(const fuzz::Target& target, const Arguments& arguments)
{
    const bool isWithFile = arguments.size() > 1;
    if (isWithFile && arguments[0] == "read")
        return readFiles(target, from(arguments, 1));
    if (isWithFile && arguments[0] == "seeds")
        return writeSeeds(target, arguments[1]);
    if (isWithFile && arguments[0] == "dictionary")
        return writeDictionary(target, arguments[1]);
    return feed(target, planOf(arguments));
}

} // namespace

int main(int argc, char** argv)
{
    const Arguments arguments(argv + 1, argv + argc);
    if (!arguments.empty() && arguments[0] == "short")
        return feedAll();
    if (!arguments.empty())
        if (const fuzz::Target* target = fuzz::targetNamed(arguments[0]))
            return runTarget(*target, from(arguments, 1));
    for (const fuzz::Target& target : fuzz::targets())
        std::printf("%s\n", target.name);
    return !arguments.empty() && arguments[0] == "list" ? 0 : 2;
}
