package dev.nadir.io.data;

import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.GroupType;

/** Converters that are asked for by the column readers and never used: values are taken from the readers. */
final class Discarding extends GroupConverter {
    private final GroupType type;

    Discarding(GroupType type) {
        this.type = type;
    }

    @Override
    public Converter getConverter(int field) {
        return type.getType(field).isPrimitive()
                ? new PrimitiveConverter() {}
                : new Discarding(type.getType(field).asGroupType());
    }

    @Override
    public void start() {
        // records are not assembled
    }

    @Override
    public void end() {
        // records are not assembled
    }
}
