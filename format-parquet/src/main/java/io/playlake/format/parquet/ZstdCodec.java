package io.playlake.format.parquet;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** Zstandard straight from its native library: Parquet's own codecs want a configured Hadoop. Thread-safe. */
final class ZstdCodec implements CompressionCodecFactory {

    static final int LEVEL = 3;

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codec) {
        if (codec != CompressionCodecName.ZSTD) {
            throw new IllegalArgumentException("pages are written with ZSTD, not " + codec);
        }
        return new Compressor();
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
        return switch (codec) {
            case ZSTD -> new Decompressor();
            case UNCOMPRESSED -> new Plain();
            default -> throw new IllegalArgumentException("pages compressed with " + codec + ", expected ZSTD");
        };
    }

    @Override
    public void release() {}

    private static byte[] allOf(BytesInput bytes) throws IOException {
        byte[] all = new byte[Math.toIntExact(bytes.size())];
        bytes.writeAllTo(new ByteArrayOutputStream(0) {
            private int position;

            @Override
            public synchronized void write(int b) {
                all[position++] = (byte) b;
            }

            @Override
            public synchronized void write(byte[] part, int offset, int length) {
                System.arraycopy(part, offset, all, position, length);
                position += length;
            }
        });
        return all;
    }

    private static final class Compressor implements BytesInputCompressor {

        @Override
        public BytesInput compress(BytesInput bytes) throws IOException {
            byte[] plain = allOf(bytes);
            byte[] target = new byte[Math.toIntExact(Zstd.compressBound(plain.length))];
            try {
                int length = Math.toIntExact(
                        Zstd.compressByteArray(target, 0, target.length, plain, 0, plain.length, LEVEL));
                return BytesInput.from(target, 0, length);
            } catch (ZstdException e) {
                throw new IOException("a page of " + plain.length + " bytes cannot be compressed", e);
            }
        }

        @Override
        public CompressionCodecName getCodecName() {
            return CompressionCodecName.ZSTD;
        }

        @Override
        public void release() {}
    }

    private static final class Decompressor implements BytesInputDecompressor {

        @Override
        public BytesInput decompress(BytesInput bytes, int length) throws IOException {
            return BytesInput.from(decompress(allOf(bytes), length));
        }

        private static byte[] decompress(byte[] compressed, int length) throws IOException {
            byte[] plain = new byte[length];
            try {
                long count = Zstd.decompressByteArray(plain, 0, length, compressed, 0, compressed.length);
                if (count != length) {
                    throw new IOException("a page holds " + count + " bytes, expected " + length);
                }
            } catch (ZstdException e) {
                throw new IOException("a page of " + compressed.length + " bytes cannot be decompressed", e);
            }
            return plain;
        }

        @Override
        public void decompress(ByteBuffer input, int compressed, ByteBuffer output, int length) throws IOException {
            byte[] bytes = new byte[compressed];
            input.get(bytes);
            output.put(decompress(bytes, length));
        }

        @Override
        public void release() {}
    }

    private static final class Plain implements BytesInputDecompressor {

        @Override
        public BytesInput decompress(BytesInput bytes, int length) {
            return bytes;
        }

        @Override
        public void decompress(ByteBuffer input, int compressed, ByteBuffer output, int length) {
            byte[] bytes = new byte[compressed];
            input.get(bytes);
            output.put(bytes);
        }

        @Override
        public void release() {}
    }
}
