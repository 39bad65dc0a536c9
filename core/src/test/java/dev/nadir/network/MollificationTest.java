package dev.nadir.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nadir.matrix.Matrix;
import dev.nadir.network.activation.Exp;
import dev.nadir.network.activation.Identity;
import dev.nadir.network.activation.Relu;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MollificationTest {
    private static Network relu(long seed, int... dims) {
        return Initialization.byName("torch").network(dims, new Relu(), seed);
    }

    /** One unit at its kink, w = 2 above: the output moves by exactly 2 ln 2/β, which is the bound. */
    @Test
    void theBoundIsAttainedAtAKink() {
        Network network = new Network(List.of(
                new Layer(Matrix.ofRows(new double[] {1}), new double[] {-3}, new Relu()),
                new Layer(Matrix.ofRows(new double[] {2}), new double[1], new Identity())));
        Matrix x = Matrix.ofRows(new double[] {3});
        Mollification soft = Mollification.of(network, x, Matrix.ofRows(new double[] {0}), 50);
        double exact = 2 * Math.log(2) / 50;
        assertThat(soft.bound()).isCloseTo(exact, within(4 * Math.ulp(exact)));
        assertThat(soft.change()).isCloseTo(exact, within(8 * Math.ulp(exact)));
        assertThat(soft.cost()).isCloseTo(exact * exact / 2, within(32 * Math.ulp(exact * exact)));
    }

    /** Two evaluations of L layers of width n round by L n ε times the size of the terms; 1e3 is ample for these sizes. */
    @Test
    void noOutputMovesBeyondTheBound() {
        SplittableRandom random = new SplittableRandom(4);
        for (int draw = 0; draw < 60; draw++) {
            Network network = relu(draw, 3, random.nextInt(1, 9), random.nextInt(1, 9), 2);
            Matrix x = Matrix.zeros(3, 20).map(zero -> 4 * random.nextGaussian());
            Matrix y = Matrix.zeros(2, 20);
            double beta = Math.pow(10, random.nextInt(0, 9));
            Mollification soft = Mollification.of(network, x, y, beta);
            assertThat(soft.change()).isLessThanOrEqualTo(soft.bound() + 1e3 * Math.ulp(1.0));
            Mollification tenth = Mollification.of(network, x, y, 10 * beta);
            assertThat(tenth.bound()).isCloseTo(soft.bound() / 10, within(1e-14 * soft.bound()));
        }
    }

    @Test
    void behindSteepActivationsNoBoundIsClaimed() {
        Layer top = new Layer(Matrix.ofRows(new double[] {1}), new double[1], new Exp());
        Layer kinked = new Layer(Matrix.ofRows(new double[] {1}), new double[1], new Relu());
        Matrix one = Matrix.ofRows(new double[] {1});
        assertThat(Mollification.of(new Network(List.of(kinked, top)), one, one, 10)
                        .bound())
                .isInfinite();
        assertThatThrownBy(() -> Mollification.of(new Network(List.of(top)), one, one, 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no ReLU");
    }
}
