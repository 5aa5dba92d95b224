package javax.annotation;

/** As in jakarta.annotation-api 1: so that the client can be compiled without a network. */
public @interface Generated {
  String[] value();

  String date() default "";

  String comments() default "";
}
