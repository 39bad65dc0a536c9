package dev.nadir.io.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nadir.data.ClassTarget;
import dev.nadir.data.Dataset;
import dev.nadir.data.NumericTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Oracle: pyarrow 25.0.1 wrote the files. */
class ParquetReadingTest {

    @ParameterizedTest
    @ValueSource(strings = {"none", "snappy", "gzip", "zstd", "lz4", "v2"})
    void everyCodecAndTypeIsRead(String codec) throws IOException {
        Dataset data = DataReader.read(Goldens.path("table_" + codec + ".parquet"));
        assertThat(data.featureNames()).containsExactly("d", "f", "i", "l", "u", "w", "b");
        assertThat(data.features().columnArray(1)).containsExactly(0.2, 0.5, -1, 1e12, 255, 4294967295.0, 0);
        assertThat(data.features().columnArray(4)).containsExactly(0.5, 2, 2, 4e12, 3, 3, 0);
        ClassTarget target = (ClassTarget) data.target().orElseThrow();
        assertThat(target.classNames()).containsExactly("u", "v", "w");
        assertThat(target.codes()).containsExactly(0, 1, 0, 2, 1);
    }

    @Test
    void columnsCanBeTargetsOrLeftOut() throws IOException {
        ReadOptions options = ReadOptions.defaults().withTargets("d").withIgnored("class", "b");
        Dataset data = DataReader.read(Goldens.path("table_snappy.parquet"), options);
        assertThat(data.featureNames()).containsExactly("f", "i", "l", "u", "w");
        assertThat(((NumericTarget) data.target().orElseThrow()).labels().data())
                .containsExactly(0.1, 0.2, 0.3, 0.4, 0.5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "null.parquet|sample 2, column 'a': missing value",
                "nan.parquet|sample 2, column 'a': got NaN",
                "lists.parquet|lists",
                "text.parquet|column 's': holds text, expected numbers",
                "time.parquet|column 't': type INT64 as TIMESTAMP"
            })
    void whatIsNoNumberIsRefused(String name, String complaint) {
        assertThatThrownBy(() -> DataReader.read(Goldens.path(name)))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll(name, complaint);
    }

    @Test
    void damagedFilesAreRefused(@TempDir Path folder) throws IOException {
        byte[] bytes = Files.readAllBytes(Goldens.path("table_snappy.parquet"));
        Path cut = Files.write(folder.resolve("cut.parquet"), Arrays.copyOf(bytes, bytes.length / 2));
        assertThatThrownBy(() -> DataReader.read(cut))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("damaged");
    }
}
