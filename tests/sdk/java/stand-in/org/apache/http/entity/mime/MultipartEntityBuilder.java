package org.apache.http.entity.mime;

/** Of httpmime, which the client imports beside its forms and does not use: so that it can be compiled without a network. */
public final class MultipartEntityBuilder {
  private MultipartEntityBuilder() {}
}
