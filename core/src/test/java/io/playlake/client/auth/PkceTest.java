package io.playlake.client.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class PkceTest {

    @Test
    void makesTheChallengeOfRfc7636AppendixB() {
        Pkce pkce = Pkce.of(Secret.of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"));
        assertThat(pkce.challenge()).isEqualTo("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }

    @Test
    void makesAnotherVerifierEachTime() {
        SecureRandom random = new SecureRandom();
        Pkce one = Pkce.of(random);
        assertThat(one.verifier().reveal()).matches("[A-Za-z0-9_-]{43,128}");
        assertThat(one.challenge()).matches("[A-Za-z0-9_-]{43}");
        assertThat(Pkce.of(random).verifier()).isNotEqualTo(one.verifier());
        assertThat(one.toString()).doesNotContain(one.verifier().reveal());
    }
}
