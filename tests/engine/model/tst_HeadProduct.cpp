#include "engine/model/Torch.h"

#include "engine/model/HeadProduct.h"
#include "tests/support/TestMain.h"

using namespace engine;

/// Products of single heads against the same formula over whole tensors. 7 tokens, 3 heads of 5, 11 columns.
class tst_HeadProduct : public QObject {
    Q_OBJECT

private:
    torch::Tensor m_matrix; ///< [3 · 5, 11]

    torch::Tensor byHead() const { return m_matrix.view({3, 5, 11}); }

    /// Gradients of a weighted sum, for what came in and for the matrix.
    std::vector<torch::Tensor> gradients(const torch::Tensor& output, const torch::Tensor& input) const
    {
        torch::manual_seed(5);
        return torch::autograd::grad({(output * torch::randn(output.sizes())).sum()}, {input, m_matrix});
    }

    static bool areClose(const std::vector<torch::Tensor>& some, const std::vector<torch::Tensor>& others)
    {
        return torch::allclose(some[0], others[0], 1e-5, 1e-5) && torch::allclose(some[1], others[1], 1e-5, 1e-5);
    }

private Q_SLOTS:
    void init()
    {
        torch::manual_seed(3);
        m_matrix = torch::randn({15, 11}).set_requires_grad(true);
    }

    void headsMeetTheirOwnRows_data()
    {
        QTest::addColumn<bool>("inPlace"); // as a map's output is split into heads, or with other strides
        QTest::newRow("side by side") << true;
        QTest::newRow("apart") << false;
    }

    void headsMeetTheirOwnRows()
    {
        QFETCH(bool, inPlace);
        torch::Tensor heads = inPlace ? torch::randn({7, 15}).view({7, 3, 5}) : torch::randn({3, 5, 7}).permute({2, 0, 1});
        heads.set_requires_grad(true);
        const torch::Tensor wide = HeadProduct::toColumns(heads, m_matrix, 13);
        QCOMPARE(wide.sizes().vec(), (std::vector<std::int64_t>{7, 3, 13}));
        const torch::Tensor expected = torch::einsum("mhw,hwd->mhd", {heads, byHead()});
        QVERIFY(torch::allclose(wide.narrow(2, 0, 11), expected, 1e-5, 1e-5));
        QVERIFY(wide.narrow(2, 11, 2).eq(0).all().item<bool>());
        const torch::Tensor padded = torch::constant_pad_nd(expected, {0, 2});
        QVERIFY(areClose(gradients(wide, heads), gradients(padded, heads)));
    }

    void columnsComeBackToTheirHeads()
    {
        const torch::Tensor wide = torch::randn({7, 3, 13}).set_requires_grad(true);
        const torch::Tensor heads = HeadProduct::toRows(wide, m_matrix);
        QCOMPARE(heads.sizes().vec(), (std::vector<std::int64_t>{7, 3, 5}));
        const torch::Tensor expected = torch::einsum("mhd,hwd->mhw", {wide.narrow(2, 0, 11), byHead()});
        QVERIFY(torch::allclose(heads, expected, 1e-5, 1e-5));
        QVERIFY(areClose(gradients(heads, wide), gradients(expected, wide)));
    }

    void valuesAreRowsWithTheirBiasAndLowRows_data()
    {
        QTest::addColumn<bool>("hasLow");
        QTest::addColumn<bool>("trains"); // matrix and bias
        for (const bool hasLow : {false, true})
            for (const bool trains : {false, true})
                QTest::addRow("%s, %s", hasLow ? "low" : "none", trains ? "trained" : "frozen") << hasLow << trains;
    }

    void valuesAreRowsWithTheirBiasAndLowRows()
    {
        QFETCH(bool, hasLow);
        QFETCH(bool, trains);
        const torch::Tensor wide = torch::randn({7, 3, 13}).set_requires_grad(true);
        const torch::Tensor matrix = m_matrix.detach().set_requires_grad(trains);
        const torch::Tensor bias = torch::randn({15}).set_requires_grad(trains);
        const torch::Tensor a = hasLow ? torch::randn({2, 11}).set_requires_grad(true) : torch::Tensor();
        const HeadProduct::Values values = HeadProduct::toValues(wide, matrix, bias, a);
        QCOMPARE(values.low.defined(), hasLow);
        const torch::Tensor read = wide.narrow(2, 0, 11);
        const torch::Tensor rows = torch::einsum("mhd,hwd->mhw", {read, matrix.view({3, 5, 11})})
            + wide.narrow(2, 11, 1) * bias.view({3, 5});
        const torch::Tensor low = hasLow ? torch::matmul(read, a.t()) : torch::Tensor();
        std::vector<torch::Tensor> inputs = {wide};
        if (trains)
            inputs.insert(inputs.end(), {matrix, bias});
        if (hasLow)
            inputs.push_back(a);
        const auto gradientsOf = [&](const torch::Tensor& ofRows, const torch::Tensor& ofLow) {
            torch::manual_seed(5);
            torch::Tensor sum = (ofRows * torch::randn(ofRows.sizes())).sum();
            if (hasLow)
                sum = sum + (ofLow * torch::randn(ofLow.sizes())).sum();
            return torch::autograd::grad({sum}, inputs);
        };
        QVERIFY(torch::allclose(values.rows, rows, 1e-5, 1e-5));
        QVERIFY(!hasLow || torch::allclose(values.low, low, 1e-5, 1e-5));
        const auto found = gradientsOf(values.rows, values.low), expected = gradientsOf(rows, low);
        for (std::size_t i = 0; i < inputs.size(); ++i)
            QVERIFY2(torch::allclose(found[i], expected[i], 1e-5, 1e-5), qPrintable(QString::number(i)));
        if (!hasLow)
            return;
        const torch::Tensor alone = HeadProduct::toValues(wide, matrix, bias, a).low.sum(); // nobody reads the rows
        const torch::Tensor wanted = torch::matmul(read.detach(), a.t()).sum();
        QVERIFY(torch::allclose(torch::autograd::grad({alone}, {a})[0], torch::autograd::grad({wanted}, {a})[0], 1e-5, 1e-5));
    }

    void aFrozenMatrixGetsNoGradient()
    {
        const torch::Tensor heads = torch::randn({7, 3, 5}).set_requires_grad(true);
        HeadProduct::toColumns(heads, m_matrix.detach(), 11).sum().backward();
        QVERIFY(torch::allclose(heads.grad(), byHead().sum(2).unsqueeze(0).expand({7, 3, 5}), 1e-5, 1e-5));
        QVERIFY(!m_matrix.grad().defined());
    }
};

MOLEX_TEST(tst_HeadProduct)
#include "tst_HeadProduct.moc"
