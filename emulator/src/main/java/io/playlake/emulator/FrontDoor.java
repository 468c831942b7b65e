package io.playlake.emulator;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Takes every request: faults first, then token, rate limit, quota and answer. Thread-safe. */
final class FrontDoor implements Function<Request, Delivery> {

    private static final int GZIP_FROM = 1024;
    private static final String API = "/v1/";
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    private final InstantSource clock;
    private final Tokens tokens;
    private final Authorization authorization;
    private final RateWindow window;
    private final Quota quota;
    private final WebApi api;
    private final Controls controls;
    private final CallLog calls;
    private final Faults faults;
    private final boolean etags;
    private final Holds holds = new Holds();

    FrontDoor(
            Options options,
            Tokens tokens,
            Authorization authorization,
            WebApi api,
            Controls controls,
            CallLog calls,
            Faults faults) {
        clock = options.clock();
        window = new RateWindow(options.requestLimit(), options.rate());
        quota = new Quota(options.rate());
        etags = options.etags();
        this.tokens = tokens;
        this.authorization = authorization;
        this.api = api;
        this.controls = controls;
        this.calls = calls;
        this.faults = faults;
    }

    @Override
    public Delivery apply(Request request) {
        Delivery delivery = request.path().startsWith(Controls.ROOT)
                ? new Delivery(controls.handle(request), null)
                : serve(request);
        return new Delivery(dated(delivery.answer()), delivery.fault());
    }

    private Answer dated(Answer answer) {
        Answer standard = answer.with("Cache-Control", "private, max-age=0").with("Date", DATE.format(clock.instant()));
        return standard.with(answer.headers());
    }

    private Delivery serve(Request request) {
        Instant now = clock.instant();
        boolean ofApi = request.path().startsWith(API);
        Endpoint.Match match = Endpoint.match(request.path());
        boolean authorizes = request.path().equals(Authorization.PATH);
        String template = authorizes ? Authorization.PATH : match.endpoint().template();
        String path = Endpoint.relative(request.path());
        String group = Quota.group(path);
        boolean early = holds.early(ofApi, group, now);
        Fault fault = faults.take(new FaultTarget(template, path, request.query(), ofApi));

        Answer answer = answer(request, match, group, now, fault);
        Fault.Wire wire = fault instanceof Fault.Wire broken ? broken : null;
        boolean answered = wire == null || wire.kind().answers();
        if (answered) {
            holds.note(ofApi, group, answer, now);
        }
        if (!authorizes) {
            int status = answered ? answer.status() : 0;
            calls.add(new Call(now, request.method(), request.path(), request.query(), template, status), early);
        }
        return new Delivery(answer, wire);
    }

    private Answer answer(Request request, Endpoint.Match match, String group, Instant now, @Nullable Fault fault) {
        if (fault instanceof Fault.Reply reply) {
            return reply.answer();
        }
        if (fault instanceof Fault.Wire wire && !wire.kind().answers()) {
            return Answer.text(200, "");
        }
        if (fault instanceof Fault.Wire wire && wire.kind() == Fault.Kind.GATEWAY_TIMEOUT) {
            return Answer.text(504, "upstream request timeout");
        }
        Answer answer;
        try {
            answer = trueAnswer(request, match, group, now);
        } catch (RuntimeException bug) {
            // Without an answer the client would take it for a fault of the wire.
            answer = Answer.error(500, "Bug in the emulator: " + bug);
        }
        if (fault instanceof Fault.Change change) {
            return change.how().apply(answer);
        }
        if (etags && match.endpoint() != Endpoint.TOKEN) {
            answer = Etag.apply(answer, request);
        }
        boolean worthIt = answer.body().length > GZIP_FROM && request.acceptsGzip();
        return worthIt ? Gzip.compress(answer) : answer;
    }

    private Answer trueAnswer(Request request, Endpoint.Match match, String group, Instant now) {
        String credentials = request.header("Authorization");
        boolean token = match.endpoint() == Endpoint.TOKEN;
        if (!request.method().equals(token ? "POST" : "GET")) {
            return Answer.error(405, "Method not allowed").with("Allow", token ? "POST" : "GET");
        }
        if (token) {
            return tokens.issue(credentials, ApiRequest.parse(request.body()));
        }
        if (request.path().equals(Authorization.PATH)) {
            return authorization.authorize(ApiRequest.parse(request.query()));
        }
        Tokens.Check check = tokens.check(credentials);
        Tokens.Grant grant = check.grant();
        if (grant == null) {
            return Objects.requireNonNull(check.refusal());
        }
        Answer limited = window.take(now);
        if (limited == null) {
            limited = quota.take(group, now);
        }
        return limited != null
                ? limited
                : api.handle(
                        new ApiRequest(
                                request.host(),
                                request.path(),
                                match.endpoint(),
                                match.id(),
                                ApiRequest.parse(request.query()),
                                request.header("Accept-Language")),
                        grant.user());
    }
}
