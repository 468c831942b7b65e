package io.playlake.sink.s3;

import io.playlake.error.ConfigurationException;
import io.playlake.error.CredentialsException;
import io.playlake.error.PlaylakeException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/** What a failure of S3 means. Its code and the id of the request are told; headers and bodies are not. */
final class S3Failure {

    /** Some come with status 400, and some with 403. */
    private static final Set<String> CREDENTIALS = Set.of(
            "AccessDenied",
            "AllAccessDisabled",
            "ExpiredToken",
            "InvalidAccessKeyId",
            "InvalidToken",
            "SignatureDoesNotMatch",
            "TokenRefreshRequired");

    private static final Set<String> CONFIGURATION = Set.of(
            "AuthorizationHeaderMalformed",
            "IllegalLocationConstraintException",
            "InvalidBucketName",
            "InvalidStorageClass",
            "KMS.DisabledException",
            "KMS.NotFoundException",
            "NoSuchBucket",
            "PermanentRedirect",
            "TemporaryRedirect");

    private static final int LONGEST = 300;
    private static final int TRIES = 3;
    private static final String BROKEN_OFF = "Could not parse";

    private S3Failure() {}

    /** A call of S3. */
    interface Call<T> {
        T run();
    }

    /**
     * Makes a call.
     *
     * @param what is asked of which place
     * @throws IOException if it fails; caused by an exception of this library where the caller must do something else
     *     than to try again
     */
    static <T> T calling(String what, Call<T> call) throws IOException {
        try {
            return call.run();
        } catch (SdkException e) {
            throw of(what, e);
        }
    }

    /** Makes a call that changes nothing, and again if its answer breaks off: of itself the SDK does not. */
    static <T> T reading(String what, Call<T> call) throws IOException {
        for (int i = 1; i < TRIES; i++) {
            try {
                return call.run();
            } catch (SdkException e) {
                if (isAnswer(e) || !String.valueOf(e.getMessage()).contains(BROKEN_OFF)) {
                    throw of(what, e);
                }
            }
        }
        return calling(what, call);
    }

    /** Returns a page of a listing, if it is one: the SDK takes no body for an empty one. */
    static <T> T whole(T page, @Nullable Boolean truncated) {
        if (truncated == null) {
            throw SdkClientException.create(BROKEN_OFF + " a listing: it does not say whether it is whole");
        }
        return page;
    }

    static IOException of(String what, SdkException e) {
        if (e instanceof AbortedException) {
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted = new InterruptedIOException(what + " was interrupted");
            interrupted.initCause(e);
            return interrupted;
        }
        String message = what + ": " + text(e);
        PlaylakeException known = known(message, e);
        return new IOException(message, known == null ? e : known);
    }

    /** Returns the code of an answer; empty if there was no answer, or no code in it. */
    static String code(SdkException e) {
        return e instanceof AwsServiceException answer
                        && answer.awsErrorDetails() != null
                        && answer.awsErrorDetails().errorCode() != null
                ? answer.awsErrorDetails().errorCode()
                : "";
    }

    /** Returns the status of an answer; 0 if there was none. */
    static int status(SdkException e) {
        return e instanceof AwsServiceException answer ? answer.statusCode() : 0;
    }

    /** Returns whether S3 answered; if not, what it did is unknown. */
    static boolean isAnswer(SdkException e) {
        return status(e) != 0;
    }

    private static @Nullable PlaylakeException known(String message, SdkException e) {
        int status = status(e);
        String code = code(e);
        if (CONFIGURATION.contains(code) || status == 301 || status == 307) {
            return new ConfigurationException(message, e);
        }
        // The chain of providers has no exception of its own for this.
        boolean noCredentials = status == 0 && String.valueOf(e.getMessage()).contains("Unable to load credentials");
        if (CREDENTIALS.contains(code) || status == 401 || status == 403 || noCredentials) {
            return new CredentialsException(message, e);
        }
        return null;
    }

    private static String text(SdkException e) {
        if (!(e instanceof AwsServiceException answer)) {
            Throwable root = e;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            String detail = root == e ? "" : " (" + root.getClass().getSimpleName() + ")";
            return shortened(String.valueOf(e.rawMessage() == null ? e.getMessage() : e.rawMessage())) + detail;
        }
        String code = code(e).isEmpty() ? "refused" : code(e);
        String id = answer.requestId() == null ? "without an id" : answer.requestId();
        String said = answer.awsErrorDetails() == null
                ? null
                : answer.awsErrorDetails().errorMessage();
        return code + " (status " + answer.statusCode() + ", request " + shortened(id) + ")"
                + (said == null || said.isBlank() ? "" : ": " + shortened(said));
    }

    private static String shortened(String text) {
        String line = text.strip().replaceAll("[\\s\\p{Cntrl}]+", " ");
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "..." : line;
    }
}
