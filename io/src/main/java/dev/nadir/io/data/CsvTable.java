package dev.nadir.io.data;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipException;

/** Reads comma, semicolon, tab, bar or blank separated text in UTF-8, with or without byte order mark. */
final class CsvTable {
    private static final int LONGEST_FIELD = 1 << 24;
    private static final int SNIFFED = 1 << 16;

    private CsvTable() {}

    static RawTable read(DataFile file, ReadOptions options, CsvCells.Decision decision) throws IOException {
        CsvCells cells = new CsvCells(file.path(), options.header(), decision);
        try (InputStream in = new BufferedInputStream(new LineBreaks(file.open()), SNIFFED)) {
            char delimiter = options.delimiter().orElseGet(() -> CsvLayout.delimiter(sniff(in)));
            skipByteOrderMark(in);
            run(reader(in), delimiter, cells);
        } catch (UncheckedIOException wrapped) {
            throw explained(file, wrapped.getCause());
        } catch (CsvParseException malformed) {
            if (malformed.getCause() instanceof Error exhausted) { // the parser wraps what its handler throws
                throw exhausted;
            }
            IOException cause = malformed.getCause() instanceof IOException io ? io : null;
            throw cause != null
                    ? explained(file, cause)
                    : ReadFailure.of(
                            file.path(), malformed.getMessage(), "close or double the quotes in that line", malformed);
        } catch (IllegalArgumentException tooLarge) {
            throw ReadFailure.of(file.path(), tooLarge.getMessage(), "read a part of it", tooLarge);
        } catch (EOFException | ZipException | Damage | CharacterCodingException damaged) {
            throw explained(file, damaged);
        }
        if (cells.failure() != null) {
            throw cells.failure();
        }
        return cells.finish();
    }

    private static void run(Reader reader, char delimiter, CsvCells cells) throws IOException {
        try (CsvReader<Boolean> csv = CsvReader.builder()
                        .fieldSeparator(delimiter)
                        .missingFieldStrategy(
                                FieldMismatchStrategy.IGNORE) // counted by CsvCells, with a better message
                        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .allowUnclosedQuote(false)
                        .maxBufferSize(LONGEST_FIELD)
                        .build(cells, reader);
                CloseableIterator<Boolean> records = csv.iterator()) {
            while (cells.failure() == null && records.hasNext()) {
                records.next();
            }
        }
    }

    private static Reader reader(InputStream in) {
        return new InputStreamReader(
                in,
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
    }

    private static byte[] sniff(InputStream in) {
        try {
            in.mark(SNIFFED);
            byte[] head = in.readNBytes(SNIFFED);
            in.reset();
            return head;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void skipByteOrderMark(InputStream in) throws IOException {
        in.mark(3);
        if (in.read() != 0xEF || in.read() != 0xBB || in.read() != 0xBF) {
            in.reset();
        }
    }

    private static IOException explained(DataFile file, IOException cause) {
        if (cause instanceof CharacterCodingException) {
            return ReadFailure.of(file.path(), "the text is not UTF-8", "save it as UTF-8", cause);
        }
        return file.damaged(cause);
    }
}
