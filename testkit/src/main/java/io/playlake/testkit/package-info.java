/** Contract suites: extend one, supply what it asks for, and every rule of the SPI is checked. */
@NullMarked
package io.playlake.testkit;

import org.jspecify.annotations.NullMarked;
