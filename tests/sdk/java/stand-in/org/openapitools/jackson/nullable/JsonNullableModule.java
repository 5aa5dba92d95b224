package org.openapitools.jackson.nullable;

import com.fasterxml.jackson.databind.module.SimpleModule;

/** As in jackson-databind-nullable: so that the client can be compiled without a network. */
public class JsonNullableModule extends SimpleModule {}
