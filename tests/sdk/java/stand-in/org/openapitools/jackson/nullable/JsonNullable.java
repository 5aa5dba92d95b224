package org.openapitools.jackson.nullable;

/** The part of jackson-databind-nullable that the client uses: so that it can be compiled without a network. */
public final class JsonNullable<T> {
  private final T value;
  private final boolean present;

  private JsonNullable(T value, boolean present) {
    this.value = value;
    this.present = present;
  }

  public static <T> JsonNullable<T> undefined() {
    return new JsonNullable<>(null, false);
  }

  public static <T> JsonNullable<T> of(T value) {
    return new JsonNullable<>(value, true);
  }

  public boolean isPresent() {
    return present;
  }

  public T get() {
    return value;
  }

  public T orElse(T other) {
    return present ? value : other;
  }
}
