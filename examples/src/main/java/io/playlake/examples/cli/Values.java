package io.playlake.examples.cli;

import io.playlake.error.ConfigurationException;
import io.playlake.raw.PersonalData;
import io.playlake.run.Enrichment;
import io.playlake.run.Refresh;
import io.playlake.source.PlaylistIds;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What the values of options look like. */
final class Values {

    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");
    private static final Map<String, ChronoUnit> UNITS = Map.of(
            "ms", ChronoUnit.MILLIS,
            "s", ChronoUnit.SECONDS,
            "m", ChronoUnit.MINUTES,
            "h", ChronoUnit.HOURS,
            "d", ChronoUnit.DAYS);
    private static final Pattern RATE = Pattern.compile("([0-9]{1,6}(?:\\.[0-9]{1,3})?)/s");

    private Values() {}

    static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text.strip());
        ChronoUnit unit = matcher.matches() ? UNITS.get(matcher.group(2)) : null;
        if (unit == null) {
            throw refused(text, "a number with a unit, such as 30s, 5m, 36h or 14d");
        }
        return Duration.of(Long.parseLong(matcher.group(1)), unit);
    }

    static Rate rate(String text) {
        Matcher matcher = RATE.matcher(text.strip());
        if (!matcher.matches()) {
            throw refused(text, "calls a second, such as 5/s or 0.5/s");
        }
        return new Rate(Double.parseDouble(matcher.group(1)));
    }

    /** Returns a time in whole seconds; what schedulers add to them is dropped. */
    static Instant logicalDate(String text) {
        return instant(text).truncatedTo(ChronoUnit.SECONDS);
    }

    /** Returns a time; a date is its first moment. */
    static Instant instant(String text) {
        TemporalAccessor parsed;
        try {
            String strict = text.strip().toUpperCase(Locale.ROOT);
            parsed = strict.contains("T")
                    ? DateTimeFormatter.ISO_DATE_TIME.parseBest(strict, ZonedDateTime::from, LocalDateTime::from)
                    : LocalDate.parse(strict);
        } catch (DateTimeException e) {
            throw refused(text, "2026-11-22, 2026-11-22T06:00:00 (UTC), or the same with a zone such as Z or +01:00");
        }
        Instant instant = parsed instanceof ZonedDateTime zoned
                ? zoned.toInstant()
                : parsed instanceof LocalDateTime local
                        ? local.toInstant(ZoneOffset.UTC)
                        : LocalDate.from(parsed).atStartOfDay(ZoneOffset.UTC).toInstant();
        int year = instant.atOffset(ZoneOffset.UTC).getYear();
        if (year < 1900 || year > 9999) {
            throw refused(text, "a year from 1900 to 9999");
        }
        return instant;
    }

    static Boolean onOrOff(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw refused(text, "true or false");
        };
    }

    static URI address(String text) {
        try {
            return new URI(text.strip());
        } catch (URISyntaxException e) {
            throw refused(text, "an address such as https://api.spotify.com/v1");
        }
    }

    static Progress.Mode progress(String text) {
        return word(text, Progress.Mode.values(), "auto, plain or none");
    }

    static Refresh refresh(String text) {
        return word(text, Refresh.values(), "popularity, followers or both with a comma between them");
    }

    static Enrichment enrichment(String text) {
        return word(text, Enrichment.values(), "artists, albums or both with a comma between them");
    }

    private static <E extends Enum<E>> E word(String text, E[] words, String expected) {
        return Arrays.stream(words)
                .filter(word -> word.name().toLowerCase(Locale.ROOT).equals(text.strip()))
                .findFirst()
                .orElseThrow(() -> refused(text, expected));
    }

    /** Returns the id that a playlist is named by. */
    static String playlist(String text) {
        try {
            return PlaylistIds.idOf("PLAYLIST", text);
        } catch (ConfigurationException e) {
            throw refused(text, "the id, URI or link of a playlist, such as 37i9dQZF1DX10zKzsJ2jva");
        }
    }

    /** For times that are not logical dates. */
    static final class InstantValue implements ITypeConverter<Instant> {

        @Override
        public Instant convert(String value) {
            return instant(value);
        }
    }

    /** For playlists. */
    static final class PlaylistValue implements ITypeConverter<String> {

        @Override
        public String convert(String value) {
            return playlist(value);
        }
    }

    static PersonalData personalData(String text) {
        return word(text, PersonalData.values(), "hash, keep or drop");
    }

    private static TypeConversionException refused(String text, String expected) {
        return new TypeConversionException("got '" + Printable.cell(text, 100) + "', expected " + expected);
    }
}
