// What both programs check with. A surprise ends the program with its message.
import assert from "node:assert/strict";

export { assert };

/** What an operation gives: the body of a success or the problem of a failure, and the answer they came in. */
type Result<Data, Failure> = ({ data: Data; error?: undefined } | { data?: undefined; error: Failure }) & {
  response?: Response;
};

/** The body of an answer that must be a success. */
export function good<Data, Failure>(what: string, result: Result<Data, Failure>): NonNullable<Data> {
  assert(result.error === undefined, `${what}: ${result.response?.status} ${JSON.stringify(result.error)}`);
  assert(result.data !== undefined && result.data !== null, `${what}: an answer without a body`);
  return result.data;
}

/** The problem of an answer that must be a failure with this status. */
export function failure<Data, Failure>(what: string, status: number, result: Result<Data, Failure>): NonNullable<Failure> {
  assert(result.error !== undefined && result.error !== null, `${what}: a success instead of ${status}`);
  assert.equal(result.response?.status, status, `${what}: ${JSON.stringify(result.error)}`);
  return result.error;
}

/** The ETag of an answer. */
export function etag(result: { response?: Response }): string {
  const value = result.response?.headers.get("etag");
  assert(value, "an answer without an ETag");
  return value;
}

/** The program's only argument. */
export function address(): string {
  const [url] = process.argv.slice(2);
  assert(url, "the address of the server is missing");
  return url;
}

/** Who signs in: tools/server.py gives them to its command. */
export function credentials(): { email: string; password: string } {
  const { IMPRINT_EMAIL: email, IMPRINT_PASSWORD: password } = process.env;
  assert(email && password, "IMPRINT_EMAIL and IMPRINT_PASSWORD are missing");
  return { email, password };
}

/** The client of the demonstration. */
export const app = { client_id: "mobileV1", client_secret: "abc123456" };

export const titles = ["One", "Two", "Three", "Four", "Five"];
