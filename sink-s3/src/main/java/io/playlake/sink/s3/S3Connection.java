package io.playlake.sink.s3;

import io.playlake.error.ConfigurationException;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** How S3 is reached: by a client that is given, or by one made anew for every store. Immutable. */
final class S3Connection {

    /** More than one run ever needs at a time, the probe included. */
    private static final int CONNECTIONS = 64;

    private final @Nullable S3Client given;
    private final @Nullable URI endpoint;
    private final @Nullable String region;
    private final boolean pathStyle;
    private final @Nullable AwsCredentialsProvider credentials;

    private S3Connection(
            @Nullable S3Client given,
            @Nullable URI endpoint,
            @Nullable String region,
            boolean pathStyle,
            @Nullable AwsCredentialsProvider credentials) {
        this.given = given;
        this.endpoint = endpoint;
        this.region = region;
        this.pathStyle = pathStyle;
        this.credentials = credentials;
    }

    static S3Connection of(S3Client given) {
        return new S3Connection(given, null, null, false, null);
    }

    static S3Connection of(
            @Nullable URI endpoint,
            @Nullable String region,
            boolean pathStyle,
            @Nullable AwsCredentialsProvider credentials) {
        if (endpoint != null) {
            requireAddress(endpoint);
        }
        if (region != null && !region.matches("[A-Za-z0-9-]{1,64}")) {
            throw new ConfigurationException("region '" + region + "', expected one such as eu-north-1");
        }
        return new S3Connection(null, endpoint, region, pathStyle, credentials);
    }

    private static void requireAddress(URI endpoint) {
        if (endpoint.getRawUserInfo() != null
                || String.valueOf(endpoint.getRawAuthority()).contains("@")) {
            throw new ConfigurationException(
                    "endpoint holds a user or a password, which is refused here (and not shown)");
        }
        boolean http = "http".equals(endpoint.getScheme()) || "https".equals(endpoint.getScheme());
        boolean plain = endpoint.getRawQuery() == null
                && endpoint.getRawFragment() == null
                && (endpoint.getRawPath() == null || endpoint.getRawPath().matches("/?"));
        if (!http || endpoint.getHost() == null || !plain) {
            throw new ConfigurationException(
                    "endpoint '" + endpoint + "', expected an address such as http://localhost:9000");
        }
    }

    S3BlobStore store(S3Place place, ObjectSettings settings, boolean singleWriter) {
        S3Client client = given == null ? connect() : given;
        return new S3BlobStore(new S3Access(client, place, settings), singleWriter, given == null);
    }

    private S3Client connect() {
        S3ClientBuilder builder = S3Client.builder()
                .httpClientBuilder(Apache5HttpClient.builder().maxConnections(CONNECTIONS))
                .forcePathStyle(pathStyle);
        if (credentials != null) {
            builder.credentialsProvider(credentials);
        }
        if (region != null) {
            builder.region(Region.of(region));
        }
        if (endpoint != null) {
            // Others than AWS often do not know the newer checksums.
            builder.endpointOverride(endpoint)
                    .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                    .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
            if (region == null) {
                builder.region(Region.US_EAST_1);
            }
        }
        try {
            return builder.build();
        } catch (SdkClientException e) {
            throw new ConfigurationException("S3 cannot be reached as configured: " + e.getMessage(), e);
        }
    }
}
