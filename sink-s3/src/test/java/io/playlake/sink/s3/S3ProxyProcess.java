package io.playlake.sink.s3;

import java.io.PrintStream;
import java.util.Properties;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;

/** An S3 server that checks signatures: {@code S3ProxyProcess FOLDER ACCESS-KEY SECRET-KEY}. Says its port; ends with its input. */
final class S3ProxyProcess {

    private S3ProxyProcess() {}

    public static void main(String[] arguments) throws Exception {
        PrintStream out = System.out;
        Properties settings = new Properties();
        settings.setProperty("s3proxy.endpoint", "http://127.0.0.1:0");
        settings.setProperty("s3proxy.authorization", "aws-v4");
        settings.setProperty("s3proxy.identity", arguments[1]);
        settings.setProperty("s3proxy.credential", arguments[2]);
        settings.setProperty("s3proxy.ignore-unknown-headers", "true");
        settings.setProperty("jclouds.provider", "filesystem-nio2");
        settings.setProperty("jclouds.identity", arguments[1]);
        settings.setProperty("jclouds.credential", arguments[2]);
        settings.setProperty("jclouds.filesystem.basedir", arguments[0]);
        S3Proxy server = S3Proxy.Builder.fromProperties(settings)
                .blobStore(BlobStores.create("filesystem-nio2", settings))
                .build();
        server.start();
        out.println("port " + server.getPort());
        while (System.in.read() >= 0) {
            // Whoever started this keeps its input open as long as it lives.
        }
        Runtime.getRuntime().halt(0);
    }
}
