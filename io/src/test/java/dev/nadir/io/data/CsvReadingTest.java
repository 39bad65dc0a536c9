package dev.nadir.io.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nadir.data.ClassTarget;
import dev.nadir.data.Dataset;
import dev.nadir.data.NumericTarget;
import dev.nadir.io.data.ReadOptions.Header;
import dev.nadir.io.data.ReadOptions.TargetKind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvReadingTest {
    private static final ReadOptions PLAIN = ReadOptions.defaults();

    @TempDir
    Path folder;

    private Dataset read(String text, ReadOptions options) throws IOException {
        return DataReader.read(Files.writeString(folder.resolve("d.csv"), text), options);
    }

    private void fails(String text, ReadOptions options, String... parts) {
        assertThatThrownBy(() -> read(text, options))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("d.csv: ")
                .hasMessageContainingAll(parts)
                .message()
                .doesNotContain("\n");
    }

    @Test
    void rowsBecomeColumnsOfTheDataMatrix() throws IOException {
        Dataset data = read("a,b,class\n1,2,no\n3,4,yes\n5,6,no\n", PLAIN);
        assertThat(data.features().data()).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(data.featureNames()).containsExactly("a", "b");
        ClassTarget target = (ClassTarget) data.target().orElseThrow();
        assertThat(target.classNames()).containsExactly("no", "yes");
        assertThat(target.codes()).containsExactly(0, 1, 0);
        assertThat(data.name()).isEqualTo("d.csv");
    }

    @Test
    void columnsMayBeNamedByTheirNumbers() throws IOException {
        Dataset data = read(
                "y1,a,id,y2\n1,2,7,3\n4,5,8,6.5\n", PLAIN.withTargets("4", "y1").withIgnored("3"));
        assertThat(((NumericTarget) data.target().orElseThrow()).columnNames()).containsExactly("y2", "y1");
        assertThat(data.featureNames()).containsExactly("a");
        assertThat(read("1,2\n3,4\n", PLAIN.withTargets("1")).features().data()).containsExactly(2, 4);
        fails("a,b\n1,2\n", PLAIN.withTargets("3"), "no column '3'");
        fails("a,b\n1,2\n", PLAIN.withTargets("0"), "no column '0'");
        fails("a,b\n1,2\n", PLAIN.withTargets("b").withIgnored("2"), "both target and ignored");
    }

    @Test
    void targetsThatNeedNotBeThereGiveWayToTheDefault() throws IOException {
        ReadOptions wished = PLAIN.withTargets("z").withoutRequiredTarget();
        assertThat(read("a,b\n1,2\n", wished).target()).isEmpty();
        assertThat(read("a,class\n1,2\n", wished).inputDim()).isEqualTo(1);
        assertThat(read("z,class\n1,2\n", wished).featureNames()).containsExactly("class");
    }

    @Test
    void quotesNewlinesAndDoubledQuotesAreOneField() throws IOException {
        Dataset data = read("\"a\nb\",\"say \"\"x\"\"\",y\n\"1\",2,\"p, q\"\n3,4,\"r\ns\"\n", PLAIN);
        assertThat(data.featureNames()).containsExactly("a\nb", "say \"x\"");
        assertThat(((ClassTarget) data.target().orElseThrow()).classNames()).containsExactly("p, q", "r\ns");
        assertThat(data.features().data()).containsExactly(1, 2, 3, 4);
    }

    @Test
    void byteOrderMarkWindowsLineEndsAndBlankLinesDoNotMatter() throws IOException {
        Dataset data = read("\uFEFFa,class\r\n\r\n1,u\r\n   \r\n2,v\r\n\r\n", PLAIN);
        assertThat(data.featureNames()).containsExactly("a");
        assertThat(data.features().data()).containsExactly(1, 2);
    }

    @ParameterizedTest
    @CsvSource({"1,1", "-0.5,-0.5", ".5,0.5", "5.,5", "+3,3", "1e-300,1e-300", "1E5,1E5", "' 7 ',7", "2.5e+3,2500"})
    void decimalAndExponentFormsAreNumbers(String cell, double value) throws IOException {
        assertThat(read("a;class\n" + cell + ";u\n", PLAIN).features().get(0, 0))
                .isEqualTo(value);
    }

    @Test
    void numbersAreCorrectlyRounded() throws IOException {
        Dataset data = read("a,b,y\n0.1,123456789.123456789,1\n2.2250738585072011e-308,9007199254740993,2\n", PLAIN);
        assertThat(data.features().data())
                .containsExactly(0.1, 123456789.123456789, 2.2250738585072011e-308, 9007199254740992.0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "''~missing value",
                "NA~missing value",
                "NaN~missing value",
                "inf~infinite",
                "-Infinity~infinite",
                "1e999~infinite",
                "abc~expected a number",
                "1f~expected a number",
                "0x1p3~expected a number",
                "1.2.3~expected a number"
            })
    void badCellsAreRefusedWithLineColumnAndMend(String cell, String complaint) {
        fails("len,wid,class\n1,2,u\n3," + cell + ",v\n", PLAIN, "line 3, column 'wid'", complaint, "--ignore");
    }

    @Test
    void decimalCommasAreNamed() {
        fails("a;class\n1;u\n1,5;v\n", PLAIN, "line 3, column 'a'", "decimal comma", "decimal point");
    }

    @Test
    void textualFeatureColumnProposesIgnoreOrTarget() throws IOException {
        String text = "colour,a,class\nred,1,u\nblue,2,v\n";
        fails(text, PLAIN, "column 'colour'", "'red'", "--ignore", "--target");
        assertThat(read(text, PLAIN.withIgnored("colour")).featureNames()).containsExactly("a");
    }

    @Test
    void raggedRowsAreRefused() {
        fails("a,b,class\n1,2,u\n1,2\n", PLAIN, "line 3", "got 2 fields, expected 3");
        fails("a,b,class\n1,2,u\n1,2,3,v\n", PLAIN, "line 3", "got 4 fields, expected 3");
    }

    @Test
    void emptyFilesAndHeadersAloneAreRefused() {
        fails("", PLAIN, "the file is empty");
        fails("\n\n", PLAIN, "only blank lines");
        fails("a,b,class\n", PLAIN, "a header and no samples");
    }

    @Test
    void doubledHeaderNamesAreRefused() {
        fails("a,b,a,class\n1,2,3,u\n", PLAIN, "columns 1 and 3", "'a'", "rename");
    }

    @Test
    void anOpenQuoteIsRefused() {
        fails("a,class\n1,\"u\n2,v\n", PLAIN, "quote");
    }

    @Test
    void malformedUtf8IsRefused() throws IOException {
        Path file = Files.write(folder.resolve("d.csv"), "a,class\n1,\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> DataReader.read(file)).hasMessageContainingAll("d.csv", "not UTF-8", "save");
    }

    @Test
    void severalNumericTargetsKeepTheOrderAskedFor() throws IOException {
        Dataset data = read("y1,a,y2\n1,2,3\n4,5,6.5\n", PLAIN.withTargets("y2", "y1"));
        NumericTarget target = (NumericTarget) data.target().orElseThrow();
        assertThat(target.columnNames()).containsExactly("y2", "y1");
        assertThat(target.labels().data()).containsExactly(3, 1, 6.5, 4);
        assertThat(data.features().data()).containsExactly(2, 5);
    }

    @Test
    void aTargetThatIsNoColumnListsTheLastOnes() {
        fails("a,b\n1,2\n", PLAIN, "--target", "'a', 'b'");
        fails("a,b\n1,2\n", PLAIN.withTargets("c"), "no column 'c'", "'a', 'b'");
        fails("a,b\n1,2\n", PLAIN.withTargets("b").withIgnored("b"), "both target and ignored");
        fails("a,b\n1,2\n", PLAIN.withTargets("a", "b"), "no feature column");
    }

    @Test
    void withoutRequiredTargetAllColumnsAreFeatures() throws IOException {
        Dataset data = read("a,b\n1,2\n", PLAIN.withoutRequiredTarget());
        assertThat(data.target()).isEmpty();
        assertThat(data.inputDim()).isEqualTo(2);
    }

    @Test
    void headerIsRecognized() throws IOException {
        assertThat(read("5.1,3.5,setosa\n4.9,3.0,virginica\n", PLAIN).featureNames())
                .containsExactly("x1", "x2");
        assertThat(read("900,902,class\n4.9,3.0,virginica\n", PLAIN).featureNames())
                .containsExactly("900", "902");
        assertThat(read("octane,900,902\n88,1,2\n", PLAIN.withTargets("octane")).samples())
                .isEqualTo(1);
        assertThat(read("1,2\n3,4\n", PLAIN.withTargets("x2")).samples()).isEqualTo(2);
        assertThat(read("1,2\n3,4\n", PLAIN.withHeader(Header.YES).withTargets("2"))
                        .samples())
                .isEqualTo(1);
        fails("0,1,2\n5,6,7\n", PLAIN.withTargets("2"), "counts the columns", "--header");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {";", "'\t'", "|", "' '"})
    void delimiterIsRecognized(String d) throws IOException {
        Dataset data = read("a" + d + "b" + d + "class\n1" + d + "2" + d + "u\n", PLAIN);
        assertThat(data.features().data()).containsExactly(1, 2);
    }

    @Test
    void gzipIsUnpackedWhateverTheName() throws IOException {
        Path file = folder.resolve("d.csv");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write("a,class\n1,u\n".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(DataReader.read(file).samples()).isEqualTo(1);
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 9));
        assertThatThrownBy(() -> DataReader.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("damaged");
    }

    @Test
    void integersWithFewValuesAreClassesAndRealsAreNumbers() throws IOException {
        String few = "a,y\n1,0\n2,1\n3,0\n4,1\n5,1\n";
        assertThat(read(few, PLAIN).target().orElseThrow()).isInstanceOf(ClassTarget.class);
        assertThat(read(few, PLAIN.withTargetKind(TargetKind.NUMBER)).target().orElseThrow())
                .isInstanceOf(NumericTarget.class);
        assertThat(read("a,y\n1,1\n2,2\n3,3\n4,4\n", PLAIN).target().orElseThrow())
                .isInstanceOf(NumericTarget.class);
        assertThat(read("a,y\n1,1.5\n2,1.5\n3,3\n", PLAIN).target().orElseThrow())
                .isInstanceOf(NumericTarget.class);
        ClassTarget named = (ClassTarget)
                read("a,class\n1,10\n2,9\n3,10.0\n4,1\n", PLAIN).target().orElseThrow();
        assertThat(named.classNames()).containsExactly("1", "9", "10");
    }

    @Test
    void allBadCellsAreToldAtOnceTheFirstInFull() {
        fails(
                "a,b,y\n1,,0.5\nx,2,1.5\n3,,2.5\n4,4,3.5\n",
                PLAIN,
                "line 2, column 'b': missing value ''",
                "2 more cells hold no number: column 'a' line 3, column 'b' line 4");
        String thousands = "a,b,y\n" + "1,no,0.5\n".repeat(5000);
        assertThatThrownBy(() -> read(thousands, PLAIN))
                .hasMessageContaining("at least 999 more cells hold no number: column 'b' line 3 4 5 6 …")
                .message()
                .hasSizeLessThan(500);
    }

    @Test
    void aLineThatIsOnlyBlankIsNoBadCell() throws IOException {
        assertThat(read("a,b,y\n1,2,0.5\n\n3,4,1.5\n\n", PLAIN).samples()).isEqualTo(2);
    }

    @Test
    void truthValuesAsPandasWritesThemAreOneAndZero() throws IOException {
        Dataset data = read("a,b,y\n1,True,0.5\n2,False,1.5\n3,true,2.5\n", PLAIN);
        assertThat(data.features().rowArray(1)).containsExactly(1, 0, 1);
    }

    @Test
    void aColumnThatIsNearlyRightIsProposed() {
        fails("a,b,class\n1,2,u\n3,4,v\n", PLAIN.withTargets("Clas"), "no column 'Clas'", "did you mean 'class'?");
        fails("a,b,class\n1,2,u\n3,4,v\n", PLAIN.withTargets("species"), "no column 'species'", "'class'");
    }

    @Test
    void aSlipAmongNumericLabelsIsNoClass() {
        fails("a,y\n1,1.5\n2,oops\n", PLAIN, "line 3, column 'y'", "'oops' among numbers", "--target-kind class");
        fails("a,y\n1,1.5\n2,\n", PLAIN, "line 3, column 'y'", "missing label");
    }

    @Test
    void labelsMayLieInAFileOfTheirOwn() throws IOException {
        Files.writeString(folder.resolve("labels.csv"), "u\nv\n");
        Dataset data = read("a,b\n1,2\n3,4\n", PLAIN.withTargets("labels.csv"));
        assertThat(((ClassTarget) data.target().orElseThrow()).classNames()).containsExactly("u", "v");
        assertThat(data.inputDim()).isEqualTo(2);
        assertThatThrownBy(() -> read("a,b\n1,2\n", PLAIN.withTargets("labels.csv")))
                .hasMessageContaining("got 2 labels for 1 samples");
    }

    @Test
    void rowsOfTwentyThousandColumnsAreRead() throws IOException {
        int columns = 20_000;
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < columns; i++) {
            text.append('g').append(i).append(',');
        }
        text.append("class\n");
        for (int j = 0; j < 3; j++) {
            for (int i = 0; i < columns; i++) {
                text.append(i + 0.25 * j).append(',');
            }
            text.append("c").append(j).append('\n');
        }
        Dataset data = read(text.toString(), PLAIN);
        assertThat(data.inputDim()).isEqualTo(columns);
        assertThat(data.features().get(columns - 1, 2)).isEqualTo(columns - 0.5);
    }

    @Test
    void binaryContentAndMissingFilesAreRefused() throws IOException {
        Path file = Files.write(folder.resolve("d.csv"), new byte[] {1, 0, 2, 3, 4});
        assertThatThrownBy(() -> DataReader.read(file)).hasMessageContaining("binary content of no known format");
        assertThatThrownBy(() -> DataReader.read(folder.resolve("none.csv"))).hasMessageContaining("no such file");
        assertThatThrownBy(() -> DataReader.read(folder)).hasMessageContaining("directory");
    }

    @ParameterizedTest
    @CsvSource({
        "9007199254740992,9007199254740993",
        "0.1,0.10000000000000000001",
        "0,1e-400",
        "3e-324,5e-324",
        "1.0000000000000000001e300,1e300"
    })
    void differentTextsOfOneDoubleWithDifferentLabelsAreRefused(String a, String b) throws IOException {
        fails(
                "x,id,class\n1," + a + ",u\n1," + b + ",v\n2,3,u\n",
                PLAIN,
                "samples 1 and 2",
                "column 'id'",
                "--ignore id");
        Dataset same = read("x,id,class\n1," + a + ",u\n1," + b + ",u\n2,3,v\n", PLAIN);
        assertThat(same.notes()).hasSize(1);
        assertThat(same.notes().get(0)).contains("column 'id'", "line ");
    }

    @Test
    void longTextsOfOneDoubleAreTheSameNumber() throws IOException {
        String exact = new java.math.BigDecimal(0.1).toString(); // 55 digits
        Dataset data =
                read("x,y\n0.1,1\n" + exact + ",2\n1.000000000000000056e-01,3\n-0.0,4\n0,5\n", PLAIN.withTargets("y"));
        assertThat(data.notes()).isEmpty();
        assertThat(dev.nadir.data.Duplicates.of(data).conflicting()).hasSize(2); // equal in the file too
    }

    @Test
    void lostDigitsAreSaidOncePerColumn() throws IOException {
        Dataset data = read("a,b,y\n12345678901234567891,0.5,1\n12345678901234567892,0.25,2\n", PLAIN.withTargets("y"));
        assertThat(data.notes())
                .containsExactly("column 'a': 2 numbers have more digits than float64 holds; line 2:"
                        + " '12345678901234567891' was read as 1.2345678901234567E19");
    }

    @Test
    void anIndexWithoutNameIsNoFeature() throws IOException {
        for (String name : List.of("", "Unnamed: 0")) {
            fails(name + ",a,class\n0,1,u\n1,2,v\n2,5,u\n", PLAIN, "column 1", "counts the rows", "--ignore 1");
            Dataset without = read(name + ",a,class\n0,1,u\n1,2,v\n2,5,u\n", PLAIN.withIgnored("1"));
            assertThat(without.featureNames()).containsExactly("a");
            // not a count: a feature whose name was forgotten
            assertThat(read(name + ",a,class\n0,1,u\n1,2,v\n7,5,u\n", PLAIN).inputDim())
                    .isEqualTo(2);
        }
        assertThat(read("n,a,class\n0,1,u\n1,2,v\n2,5,u\n", PLAIN).inputDim()).isEqualTo(2);
    }
}
