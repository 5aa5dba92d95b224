// What both programs share: the server and its token, and a look at what goes over the wire.
import assert from "node:assert/strict";

export { assert };

const { IMPRINT_URL, IMPRINT_TOKEN } = process.env;
assert(IMPRINT_URL && IMPRINT_TOKEN, "IMPRINT_URL and IMPRINT_TOKEN are missing; tools/server.py sets them");
export const server = IMPRINT_URL;
export const authorization = `Bearer ${IMPRINT_TOKEN}`;

/** The requests that had a body: the method and the media type of each. */
export const sent: string[] = [];

// Both clients call the global function. Generated addresses begin with a slash.
const real = globalThis.fetch;
globalThis.fetch = async (input, init) => {
  const request = new Request(new URL(String(input), server), init);
  if (request.body) sent.push(`${request.method} ${request.headers.get("content-type")}`);
  return real(request);
};

/** The text has what JSON escapes, and letters of more than one byte. */
export const book = (authorId: string) => ({ title: 'Łódź "und" Gdańsk', authorId, pages: 100, genre: "round-trip" });
export const author = { firstName: "Zoë", lastName: `Ångström ${crypto.randomUUID()}` };
