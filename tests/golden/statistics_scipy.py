#!/usr/bin/python3
"""Writes statistics_scipy.json: what SciPy says about made-up samples and about published ones.

    apt-get install python3-scipy
    /usr/bin/python3 tests/golden/statistics_scipy.py > tests/golden/statistics_scipy.json

Made with SciPy 1.10.1. Where SciPy has no function, the value comes from a definition that the workbench does not use:
Holm from closed testing, randomisation from all exchanges, Wilcoxon with ties from all signs, Hedges' g from its gamma
functions, the correlated t's posterior integrated from its model.
"""
import itertools
import json
import warnings

import numpy
from scipy import integrate, special, stats

LEVELS = (0.9, 0.95, 0.99)
# Student 1908: hours of sleep gained by ten patients under two drugs.
SLEEP = ([0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0], [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4])
# Hollander and Wolfe 1973, page 29: depression scores of nine patients at two visits.
DEPRESSION = ([1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30],
              [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29])


def samples(draw):
    yield SLEEP
    yield DEPRESSION
    for size in (2, 3, 5, 8, 30, 60):
        baseline = draw.normal(0.63, 0.01, size)
        yield list(baseline), list(baseline + draw.normal(0.004, 0.006, size))
    yield list(numpy.round(draw.normal(0.85, 0.004, 12), 3)), list(numpy.round(draw.normal(0.853, 0.004, 12), 3))
    yield [0.84, 0.85, 0.86, 0.83], [0.84, 0.86, 0.88, 0.85]  # a zero and two ties
    yield [1, 2, 3, 4, 5, 6], [3, 1, 4, 4, 9, 2]
    yield [1, 2, 3, 4, 5], [2, 3, 5, 7, 9]  # all one way, two of one size
    yield [1, 2, 3, 4, 5], [2, 4, 6, 8, 5]  # a zero
    yield [1, 2, 3, 4, 5], [1, 2, 3, 4, 6]  # one difference
    tied = numpy.random.default_rng(50)
    for size in (51, 60, 70):  # ties, above what is counted
        baseline = numpy.round(tied.normal(0.85, 0.02, size), 2)
        yield list(baseline), list(numpy.round(baseline + tied.choice([-0.02, -0.01, 0.01, 0.02, 0.03], size), 2))


def around(center, error, degrees, level):
    """Student's interval. SciPy 1.10's own t.ppf is only good to nine digits; its incomplete beta function is exact."""
    x = special.betaincinv(degrees / 2, 0.5, 1 - level)
    margin = error * (degrees * (1 / x - 1)) ** 0.5
    low, high = stats.t.interval(level, degrees, center, error)
    assert abs(low - (center - margin)) < 1e-8 * margin and abs(high - (center + margin)) < 1e-8 * margin
    return [center - margin, center + margin]


def paired_t(baseline, values, level):
    differences = numpy.subtract(values, baseline)
    test = stats.ttest_rel(values, baseline)
    low, high = around(differences.mean(), stats.sem(differences), test.df, level)
    return {"statistic": test.statistic, "p": test.pvalue, "degrees": test.df, "low": low, "high": high,
            "effect": differences.mean() / differences.std(ddof=1)}


def welch(baseline, values, level):
    test = stats.ttest_ind(values, baseline, equal_var=False)
    parts = [numpy.var(side, ddof=1) / len(side) for side in (baseline, values)]
    degrees = sum(parts) ** 2 / sum(part ** 2 / (len(side) - 1) for part, side in zip(parts, (baseline, values)))
    difference = numpy.mean(values) - numpy.mean(baseline)
    low, high = around(difference, sum(parts) ** 0.5, degrees, level)
    pooled = len(baseline) + len(values) - 2
    deviation = (sum(numpy.var(side, ddof=1) * (len(side) - 1) for side in (baseline, values)) / pooled) ** 0.5
    factor = special.gamma(pooled / 2) / ((pooled / 2) ** 0.5 * special.gamma((pooled - 1) / 2))
    return {"statistic": test.statistic, "p": test.pvalue, "degrees": degrees, "low": low, "high": high,
            "effect": factor * difference / deviation}


def wilcoxon(baseline, values):
    """Of the differences freed from rounding. SciPy's exact p knows no ties: with them, the share of all signs."""
    differences = numpy.round(numpy.subtract(values, baseline), 9)
    differences = differences[differences != 0]
    test = stats.wilcoxon(differences, mode="exact" if len(differences) <= 50 else "approx")
    p = test.pvalue
    if len(differences) <= 50 and len(set(numpy.abs(differences))) < len(differences):
        ranks = stats.rankdata(numpy.abs(differences))
        centre = ranks.sum() / 2
        sums = [numpy.dot(ranks, signs) for signs in itertools.product((0, 1), repeat=len(ranks))]
        p = numpy.mean([abs(each - centre) >= abs(test.statistic - centre) for each in sums])
    return {"statistic": test.statistic, "p": p, "exact": len(differences) <= 50, "n": len(differences)}


def bootstrap(values):
    made = {method: stats.bootstrap((values,), numpy.mean, n_resamples=199, method=method, random_state=7)
            for method in ("percentile", "BCa")}
    return {"values": values, "resampled": list(made["BCa"].bootstrap_distribution),
            "percentile": list(made["percentile"].confidence_interval),
            "bca": list(made["BCa"].confidence_interval)}


def posterior_mass(differences, rho, low, high):
    """That the mean lies between, from the model alone (Benavoli et al. 2017, section 4.1): normal differences with one
    variance and one correlation, whose posterior under the prior 1/variance is the quadratic form to the power -n/2."""
    count = len(differences)
    precision = numpy.linalg.inv((1 - rho) * numpy.eye(count) + rho * numpy.ones((count, count)))

    def form(mean):
        rest = differences - mean
        return rest @ precision @ rest

    center, unit = differences.mean(), differences.std()
    least = form(center)

    def mass(low, high):
        ends = sorted({low, high} | {cut for cut in (-8.0, -1.0, 0.0, 1.0, 8.0) if low < cut < high})
        return sum(integrate.quad(lambda u: (form(center + unit * u) / least) ** (-count / 2), a, b, epsabs=0,
                                  epsrel=1e-11, limit=400)[0] for a, b in zip(ends, ends[1:]))

    return mass((low - center) / unit, (high - center) / unit) / mass(-numpy.inf, numpy.inf)


def correlated_t(baseline, values, rope, rho):
    differences = numpy.subtract(values, baseline)
    scale = (differences.var(ddof=1) * (1 / len(differences) + rho / (1 - rho))) ** 0.5
    posterior = stats.t(len(differences) - 1, differences.mean(), scale)
    return {"rope": rope, "rho": rho, "worse": posterior.cdf(-rope), "better": posterior.sf(rope),
            "equivalent": posterior.cdf(rope) - posterior.cdf(-rope),
            "integrated_worse": posterior_mass(differences, rho, -numpy.inf, -rope),
            "integrated_better": posterior_mass(differences, rho, rope, numpy.inf)}


def power(effect, pairs, error):
    critical = stats.t.isf(error / 2, pairs - 1)
    shifted = stats.nct(pairs - 1, effect * pairs ** 0.5)
    return {"effect": effect, "pairs": pairs, "error": error, "power": shifted.sf(critical) + shifted.cdf(-critical)}


def holm(p):
    """Closed testing: a hypothesis falls when every intersection with it falls by Bonferroni."""
    adjusted = []
    for i in range(len(p)):
        others = [j for j in range(len(p)) if j != i]
        subsets = [(i,) + more for size in range(len(p)) for more in itertools.combinations(others, size)]
        adjusted.append(max(min(1, len(subset) * min(p[j] for j in subset)) for subset in subsets))
    return {"p": p, "adjusted": adjusted}


def accuracy(labels, predictions):
    return numpy.mean(labels == predictions)


def f1(labels, predictions):
    right = numpy.sum((labels == 1) & (predictions == 1))
    return 2 * right / (numpy.sum(labels == 1) + numpy.sum(predictions == 1)) if right else 0


def matthews(labels, predictions):
    if len(set(labels)) < 2 or len(set(predictions)) < 2:
        return 0
    return numpy.corrcoef(labels, predictions)[0, 1]


def pearson(labels, predictions):
    return stats.pearsonr(labels, predictions)[0]


def spearman(labels, predictions):
    return stats.spearmanr(labels, predictions)[0]


def randomisation(labels, baseline, values, metric):
    """The p of all 2^rows exchanges."""
    observed = metric(labels, values) - metric(labels, baseline)
    extreme = 0
    for bits in range(2 ** len(labels)):
        swap = (bits >> numpy.arange(len(labels)) & 1).astype(bool)
        difference = metric(labels, numpy.where(swap, baseline, values)) - metric(labels, numpy.where(swap, values, baseline))
        extreme += abs(difference) >= abs(observed) - 1e-12
    return observed, extreme / 2 ** len(labels)


def row_bootstrap(labels, baseline, values, metric):
    def difference(rows):
        return metric(labels[rows], values[rows]) - metric(labels[rows], baseline[rows])

    draw = numpy.random.default_rng(3)
    observed = difference(numpy.arange(len(labels)))
    drawn = numpy.array([difference(draw.integers(0, len(labels), len(labels))) for _ in range(20000)])
    return {"difference": observed, "low": numpy.percentile(drawn, 2.5), "high": numpy.percentile(drawn, 97.5),
            "p": float((numpy.abs(drawn - observed) >= abs(observed)).mean())}


def row_cases(draw):
    for name, metric in (("accuracy", accuracy), ("f1", f1), ("matthews", matthews)):
        labels = draw.integers(0, 2, 11)
        baseline, values = (numpy.where(draw.random(11) < right, labels, 1 - labels) for right in (0.5, 0.9))
        observed, p = randomisation(labels, baseline, values, metric)
        case = {"metric": name, "labels": labels, "baseline": baseline, "values": values, "difference": observed, "p": p}
        labels = draw.integers(0, 2, 150)
        baseline, values = (numpy.where(draw.random(150) < right, labels, 1 - labels) for right in (0.72, 0.80))
        case["many"] = {"labels": labels, "baseline": baseline, "values": values,
                        "bootstrap": row_bootstrap(labels, baseline, values, metric)}
        yield case
    for name, metric in (("pearson", pearson), ("spearman", spearman)):
        labels = draw.integers(0, 6, 10) + draw.random(10).round(1)
        baseline, values = (labels + draw.normal(0, spread, 10).round(2) for spread in (4, 1))
        observed, p = randomisation(labels, baseline, values, metric)
        case = {"metric": name, "labels": labels, "baseline": baseline, "values": values, "difference": observed, "p": p}
        labels = draw.integers(0, 6, 80) + 0.0
        baseline, values = (labels + draw.normal(0, spread, 80).round(2) for spread in (1.8, 1.5))
        case["many"] = {"labels": labels, "baseline": baseline, "values": values,
                        "bootstrap": row_bootstrap(labels, baseline, values, metric)}
        yield case


def plain(value):
    return value.tolist() if isinstance(value, (numpy.ndarray, numpy.generic)) else value


def main():
    warnings.simplefilter("ignore")
    draw = numpy.random.default_rng(2026)
    result = {"samples": []}
    for number, (baseline, values) in enumerate(samples(draw)):
        level = LEVELS[number % 3]
        baseline, values = [float(x) for x in baseline], [float(x) for x in values]
        result["samples"].append({
            "baseline": baseline, "values": values, "level": level,
            "interval": around(numpy.mean(values), stats.sem(values), len(values) - 1, level),
            "paired_t": paired_t(baseline, values, level), "welch": welch(baseline, values, level),
            "wilcoxon": wilcoxon(baseline, values),
            "correlated_t": [correlated_t(baseline, values, rope, rho) for rope, rho in ((0.01, 0), (0.002, 0.1), (0, 0.2))]})
    result["bootstrap"] = [bootstrap([float(x) for x in values])
                           for values in (SLEEP[1], draw.normal(0.6, 0.01, 5), draw.exponential(1, 12))]
    result["mcnemar"] = [{"baseline": b, "other": c, "p": stats.binomtest(b, b + c).pvalue}
                         for b, c in ((86, 150), (0, 1), (0, 6), (5, 5), (12, 30), (400, 301), (1, 900))]
    result["holm"] = [holm(p) for p in ([0.01, 0.04, 0.03, 0.005], [0.2], [0.5, 0.6, 0.04],
                                        [float(x) for x in draw.random(8).round(3) ** 3])]
    result["power"] = [power(effect, pairs, error) for effect in (0.2, 0.5, 1.53, 5.0) for pairs in (2, 5, 8, 40)
                       for error in (0.05, 0.01)] + [power(30.0, 2, 0.05)]
    result["rows"] = list(row_cases(draw))
    print(json.dumps(result, default=plain, indent=None, separators=(",", ":")))


if __name__ == "__main__":
    main()
