package io.playlake.format.parquet;

/**
 * How files are written. Immutable.
 *
 * <p>Neither option changes what is read back; both change how rows are cut into files and row groups.
 */
public final class ParquetOptions {

    private static final long MIB = 1L << 20;

    private final long fileBytes;
    private final long bufferBytes;

    private ParquetOptions(Builder builder) {
        this.fileBytes = builder.fileBytes;
        this.bufferBytes = builder.bufferBytes;
    }

    /** Returns the defaults of this machine. */
    public static ParquetOptions defaults() {
        return builder().build();
    }

    /** Starts from the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns the size in bytes at which a table goes on in another file. */
    public long fileBytes() {
        return fileBytes;
    }

    /** Returns how many encoded bytes all open tables of a session may hold before the largest is written out. */
    public long bufferBytes() {
        return bufferBytes;
    }

    /** Settings to be checked by {@link #build}. */
    public static final class Builder {

        private long fileBytes = 128 * MIB;
        // Dictionaries take up to six times what they count, so an eighth of the heap is half of it at worst.
        private long bufferBytes =
                Math.max(4 * MIB, Math.min(64 * MIB, Runtime.getRuntime().maxMemory() / 8));

        private Builder() {}

        /** Sets the size at which a table goes on in another file; at least 1, by default 128 MiB. */
        public Builder fileBytes(long bytes) {
            this.fileBytes = atLeastOne("fileBytes", bytes);
            return this;
        }

        /**
         * Sets how many encoded bytes all open tables of a session may hold together; at least 1, by default an eighth of
         * the largest heap, 4 MiB at least and 64 MiB at most. More of it makes larger row groups and smaller files.
         */
        public Builder bufferBytes(long bytes) {
            this.bufferBytes = atLeastOne("bufferBytes", bytes);
            return this;
        }

        /** Makes the options. */
        public ParquetOptions build() {
            return new ParquetOptions(this);
        }

        private static long atLeastOne(String option, long bytes) {
            if (bytes < 1) {
                throw new IllegalArgumentException(option + " is " + bytes + ", expected 1 or more");
            }
            return bytes;
        }
    }
}
