package dev.nadir.network.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ActivationsTest {
    @Test
    void everyNameFindsItsActivation() {
        assertThat(Activations.all()).hasSize(12);
        for (Activation activation : Activations.all()) {
            assertThat(Activations.byName(activation.name().toUpperCase(java.util.Locale.ROOT)))
                    .isEqualTo(activation);
        }
    }

    @Test
    void aliasesAreUnderstood() {
        assertThat(Activations.byName("swish")).isEqualTo(new Silu());
        assertThat(Activations.byName("logistic")).isEqualTo(new Sigmoid());
        assertThat(Activations.byName("linear")).isEqualTo(new Identity());
        assertThat(Activations.byName("LeakyReLU")).isEqualTo(new LeakyRelu());
        assertThat(Activations.byName("leaky_relu")).isEqualTo(new LeakyRelu());
        assertThat(Activations.byName("sine")).isEqualTo(new Sin());
    }

    @Test
    void parametersAreRead() {
        assertThat(Activations.byName("leaky-relu=0.2")).isEqualTo(new LeakyRelu(0.2));
        assertThat(Activations.byName("elu = 0.7")).isEqualTo(new Elu(0.7));
        assertThat(Activations.byName("softplus=10")).isEqualTo(new Softplus(10));
    }

    @Test
    void labelsAreReadBack() {
        for (Activation activation : List.of(new Softplus(1e-3), new Softplus(), new Elu(0.7), new LeakyRelu(0.2))) {
            assertThat(Activations.byName(activation.label())).isEqualTo(activation);
        }
        for (Activation activation : Activations.all()) {
            assertThat(activation.label()).isEqualTo(activation.name());
        }
    }

    @Test
    void mistakesAreNamed() {
        assertThatThrownBy(() -> Activations.byName("mish"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("mish")
                .hasMessageContaining("leaky-relu");
        assertThatThrownBy(() -> Activations.byName("tanh=2")).hasMessageContaining("expected a parameter only for");
        assertThatThrownBy(() -> Activations.byName("elu=x")).hasMessageContaining("expected a number after =");
        assertThatThrownBy(() -> Activations.byName("elu=-1")).hasMessageContaining("alpha: got -1.0");
        assertThatThrownBy(() -> Activations.byName("leaky-relu=NaN")).hasMessageContaining("slope: got NaN");
    }
}
